"""What MkDocs lets plugins do with its navigation, and themes find above a page."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation

from mkdocs_planning.mkdocs.compat.navigation_items import move_to_front, remove_pages, set_parent


@pytest.fixture
def nav(config: MkDocsConfig) -> Navigation:
    paths = ("index.md", "plans/index.md", "plans/a.md", "plans/board.md", "plans/z.md", "team/b.md")
    return get_navigation(Files([File.generated(config, path, content="# X\n") for path in paths]), config)


def paths(nav: Navigation) -> list[str]:
    return [page.file.src_uri for page in nav.pages]


def test_pages_move_in_front_of_their_neighbours(nav: Navigation):
    move_to_front(nav, ["plans/index.md", "plans/board.md"])

    assert paths(nav)[1:4] == ["plans/index.md", "plans/board.md", "plans/a.md"]
    board = nav.pages[2]
    assert board.previous_page is nav.pages[1]
    assert board.next_page is nav.pages[3]


def test_pages_are_removed_with_sections_that_have_no_others(nav: Navigation):
    remove_pages(nav, {"team/b.md", "plans/a.md"})

    assert sorted(paths(nav)) == ["index.md", "plans/board.md", "plans/index.md", "plans/z.md"]
    assert [str(item.title) for item in nav.items if item.is_section] == ["Plans"]


def test_the_overview_is_above_hidden_pages(nav: Navigation):
    overview = next(page for page in nav.pages if page.file.src_uri == "plans/index.md")
    hidden = [page for page in nav.pages if page.file.src_uri in ("plans/a.md", "plans/z.md")]

    set_parent(hidden, overview)

    assert [ancestor.title for ancestor in hidden[0].ancestors][:1] == [overview.title]
    hidden[0].active = True
    assert overview.active, "MkDocs marks what is above an active page"
    assert hidden[0].previous_page is overview
    assert hidden[0].next_page is hidden[1]
