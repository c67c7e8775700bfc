"""Markers: ``<!-- planning:board owner=ana -->`` alone on a line puts a view there.

In the Markdown a marker becomes an empty element, which every Markdown extension leaves intact; in
the finished page the view takes its place. Only Python-Markdown knows whether four spaces make code
or belong to an admonition or a tab: such a marker is left as it is, and taken where it came out as a
comment and not as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from mkdocs_planning.markdown.parser import BLOCK_PARSER

_MARKER = re.compile(r"<!--\s*planning:\s*(?P<view>[^\s>]*)\s*(?P<filters>(?:(?!-->).)*?)\s*-->")
_ELEMENT = re.compile(r'<p>\s*<div data-planning-marker="(\d+)"></div>\s*</p>|<div data-planning-marker="(\d+)"></div>')
_SHOWN = re.compile(r"&lt;div data-planning-marker=(?:\"|&quot;)(\d+)(?:\"|&quot;)&gt;&lt;/div&gt;")
_LEFT = re.compile(r"^[ \t]*(?P<p><p>)?(?P<marker>" + _MARKER.pattern + r")(?(p)</p>)[ \t]*$", re.M)


class Marker(Struct, frozen=True):
    """A marker as it stands in a page: the view it names, its filters, and all of it."""

    view: str
    filters: str
    text: str


def may_have_markers(source: bytes) -> bool:
    """Whether *source* is worth a closer look."""
    return b"planning:" in source and b"<!--" in source


def take_markers(markdown: str) -> tuple[str, list[Marker]]:
    """*markdown* with an empty element for each marker, and the markers in order.

    A marker counts where it stands alone on a line, outside code. The element's number is the
    marker's index in the list.
    """
    if "planning:" not in markdown or "<!--" not in markdown:
        return markdown, []
    data = markdown.encode("utf-8", "replace")
    markers: list[Marker] = []
    made: list[bytes] = []
    at = 0
    for start, end in _comments(data):
        match = _MARKER.fullmatch(data[start:end].decode())
        if match:
            made += data[at:start], f'<div data-planning-marker="{len(markers)}"></div>'.encode()
            markers.append(_marker(match))
            at = end
    return b"".join([*made, data[at:]]).decode(), markers


def left_markers(html: str) -> list[Marker]:
    """The markers that are still comments of their own in *html*."""
    return [_marker(match) for match in _LEFT.finditer(html) if _is_open(html, match.start())]


def put_views(html: str, markers: list[Marker], show: Callable[[Marker], str]) -> str:
    """*html* with what *show* makes of each marker in its place.

    Where Python-Markdown took for code what is none on GitHub, the element shows as text: there the
    marker is shown again as it was written.
    """
    if "planning:" in html:
        html = _LEFT.sub(lambda match: show(_marker(match)) if _is_open(html, match.start()) else match[0], html)
    if not markers:
        return html

    def view(match: re.Match[str]) -> str:
        number = int(match[1] or match[2])
        return show(markers[number]) if number < len(markers) else ""

    def text(match: re.Match[str]) -> str:
        number = int(match[1])
        return markers[number].text.replace("<", "&lt;").replace(">", "&gt;") if number < len(markers) else ""

    return _ELEMENT.sub(view, _SHOWN.sub(text, html))


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
