"""Ambiguous names, plans that are parts of pages, and the totals of a portfolio, with small sites read from their pages."""

from __future__ import annotations

import pytest

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.model.plan import Dependency
from mkdocs_planning.model.portfolio import Portfolio, unresolved

TODAY = "2026-06-15"
TIDE = "# Implementation Plan: Tide window\n\n**Status**: In Progress\n"
PIERS = "---\nplans: h2\n---\n# Piers\n\n## North pier\n\n- [ ] a\n\n## South pier\n\n- [x] b\n"


def site(**pages: str) -> Portfolio:
    """A site with these pages in ``plans/``; ``_`` in a name is replaced by ``-``."""
    plans = [plan for name, text in pages.items() for plan in read_page(text.encode(), f"plans/{name.replace('_', '-')}.md")]
    return build_portfolio(plans, TODAY)


def dependency_of(line: str, **others: str) -> Dependency:
    """The only dependency of a plan with *line* under "Blocked by", beside *others*."""
    found = site(ferry=f"# Ferry timetable\n\n## Blocked by\n\n- {line}\n", **others)
    (dependency,) = found.by_id["plans/ferry"].dependencies
    return dependency


@pytest.mark.parametrize(
    "line",
    [
        "[the window](./tide-window.md#step-2)",
        "[the window](../plans/tide-window.md)",
        "[the window](tide%2Dwindow.md)",
        "`tide-window`",
        "plans/tide-window",
        "**Tide window**",
        "Tide window (the new one)",
        "Tide window – we need its hours",
        "the plan Tide window",
    ],
)
def test_a_plan_is_found_by_name(line: str) -> None:
    assert dependency_of(line, tide_window=TIDE).plan == "plans/tide-window"


@pytest.mark.parametrize(
    "line", ["Tide", "Tide windows of the north", "The harbour office agrees", "[window](https://x.example/tide-window.md)"]
)
def test_a_text_that_names_no_plan_is_not_linked(line: str) -> None:
    assert dependency_of(line, tide_window=TIDE).plan is None


def test_an_anchor_names_one_plan_of_a_page_with_several() -> None:
    south = dependency_of("[south](piers.md#south-pier)", piers=PIERS)
    assert (south.plan, south.resolved) == ("plans/piers#south-pier", True)
    assert dependency_of("South pier", piers=PIERS).plan == "plans/piers#south-pier"
    assert dependency_of("[both](piers.md)", piers=PIERS).plan is None
    assert dependency_of("[neither](piers.md#cranes)", piers=PIERS).plan is None


def test_a_duplicate_id_names_the_first_plan() -> None:
    text = "---\nid: SW-1\n---\n# {}\n"
    found = site(a=text.format("Ferry"), b=text.format("Tide"), c="# C\n\n## Blocked by\n\n- SW-1\n")
    assert [plan.id for plan in found.plans] == ["SW-1", "plans/b", "plans/c"]
    assert found.by_id["plans/c"].dependencies[0].plan == "SW-1"


def test_a_finished_plan_has_no_unresolved_dependency() -> None:
    found = site(ferry="# Ferry\n\n**Status**: Complete\n**Depends on**: tide-window\n", tide_window=TIDE)
    assert found.dependents == {}
    assert len(unresolved(found.by_id["plans/ferry"])) == 1


@pytest.mark.parametrize(
    ("target", "days"),
    [("2026-06-10", 5), ("2026-06-15", 0), ("2026-06", 0), ("2026-05", 15), ("2026-Q2", 0), ("2026-Q1", 76), ("2025", 166)],
)
def test_late_is_counted_from_the_last_day_of_an_imprecise_target(target: str, days: int) -> None:
    found = site(ferry=f"# Ferry\n\n**Status**: In Progress\n**Target**: {target}\n")
    assert found.plans[0].target == target
    assert found.days_late(found.plans[0]) == days


def test_a_finished_plan_is_not_late() -> None:
    found = site(ferry="# Ferry\n\n**Status**: Complete\n**Target**: 2026-01-01\n")
    assert found.days_late(found.plans[0]) == 0


def test_the_order_of_the_pages_does_not_matter() -> None:
    plans = [*read_page(TIDE.encode(), "plans/b.md"), *read_page(b"# A\n\n## Blocked by\n\n- Tide window\n", "plans/a.md")]
    assert build_portfolio(plans, TODAY) == build_portfolio(plans[::-1], TODAY)


def test_totals() -> None:
    found = site(a="# A\n\n- [x] a\n- [ ] b\n", b="# B\n\n**Status**: Complete\n\n- [x] c\n")
    assert (found.totals.plans, found.totals.progress.done, found.totals.progress.total) == (2, 2, 3)
    assert found.totals.by_status == {"in-progress": 1, "complete": 1}
