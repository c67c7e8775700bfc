"""Progress: numbers that match the portfolio, the phases below, and why GitHub's counts may differ."""

from __future__ import annotations

import pytest

from mkdocs_planning.model.plan import Phase, Progress
from mkdocs_planning.views.facts.progress_breakdown import difference_to_github, kinds, segments
from mkdocs_planning.views.messages.english import ENGLISH
from tests.views.plan_histories import past, with_history
from tests.views.plans import example_portfolio, plan, portfolio, shown, words_of


def test_every_plan_is_listed_with_its_numbers() -> None:
    of = example_portfolio()
    soup = shown("progress", of)
    rows = {row.select_one("a")["href"]: row for row in soup.select(".pl-list > tbody > tr.pl-prog")}
    assert set(rows) == {f"plan:{plan.id}" for plan in of.plans}
    for one in of.plans:
        row = rows[f"plan:{one.id}"]
        assert row.select_one(".pl-num").get_text() == f"{one.progress.done}/{one.progress.total}"
        assert row.select_one(".pl-pct").get_text() == f"{one.progress.percent} %"
        assert row.select_one(".pl-chip").get_text() == ENGLISH.status(one.status)


def test_the_total_is_that_of_the_portfolio() -> None:
    of = example_portfolio()
    total = of.totals.progress
    assert f"{total.done}/{total.total}" in words_of(shown("progress", of).select_one(".pl-all"))


def test_phases_and_steps_are_listed_with_their_numbers() -> None:
    of = example_portfolio()
    soup = shown("progress", of)

    def numbers(phases: tuple[Phase, ...]) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        for phase in phases:
            shown = f"{phase.progress.done}/{phase.progress.total}" if phase.progress.total else ""
            out += [(f"{phase.file}#planning-L{phase.line}", shown), *numbers(phase.steps)]
        return out

    expected = {entry for one in of.plans for entry in numbers(one.phases)}
    found = {
        (row.select_one("a")["href"], row.select_one(".pl-num").get_text())
        for row in soup.select("ol.pl-rows > li")
        if row.select_one("a")
    }
    assert found == expected


def test_segments_and_kinds_add_up_to_the_plan() -> None:
    for one in example_portfolio().plans:
        assert sum((piece.progress for piece in segments(one, ENGLISH)), Progress()) == one.progress
        by_kind = kinds(one, ENGLISH)
        if by_kind:
            assert sum((kind.progress for kind in by_kind), Progress()).total == one.progress.total


def test_differences_from_github_are_explained() -> None:
    one = plan("# One\n\n## Tasks\n- [x] a\n- [ ] b\n- [ ] ~~c~~\n- [ ] ~~d~~\n- [~] e\n")
    assert (one.boxes.total, one.progress.total) == (4, 3)
    assert difference_to_github(one, ENGLISH) == (
        "GitHub counts 1/4 checkboxes",
        "2 struck-out or dropped checkboxes are not counted here",
        "1 mark such as [~], which GitHub shows as text, is counted here",
    )


def test_equal_counts_need_no_explanation() -> None:
    assert difference_to_github(plan("# One\n\n## Tasks\n- [x] a\n- [ ] b\n"), ENGLISH) == ()


def test_a_plan_without_boxes_is_shown_as_such() -> None:
    row = shown("progress", portfolio("# One\n\nWords.\n")).select_one(".pl-list > tbody")
    assert words_of(row) == "One Draft no tasks"
    assert not row.select("details"), "there is nothing to unfold"


def test_percentages_are_0_and_100_only_if_exact() -> None:
    of = portfolio(
        "# Begun\n\n## Tasks\n" + "- [x] a\n" + "- [ ] b\n" * 999,
        "# Nearly\n\n## Tasks\n" + "- [x] a\n" * 999 + "- [ ] b\n",
        "# None\n\n## Tasks\n- [ ] b\n",
        "# All\n\n## Tasks\n- [x] b\n",
    )
    soup = shown("progress", of)
    percent = {
        row.select_one("a").get_text(): row.select_one(".pl-pct").get_text()
        for row in soup.select(".pl-list > tbody > tr.pl-prog")
    }
    assert percent == {"Begun": "1 %", "Nearly": "99 %", "None": "0 %", "All": "100 %"}


def test_criteria_and_last_change() -> None:
    of = portfolio(
        "# One\n\n**Created**: 2026-01-02\n**Updated**: 2026-03\n**Target**: 2026-12-01\n\n"
        "## Success Criteria\n- [x] a\n- [ ] b\n- [ ] c\n\n## Changelog\n- 2026-03-05: half of it\n",
        "# Two\n\nWords.\n",
    )
    one, two = shown("progress", of).select(".pl-list > tbody")
    assert [words_of(cell) for cell in one.select("tr.pl-prog > td")[2:]] == ["Criteria met 1/3", "Last change Mar 2026"]
    assert [words_of(cell) for cell in two.select("tr.pl-prog > td")[2:]] == ["", ""]
    assert [words_of(cell) for cell in shown("progress", of).select(".pl-all > td.pl-right")] == ["Criteria met 1/3"]


def test_the_last_change_is_the_last_commit() -> None:
    of = portfolio("# One\n\n**Created**: 2026-09-02\n\n- [ ] a\n", "# Two\n\n**Created**: 2026-09-03\n\n- [ ] a\n")
    of = with_history(of, past(("2026-01-05", 0, 1), touched="2026-10-12"))
    assert [words_of(row.select("td")[-1]) for row in shown("progress", of).select("tbody .pl-prog")] == [
        "Last change 12 Oct 2026",
        "Last change 3 Sep 2026",
    ]


def test_columns_sort_by_their_values() -> None:
    of = example_portfolio()
    soup = shown("progress", of)
    assert [words_of(head) for head in soup.select("table.pl-sortable th[scope=col]")] == [
        "Plan", "Status", "Done", "Criteria met", "Last change",
    ]  # fmt: skip
    for row in soup.select(".pl-list > tbody > tr.pl-prog"):
        one = of.by_id[row.select_one("a")["href"][5:]]
        done = row.select_one(".pl-done")["data-v"]
        assert done == (str(one.progress.done / one.progress.total) if one.progress.total else "")


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("- [x] fast\n- [ ] small", "1/2"),
        ("- fast\n- small", "2 unrated"),
        ("- [x] fast\n- [ ] small\n- kind", "1/2 1 unrated"),
        ("| Criterion | Target | Actual |\n|---|---|---|\n| Load | 2 s | 1 s |\n| Size | 2 MB | |", "2 unrated"),
        ("| Criterion | Status |\n|---|---|\n| Load | Met |", "1/1"),
    ],
)
def test_a_criterion_without_a_result_is_not_missed(section: str, said: str) -> None:
    soup = shown("progress", portfolio(f"# P\n\n## Success Criteria\n\n{section}\n"))
    cells = [
        words_of(row.select("td")[-2]).removeprefix(ENGLISH("progress.criteria")).strip()
        for row in soup.select(".pl-all, tbody .pl-prog")
    ]
    assert cells == [said, said]
