"""What Python-Markdown must not be given: text on which it recurses without end or takes minutes.

The limits hold for plan pages. What exceeds one is shown preformatted, with a warning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

import markdown.util
from msgspec import Struct

from mkdocs_planning.collecting.page_reader import MAX_BYTES
from mkdocs_planning.markdown.outline import Heading, Html, Outline
from mkdocs_planning.markdown.wide_tables import MAX_ADDED_CELLS, wide_tables

MAX_DEPTH = 100
"""Lists, quotes and HTML nested deeper than this; Python-Markdown fails at some 300 lists."""
MAX_HEADINGS = 2_000
"""Headings; the time for them grows with the square of their number."""
MAX_STEPS = 10_000_000
"""Characters that Python-Markdown would look at again and again, in search of brackets that close nowhere."""
MAX_COPIES = 50_000_000
"""Characters that it would copy to take a line at a time from a block without blank lines."""


MAX_EXPANSION = 100_000
"""Bytes that the targets of links by reference may expand to in a document that is shorter (cmark: the same)."""
MAX_FOOTNOTES = 2_000
"""Footnotes; the time for them grows with the square of their number."""
MAX_BACKSLASHES = 5_000
"""Backslashes in a row; the time for them grows with the square of their number."""


class Reason(Struct, frozen=True):
    """Why a page is shown preformatted, and the line at which that shows."""

    line: int
    message: str


_PREFIX = re.compile(rb"^(?:[ \t>]|[-+*:](?=[ \t])|\d{1,9}[.)](?=[ \t])){40,}", re.M)
_DEFINITION = re.compile(rb"^ {0,3}\[(?P<label>[^\[\]]{1,999})\]:[ \t]*(?P<target>[^\r\n]*)", re.M)
_FOOTNOTE = re.compile(rb"^ {0,3}\[\^[^\[\]\r\n]{1,100}\]:", re.M)
_LABEL = re.compile(rb"\[([^\[\]]{1,999})\]")
_CONTAINER = re.compile(rb">|[-+*:](?=[ \t])|\d+[.)]")
_TAG = re.compile(r"<(/?)([a-z][\w-]*)(?=[\s>])")
_BLOCK_LEVEL = frozenset(markdown.util.BLOCK_LEVEL_ELEMENTS) - {"hr"}
_PARTNERS = {b"[": b"]", b"](": b")", b"<": b">"}
_BRACKETS = re.compile(rb"\]\(|[\[\]()>]|<(?=[A-Za-z/!?])")
_BACKTICKS = re.compile(rb"`+")
_TAGS_LOOKED_AT_AGAIN = 200
"""Inline tags cost the square of their number, at so many for one character that is looked at again."""
_CHUNK = re.compile(rb"(?:[^\n]*[^\s][^\n]*\n?)+")
_PEELED = re.compile(rb"^[ ]{0,3}(?:#|!!!|\?\?\?|```|~~~|(?:[-*_][ \t]*){3,}$)", re.M)


def why_preformatted(outline: Outline, size: int) -> Reason | None:
    """The first reason not to give this text to Python-Markdown, or None.

    Args:
        outline: of the part of the file that is read.
        size: of the whole file in bytes.
    """
    if size > MAX_BYTES:
        return Reason(1, f"{size:,} bytes, more than {MAX_BYTES:,}")
    if outline.headings > MAX_HEADINGS:
        lines = [block.line for block in outline.blocks if isinstance(block, Heading)]
        line = lines[MAX_HEADINGS] if len(lines) > MAX_HEADINGS else 1
        return Reason(line, f"{outline.headings:,} headings, more than {MAX_HEADINGS:,}")
    return _too_deep(outline) or _too_slow(outline) or _too_large(outline)


def _too_deep(outline: Outline) -> Reason | None:
    # By the beginnings of lines, not by the outline's own depth: Python-Markdown sees lists where
    # GitHub sees code, an unclosed fence for one.
    for match in _PREFIX.finditer(outline.data):
        prefix = match.group()
        spaces = len(_CONTAINER.sub(b"", prefix).expandtabs(4))
        if len(_CONTAINER.findall(prefix)) + spaces // 4 > MAX_DEPTH:
            return Reason(outline.line_of(match.start()), f"nested more than {MAX_DEPTH} deep")
    if outline.depth > MAX_DEPTH:
        return Reason(1, f"nested more than {MAX_DEPTH} deep")
    return _too_many_open(outline) if outline.data.count(b"<") > MAX_DEPTH else None


def _too_many_open(outline: Outline) -> Reason | None:
    """The line at which more elements are open than may be nested, without regard to the order of end tags."""
    left: Counter[str] = Counter()
    for block in outline.blocks:
        if isinstance(block, Html):
            for slash, name in _TAG.findall(block.text.lower()):
                if name in _BLOCK_LEVEL and (not slash or left[name]):
                    left[name] += -1 if slash else 1
            if left.total() > MAX_DEPTH:
                return Reason(block.line, f"more than {MAX_DEPTH} elements of HTML that are not closed")
    return None


def _too_large(outline: Outline) -> Reason | None:
    """The line at which a short text would become a huge page."""
    data = outline.data
    if tables := wide_tables(data):
        return Reason(outline.line_of(tables[0]), f"a table whose rows lack more than {MAX_ADDED_CELLS:,} cells")
    if b"]:" not in data:
        return None
    # As cmark has it: what links by reference expand to may be as long as the document, and 100,000 bytes in any case.
    longest = {match["label"].lower(): match for match in reversed(list(_DEFINITION.finditer(data)))}
    size = sum(len(longest[label]["target"]) for match in _LABEL.findall(data) if (label := match.lower()) in longest)
    if size > max(MAX_EXPANSION, len(data)):
        first = min(longest.values(), key=lambda match: match.start())
        return Reason(outline.line_of(first.start()), f"links by reference that expand to {size:,} bytes")
    return None


def _too_slow(outline: Outline) -> Reason | None:
    footnotes = [match.start() for match in _FOOTNOTE.finditer(outline.data)]
    if len(footnotes) > MAX_FOOTNOTES:
        return Reason(outline.line_of(footnotes[MAX_FOOTNOTES]), f"{len(footnotes):,} footnotes, more than {MAX_FOOTNOTES:,}")
    backslashes = outline.data.find(b"\\" * MAX_BACKSLASHES)
    if backslashes >= 0:
        return Reason(outline.line_of(backslashes), f"more than {MAX_BACKSLASHES:,} backslashes in a row")
    size, lines = len(outline.data), len(outline.starts)
    brackets = sum(map(outline.data.count, (b"[", b"(", b"<", b"`")))
    if size * brackets <= MAX_STEPS and size * lines <= MAX_COPIES:
        return None  # not even if all of it were one block
    data = outline.data.replace(b"\r\n", b" \n").replace(b"\r", b"\n")
    steps = copies = 0
    for chunk in _CHUNK.finditer(data):
        text = chunk.group()
        copies += len(_PEELED.findall(text)) * len(text)
        steps += _steps(text)
        if steps > MAX_STEPS or copies > MAX_COPIES:
            what = (
                "brackets, tags or backticks that are not closed"
                if steps > MAX_STEPS
                else "rules, fences and headings without blank lines"
            )
            return Reason(bisect_right(outline.starts, chunk.start()), f"too many {what}")
    return None


def _steps(text: bytes) -> int:
    """How many characters stand between the brackets of *text* and their partners (or its end)."""
    open_: dict[bytes, list[int]] = {partner: [] for partner in _PARTNERS.values()}
    steps = 0
    for match in _BRACKETS.finditer(text):
        found = match.group()
        at = match.start()
        if found == b"](" and open_[b"]"]:
            steps += at - open_[b"]"].pop()
        if found in _PARTNERS:
            open_[_PARTNERS[found]].append(at)
        elif found == b"(":
            open_[b")"].append(at)
        elif open_.get(found):
            steps += at - open_[found].pop()
    alone: dict[bytes, int] = {}  # runs of backticks that no run of the same length has closed
    for match in _BACKTICKS.finditer(text):
        if alone.pop(match.group(), None) is None:
            alone[match.group()] = match.start()
    steps += sum(len(text) - at for at in alone.values()) + text.count(b"<") ** 2 // _TAGS_LOOKED_AT_AGAIN
    return steps + sum(len(text) - at for stack in open_.values() for at in stack)
