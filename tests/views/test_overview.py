"""The overview: the day it speaks of, what needs somebody, the totals, and the way to the other pages."""

from __future__ import annotations

from mkdocs_planning.model import STATUSES
from mkdocs_planning.views import VIEWS
from mkdocs_planning.views.overview import SHOWN_CARDS, SHOWN_NEEDS
from mkdocs_planning.views.words import ENGLISH
from tests.views.plans import TODAY, Link, example_portfolio, portfolio, shown, words_of


def test_it_says_its_day_and_its_sums() -> None:
    of = example_portfolio()
    done = of.totals.progress
    lead = words_of(shown("overview", of).select_one(".pl-lead"))
    assert lead == f"{len(of.plans)} plans · {done.done} of {done.total} tasks done · As of {ENGLISH.date(TODAY)}"


def test_the_legend_counts_every_status_and_leads_to_its_column() -> None:
    of = example_portfolio()
    legend = {item.a["href"]: words_of(item) for item in shown("overview", of).select(".pl-legend li")}
    counts = of.totals.by_status
    assert legend == {
        f"view:board#planning-{status}": f"{ENGLISH.status(status)} {counts[status]}" for status in STATUSES if status in counts
    }


def test_each_column_shows_its_first_cards_and_how_many_more_there_are() -> None:
    texts = ["# P\n\n**Status**: Ready\n"] * (SHOWN_CARDS + 2)
    column = shown("overview", portfolio(*texts)).select_one(".pl-first section")
    assert len(column.select(".pl-card")) == SHOWN_CARDS
    assert words_of(column.select_one(".pl-rest")) == "and 2 more"


def test_the_first_needs_stand_openly_and_the_others_fold() -> None:
    texts = ["# P\n\n**Status**: Ready\n"] * (SHOWN_NEEDS + 5)
    soup = shown("overview", portfolio(*texts))
    assert len(soup.select("section > ul.pl-needs > li")) == SHOWN_NEEDS
    assert words_of(soup.select_one("details summary")) == "and 5 more"
    assert len(soup.select("details li")) == 5


def test_when_nothing_is_wrong_it_says_so() -> None:
    of = portfolio("# One\n\n**Status**: In Progress\n**Owner**: ana\n")
    assert "Nothing is late" in words_of(shown("overview", of))


def test_it_leads_to_the_views_that_exist_and_to_the_data() -> None:
    of = example_portfolio()
    links = [link["href"] for link in shown("overview", of).select(".pl-pages a")]
    pages = [name for name, view in VIEWS.items() if name != "overview" and view.shown(of)]
    assert links == [*(f"view:{name}" for name in pages), "file:plans.json"]
    assert {"board", "progress", "risks"} <= set(pages)
    without = shown("overview", of, link=Link(absent=("board",)))
    assert not without.select('a[href^="view:board"], a[href^="None"]')


def test_a_site_without_plans_says_how_to_write_one() -> None:
    assert "**Status**: Draft" in words_of(shown("overview", portfolio()))
