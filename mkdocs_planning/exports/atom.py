"""``timeline.xml``: what happened in the plans, as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from msgspec import Struct

from mkdocs_planning.model.dates import first_day
from mkdocs_planning.model.events import Event, events
from mkdocs_planning.model.portfolio import Portfolio

NEWEST = 100
"""How many events a feed holds; readers of feeds keep the older ones themselves."""
TITLE_LENGTH = 120
"""A title is cut at a word once it is longer than this many characters; the content has all of it."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Struct, frozen=True):
    """What a feed says of itself.

    Attributes:
        title: its title.
        author: by whom entries are that name nobody; Atom wants a name.
        base: what ids are made from, so that they differ from site to site: the URL of the site, else its name.
        itself: the URL of the feed, absolute where the URL of the site is known.
        page: the URL of the page that shows the same, or None.
    """

    title: str
    author: str
    base: str
    itself: str
    page: str | None


def encode(
    portfolio: Portfolio,
    feed: Feed,
    url: Callable[[Event], str | None],
    plain: Callable[[str], str],
    said: Callable[[Event], str],
) -> bytes:
    """The feed as UTF-8, ending in a newline. The same arguments give the same bytes.

    An entry keeps its id while its plan, its date and its text stay, wherever its line moves to. A
    feed is as old as its newest entry, so that it does not change from day to day.

    Args:
        portfolio: all plans.
        feed: what it says of itself.
        url: where an event stands, absolute or relative to the feed.
        plain: inline Markdown → the text that a reader sees.
        said: the words for an event that the plan has no text for.
    """
    dated = events(portfolio.plans)[0][:NEWEST]
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _text(root, "id", _id(feed.base, "feed"))
    _text(root, "title", feed.title)
    _text(root, "updated", _time(max((event.date or "" for event in dated), key=first_day, default=portfolio.as_of)))
    _link(root, "self", feed.itself, "application/atom+xml")
    if feed.page:
        _link(root, "alternate", feed.page, "text/html")
    _text(ET.SubElement(root, "author"), "name", feed.author or "?")
    _text(root, "generator", "mkdocs-planning")
    for event in dated:
        _entry(root, event, feed, url(event), plain, said)
    ET.indent(root, "")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(
    root: ET.Element,
    event: Event,
    feed: Feed,
    url: str | None,
    plain: Callable[[str], str],
    said: Callable[[Event], str],
) -> None:
    entry = ET.SubElement(root, "entry")
    text = plain(event.text) or said(event)
    plan = plain(event.plan.title)
    key = (event.plan.id, event.kind, event.date or "", event.text, str(event.number))
    _text(entry, "id", _id(feed.base, *key))
    _text(entry, "title", _cut(f"{plan}: {text}" if text else plan))
    _text(entry, "updated", _time(event.date or ""))
    if url:
        _link(entry, "alternate", url, "text/html")
    if event.author:
        _text(ET.SubElement(entry, "author"), "name", plain(event.author) or event.author)
    _text(entry, "content", text or plan)


def _id(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, "\0".join(("mkdocs-planning", *parts)).encode("utf-8", "replace").decode()).urn


def _time(iso: str) -> str:
    # Atom wants a moment; of a day, or a month, only its beginning can be named without a guess.
    return f"{first_day(iso).isoformat()}T00:00:00Z"


def _cut(text: str) -> str:
    return text if len(text) <= TITLE_LENGTH else text[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": _NOT_XML.sub("\ufffd", href)})
