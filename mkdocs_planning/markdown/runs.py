"""Runs of inline content (a paragraph, a heading, a cell): the parser's events → their source and plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from mkdocs_planning.markdown.blocks import Line, Text
from mkdocs_planning.markdown.masking import unmasked

_SPACES = re.compile(r"\s+")
_REFERENCES = frozenset({"Reference", "ReferenceUnknown", "Collapsed", "CollapsedUnknown", "Shortcut", "ShortcutUnknown"})


class Inline:
    """What a run holds beside its words: line breaks, links by reference, text that is struck.

    ``segments`` are its lines that have ended (first and last byte, plain text), ``odd`` tells whether it has any of these.
    ``masked`` tells that boxes were masked for the parser.
    """

    __slots__ = ("ascii", "data", "fixes", "links", "masked", "odd", "segments", "starts", "strikes", "struck")

    def __init__(self, data: bytes, starts: list[int]) -> None:
        self.data = data
        self.ascii = data.decode() if data.isascii() else None
        self.starts = starts
        self.segments: list[tuple[int, int, str]] = []
        self.links: list[Any] = []
        self.fixes: list[tuple[int, int, bytes]] = []
        self.strikes = 0
        self.struck = (-1, -1)
        self.odd = False
        self.masked = False

    def open(self, kind: str, value: Any, start: int, end: int) -> None:
        """A link, an image or struck text begins."""
        if kind == "Strikethrough":
            self.strikes += 1
            self.struck = (start, end)
            self.odd = True
        else:
            self.links.append(value[kind])

    def close(self, kind: str, start: int, end: int) -> None:
        """It ends; a link by reference gets its target."""
        if kind == "Strikethrough":
            return
        link = self.links.pop()
        if link["link_type"] in _REFERENCES:
            source = self.data[start:end]
            closing = source.rfind(b"][") if link["link_type"].startswith(("Reference", "Collapsed")) else -1
            if not source.endswith(b"]"):
                return
            inner = source[: closing if closing > 0 else len(source) - 1]
            target, title = link["dest_url"], link["title"]
            made = target + (' "' + title.replace('"', '\\"') + '"' if title else "")
            if any(c in target for c in " ()<>"):
                made = made.replace(target, "<" + target.replace("<", "%3C").replace(">", "%3E") + ">", 1)
            self.fixes.append((start, end, inner + b"](" + made.encode("utf-8", "replace") + b")"))
            self.odd = True

    def end_line(self, start: int, end: int, words: str) -> None:
        """The line from *start* to *end* ends within the run."""
        self.segments.append((start, end, unmasked(words) if self.masked else words))
        self.odd = True

    def take(self, start: int, end: int, words: str, at: int) -> Text:
        """The run, whose last line goes from *start* (-1 where it is empty) to *end*; *at* is where an empty run stands."""
        if self.odd:
            return self._take_all(start, end, words, at)
        if start < 0:
            return Text(bisect_right(self.starts, at), at, at, "", "", False, [])
        raw = self.ascii[start:end].strip() if self.ascii is not None else self.data[start:end].decode().strip()
        words = unmasked(words).strip() if self.masked else words.strip()
        if "\n" in raw or "\r" in raw or "\n" in words:
            return self._take_all(start, end, words, at)
        # One text where they are the same: most facts are kept as one or the other.
        return Text(bisect_right(self.starts, start), start, end, raw, raw if words == raw else words)

    def _take_all(self, start: int, end: int, words: str, at: int) -> Text:
        """A run of several lines, with reference links to resolve, or struck."""
        if start >= 0:
            self.segments.append((start, max(end, start), unmasked(words) if self.masked else words))
        segments, starts = self.segments, self.starts
        lines: list[Line] = []
        for begin, stop, words in segments:
            raw = self._raw(begin, stop) if self.fixes else self.data[begin:stop].decode("utf-8", "replace")
            if "\n" in raw or "\r" in raw:
                raw = _SPACES.sub(" ", raw)
            if "\n" in words:
                words = _SPACES.sub(" ", words)
            lines.append(Line(bisect_right(starts, begin), raw.strip(), words.strip()))
        first, last = (segments[0][0], segments[-1][1]) if segments else (at, at)
        text = Text(
            lines[0].number if lines else bisect_right(starts, at),
            first,
            last,
            " ".join([line.raw for line in lines]),
            " ".join([line.plain for line in lines]),
            self.strikes == 1 and self.struck[0] <= first and self.struck[1] >= last,
            lines,
        )
        self.segments = []
        self.fixes = []
        self.strikes = 0
        self.odd = False
        return text

    def _raw(self, start: int, end: int) -> str:
        out: list[bytes] = []
        at = start
        for from_, to, new in self.fixes:
            if from_ >= at and to <= end:
                out.append(self.data[at:from_])
                out.append(new)
                at = to
        out.append(self.data[at:end])
        return b"".join(out).decode("utf-8", "replace")
