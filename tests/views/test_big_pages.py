"""Two thousand plans: large lists are collapsed, nothing is missing, and pages stay small.

Collapsing uses ``<details>`` and needs no script.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.events import events
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.views import board, progress, risks
from tests.generator import generate
from tests.views.plans import TODAY, shown

PLANS = 2000
CHANGES = "\n## Changelog\n\n- 2026-0{month}-01: Begun\n- 2026-0{month}-20: Half way\n"


@pytest.fixture(scope="module")
def big() -> Portfolio:
    made = generate(PLANS)
    plans = [
        read_plan(one.text + (CHANGES.format(month=number % 8 + 1) if number % 3 == 0 else ""), one.source)
        for number, one in enumerate(made)
    ]
    return build_portfolio(plans, TODAY)


@pytest.fixture(scope="module")
def pages(big: Portfolio) -> Callable[[str], BeautifulSoup]:
    known: dict[str, BeautifulSoup] = {}
    return lambda name: known.setdefault(name, known.get(name) or shown(name, big))


def weight(page: BeautifulSoup) -> int:
    return len(gzip.compress(str(page).encode()))


def folded(items: list[Tag]) -> list[Tag]:
    return [item for item in items if item.find_parent("details", open=False)]


def say(page: BeautifulSoup | Tag, item: str) -> dict[str, int]:
    """For each collapsed list: the number in its summary, and the number of its items."""
    wrong: dict[str, int] = {}
    for fold in page.select("details.pl-more:not(.pl-more-section)"):
        inside = len(fold.select(item))
        summary = fold.select_one("summary")
        assert summary is not None
        if inside and f"{inside:,}" not in summary.get_text():
            wrong[summary.get_text()] = inside
    return wrong


def test_every_plan_is_on_the_board_with_long_columns_collapsed(big: Portfolio, pages: Callable[[str], BeautifulSoup]) -> None:
    page = pages("board")
    cards = page.select(".pl-card > a")
    assert Counter(str(card["href"]) for card in cards) == Counter(f"plan:{plan.id}" for plan in big.plans)
    statuses = Counter(plan.status for plan in big.plans)
    assert len(folded(cards)) == sum(max(0, number - board.VISIBLE_CARDS) for number in statuses.values()) > 0
    assert say(page, ".pl-card") == {}
    assert weight(page) < 120_000


def test_every_plan_is_in_progress_and_some_with_phases(big: Portfolio, pages: Callable[[str], BeautifulSoup]) -> None:
    page = pages("progress")
    names = page.select("tbody .pl-name > a[href^='plan:']")
    assert Counter(str(name["href"]) for name in names) == Counter(f"plan:{plan.id}" for plan in big.plans)
    assert len(folded(names)) == PLANS - progress.VISIBLE_PLANS
    assert say(page, "tbody") == {}
    for name in names:
        plan = big.by_id[str(name["href"]).removeprefix("plan:")]
        row = name.find_parent("tbody")
        assert row is not None
        phases = len(row.select(".pl-rows > li:not(.pl-step) a"))
        assert phases == (0 if folded([name]) else len(plan.phases))
    assert weight(page) < 150_000


def test_every_risk_is_in_the_register(big: Portfolio, pages: Callable[[str], BeautifulSoup]) -> None:
    page = pages("risks")
    rows = page.select(".pl-table:not(.pl-heat) > tbody > tr")
    assert len(rows) == sum(len(plan.risks) for plan in big.plans)
    assert len(page.select(".pl-filter ~ .pl-table > tbody > tr")) == risks.VISIBLE_RISKS
    assert say(page, "tbody > tr") == {}
    assert weight(page) < 120_000


def test_every_event_is_on_the_timeline(big: Portfolio, pages: Callable[[str], BeautifulSoup]) -> None:
    page = pages("timeline")
    rows = page.select(".pl-event")
    dated, undated = events(big.plans)
    assert len(rows) == len(dated) + len(undated)
    assert len(folded(rows)) > len(rows) / 2
    assert say(page, ".pl-event") == {}
    assert weight(page) < 200_000


@pytest.mark.parametrize("name", ["board", "progress", "risks"])
def test_a_small_page_collapses_nothing(big: Portfolio, name: str) -> None:
    small = Portfolio(big.plans[:60], big.as_of)
    assert shown(name, small).select("details.pl-more:not(.pl-more-section)") == []
