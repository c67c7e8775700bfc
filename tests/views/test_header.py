"""The header card: it shows everything that is moved out of the text."""

from __future__ import annotations

import pytest

from mkdocs_planning.views.header import VISIBLE_LENGTH, header
from tests.views.plans import example_portfolio, plan, portfolio, shown_header, words_of

_TEXT = """# Implementation Plan: Tide Alarms

**Plan ID**: SW-027
**Status**: In Progress (2/4)
**Owner**: ana, mei
**Created**: 2026-08-17
**Last Updated**: 2026-09-01
**Start**: 2026-09-07
**Target**: 2026-10-03
**Priority**: P2
**Estimated Effort**: 9-12 days
**Estimated Complexity**: Medium
**Risk Level**: High
**Tags**: app, alarms
**Spec**: [mobile app](../specs/app.md)
**Feature**: Alarms with `code`

## Phase 1: Ground
- [x] a
- [ ] b

## Phase 2: Walls
- [ ] c

## Success Criteria
- [ ] d
"""


def test_the_header_shows_everything_that_the_plan_states() -> None:
    of = portfolio(_TEXT)
    card = words_of(shown_header(of, of.plans[0]))
    for text in (
        "In progress",
        "(2/4)",
        "Owners ana, mei",
        "Created 17 Aug 2026",
        "Updated 1 Sep 2026",
        "Start 7 Sep 2026",
        "Target 3 Oct 2026",
        "late by 12 days",
        "Priority P2",
        "Effort 9-12 days",
        "Complexity Medium",
        "Risk level High",
        "Tags app, alarms",
        "Plan ID SW-027",
        "Feature Alarms with `code`",
        "Spec [mobile app](<../specs/app.md>)",
        "1/4",
        "25 %",
        "Work 1/3",
        "Requirements and criteria 0/1",
    ):
        assert text in card, text


def test_the_segments_of_the_bar_link_to_their_phases() -> None:
    of = portfolio(_TEXT)
    one = of.plans[0]
    pieces = shown_header(of, one).select(".pl-phases li")
    assert [words_of(piece) for piece in pieces] == ["1/2 1 Ground", "0/1 2 Walls", "0/1 Other"]
    assert [piece.a["href"] for piece in pieces if piece.a] == [f"plans/p0.md#planning-L{phase.line}" for phase in one.phases]
    assert [piece["style"] for piece in pieces] == ["flex-grow:2", "flex-grow:1", "flex-grow:1"]


@pytest.mark.parametrize(
    ("status", "beyond"),
    [
        ("In Progress", ""),
        ("in-progress", ""),
        ("In Progress (2/4)", "(2/4)"),
        ("Blocked - waits for the printer", "waits for the printer"),
        ("Blocked: no paper", "no paper"),
        ("Completed", "Completed"),
        ("Done, since Friday", "Done, since Friday"),
    ],
)
def test_the_status_text_is_not_repeated(status: str, beyond: str) -> None:
    of = portfolio(f"# One\n\n**Status**: {status}\n")
    assert header(of, of.plans[0]).status_text == beyond


def test_a_derived_status_says_so() -> None:
    of = portfolio("# One\n\n## Tasks\n- [x] a\n- [ ] b\n", "# Two\n\nWords.\n")
    assert "In progress derived from checkboxes" in words_of(shown_header(of, of.plans[0]))
    assert "Draft no status" in words_of(shown_header(of, of.plans[1]))


def test_many_fields_are_collapsed() -> None:
    long = "word " * (VISIBLE_LENGTH // 5) + "end"
    of = portfolio(f"# One\n\n**Goal**: {long}\n**Sponsor**: the harbour office\n")
    soup = shown_header(of, of.plans[0])
    assert long in soup.select_one("details").get_text()
    assert "the harbour office" not in soup.select_one("details").get_text()
    assert "the harbour office" in words_of(soup)


def test_a_link_keeps_the_target_that_the_plan_wrote() -> None:
    of = portfolio("# One\n\n**Spec**: [a spec](<../my specs/a(b).md>)\n")
    (link,) = header(of, of.plans[0]).links
    assert link.markdown == "[a spec](<../my specs/a(b).md>)"


def test_problems_are_named_with_their_line() -> None:
    of = portfolio("# One\n\n**Status**: Draft | In Progress | Complete\n")
    card = words_of(shown_header(of, of.plans[0]).select_one(".pl-problems"))
    problem = of.plans[0].problems[0]
    assert f"line {problem.line}: {problem.message}" in card


def test_every_plan_of_the_example_site_has_a_header() -> None:
    of = example_portfolio()
    for one in of.plans:
        assert f"{one.progress.done}/{one.progress.total}" in words_of(shown_header(of, one))


def test_an_empty_plan_has_a_header() -> None:
    of = portfolio("")
    assert "Draft" in words_of(shown_header(of, of.plans[0]))
    assert plan("").progress.total == 0


def _fields(text: str) -> dict[str, str]:
    of = portfolio(text, "# Engine\n\n**Status**: In Progress\n", "# Done\n\n**Status**: Complete\n")
    view = header(of, of.plans[0])
    return {fact.title: fact.text for fact in (*view.facts, *view.more)}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("**Depends on**: [Engine](p1.md)", None),
        ("**Depends on**: [Engine](p1.md), PLAT-12", None),
        ("**Depends on**: [Engine](p1.md), [Done](p2.md)", "[Done](p2.md)"),
        ("**Depends on**: [Done](p2.md)", "[Done](p2.md)"),
    ],
)
def test_a_dependency_is_shown_once(line: str, shown: str | None) -> None:
    assert _fields(f"# One\n\n**Status**: Ready\n{line}\n").get("Depends on") == shown


def test_a_finished_plan_keeps_the_field_without_a_flag() -> None:
    assert _fields("# One\n\n**Status**: Complete\n**Depends on**: [Engine](p1.md)\n")["Depends on"] == "[Engine](p1.md)"
