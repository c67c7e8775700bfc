"""Inline Markdown of a plan → HTML that cannot do anything, for cards and tables.

Everything is escaped; emphasis, code and links are made anew. Raw HTML is dropped (what stands between
the tags stays), an image is its description.
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
    made: list[str] = []
    links: list[bool] = []
    for event in _events(text):
        match event:
            case {"Start": {"Link": link}}:
                url = resolve(link["dest_url"]) if not any(links) else None
                links.append(url is not None)
                if url is not None:
                    made.append(f'<a href="{escape(url)}">')
            case {"End": "Link"}:
                made.append("</a>" if links.pop() else "")
            case {"Start": str(kind)} if kind in _TAGS:
                made.append(f"<{_TAGS[kind]}>")
            case {"End": str(kind)} if kind in _TAGS:
                made.append(f"</{_TAGS[kind]}>")
            case {"Code": code}:
                made.append(f"<code>{escape(code)}</code>")
            case {"Text": plain}:
                made.append(escape(plain, quote=False))
            case "SoftBreak" | "HardBreak":
                made.append(" ")
            case _:
                pass
    return "".join(made).replace(_END, "").strip()


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
