"""Markers: ``<!-- planning:board owner=ana -->`` alone on a line puts a view there.

In the Markdown a placeholder takes the place of a marker (see :mod:`~mkdocs_planning.render.placeholders`), and in the
finished page the view. Only Python-Markdown knows whether four spaces make code or belong to an admonition or a tab: on a
page that is not cleaned such a marker is left as it is, and taken where it came out as a comment and not as code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape

from msgspec import Struct

from mkdocs_planning.markdown.parser import BLOCK_PARSER
from mkdocs_planning.render.placeholders import Placeholders, line_or_index

_MARKER = re.compile(r"<!--\s*planning:\s*(?P<view>[^\s>]*)\s*(?P<filters>(?:(?!-->).)*?)\s*-->")
_INDENTED = re.compile(r"^(?P<before>[ \t>]*)(?P<marker>" + _MARKER.pattern + r")(?=[ \t\r]*$)", re.M)
MOST_IN_PLAN = 20
"""Views that markers may put into the page of a plan: each may be as large as all plans."""
ATTRIBUTE = "data-planning-marker"
"""Of the element that holds the place of a view."""
_LEFT = re.compile(r"^[ \t]*(?P<p><p>)?(?P<marker>" + _MARKER.pattern + r")(?(p)</p>)[ \t]*$", re.M)


class Marker(Struct, frozen=True):
    """A marker as it stands in a page: the view it names, its filters, and all of it."""

    view: str
    filters: str
    text: str


def may_have_markers(source: bytes) -> bool:
    """Whether *source* is worth a closer look."""
    return b"planning:" in source and b"<!--" in source


def take_markers(
    markdown: str, marks: Placeholders, *, indented: bool = False, most: int = sys.maxsize
) -> tuple[str, list[Marker]]:
    """*markdown* with a placeholder for each marker, and the markers in order.

    A marker counts where it stands alone on a line, outside code. It becomes an empty element, which every Markdown
    extension leaves intact.

    Args:
        markdown: of the page.
        marks: of this build.
        indented: take the markers too of which only Python-Markdown knows whether they are code or stand in an admonition
            or a tab; they become marks in the text. Otherwise they are left, for :func:`left_markers`.
        most: how many become views; the others stay as they are.
    """
    if "planning:" not in markdown or "<!--" not in markdown:
        return markdown, []
    data = markdown.encode("utf-8", "replace")
    markers: list[Marker] = []
    made: list[str] = []
    at = 0

    def rest(end: int) -> str:
        text = data[at:end].decode()
        return _INDENTED.sub(in_text, text) if indented else text

    def in_text(match: re.Match[str]) -> str:
        if len(markers) >= most:
            return match[0]
        markers.append(_marker(match))
        return match["before"] + marks.for_view(len(markers) - 1)

    for start, end in _comments(data):
        match = _MARKER.fullmatch(data[start:end].decode())
        if match and len(markers) < most:
            made += rest(start), _element(marks, len(markers))
            markers.append(_marker(match))
            at = end
    made.append(rest(len(data)))
    return "".join(made), markers


def _element(marks: Placeholders, index: int) -> str:
    return f'<div {ATTRIBUTE}="{marks.secret}-{index}"></div>'


def left_markers(html: str) -> list[Marker]:
    """The markers that are still comments of their own in *html*."""
    return [_marker(match) for match in _LEFT.finditer(html) if _is_open(html, match.start())]


def put_views(html: str, markers: Sequence[Marker], marks: Placeholders, show: Callable[[Marker], str]) -> str:
    """*html* with what *show* makes of each marker in its place.

    Where Python-Markdown took for code what is none on GitHub, the element shows as text: there the
    marker is shown again as it was written.
    """
    if "planning:" in html:
        html = _LEFT.sub(lambda match: show(_marker(match)) if _is_open(html, match.start()) else match[0], html)
    if not markers:
        return html

    def placed(match: re.Match[str]) -> str:
        index = int(match["alone"] or match["element"] or match["shown"])
        if index >= len(markers):
            return ""
        return escape(markers[index].text) if match["shown"] else show(markers[index])

    html = _placed(marks.secret).sub(placed, html)
    if not marks.are_in(html):
        return html
    html = marks.view_alone.sub(lambda match: show(markers[line_or_index(match["view"])]), html)
    return marks.view.sub(lambda match: escape(markers[line_or_index(match["view"])].text), html)


@lru_cache(maxsize=4)
def _placed(secret: str) -> re.Pattern[str]:
    """The elements that hold the place of views: in a paragraph of their own, anywhere else, shown as text."""

    def element(group: str, opening: str, closing: str, quote: str) -> str:
        value = f"{quote}{secret}-(?P<{group}>[0-9]{{1,9}}){quote}"
        return f"{opening}div {ATTRIBUTE}={value}{closing}{opening}/div{closing}"

    found = element("element", "<", ">", '"')
    alone = element("alone", "<", ">", '"')
    shown = element("shown", "&lt;", "(?:&gt;|>)", '(?:"|&quot;)')
    return re.compile(rf"<p>\s*{alone}\s*</p>|{found}|{shown}")


def _marker(match: re.Match[str]) -> Marker:
    return Marker(match["view"], match["filters"], match.groupdict().get("marker") or match[0])


def _is_open(html: str, at: int) -> bool:
    """Whether what stands at *at* is neither inside a longer comment nor inside ``<pre>``."""
    return html.rfind("<!--", 0, at) <= html.rfind("-->", 0, at) and html.rfind("<pre", 0, at) <= html.rfind("</pre", 0, at)


def line_of(marker: Marker, source: str, nth: int = 0) -> int:
    """The line of *source* that holds the *nth* marker of this text; 1 if there is none (a plugin made it)."""
    lines = [number for number, line in enumerate(re.split(r"\r\n|\n|\r", source), 1) if marker.text in line]
    return lines[min(nth, len(lines) - 1)] if lines else 1


def _comments(data: bytes) -> list[tuple[int, int]]:
    """The byte ranges of the HTML comments that are all of their line, outside code and raw ``<pre>``."""
    found: list[tuple[int, int]] = []
    block: int | None = None
    raw = False
    for event, span in BLOCK_PARSER.events_with_range(data.decode(), merge_text=False):
        if not isinstance(event, dict):
            continue
        if event.get("Start") == "HtmlBlock":
            block = span["start"]
            raw = re.match(rb"\s*<(?:pre|script|style|textarea)\b", data[block : block + 16], re.I) is not None
        elif event.get("End") == "HtmlBlock":
            block = None
        elif "Html" in event and block is not None and not raw:
            line = data[span["start"] : span["end"]]
            start = span["start"] + len(line) - len(line.lstrip())
            text = line.strip()
            # Inside a comment of several lines a second "<!--" opens nothing.
            inside = data[block:start].lstrip().startswith(b"<!--")
            if text.startswith(b"<!--") and text.endswith(b"-->") and not inside:
                found.append((start, start + len(text)))
    return found
