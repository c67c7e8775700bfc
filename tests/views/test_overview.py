"""The overview: its date, what needs attention, the totals, and links to the other pages."""

from __future__ import annotations

from bs4 import Tag

from mkdocs_planning.model.plan import STATUSES
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views import VIEWS
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.overview import VISIBLE_CARDS, VISIBLE_NEEDS
from mkdocs_planning.views.risks import TOP_RISKS
from mkdocs_planning.views.timeline import RECENT_ITEMS
from tests.views.plans import TODAY, Link, example_portfolio, portfolio, shown, words_of


def test_the_overview_shows_the_day_and_the_totals() -> None:
    of = example_portfolio()
    done = of.totals.progress
    lead = words_of(shown("overview", of).select_one(".pl-lead"))
    assert lead == f"{len(of.plans)} plans · {done.done} of {done.total} tasks done · As of {ENGLISH.date(TODAY)}"


def test_the_legend_counts_every_status_and_links_to_its_column() -> None:
    of = example_portfolio()
    legend = {item.a["href"]: words_of(item) for item in shown("overview", of).select(".pl-legend li")}
    counts = of.totals.by_status
    assert legend == {
        f"view:board#planning-{status}": f"{ENGLISH.status(status)} {counts[status]}" for status in STATUSES if status in counts
    }


def test_each_column_shows_its_first_cards_and_the_number_of_others() -> None:
    texts = ["# P\n\n**Status**: Ready\n"] * (VISIBLE_CARDS + 2)
    column = shown("overview", portfolio(*texts)).select_one(".pl-first section")
    assert len(column.select(".pl-card")) == VISIBLE_CARDS
    assert words_of(column.select_one(".pl-rest")) == "and 2 more"


def test_the_first_needs_are_shown_and_the_others_collapsed() -> None:
    texts = ["# P\n\n**Status**: Ready\n"] * (VISIBLE_NEEDS + 5)
    soup = shown("overview", portfolio(*texts))
    assert len(soup.select("section > ul.pl-needs > li")) == VISIBLE_NEEDS
    assert words_of(soup.select_one("details summary")) == "and 5 more"
    assert len(soup.select("details li")) == 5


def test_the_newest_changes_link_to_their_lines_and_to_the_timeline() -> None:
    of = portfolio(
        "# One\n\n**Created**: 2026-09-01\n\n## Changelog\n\n- 2026-10-02: second\n- 2026-10-01: first\n- 2027-01-01: later\n",
        "# Two\n\n**Created**: 2026-10-03\n",
    )
    told = section(of, ENGLISH("overview.lately"))
    assert [words_of(item) for item in told.select("li")] == [
        "3 Oct 2026 Two Plan created",
        "2 Oct 2026 One second line 7",
        "1 Oct 2026 One first line 8",
        "1 Sep 2026 One Plan created",
    ]
    assert [link["href"] for link in told.select(".pl-at a")] == ["plans/p0.md#planning-L7", "plans/p0.md#planning-L8"]
    assert told.select_one("h2 a")["href"] == "view:timeline"


def test_the_overview_shows_only_a_few_changes_and_risks() -> None:
    of = example_portfolio()
    assert len(section(of, ENGLISH("overview.lately")).select("li")) == RECENT_ITEMS
    top = section(of, ENGLISH("risks.top"))
    assert 0 < len(top.select("li")) <= TOP_RISKS
    assert {words_of(level) for level in top.select(".pl-level")} <= {ENGLISH.level("critical"), ENGLISH.level("high")}
    assert top.select_one("h2 a")["href"] == "view:risks"


def test_without_changes_and_risks_the_sections_are_omitted() -> None:
    soup = shown("overview", portfolio("# P\n"))
    assert ENGLISH("overview.lately") not in words_of(soup)
    assert ENGLISH("risks.top") not in words_of(soup)


def section(of: Portfolio, title: str) -> Tag:
    """The section of the overview whose heading begins with *title*."""
    return next(one for one in shown("overview", of).select("section") if one.h2 and words_of(one.h2).startswith(title))


def test_the_overview_says_that_nothing_is_wrong() -> None:
    of = portfolio("# One\n\n**Status**: In Progress\n**Owner**: ana\n")
    assert "No plans are late" in words_of(shown("overview", of))


def test_the_overview_links_to_existing_views_and_to_the_data() -> None:
    of = example_portfolio()
    links = [link["href"] for link in shown("overview", of).select(".pl-pages a")]
    pages = [name for name, view in VIEWS.items() if name != "overview" and view.has_content(of)]
    assert links == [*(f"view:{name}" for name in pages), "file:plans.json"]
    assert {"board", "progress", "risks"} <= set(pages)
    without = shown("overview", of, link=Link(absent=("board",)))
    assert not without.select('a[href^="view:board"], a[href^="None"]')


def test_a_site_without_plans_explains_how_to_write_one() -> None:
    assert "**Status**: Draft" in words_of(shown("overview", portfolio()))
