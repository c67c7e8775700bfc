"""``timeline.xml``: what happened in the plans, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from mkdocs_planning.exports.export import Export, ExportContext
from mkdocs_planning.model.dates import first_day
from mkdocs_planning.model.events import Event, events
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.timeline import FEED, event_text

NEWEST = 100
"""How many events a feed holds; readers of feeds keep the older ones themselves."""
TITLE_LENGTH = 120
"""A title is cut at a word once it is longer than this many characters; the content has all of it."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def encode(portfolio: Portfolio, context: ExportContext) -> Iterator[bytes]:
    """The feed as UTF-8, ending in a newline.

    An entry keeps its id while its plan, its date and its text stay, wherever its line moves to. A
    feed is as old as its newest entry, so that it does not change from day to day.
    """
    dated = events(portfolio.plans)[0][:NEWEST]
    feed = _Feed(context)
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _text(root, "id", feed.id("feed"))
    _text(root, "title", feed.title)
    _text(root, "updated", _time(max((event.date or "" for event in dated), key=first_day, default=portfolio.as_of)))
    _link(root, "self", feed.url, "application/atom+xml")
    if page := feed.page():
        _link(root, "alternate", page, "text/html")
    _text(ET.SubElement(root, "author"), "name", context.site_name or "?")
    _text(root, "generator", "mkdocs-planning")
    for event in dated:
        _entry(root, event, feed)
    ET.indent(root, "")
    yield ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


class _Feed:
    """The texts and URLs of a feed and of its entries.

    URLs are absolute where the URL of the site is known, else relative to the feed.
    """

    def __init__(self, context: ExportContext) -> None:
        self._context = context
        site = context.site_url
        self.title = f"{context.site_name}: {context.options.messages('timeline.title')}"
        self.url = urljoin(site, context.url) if site else posixpath.basename(context.url)

    def id(self, *parts: str) -> str:
        """An id that no other site has: it is made from the URL of the site, else from its name."""
        key = ("mkdocs-planning", self._context.site_url or self._context.site_name, *parts)
        return uuid5(NAMESPACE_URL, "\0".join(key).encode("utf-8", "replace").decode()).urn

    def page(self) -> str | None:
        """The URL of the page that shows the same."""
        links = self._context.links
        return self._absolute(links.view("timeline") or links.view("overview")) if links is not None else None

    def place(self, event: Event) -> str | None:
        """The URL of the line or plan that *event* is about."""
        links = self._context.links
        if links is None:
            return None
        return self._absolute(links.fact(event.file, event.line) if event.kind == "entry" else links.plan(event.plan))

    def _absolute(self, url: str | None) -> str | None:
        if not url or url == "#":
            return None
        return urljoin(self.url, url) if self._context.site_url else url

    def text(self, event: Event) -> str:
        return self.plain(event.text) or event_text(event, self._context.options.messages)

    def plain(self, text: str) -> str:
        return self._context.plain(text)


def _entry(root: ET.Element, event: Event, feed: _Feed) -> None:
    entry = ET.SubElement(root, "entry")
    text, plan = feed.text(event), feed.plain(event.plan.title)
    _text(entry, "id", feed.id(event.plan.id, event.kind, event.date or "", event.text, str(event.number)))
    _text(entry, "title", _cut(f"{plan}: {text}" if text else plan))
    _text(entry, "updated", _time(event.date or ""))
    if url := feed.place(event):
        _link(entry, "alternate", url, "text/html")
    if event.author:
        _text(ET.SubElement(entry, "author"), "name", feed.plain(event.author) or event.author)
    _text(entry, "content", text or plan)


def _time(iso: str) -> str:
    # Atom requires a time of day; of a day, or a month, only its beginning can be stated without a guess.
    return f"{first_day(iso).isoformat()}T00:00:00Z"


def _cut(text: str) -> str:
    return text if len(text) <= TITLE_LENGTH else text[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": _NOT_XML.sub("\ufffd", href)})


EXPORT = Export(FEED, encode, in_site=lambda portfolio: any(events(portfolio.plans)))
