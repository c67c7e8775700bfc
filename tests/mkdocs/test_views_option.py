"""The option ``views``: which views have a page, in which order; the others still work as markers."""

from __future__ import annotations

import pytest

from mkdocs_planning.views import PAGES
from mkdocs_planning.views.messages.english import ENGLISH
from tests.mkdocs.conftest import CONFIG, Make

PLANS = """
docs/plans/a.md
    # Alpha

    **Status**: In Progress
    **Owner**: ana
    **Target**: 2026-01-31
    **Depends on**: [Beta](b.md)

    - [x] one
    - [ ] two

    ## Risks

    | Risk | Likelihood | Impact | Mitigation |
    |---|---|---|---|
    | Rain | high | high | Umbrellas |

    ## Open questions

    - Who pays?

    ## Decisions

    - Files: they are enough

    ## Changelog

    - 2026-01-02: begun
docs/plans/b.md
    # Beta

    **Status**: Draft
docs/notes.md
    # Notes

    <!-- planning:board -->

    <!-- planning:risks -->

    <!-- planning:people -->

    <!-- planning:questions status=draft -->
"""
NAMES = [view.name for view in PAGES if view.name != "review"]
"""All views except the one that needs a repository."""


def test_every_view_has_a_page_by_default(site: Make):
    built = site(PLANS)

    assert [name for name in NAMES if built.exists(f"plans/{name}/index.html")] == NAMES


@pytest.mark.parametrize("chosen", [["risks", "board"], ["timeline"], []])
def test_pages_navigation_and_overview_follow_the_option(site: Make, chosen: list[str]):
    built = site(PLANS, config=CONFIG + f"      views: {chosen or 'false'}\n")

    assert {name for name in NAMES if built.exists(f"plans/{name}/index.html")} == set(chosen)
    titles = {view.name: view.title(ENGLISH) for view in PAGES}
    assert [title for title in built.nav("plans/") if title in titles.values()] == [titles[name] for name in chosen]
    links = [link["href"] for link in built.main("plans/").select(".pl-pages a")]
    assert links == [*(f"{name}/" for name in chosen), "plans.json"]
    assert built.broken_links() == []
    assert built.warnings == []


def test_a_view_without_a_page_is_still_a_marker(site: Make):
    built = site(PLANS, config=CONFIG + "      views: [progress]\n")
    notes = built.main("notes/")

    assert [title.get_text() for title in notes.select(".pl-card > a")] == ["Beta", "Alpha"]
    assert [cell.get_text() for cell in notes.select(".pl-heat b")] == ["1"]
    assert notes.select(".pl-person")
    assert "No questions" in notes.select(".planning")[-1].get_text(), "of drafts alone; the site itself has a question"


def test_a_user_page_shows_only_a_view_that_has_a_page(site: Make):
    own = PLANS + "docs/plans/risks.md\n    # What we fear\n"

    assert site(own).main("plans/risks/").select(".pl-table")
    built = site(own, config=CONFIG + "      views: [board]\n")
    assert not built.main("plans/risks/").select(".pl-table")
