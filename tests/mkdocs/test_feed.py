"""The Atom feed as a file of the site: its path and the targets of its links."""

from __future__ import annotations

from urllib.parse import urlsplit

import feedparser
import pytest

from tests.mkdocs.conftest import CONFIG, Built, Make

PLANS = """
docs/index.md
    # Home
docs/plans/alpha.md
    # Alpha

    **Status**: Complete
    **Created**: 2026-01-05

    ## Changelog

    - 2026-03-01: See [Zeta](zeta.md)
docs/plans/zeta.md
    # Zeta

    **Status**: Draft
"""
FEED = "plans/timeline.xml"


def entries(built: Built) -> list[tuple[str, str]]:
    read = feedparser.parse((built.site / FEED).read_bytes())
    assert not read.bozo
    return [(entry.title, entry.link) for entry in read.entries]


@pytest.mark.parametrize(
    ("urls", "page"),
    [("true", "plans/alpha/"), ("false", "plans/alpha.html")],
)
def test_links_are_absolute_where_the_site_knows_its_url(site: Make, urls: str, page: str):
    built = site(PLANS, config=CONFIG + f"site_url: https://plans.example/docs/\nuse_directory_urls: {urls}\n")
    base = "https://plans.example/docs/"
    assert entries(built) == [
        ("Alpha: See Zeta", f"{base}{page}#planning-L8"),
        ("Alpha: Plan created", f"{base}{page}"),
    ]
    assert built.exists(urlsplit(f"{page}").path)
    assert 'id="planning-L8"' in built.html(page)
    assert built.warnings == []


def test_links_are_relative_without_a_site_url(site: Make):
    built = site(PLANS)
    text = (built.site / FEED).read_text(encoding="utf-8")
    assert 'rel="self" type="application/atom+xml" href="timeline.xml"' in text
    assert 'href="alpha/#planning-L8"' in text


def test_the_timeline_page_links_to_the_feed(site: Make):
    built = site(PLANS)
    link = built.page("plans/timeline/").select_one('a[rel="alternate"]')
    assert link is not None
    assert link["href"] == "../timeline.xml"


def test_without_events_there_is_no_page_and_no_feed(site: Make):
    built = site("docs/plans/a.md\n    # A\n\n    - [ ] one\n")
    assert not built.exists(FEED)
    assert not built.exists("plans/timeline/")
    assert not built.exists("plans/roadmap/")
    assert built.exists("plans/plans.json")


def test_a_user_file_at_the_path_of_the_feed_is_kept(site: Make):
    built = site(PLANS + "docs/plans/timeline.xml\n    mine\n")
    assert (built.site / FEED).read_text(encoding="utf-8") == "mine\n"
    assert len(built.warnings) == 1
    assert "rename yours" in built.warnings[0]
    assert built.exists("plans/plans.json")


@pytest.mark.parametrize("theme", ["mkdocs", "material", "readthedocs"])
def test_every_view_links_to_the_feed(site: Make, theme: str):
    built = site(PLANS, config=CONFIG.replace("theme: mkdocs", f"theme: {theme}"))

    for page, href in (("plans/", "timeline.xml"), ("plans/board/", "../timeline.xml")):
        links = built.page(page).select('head link[rel~="alternate"][type="application/atom+xml"]')
        assert [link["href"] for link in links] == [href]
    assert not built.page("").select('head link[type="application/atom+xml"]'), (
        "other pages of the site have feeds of their own"
    )
