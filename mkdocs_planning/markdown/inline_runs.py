"""Runs of inline content (the text of a paragraph, a heading, a cell): several events of the parser → one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from mkdocs_planning.markdown.blocks import Line, Text
from mkdocs_planning.markdown.masking import unmasked

Event = tuple[Any, Any]
"""An event of the parser ("SoftBreak", {"Text": "…"}, {"Start": "Item"}, {"Start": {"Heading": …}}) and its range in bytes
({"start": …, "end": …})."""

WORDS = frozenset({"Text", "Code", "InlineHtml"})
_BREAKS = frozenset({"SoftBreak", "HardBreak"})
INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_LINKS = frozenset({"Link", "Image"})
_SPACES = re.compile(r"\s+")
_REFERENCES = frozenset({"Reference", "ReferenceUnknown", "Collapsed", "CollapsedUnknown", "Shortcut", "ShortcutUnknown"})
_WITH_LABEL = ("Reference", "Collapsed")
"""Links by reference that have a second pair of brackets (``[text][label]``)."""


class RunReader:
    """Joins the inline events of each run to one :class:`Text`.

    Most runs are a single line to which nothing applies of what is recorded here: ``lines`` are the lines of the run
    that have ended (first and last byte, plain text), ``links`` the links that are open, ``resolved`` the links by
    reference with their targets (first and last byte, Markdown), ``strikes`` the number of struck passages and
    ``struck`` the range of the last. ``simple`` is False where there is any of these but open links.
    """

    def __init__(self, events: Iterator[Event], data: bytes, starts: list[int], *, masked: bool) -> None:
        """Read *events* of the document *data*, whose lines begin at *starts*; *masked* says that it has masked boxes."""
        self.events = events
        self.data = data
        self.ascii = data.decode() if data.isascii() else None
        self.starts = starts
        self.masked = masked
        self.links: list[Any] = []
        self._begin()

    def _begin(self) -> None:
        self.simple = True
        self.lines: list[tuple[int, int, str]] = []
        self.resolved: list[tuple[int, int, bytes]] = []
        self.strikes = 0
        self.struck = (-1, -1)

    def read(self, kind: str, tag: str, value: Any, span: Any) -> tuple[Text, str, str, Any, Any]:
        """The run that begins with an inline event, and the event that ends it: its kind, tag, value and range."""
        # The open line (where it begins, -1 for none, where it ends so far, its words) is kept in local variables, since
        # events are a large part of what reading costs.
        first = last = -1
        words = ""
        while True:
            if kind in WORDS:
                if first < 0:
                    first, words = span["start"], ""
                words += value if kind != "InlineHtml" else ""
                last = span["end"]
            elif kind in _BREAKS:
                self._end_line(first, span["start"], words)
                first = -1
            elif tag not in INLINE:
                return self._text(first, last, words), kind, tag, value, span
            elif kind == "Start":
                if first < 0:
                    first, words = span["start"], ""
                self._open(tag, value, span)
            else:
                last = span["end"]
                self._close(tag, span)
            event, span = next(self.events)
            kind, value = event.popitem() if event.__class__ is dict else (event, "")
            tag = value if value.__class__ is str else tag_of(value)

    def skip_block(self) -> None:
        """Leave out the content of the block of code or HTML that has just begun, and its end."""
        for event, _ in self.events:
            if "End" in event:
                return

    def _open(self, tag: str, value: Any, span: Any) -> None:
        if tag == "Strikethrough":
            self.simple = False
            self.strikes += 1
            self.struck = (span["start"], span["end"])
        elif tag in _LINKS:
            self.links.append(value[tag])

    def _close(self, tag: str, span: Any) -> None:
        if tag in _LINKS:
            link = self.links.pop()
            if link["link_type"] in _REFERENCES:
                self._resolve(link, span["start"], span["end"])

    def _resolve(self, link: dict[str, str], start: int, end: int) -> None:
        """Record what a link by reference is with its target written out."""
        source = self.data[start:end]
        if not source.endswith(b"]"):
            return
        label = source.rfind(b"][") if link["link_type"].startswith(_WITH_LABEL) else -1
        text = source[: label if label > 0 else len(source) - 1]
        target = link["dest_url"]
        if any(char in target for char in " ()<>"):
            target = "<" + target.replace("<", "%3C").replace(">", "%3E") + ">"
        if link["title"]:
            target += ' "' + link["title"].replace('"', '\\"') + '"'
        self.resolved.append((start, end, text + b"](" + target.encode("utf-8", "replace") + b")"))
        self.simple = False

    def _end_line(self, start: int, end: int, words: str) -> None:
        """End the open line, which goes from *start* (-1 where there is none) to *end*, within the run."""
        if start >= 0:
            self.lines.append((start, end, unmasked(words) if self.masked else words))
            self.simple = False

    def _text(self, start: int, end: int, words: str) -> Text:
        """The run whose last line goes from *start* (-1 where it has ended) to *end*."""
        if self.simple:
            raw = self.ascii[start:end].strip() if self.ascii is not None else self.data[start:end].decode().strip()
            shown = unmasked(words).strip() if self.masked else words.strip()
            if not ("\n" in raw or "\r" in raw or "\n" in shown):
                # One object where they are equal: most facts are kept as one or the other.
                return Text(bisect_right(self.starts, start), start, end, raw, raw if shown == raw else shown)
        self._end_line(start, max(end, start), words)
        first, last = self.lines[0][0], self.lines[-1][1]
        lines = [self._line(*line) for line in self.lines]
        text = Text(
            line=lines[0].number,
            start=first,
            end=last,
            raw=" ".join([line.raw for line in lines]),
            plain=" ".join([line.plain for line in lines]),
            struck=self.strikes == 1 and self.struck[0] <= first and self.struck[1] >= last,
            broken=lines,
        )
        self._begin()
        return text

    def _line(self, start: int, end: int, words: str) -> Line:
        raw = self._with_targets(start, end) if self.resolved else self.data[start:end].decode("utf-8", "replace")
        if "\n" in raw or "\r" in raw:
            raw = _SPACES.sub(" ", raw)
        if "\n" in words:
            words = _SPACES.sub(" ", words)
        return Line(bisect_right(self.starts, start), raw.strip(), words.strip())

    def _with_targets(self, start: int, end: int) -> str:
        """The Markdown of a line, with the targets of links by reference written out."""
        parts: list[bytes] = []
        at = start
        for first, last, written in self.resolved:
            if first >= at and last <= end:
                parts += (self.data[at:first], written)
                at = last
        parts.append(self.data[at:end])
        return b"".join(parts).decode("utf-8", "replace")


def tag_of(value: Any) -> str:
    """The name of a tag with attributes ({"Heading": …}); empty for what is no tag."""
    return next(iter(value)) if value.__class__ is dict else ""
