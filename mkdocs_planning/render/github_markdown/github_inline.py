"""Inline constructs that GitHub has and Python-Markdown has not: struck text, bare URLs, backslash breaks.

Where they stand is asked of the parser, one paragraph at a time and only where a line holds one of
their characters: never in code, in a link or in HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from mkdocs_planning.markdown.parser import INLINE_PARSER

# GFM 6.9, autolinks (extension): begins a line or follows a space or one of * _ ~ (
_URL = re.compile(r"(?<![^\s*_~(])(?:(?:https?|ftp)://|www\.)[^\s<\x00-\x20]+", re.I)
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"(?<!\])\[[^\[\]]*\]\([^\s()`]+\)")
_STRIKE_END = re.compile(r"[^\s~(]~|\(~+\W")  # a run of tildes that is right-flanking (GFM 6.5, CommonMark 6.2)
_ENTITY = re.compile(r"&[A-Za-z0-9]+;$")
_DOMAIN = re.compile(r"[\w.-]+")


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
        # A letter in front keeps the text a paragraph, whatever its first characters are.
        edits = self._edits("x\u200b" + text, 2)
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text.split("\n")

    def _edits(self, source: str, shift: int) -> list[tuple[int, int, str]]:
        text = source.encode("utf-8", "replace").decode()
        data = text.encode()
        single = len(data) == len(text)
        body = text[shift:]
        edits: list[tuple[int, int, str]] = []
        closed = 0  # depth of links, in which there is no link
        events: Any = INLINE_PARSER.events_with_range(text, merge_text=False)

        def at(offset: int) -> int:
            return (offset if single else len(data[:offset].decode("utf-8", "replace"))) - shift

        plain: list[tuple[int, int]] = []
        for event, span in events:
            if event.__class__ is str:
                if event == "HardBreak" and data[span["start"] : span["start"] + 1] == b"\\":
                    start = at(span["start"])
                    if body[body.rfind("\n", 0, start) + 1 : start].strip():  # nothing else in it, and the line would be blank
                        edits.append((start, start + 1, "  "))
                continue
            kind = event.get("Start")
            if kind is not None:
                if kind == "Strikethrough" and self.strikes:
                    width = 2 if data[span["start"] : span["start"] + 2] == b"~~" else 1
                    start, end = at(span["start"]), at(span["end"])
                    edits.append((start, start + width, "<del>"))
                    edits.append((end - width, end, "</del>"))
                elif kind.__class__ is not str and ("Link" in kind or "Image" in kind):
                    closed += 1
                continue
            kind = event.get("End")
            if kind is not None:
                if kind in ("Link", "Image"):
                    closed -= 1
                continue
            if "Text" in event and not closed:
                start, end = at(span["start"]), at(span["end"])
                if plain and plain[-1][1] == start:
                    plain[-1] = (plain[-1][0], end)
                else:
                    plain.append((start, end))
        if self.links:
            for start, end in plain:
                edits.extend(_bare_urls(body, max(start, 0), end))
        return edits


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
    while url:
        last = url[-1]
        if last in "?!.,:*_~'\"" or (last == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        elif last == ";" and _ENTITY.search(url):
            url = _ENTITY.sub("", url)
        else:
            break
    return url
