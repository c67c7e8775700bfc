"""The Atom feed of the timeline as a file of the site."""

from __future__ import annotations

import posixpath
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from mkdocs_planning.exports.atom import Feed, encode
from mkdocs_planning.model.events import Event
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.inline_html import to_plain
from mkdocs_planning.render.links import Links
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.timeline import event_text


def feed_of(file: File, portfolio: Portfolio, links: Links, config: MkDocsConfig, messages: Messages) -> bytes:
    """The content of the feed that *file* is to be; *links* are those that *file* makes.

    URLs are absolute where ``site_url`` is set, else relative to the feed.
    """
    site = config.site_url or ""

    def absolute(url: str | None) -> str | None:
        if not url or url == "#":
            return None
        return urljoin(urljoin(site, file.url), url) if site else url

    def place(event: Event) -> str | None:
        return absolute(links.plan(event.plan) if event.kind != "entry" else links.fact(event.file, event.line))

    return encode(
        portfolio,
        Feed(
            title=f"{config.site_name}: {messages('timeline.title')}",
            author=config.site_name,
            base=site or config.site_name,
            itself=urljoin(site, file.url) if site else posixpath.basename(file.src_uri),
            page=absolute(links.view("timeline") or links.view("overview")),
        ),
        place,
        to_plain,
        lambda event: event_text(event, messages),
    )
