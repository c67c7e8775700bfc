"""Inline constructs that GitHub has and Python-Markdown has not: struck text, bare URLs, backslash breaks.

The parser says where they are, one paragraph at a time and only where a line holds one of their characters: never in
code, in a link or in HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from mkdocs_planning.markdown.parser import INLINE_PARSER

# GFM 6.9, autolinks (extension): begins a line or follows a space or one of * _ ~ (
_URL = re.compile(r"(?<![^\s*_~(])(?:(?:https?|ftp)://|www\.)[^\s<\x00-\x20]+", re.I)
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"(?<!\])\[[^\[\]]*\]\([^\s()`]+\)")
_STRIKE_END = re.compile(r"[^\s~(]~|\(~+\W")  # a run of tildes that is right-flanking (GFM 6.5, CommonMark 6.2)
_ENTITY = re.compile(r"&[A-Za-z0-9]+;")
_LONG = re.compile(r"[^\x00-\x7f]")
_DOMAIN = re.compile(r"[\w.-]+")
_PREFIX = "x\u200b"
"""In front of a text, keeps it a paragraph whatever its first characters are."""


class Inline:
    """Which of the constructs a text has and the site's extensions do not know."""

    def __init__(self, text: str, *, strikes: bool, links: bool) -> None:
        self.strikes = strikes
        self.links = links
        wanted = [mark for mark, asked in (("~", strikes), ("://", links), ("www.", links), ("\\\n", True)) if asked]
        self.hits: list[int] = []
        end = -1
        for at in sorted(at for mark in wanted for at in _found(text, mark)):
            if at > end:
                end = text.find("\n", at)
                end = len(text) if end < 0 else end
                if self.wanted(text[text.rfind("\n", 0, at) + 1 : end]):
                    self.hits.append(at)

    def __bool__(self) -> bool:
        return bool(self.hits)

    def within(self, start: int, end: int) -> bool:
        """Whether one of them may stand in the text from *start* to *end*."""
        at = bisect_left(self.hits, start)
        return at < len(self.hits) and self.hits[at] < end

    def wanted(self, line: str) -> bool:
        """Whether *line* may hold one of them: most URLs stand in links, and most tildes mean "about"."""
        if not (self.strikes and "~" in line) and not (self.links and ("://" in line or "www." in line)):
            return line.endswith("\\")
        if "\\" in line or "<" in line or "``" in line or line.count("`") % 2:
            return True  # what stands in code, in HTML or behind an escape is for the parser to say
        if "`" in line:
            line = _CODE.sub("`", line)
        if self.links:
            line = _LINK.sub("]", line)
            if "://" in line or "www." in line:
                return True
        return self.strikes and _STRIKE_END.search(line) is not None

    def rewrite(self, lines: list[str]) -> list[str]:
        """The lines of one paragraph with these constructs written so that both engines know them."""
        if not any(map(self.wanted, lines)):
            return lines
        text = "\n".join(lines)
        edits = _Edits(_PREFIX + text, len(_PREFIX), strikes=self.strikes, links=self.links)
        made: list[str] = []
        at = 0
        for start, end, new in sorted(edits.find()):
            made += text[at:start], new
            at = end
        return "".join((*made, text[at:])).split("\n")


class _Edits:
    """Finds what is to be replaced in one paragraph.

    Args:
        text: a prefix that keeps it a paragraph whatever its first characters are, and the paragraph.
        prefix: the length of the prefix.
        strikes: whether struck text is written for Python-Markdown.
        links: whether bare URLs are.
    """

    def __init__(self, text: str, prefix: int, *, strikes: bool, links: bool) -> None:
        self._text = text.encode("utf-8", "replace").decode()
        self._data = self._text.encode()
        self._prefix = prefix
        self._long_ends: list[int] = []  # byte offsets behind each character of more than one byte, and
        self._extra = [0]  # how many more bytes than characters stand before the first, the second … of them
        for match in _LONG.finditer(self._text):
            more = len(match.group().encode()) - 1
            self._long_ends.append(match.end() + self._extra[-1] + more)
            self._extra.append(self._extra[-1] + more)
        self._body = self._text[prefix:]
        self._strikes = strikes
        self._links = links
        self._open_links = 0
        self._plain: list[tuple[int, int]] = []  # spans of text outside of links, code and HTML
        self._edits: list[tuple[int, int, str]] = []

    def find(self) -> list[tuple[int, int, str]]:
        """Start, end and replacement, as offsets in the paragraph."""
        events: Any = INLINE_PARSER.events_with_range(self._text, merge_text=False)
        for event, span in events:
            if event.__class__ is str:
                if event == "HardBreak":
                    self._hard_break(span["start"])
            elif "Start" in event:
                self._start(event["Start"], span)
            elif "End" in event:
                self._open_links -= event["End"] in ("Link", "Image")
            elif "Text" in event and not self._open_links:
                self._add_plain(self._offset(span["start"]), self._offset(span["end"]))
        if self._links:
            for start, end in self._plain:
                self._edits.extend(_bare_urls(self._body, max(start, 0), end))
        return self._edits

    def _offset(self, byte_offset: int) -> int:
        """The offset in the paragraph of a byte offset in the text."""
        return byte_offset - self._extra[bisect_right(self._long_ends, byte_offset)] - self._prefix

    def _hard_break(self, start: int) -> None:
        if self._data[start : start + 1] != b"\\":
            return
        at = self._offset(start)
        if self._body[self._body.rfind("\n", 0, at) + 1 : at].strip():  # else the line would be blank without it
            self._edits.append((at, at + 1, "  "))

    def _start(self, kind: Any, span: Any) -> None:
        if kind == "Strikethrough":
            if self._strikes:
                self._strike(span["start"], span["end"])
        elif kind.__class__ is not str and ("Link" in kind or "Image" in kind):
            self._open_links += 1

    def _strike(self, first: int, last: int) -> None:
        width = 2 if self._data[first : first + 2] == b"~~" else 1
        start, end = self._offset(first), self._offset(last)
        self._edits += (start, start + width, "<del>"), (end - width, end, "</del>")

    def _add_plain(self, start: int, end: int) -> None:
        if self._plain and self._plain[-1][1] == start:
            self._plain[-1] = self._plain[-1][0], end
        else:
            self._plain.append((start, end))


def _found(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _bare_urls(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for match in _URL.finditer(text, start, end):
        url = _trimmed(match.group())
        if match.start() and text[match.start() - 1] == "[":
            continue
        host = url.partition("://")[2] or url
        domain = _DOMAIN.match(host)
        if not domain or host in ("www.", "www") or any(c in url for c in "`|"):
            continue
        new = f"<{url}>" if "://" in url else f"[{url}](http://{url})"
        found.append((match.start(), match.start() + len(url), new))
    return found


def _trimmed(url: str) -> str:
    """Without the punctuation that GitHub does not take into a bare URL (GFM 6.9, extended autolink path validation)."""
    end = len(url)
    unmatched = url.count(")") - url.count("(")
    while end:
        last = url[end - 1]
        if last in "?!.,:*_~'\"" or (last == ")" and unmatched > 0):
            unmatched -= last == ")"
            end -= 1
        elif last == ";" and (start := url.rfind("&", 0, end)) >= 0 and _ENTITY.fullmatch(url, start, end):
            end = start
        else:
            break
    return url[:end]
