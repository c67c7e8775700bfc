"""The roadmap: start and end of bars, what is late, and all of it as text."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import ACTIVE, Milestone
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.date_axis import months_before, rounded_axis
from mkdocs_planning.views.charts.plan_span import Span, plan_span
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.roadmap import Roadmap, Row, build
from mkdocs_planning.views.view_options import ViewOptions
from tests.views.plans import TODAY, example_portfolio, plan, portfolio, shown, words_of

JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)


def made(text: str, *milestones: tuple[str, str | None, str | None]) -> Portfolio:
    """A portfolio of one plan with milestones: title, date, status."""
    one = plan(text)
    of = tuple(Milestone(title, day, status, one.source, 3) for title, day, status in milestones)  # pyright: ignore[reportArgumentType]
    return build_portfolio([replace(one, milestones=of)], TODAY)


def the_span(text: str) -> Span | None:
    of = portfolio(text)
    return plan_span(of.plans[0], of)


def rows(view: Roadmap) -> list[Row]:
    return [row for band in view.groups for row in band.rows]


def titles(view: Roadmap) -> list[str]:
    return [row.plan.title for row in rows(view)]


def test_every_plan_is_on_the_roadmap_or_below_it() -> None:
    of = example_portfolio()
    view = build(of, of.plans)
    on = [row.plan.id for row in rows(view)]
    beneath = [other.plan.id for other in (*view.others, *view.closed)]
    assert sorted([*on, *beneath]) == sorted(plan.id for plan in of.plans)
    with_end = {p.id for p in of.plans if p.status != "dropped" and (p.target or (p.finished and p.status not in ACTIVE))}
    assert set(on) == with_end


def test_a_row_has_a_text_description() -> None:
    of = portfolio(
        "# Tables\n\n**Status**: In Progress\n**Owner**: mei\n**Created**: 2026-08-03\n**Target**: 2026-10-03\n\n"
        "## Phase 1: Words\n- [x] a\n- [ ] b\n\n## Phase 2: Numbers\n- [ ] c\n"
    )
    row = shown("roadmap", of).select_one("tbody tr")
    assert words_of(row) == (
        "Tables In progress · mei 3 Oct 2026 late by 12 days 33 % 1/3 "
        "3 Aug 2026 (plan created) to 3 Oct 2026 1 Words 1/2 2 Numbers 0/1"
    )
    assert [link["href"] for link in row.select("ol a")] == ["plans/p0.md#planning-L8", "plans/p0.md#planning-L12"]
    heads = [words_of(head) for head in shown("roadmap", of).select("thead th")]
    assert heads[:3] == ["Plan", "Target", "Done"]
    assert heads[3].startswith("Schedule")
    assert heads[3].endswith("Today, 15 Oct")


def test_numbers_match_the_portfolio() -> None:
    of = example_portfolio()
    found = {
        row.select_one("a")["href"]: words_of(row.select_one("td.pl-number")) for row in shown("roadmap", of).select("tbody tr")
    }
    assert found == {
        f"plan:{p.id}": f"{p.progress.percent} % {p.progress.done}/{p.progress.total}"
        for p in of.plans
        if f"plan:{p.id}" in found
    }


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("**Created**: 2026-09-01\n**Target**: 2026-12-04", Span(date(2026, 9, 1), date(2026, 12, 4))),
        ("**Created**: 2026-09-01\n**Start**: 2026-10-01\n**Target**: 2026-12-04", Span(date(2026, 10, 1), date(2026, 12, 4))),
        ("**Start**: 2026-Q4\n**Target**: 2027-Q1", Span(date(2026, 10, 1), date(2027, 3, 31))),
        ("**Start**: 2026-05\n**Target**: 2026-11", Span(date(2026, 5, 1), date(2026, 11, 30))),
        ("**Target**: 2026-12-04", Span(None, date(2026, 12, 4))),
        ("**Start**: 2027-01-01\n**Target**: 2026-12-04", Span(None, date(2026, 12, 4))),
        ("**Target**: 2026-10-14", Span(None, date(2026, 10, 14), date(2026, 10, 15), late=1)),
        ("**Target**: 2026-10", Span(None, date(2026, 10, 31))),
        ("**Start**: 2026-09-01", None),
    ],
)
def test_when_a_plan_under_way_is_worked_on(header: str, expected: Span | None) -> None:
    assert the_span(f"# One\n\n**Status**: In Progress\n{header}\n") == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "**Target**: 2026-05-29\n**Completed**: 2026-05-22",
            Span(date(2026, 1, 5), date(2026, 5, 22), finished=True, early=7),
        ),
        (
            "**Target**: 2026-05-29\n**Completed**: 2026-06-03",
            Span(date(2026, 1, 5), date(2026, 5, 29), date(2026, 6, 3), finished=True, late=5),
        ),
        ("**Target**: 2026-05\n**Completed**: 2026-05", Span(date(2026, 1, 5), date(2026, 5, 31), finished=True)),
        ("**Completed**: 2026-05-22", Span(date(2026, 1, 5), date(2026, 5, 22), finished=True)),
        ("**Target**: 2026-05-29", Span(date(2026, 1, 5), date(2026, 5, 29))),
    ],
)
def test_a_finished_plan_ends_when_it_was_finished(header: str, expected: Span) -> None:
    assert the_span(f"# One\n\n**Status**: Complete\n**Created**: 2026-01-05\n{header}\n") == expected


def test_bars_are_at_their_dates() -> None:
    line = rounded_axis(JANUARY, DECEMBER, ENGLISH)
    assert line.bar(JANUARY, DECEMBER).width == 100
    july = line.bar(date(2026, 7, 1), date(2026, 7, 31))
    assert (july.at, july.width, july.cut) == (round(100 * 181 / 365, 2), round(100 * 31 / 365, 2), False)
    assert line.bar(date(2025, 6, 1), date(2026, 1, 31)).cut


def test_a_late_bar_ends_today() -> None:
    of = portfolio("# One\n\n**Status**: In Progress\n**Created**: 2026-08-01\n**Target**: 2026-09-15\n")
    view = build(of, of.plans)
    (row,) = rows(view)
    assert row.bar is not None
    assert row.over is not None
    assert row.bar.at + row.bar.width == pytest.approx(row.over.at, abs=0.02)
    assert row.over.at + row.over.width == pytest.approx(view.today, abs=0.02)
    assert (row.flag, row.late) == ("late by 30 days", True)


@pytest.mark.parametrize(
    ("last", "unit", "names"),
    [
        (date(2027, 6, 30), "month", ("Jan", "Feb")),
        (date(2027, 7, 1), "quarter", ("Q1", "Q2")),
        (date(2031, 12, 31), "quarter", ("Q1", "Q2")),
        (date(2032, 1, 1), "year", ("2026", "2027")),
    ],
)
def test_long_scales_show_quarters_or_years(last: date, unit: str, names: tuple[str, str]) -> None:
    line = rounded_axis(JANUARY, last, ENGLISH)
    assert (line.unit, tuple(tick.title for tick in line.ticks[:2])) == (unit, names)
    assert sum(tick.width for tick in line.ticks) == pytest.approx(100, abs=0.3)
    assert [tick.year for tick in line.ticks if tick.year] == (
        [] if unit == "year" else [str(year) for year in range(2026, last.year + 1)]
    )


def test_open_plans_come_first_by_target_then_finished_ones() -> None:
    of = portfolio(
        "# Early\n\n**Status**: Complete\n**Target**: 2026-03-01\n",
        "# Later\n\n**Status**: Complete\n**Target**: 2026-06-01\n",
        "# November\n\n**Status**: Draft\n**Target**: 2026-11\n",
        "# Late\n\n**Status**: Blocked\n**Target**: 2026-09-01\n",
    )
    assert titles(build(of, of.plans)) == ["Late", "November", "Later", "Early"]


def test_old_plans_are_collapsed_and_long_bars_are_cut() -> None:
    of = portfolio(
        "# Old\n\n**Status**: Complete\n**Target**: 2025-09-30\n",
        "# Edge\n\n**Status**: Complete\n**Created**: 2024-02-03\n**Target**: 2025-10-01\n",
    )
    assert months_before(date(2026, 10, 15), 12) == date(2025, 10, 1)
    view = build(of, of.plans)
    assert titles(view) == ["Edge"]
    bar = rows(view)[0].bar
    assert bar is not None
    assert bar.cut
    assert [(other.plan.title, other.why) for other in view.closed] == [("Old", "ended 30 Sep 2025")]
    assert "3 Feb 2024 (plan created) to 1 Oct 2025" in words_of(shown("roadmap", of))
    assert titles(build(of, of.plans, ViewOptions(roadmap_past=13))) == ["Edge", "Old"]


def test_a_plan_that_is_years_late_is_shown() -> None:
    of = portfolio("# Forgotten\n\n**Status**: Ready\n**Created**: 2020-01-01\n**Target**: 2020-02-01\n")
    (row,) = rows(build(of, of.plans))
    assert row.bar is None
    assert row.over is not None
    assert (row.over.at, row.over.cut) == (0, True)
    assert row.flag == "late by 2,448 days"


def test_plans_that_are_not_on_the_roadmap_have_a_reason() -> None:
    of = portfolio(
        "# Open\n\n**Status**: Draft\n**Created**: 2026-09-01\n",
        "# Gone\n\n**Status**: Dropped\n**Target**: 2026-12-01\n",
        "# Done\n\n**Status**: Complete\n",
        "# Dated\n\n**Status**: Draft\n**Target**: 2026-12-01\n",
    )
    view = build(of, of.plans)
    assert [(other.plan.title, other.why) for other in view.others] == [("Open", "no target")]
    assert [(other.plan.title, other.why) for other in view.closed] == [("Done", "no end date"), ("Gone", "dropped")]
    assert words_of(shown("roadmap", of).select_one("summary")) == "2 finished or dropped plans not on the roadmap"


def test_milestones_are_named_dated_and_linked() -> None:
    of = made(
        "# One\n\n**Status**: In Progress\n**Created**: 2026-08-01\n**Target**: 2027-02-01\n",
        ("Beta", "2026-09", "complete"),
        ("Printed", "2026-10-10", "in-progress"),
        ("Public", "2026-12-15", None),
        ("Party", None, None),
    )
    soup = shown("roadmap", of)
    marks = soup.select("li.pl-mark")
    assert [words_of(mark).replace(" ,", ",") for mark in marks] == [
        "Beta, Sep 2026, reached",
        "Printed, late by 5 days, 10 Oct 2026",
        "Public, 15 Dec 2026",
    ]
    assert marks[0].select_one("a")["href"] == "plans/one.md#planning-L3"
    assert "1 late milestone" in words_of(soup.select_one("tbody td")), "the number is always in the text"
    assert words_of(soup.select_one(".pl-one")) == "Party"


def test_a_milestone_name_is_shown_only_if_it_fits() -> None:
    of = made(
        "# One\n\n**Status**: In Progress\n**Created**: 2026-01-01\n**Target**: 2026-12-31\n",
        ("First", "2026-06-01", None),
        ("Close behind", "2026-06-05", None),
        ("Next to that", "2026-06-10", None),
        ("The end", "2026-12-31", None),
    )
    (row,) = rows(build(of, of.plans))
    assert [(mark.before, bool(mark.label_width)) for mark in row.marks] == [
        (True, True),
        (False, False),
        (False, True),
        (False, False),
    ]


def test_a_plan_with_milestones_only_has_no_bar() -> None:
    of = made("# One\n\n**Status**: Draft\n", ("Freeze", "2026-11-30", None))
    (row,) = rows(build(of, of.plans))
    assert (row.bar, row.target, len(row.marks)) == (None, "", 1)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (None, [("", ["A", "B", "C"])]),
        ("owner", [("ana", ["A", "B"]), ("mei", ["B"]), ("No owner", ["C"])]),
        ("tag", [("app", ["A", "C"]), ("web", ["A"]), ("No tag", ["B"])]),
        ("priority", [("P0", ["C"]), ("P1", ["A"]), ("No priority", ["B"])]),
        ("folder", [("plans", ["A", "B", "C"])]),
    ],
)
def test_rows_are_grouped_as_the_option_says(by: str | None, expected: list[tuple[str, list[str]]]) -> None:
    of = portfolio(
        "# A\n\n**Status**: Draft\n**Owner**: ana\n**Target**: 2026-11-01\n**Tags**: web, app\n**Priority**: P1\n",
        "# B\n\n**Status**: Draft\n**Owner**: ana, mei\n**Target**: 2026-11-02\n",
        "# C\n\n**Status**: Draft\n**Target**: 2026-11-03\n**Tags**: app\n**Priority**: P0\n",
    )
    view = build(of, of.plans, ViewOptions(roadmap_group=by))  # pyright: ignore[reportArgumentType]
    assert [(band.title, [row.plan.title for row in band.rows]) for band in view.groups] == expected


def test_the_roadmap_is_a_table_with_row_headings() -> None:
    soup = shown("roadmap", example_portfolio())
    table = soup.select_one("table")
    assert all(head["scope"] == "col" for head in table.select("thead th"))
    for row in table.select("tbody tr"):
        assert row.select_one("th")["scope"] == "row"
        assert len(row.find_all(["th", "td"], recursive=False)) == 4
    assert not soup.select("[id]"), "a page may hold the roadmap twice"


def test_an_empty_roadmap_explains_how_to_begin() -> None:
    assert "**Target**: 2026-10-30" in words_of(shown("roadmap", portfolio()))
    assert "No plans that match the filters have a target" in words_of(shown("roadmap", portfolio("# One\n")))


def test_text_of_plans_is_escaped() -> None:
    hostile = '<script>alert(1)</script>"onmouseover=alert(2) x="'
    one = plan("# One\n\n**Status**: In Progress\n**Created**: 2026-09-01\n**Target**: 2026-12-01\n\n## Phase 1: A\n- [ ] a\n")
    marks = (Milestone(hostile, "2026-11-01", None, one.source, 3), Milestone(hostile, None, None, one.source, 3))
    changed = tuple(replace(phase, title=hostile) for phase in (*one.phases, *one.phases))
    of = build_portfolio([replace(one, title=hostile, owners=(hostile,), phases=changed, milestones=marks)], TODAY)
    soup = shown("roadmap", of)
    assert not soup.select("script, [onmouseover]")
    assert hostile in soup.get_text()
