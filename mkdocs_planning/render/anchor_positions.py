"""Where in the Markdown of a plan page anchors may stand without changing anything else."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator
from typing import TypeAlias

from mkdocs_planning.markdown.outline import Block, Heading, Item, ListBlock, Outline, Paragraph, Quote, Table, Text
from mkdocs_planning.render.placeholders import Placeholders

AnchorPositions: TypeAlias = bytes
"""The positions in a text, in its order.

Packed, since a thousand plans have forty thousand: of each its line, its offset in the outline's data in bytes, and whether
it is in a heading.
"""

_POSITION = struct.Struct("<II?")
_EXTENSION_SYNTAX = re.compile(rb"!!!|\?\?\?|===|:|/{3}|\{|\[\^|\*\[|\[TOC\]|--8<--|\$\$|[<|#]|~~~|```|\+\+\+|={2}|-{2}")
"""What a line of text may begin with that an extension of Python-Markdown knows by its position."""
_INDENT = re.compile(rb"[ \t>]*")
_QUOTES = re.compile(rb"[\"']*")


def anchor_positions(outline: Outline) -> AnchorPositions:
    """The positions in a text, at most one for each line."""
    packed: list[bytes] = []
    seen: set[int] = set()
    for line, offset, is_heading in _text_starts(outline):
        if line not in seen:
            seen.add(line)
            # Behind quotation marks: opening ones are recognised by standing first ("smart" quotes).
            quotes = _QUOTES.match(outline.data, offset)
            packed.append(_POSITION.pack(line, quotes.end() if quotes else offset, is_heading))
    return b"".join(packed)


def insertions(
    positions: AnchorPositions, lines: Collection[int], blanked: Collection[int], marks: Placeholders
) -> list[tuple[int, bytes]]:
    """Where anchors go: byte offsets in the outline's data, in order, with what to insert there.

    Args:
        positions: those of the page.
        lines: the lines that need an anchor; those without a position get none.
        blanked: lines that will not be shown.
        marks: of this build.
    """
    found: dict[int, str] = {}
    wanted = set(lines).difference(blanked)
    for line, offset, is_heading in _POSITION.iter_unpack(positions):
        if line in wanted:
            found[offset] = found.get(offset, "") + (marks.for_heading(line) if is_heading else marks.for_anchor(line))
    return [(offset, found[offset].encode()) for offset in sorted(found)]


_Start = tuple[int, int, bool]
"""A line, the byte offset at which its text starts, and whether it is that of a heading."""


def _text_starts(outline: Outline) -> Iterator[_Start]:
    stack: list[Block | Item] = list(reversed(outline.blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, Heading):
            yield from _start_of_heading(outline, block)
        elif isinstance(block, Paragraph):
            yield from _starts_of_lines(outline, block.text, block.text.line)
        elif isinstance(block, Item):
            if block.text is not None:
                yield from _starts_of_lines(outline, block.text, block.line)
            stack.extend(reversed(block.blocks))
        elif isinstance(block, ListBlock):
            stack.extend(reversed(block.items))
        elif isinstance(block, Quote):
            stack.extend(reversed(block.blocks))
        elif isinstance(block, Table):
            yield from _starts_of_rows(outline, block)


def _start_of_heading(outline: Outline, heading: Heading) -> Iterator[_Start]:
    # The title stays as it is, since MkDocs and plugins read it from the Markdown; its anchor is that of the page.
    is_title = heading.level == 1 and heading is outline.blocks[0]
    if heading.text.plain and not is_title:
        yield heading.line, _before_escape(outline.data, heading.text.start), True


def _starts_of_rows(outline: Outline, table: Table) -> Iterator[_Start]:
    for row in (table.head, *table.rows):
        cell = next((cell for cell in row if cell.plain), None)
        if cell is not None:
            yield cell.line, _before_escape(outline.data, cell.start), False


def _starts_of_lines(outline: Outline, text: Text, first_line: int) -> Iterator[_Start]:
    """The starts of the lines of *text*, the first of which stands for *first_line*."""
    data = outline.data
    for number, line in enumerate(text.lines):
        if number == 0:
            start = _before_escape(data, text.start)
        else:
            begin = outline.starts[line.number - 1]
            indent = _INDENT.match(data, begin)
            start = indent.end() if indent else begin
        if not _EXTENSION_SYNTAX.match(data, start):
            yield first_line if line.number == text.line else line.number, start, False


def _before_escape(data: bytes, start: int) -> int:
    """*start*, or the backslash before it: the parser's text begins behind the backslash that escapes it."""
    at = start
    while at > 0 and data[at - 1] == 0x5C:
        at -= 1
    return start - (start - at) % 2
