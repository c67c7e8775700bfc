"""Inline Markdown of a plan → safe HTML, for cards and tables.

All text is escaped; emphasis, code and links are written anew. Tags of raw HTML are removed, with the text between them
kept; an image becomes its description.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from mkdocs_planning.markdown.parser import INLINE_PARSER

_END = "\ue000"
_SPACES = re.compile(r"[\s\0]+")
_PLAIN = re.compile(r"[^*_`\[\]<>&\\~\s\0\ud800-\udfff\ue000]+(?: [^*_`\[\]<>&\\~\s\0\ud800-\udfff\ue000]+)*")
_TAGS = {"Emphasis": "em", "Strong": "strong", "Strikethrough": "del"}

Resolve = Callable[[str], str | None]
"""The target of a link as written → its URL, or None for one that is not to be followed."""


def to_html(text: str, resolve: Resolve) -> str:
    """*text*, inline Markdown, as HTML. Links that *resolve* declines become their text."""
    if _PLAIN.fullmatch(text):
        return text
    writer = _HtmlWriter(resolve)
    for event in _events(text):
        writer.write(event)
    return "".join(writer.html).replace(_END, "").strip()


class _HtmlWriter:
    """The parser's events → HTML."""

    def __init__(self, resolve: Resolve) -> None:
        self.html: list[str] = []
        self._resolve = resolve
        self._links: list[bool] = []  # of the open links, which are followed

    def write(self, event: Any) -> None:
        if event.__class__ is str:
            if event in ("SoftBreak", "HardBreak"):
                self.html.append(" ")
        elif "Start" in event:
            self._start(event["Start"])
        elif "End" in event:
            self._end(event["End"])
        elif "Code" in event:
            self.html.append(f"<code>{escape(event['Code'])}</code>")
        elif "Text" in event:
            self.html.append(escape(event["Text"], quote=False))

    def _start(self, kind: Any) -> None:
        if kind.__class__ is str:
            self.html.append(f"<{_TAGS[kind]}>" if kind in _TAGS else "")
        elif "Link" in kind:
            url = self._resolve(kind["Link"]["dest_url"]) if not any(self._links) else None
            self._links.append(url is not None)
            if url is not None:
                self.html.append(f'<a href="{escape(url)}">')

    def _end(self, kind: Any) -> None:
        if kind == "Link":
            self.html.append("</a>" if self._links.pop() else "")
        elif kind.__class__ is str and kind in _TAGS:
            self.html.append(f"</{_TAGS[kind]}>")


def to_plain(text: str) -> str:
    """*text* as a reader sees it, without any markup."""
    if _PLAIN.fullmatch(text):
        return text
    made: list[str] = []
    for event in _events(text):
        match event:
            case {"Text": plain} | {"Code": plain}:
                made.append(plain)
            case "SoftBreak" | "HardBreak":
                made.append(" ")
            case _:
                pass
    return "".join(made).replace(_END, "").strip()


def _events(text: str) -> Iterator[Any]:
    # As a heading: the only block whose content is inline whatever it begins with ("1.", "-", "|").
    # Its end is marked, since a heading may end in "#" signs that are not shown.
    line = _SPACES.sub(" ", text.encode("utf-8", "replace").decode()).strip()
    return INLINE_PARSER.events(f"# {line} {_END}", merge_text=True)
