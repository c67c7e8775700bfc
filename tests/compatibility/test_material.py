"""Plugins that come with Material: tags, blog, meta, offline, privacy."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.compatibility.conftest import PLANS, check_site, config
from tests.mkdocs.conftest import Make

BLOG = """
docs/blog/index.md
    # Blog
docs/blog/posts/first.md
    ---
    date: 2026-01-02
    ---
    # First post

    Ahoy.
"""


@pytest.mark.parametrize("nav", ["listed", "hidden"])
def test_tags_of_plans_are_in_the_tag_index(site: Make, nav: str):
    built = site(
        PLANS + "docs/tags.md\n    # Tags\n\n    <!-- material/tags -->\n", config=config("tags", planning=f"nav: {nav}")
    )

    check_site(built)
    listed = {link["href"]: link.get_text(strip=True) for link in built.page("tags/").select("article a[href*=plans]")}
    assert listed == {"../plans/alpha/": "Alpha"}
    assert built.plan("plans/alpha.md")["tags"] == ["infra"]
    assert built.page("plans/alpha/").select_one(".md-tags")


@pytest.mark.parametrize("nav", ["listed", "hidden"])
def test_a_blog_keeps_its_posts(site: Make, nav: str):
    built = site(PLANS + BLOG, config=config("blog: {post_url_format: '{slug}'}", planning=f"nav: {nav}"))

    check_site(built)
    assert "First post" in built.page("blog/").get_text()
    assert built.exists("blog/first-post/index.html")
    assert built.exists("blog/archive/2026/index.html")


def test_a_marker_in_a_post_shows_its_view(site: Make):
    built = site(
        PLANS + BLOG.replace("Ahoy.", "<!-- planning:board owner=ana -->"), config=config("blog: {post_url_format: '{slug}'}")
    )

    assert [card.get_text(strip=True) for card in built.page("blog/first-post/").select(".pl-card a[href]")][:1] == ["Alpha"]


def test_values_of_the_meta_plugin_are_on_plan_pages(site: Make):
    tree = PLANS + "docs/plans/.meta.yml\n    tags: [shared]\n    description: Plans of ours\n"
    built = site(tree, config=config("tags", "meta"))

    check_site(built)
    page = built.page("plans/zeta/")
    assert page.select_one(".md-tags").get_text(strip=True) == "shared"
    assert page.select_one("meta[name=description]")["content"] == "Plans of ours"


@pytest.mark.parametrize("plugins", [("offline",), ("privacy: {assets: false}", "offline")])
def test_an_offline_site_links_to_files(site: Make, plugins: tuple[str, ...]):
    built = site(PLANS, config=config(*plugins).replace("site_url: https://example.org/docs/", "site_url: ''"))

    check_site(built, pages="file")
    assert (built.site / "search/search_index.js").exists()
    board, guide = built.page("plans/board.html"), built.page("guide.html")
    assert _elsewhere(board) == _elsewhere(guide)  # Material's own search without privacy
    assert not [address for address in _elsewhere(board) if "planning" in address]
    for tag in board.select("script[src*=planning], link[href*=planning]"):
        assert (built.site / "plans" / str(tag.get("src") or tag.get("href"))).resolve().is_file()


def _elsewhere(page: BeautifulSoup) -> list[str]:
    """What a page loads from other hosts."""
    tags = page.select("script[src], link[rel=stylesheet], img[src]")
    return [address for tag in tags if (address := str(tag.get("src") or tag.get("href"))).startswith(("http", "//"))]


def test_titles_are_typeset_in_the_navigation(site: Make):
    tree = PLANS + "docs/plans/code.md\n    # The `code` plan\n\n    **Status**: Draft\n\n    - [ ] five\n"
    built = site(tree, config=config("typeset"))

    entry = built.page("guide/").select_one(".md-nav--primary a[href$='plans/code/']")
    assert entry
    assert entry.select_one("code")
