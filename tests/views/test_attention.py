"""Attention: every finding once, in its group, with advice and a link to its line."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mkdocs_planning.checks.rules import RULES
from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.model.plan import ChangedFile, Problem
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.attention import GROUPS, VIEW, VISIBLE_ENTRIES, build
from mkdocs_planning.views.facts.attention_reasons import plans_in_need
from mkdocs_planning.views.messages.english import ENGLISH
from tests.views.plans import TODAY, example_portfolio, portfolio, shown, words_of

_FINE = "# Fine\n\n**Status**: In Progress\n**Owner**: ana\n"


def _said(of: Portfolio) -> dict[str, list[str]]:
    """The rows of each group, by the name of the group."""
    return {
        section["id"].removeprefix("planning-"): [words_of(row) for row in section.select(".pl-problem-list > li")]
        for section in shown("attention", of).select("section")
    }


@pytest.mark.parametrize(
    ("texts", "kind", "rows"),
    [
        (["# Late\n\n**Status**: Ready\n**Owner**: a\n**Target**: 2026-10-14\n"], "late", ["Late late by 1 day line 5"]),
        (["# Nobody's\n\n**Status**: Ready\n"], "unowned", ["Nobody's Ready line 1"]),
        (
            ["# Silent\n\n**Owner**: a\n\n## Tasks\n- [x] a\n- [ ] b\n"],
            "status",
            ["Silent status derived as “In progress” line 1"],
        ),
        (
            ["# Over\n\n**Status**: Complete\n**Owner**: a\n\n## Tasks\n- [x] a\n- [ ] b\n"],
            "drift",
            ["Over status is “Complete”, but 1 task is open line 8"],
        ),
        (
            [
                "# Free\n\n**Status**: Blocked\n**Owner**: a\n**Depends on**: [Done](p1.md)\n",
                "# Done\n\n**Status**: Complete\n",
            ],
            "released",
            ["Free status is “Blocked”, but its blockers are resolved: Done line 5"],
        ),
        (
            ["# Ever\n\n**Status**: Ready\n**Owner**: a\n**Depends on**: [Gone](p1.md)\n", "# Gone\n\n**Status**: Dropped\n"],
            "dropped",
            ["Ever waits for Gone (dropped) line 5"],
        ),
        (
            [
                "# A\n\n**Status**: Ready\n**Owner**: a\n**Depends on**: [B](p1.md)\n",
                "# B\n\n**Status**: Ready\n**Owner**: a\n**Depends on**: [A](p0.md)\n",
            ],
            "cycle",
            ["A waits for B which waits for A line 5"],
        ),
        (
            [
                "# A\n\n**Status**: Ready\n**Owner**: a\n**Target**: 2026-11-01\n**Depends on**: [B](p1.md)\n",
                "# B\n\n**Status**: Ready\n**Owner**: a\n**Target**: 2026-11-04\n",
            ],
            "dates",
            ["A due 1 Nov 2026, but waits for B (due 4 Nov 2026, 3 days later) line 6"],
        ),
    ],
)
def test_each_finding_is_listed_and_no_other(texts: list[str], kind: str, rows: list[str]) -> None:
    assert _said(portfolio(*texts)) == {kind: rows}


def test_plans_under_way_that_change_one_file() -> None:
    def touching(title: str, status: str, n: int, *paths: str) -> Portfolio:
        one = portfolio(f"# {title}\n\n**Status**: {status}\n**Owner**: a\n").plans[0]
        files = tuple(ChangedFile(path, "modify", f"plans/{n}.md", 10 + i) for i, path in enumerate(paths))
        return Portfolio((replace(one, source=f"plans/{n}.md", id=f"p{n}", files=files),), TODAY)

    plans = (
        touching("A", "In Progress", 0, "src/cache.py", "src/a.py"),
        touching("B", "Ready", 1, "`./src/cache.py`", "src/done.py"),
        touching("C", "Complete", 2, "src/done.py", "src/cache.py"),
    )
    of = Portfolio(tuple(one for part in plans for one in part.plans), TODAY)
    assert _said(of) == {"files": ["src/cache.py A line 10 B line 10"]}
    links = [link["href"] for link in shown("attention", of).select(".pl-both .pl-at a")]
    assert links == ["plans/0.md#planning-L10", "plans/1.md#planning-L10"]


def test_every_problem_is_listed_with_its_line() -> None:
    text = "# One\n\n**Status**: Draft | Complete\n**Owner**: ana\n**Target**: 2026-02-31\n\n## Next Steps\n- a\n- b\n"
    of = build_portfolio(read_page(text.encode(), "plans/one.md"), TODAY)
    problems = of.plans[0].problems
    assert {problem.rule for problem in problems} >= {"choice-list", "invalid-date"}
    links = [link["href"] for link in shown("attention", of).select(".pl-at a")]
    assert sorted(links) == sorted(f"{problem.file}#planning-L{problem.line}" for problem in problems)


def test_two_plans_with_one_id() -> None:
    of = portfolio(*["# One\n\n**Plan ID**: X-1\n**Status**: Ready\n**Owner**: a\n"] * 2)
    assert [len(rows) for kind, rows in _said(of).items() if kind == "duplicate-id"] == [2]


def test_every_rule_has_a_group_and_words() -> None:
    names = list(GROUPS)
    assert set(RULES) <= set(names)
    assert all(ENGLISH(f"attention.{name}") and ENGLISH(f"attention.{name}.do") for name in names)
    one = portfolio(_FINE).plans[0]
    of = Portfolio((replace(one, problems=(Problem("brand-new", "warning", "look here", one.source, 3),)),), TODAY)
    assert _said(of) == {"other": ["Fine look here line 3"]}


def test_the_most_severe_come_first() -> None:
    names = list(GROUPS)
    groups = [group.name for group in build(example_portfolio(), example_portfolio().plans).groups]
    assert groups == sorted(groups, key=names.index)
    assert groups[0] == "late"


def test_attention_agrees_with_the_overview() -> None:
    of = example_portfolio()
    found = {
        group.name: {entry.places[0].plan.id for entry in (*group.entries, *group.more)} for group in build(of, of.plans).groups
    }
    said = {kind: {need.plan.id for need in plans_in_need(of, of.plans, ENGLISH) if any(f.kind == kind for f in need.reasons)}
            for kind in ("late", "drift", "unowned")}  # fmt: skip
    assert {kind: found.get(kind, set()) for kind in said} == said


def test_a_blocked_plan_whose_blocker_is_done_is_on_the_overview_too() -> None:
    of = portfolio(
        "# Free\n\n**Status**: Blocked\n**Owner**: a\n**Depends on**: [Done](p1.md)\n", "# Done\n\n**Status**: Complete\n"
    )
    assert "status is “Blocked”, but its blockers are resolved: Done" in words_of(
        shown("overview", of).select_one("li.pl-need")
    )


def test_many_findings_of_one_kind_are_collapsed_and_counted() -> None:
    of = portfolio(*["# P\n\n**Status**: Ready\n"] * (VISIBLE_ENTRIES + 4))
    soup = shown("attention", of)
    assert words_of(soup.select_one("h2")) == f"No owner {VISIBLE_ENTRIES + 4}"
    assert words_of(soup.select_one("summary")) == "and 4 more"
    assert f"{VISIBLE_ENTRIES + 4} problems in {VISIBLE_ENTRIES + 4} plans" in words_of(soup)


def test_the_page_exists_only_if_there_are_findings() -> None:
    assert not VIEW.has_content(portfolio(_FINE))
    assert VIEW.has_content(example_portfolio())
    assert "No problems found" in words_of(shown("attention", portfolio(_FINE)))


def test_a_filtered_view_has_no_ids() -> None:
    of = example_portfolio()
    assert not shown("attention", of, of.plans[:5]).select("[id]")
