"""Decisions: dated ones newest first, others by plan, with choice and rationale."""

from __future__ import annotations

from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views import VIEWS
from tests.views.plans import TODAY, example_portfolio, plan, portfolio, shown, words_of

_TABLE = "## Decisions\n\n| Decision | Choice | Rationale |\n|---|---|---|\n| Colour | Blue | It sells |\n| Size | Small | |\n"


def _dated(*dates: str | None) -> Portfolio:
    """One plan per date, each with one decision named after it."""
    one = plan("# P\n\n" + _TABLE)
    plans = [
        replace(
            one,
            id=f"p{n}",
            source=f"plans/p{n}.md",
            title=f"Plan {n}",
            decisions=(replace(one.decisions[0], decision=date or "undated", date=date),),
        )
        for n, date in enumerate(dates)
    ]
    return build_portfolio(plans, TODAY)


def test_every_decision_is_listed_once_with_its_line() -> None:
    of = example_portfolio()
    soup = shown("decisions", of)
    made = [decision for one in of.plans for decision in one.decisions]
    lines = sorted(str(link["href"]) for link in soup.select(".pl-at a"))
    assert lines == sorted(f"{decision.file}#planning-L{decision.line}" for decision in made)
    deciders = sum(bool(one.decisions) for one in of.plans)
    assert words_of(soup.select_one(".pl-lead")) == f"{len(made)} decisions in {deciders} plans"


def test_a_decision_shows_its_choice_and_rationale() -> None:
    soup = shown("decisions", portfolio("# Bridge\n\n**Status**: Ready\n\n" + _TABLE))
    assert words_of(soup.h2) == "Bridge Ready"
    assert [words_of(item) for item in soup.select("li")] == [
        "Colour Choice: Blue Rationale: It sells line 9",
        "Size Choice: Small line 10",
    ]


def test_dated_decisions_come_first_newest_on_top() -> None:
    soup = shown("decisions", _dated("2026-03-01", None, "2026-09", "2025", "2026-10-02"))
    dates = [words_of(item) for item in soup.select(".pl-dated .pl-date")]
    assert dates == ["2 Oct 2026", "Sep 2026", "1 Mar 2026", "2025"]
    first = soup.select_one(".pl-dated li")
    assert first.select_one('a[href="plan:p4"]').get_text() == "Plan 4"
    assert [words_of(head) for head in soup.select("h2")] == ["No date", "Plan 1 Draft"]


def test_undated_decisions_are_grouped_by_plan() -> None:
    of = portfolio(
        "# Undated\n\n" + _TABLE,
        "# Older\n\n**Created**: 2026-01-02\n\n" + _TABLE,
        "# Newer\n\n**Created**: 2025-01-02\n**Updated**: 2026-08-01\n\n" + _TABLE,
    )
    assert [link.get_text() for link in shown("decisions", of).select("h2 a")] == ["Newer", "Older", "Undated"]


def test_without_decisions_there_is_advice_and_no_page() -> None:
    assert not VIEWS["decisions"].has_content(portfolio("# P\n"))
    none = shown("decisions", portfolio("# P\n"))
    assert "| Decision | Choice | Rationale |" in words_of(none)
    assert words_of(shown("decisions", example_portfolio(), ())) == "No decisions in the plans that match the filters."


def test_text_of_decisions_is_escaped() -> None:
    hostile = '<script>alert(1)</script>"onmouseover=alert(2) x="'
    one = plan("# P\n\n" + _TABLE)
    made = replace(one.decisions[0], decision=hostile, choice=hostile, rationale=hostile, date="2026-01-01")
    of = build_portfolio([replace(one, title=hostile, owners=(hostile,), decisions=(made, replace(made, date=None)))], TODAY)
    soup = shown("decisions", of)
    assert not soup.select("script, [onmouseover], [id]")
    assert words_of(soup).count("alert(1)") == 9
