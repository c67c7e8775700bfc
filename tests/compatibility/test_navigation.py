"""Plugins that order the navigation: what users write is respected, for views and for hidden plans."""

from __future__ import annotations

import pytest

from tests.compatibility.conftest import PLANS, check_site, config, sidebar
from tests.mkdocs.conftest import Make

AWESOME = """
docs/.nav.yml
    nav:
      - Start: index.md
      - plans
      - "*"
docs/plans/.nav.yml
    title: What we do
    nav:
      - index.md
      - board.md
      - Last one: zeta.md
      - "*"
"""
LITERATE = """
docs/SUMMARY.md
    * [Start](index.md)
    * What we do
        * [Overview](plans/index.md)
        * [Last one](plans/zeta.md)
        * plans/*.md
    * [Guide](guide.md)
"""


def test_awesome_nav_orders_views_and_plans(site: Make):
    built = site(PLANS + AWESOME, config=config("awesome-nav"))

    check_site(built)
    entries = sidebar(built)
    assert entries[:2] == ["Start", "What we do"]
    assert entries.index("Board") < entries.index("Last one") < entries.index("Alpha")
    assert entries[-1] == "Guide"


def test_awesome_nav_keeps_a_hidden_plan_that_it_names(site: Make):
    built = site(PLANS + AWESOME, config=config("awesome-nav", planning="nav: hidden"))

    check_site(built)
    entries = sidebar(built)
    assert "Last one" in entries
    assert not {"Alpha", "Beta", "Team"} & set(entries)
    assert [crumb.get_text(strip=True) for crumb in built.page("plans/alpha/").select(".md-path a")] == [
        "Start",
        "What we do",
        "Plans",
    ]


def test_literate_nav_orders_views_and_plans(site: Make):
    built = site(PLANS + LITERATE, config=config("literate-nav", extra="not_in_nav: |\n  /plans/team/*\n"))

    check_site(built)
    entries = sidebar(built)
    assert entries[:3] == ["Start", "What we do", "Last one"]  # whose section links to the overview
    assert entries.index("Last one") < entries.index("Alpha")
    assert "Board" in entries


def test_literate_nav_keeps_a_hidden_plan_that_it_names(site: Make):
    built = site(PLANS + LITERATE, config=config("literate-nav", planning="nav: hidden"))

    check_site(built)
    entries = sidebar(built)
    assert "Last one" in entries
    assert "Board" in entries
    assert not {"Alpha", "Beta", "Team"} & set(entries)


@pytest.mark.parametrize("plugin", ["awesome-nav", "literate-nav"])
@pytest.mark.parametrize("nav", ["listed", "hidden"])
def test_views_are_listed_without_a_written_navigation(site: Make, plugin: str, nav: str):
    built = site(PLANS, config=config(plugin, planning=f"nav: {nav}"))

    check_site(built)
    entries = sidebar(built)
    assert {"Plans", "Board", "Progress", "Guide"} <= set(entries)
    assert ("Alpha" in entries) == (nav == "listed")


@pytest.mark.parametrize("nav", ["listed", "hidden"])
def test_section_index_uses_the_overview_as_section_page(site: Make, nav: str):
    built = site(PLANS, config=config("section-index", planning=f"nav: {nav}").replace(", navigation.indexes", ""))

    check_site(built)
    link = built.page("guide/").select_one(".md-nav--primary .md-nav__item--nested .md-nav__container > a")
    assert link["href"] == "../plans/"
    active = [
        " ".join(item.select_one("a").get_text().split())
        for item in built.page("plans/zeta/").select(".md-nav--primary .md-nav__item--active")
    ]
    assert active[0] == "Plans"
