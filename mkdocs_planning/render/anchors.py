"""``<a id="planning-L42"></a>`` at the facts of a plan page, so that views can link to a line.

Where an anchor goes is known in the Markdown, where the line numbers are. There it is a mark of a few characters
(see :mod:`~mkdocs_planning.render.placeholders`), since two tags at every fact would cost a fifth of the time that
Python-Markdown takes. Headings have a mark of their own, which is taken out again wherever else a table of contents
shows their text. In the cleaned HTML of the page a mark becomes a comment, which other plugins read past, and in the
finished page an anchor. What Python-Markdown makes of a text is not always what GitHub makes of it, so the page is gone
over once more then.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Heading, Item, ListBlock, Outline, Paragraph, Quote, Table, Text
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.render.placeholders import Placeholders, line_or_index, without_marks

_ANCHOR = re.compile(r'<a id="planning-L(\d+)"></a>')
_SPECIAL = re.compile(rb"!!!|\?\?\?|===|:|/{3}|\{|\[\^|\*\[|\[TOC\]|--8<--|\$\$|[<|#]|~~~|```|\+\+\+|={2}|-{2}")
_INDENT = re.compile(rb"[ \t>]*")

_QUOTES = re.compile(rb"[\"']*")


def anchor_id(line: int) -> str:
    """The id of the anchor of *line*."""
    return f"planning-L{line}"


def fact_lines(plans: Sequence[Plan], file: str) -> tuple[int, ...]:
    """The lines of *file* at which views may point, where it states these *plans*, in order."""
    found = {plan.line for plan in plans}

    def add(value: Struct) -> None:
        if getattr(value, "file", None) == file:
            found.add(getattr(value, "line", 1))
        for name in value.__struct_fields__:
            part: object = getattr(value, name)
            if isinstance(part, tuple):
                for item in part:  # pyright: ignore[reportUnknownVariableType]
                    if isinstance(item, Struct):
                        add(item)

    for plan in plans:
        add(plan)
        if plan.source == file:
            found.update(plan.lines.values())
    return tuple(sorted(found))


def holds(lines: Sequence[int], line: int) -> bool:
    """Whether *line* is among *lines*, which are in order."""
    at = bisect_left(lines, line)
    return at < len(lines) and lines[at] == line


Spots: TypeAlias = bytes
"""Where in a text anchors may stand without changing anything else, in the order of the text.

Packed, since a thousand plans have forty thousand: of each its line, its offset in the outline's data, and whether
that is a heading's.
"""
_SPOT = struct.Struct("<II?")


def spots(outline: Outline) -> Spots:
    """The spots of a text, at most one for each line."""
    made: list[bytes] = []
    seen: set[int] = set()
    for line, offset, is_heading in _starts(outline):
        if line not in seen:
            seen.add(line)
            # Behind quotation marks: what opens a text is known by its standing first ("smart" quotes).
            quotes = _QUOTES.match(outline.data, offset)
            made.append(_SPOT.pack(line, quotes.end() if quotes else offset, is_heading))
    return b"".join(made)


def insertions(spots: Spots, lines: Collection[int], blanked: Collection[int], marks: Placeholders) -> list[tuple[int, bytes]]:
    """Where anchors go: byte offsets in the outline's data, in order, with what to insert there.

    Args:
        spots: of the page.
        lines: the lines that need an anchor; those for which there is no safe place get none.
        blanked: lines that will not be shown.
        marks: of this build.
    """
    found: dict[int, str] = {}
    wanted = set(lines).difference(blanked)
    for line, offset, is_heading in _SPOT.iter_unpack(spots):
        if line in wanted:
            found[offset] = found.get(offset, "") + (marks.for_heading(line) if is_heading else marks.for_anchor(line))
    return [(offset, found[offset].encode()) for offset in sorted(found)]


def _anchor(line: int) -> str:
    return f'<a id="{anchor_id(line)}"></a>'


def to_comments(html: str, marks: Placeholders) -> str:
    """*html*, a page's cleaned HTML, with a comment for each mark of an anchor; marks in code and in tags are taken out."""
    if not marks.are_in(html):
        return html
    html = marks.anchor_or_code.sub(lambda match: _comment(match, marks) if match["line"] else without_marks(match[0]), html)
    html = marks.in_heading.sub(lambda match: match["before"] + _comment(match, marks), html)

    def elsewhere(match: re.Match[str]) -> str:
        # A copy of a heading, in a table of contents; or the only one, if this is no heading to Python-Markdown.
        comment = _comment(match, marks)
        return "" if comment in html else comment

    return marks.heading.sub(elsewhere, html)


def _comment(match: re.Match[str], marks: Placeholders) -> str:
    return f"<!--{marks.secret}-L{line_or_index(match['line'])}-->"


def to_anchors(html: str, marks: Placeholders) -> str:
    """*html* with an anchor for each comment of :func:`to_comments`."""
    return re.sub(rf"<!--{marks.secret}-L(\d+)-->", r'<a id="planning-L\1"></a>', html)


def _starts(outline: Outline) -> Iterator[tuple[int, int, bool]]:
    """Lines with the offset at which their text starts, and whether it is that of a heading."""
    data = outline.data
    stack: list[Block | Item] = list(reversed(outline.blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, Heading):
            # The title stays as it is, since MkDocs and plugins read it from the Markdown; the top is near.
            if block.text.plain and not (block.level == 1 and block is outline.blocks[0]):
                yield block.line, _before_escape(data, block.text.start), True
        elif isinstance(block, Paragraph):
            for line, offset in _text_starts(outline, block.text):
                yield line, offset, False
        elif isinstance(block, Item):
            if block.text is not None:
                for line, offset in _text_starts(outline, block.text):
                    yield block.line if line == block.text.line else line, offset, False
            stack.extend(reversed(block.blocks))
        elif isinstance(block, ListBlock):
            stack.extend(reversed(block.items))
        elif isinstance(block, Quote):
            stack.extend(reversed(block.blocks))
        elif isinstance(block, Table):
            for row in (block.head, *block.rows):
                cell = next((cell for cell in row if cell.plain), None)
                if cell is not None:
                    yield cell.line, _before_escape(data, cell.start), False


def _text_starts(outline: Outline, text: Text) -> Iterator[tuple[int, int]]:
    data = outline.data
    for number, line in enumerate(text.lines):
        if number == 0:
            start = _before_escape(data, text.start)
        else:
            begin = outline.starts[line.number - 1]
            match = _INDENT.match(data, begin)
            start = match.end() if match else begin
        # What Python-Markdown's extensions know by the beginning of a line keeps it.
        if not _SPECIAL.match(data, start):
            yield line.number, start


def _before_escape(data: bytes, start: int) -> int:
    """*start*, or the backslash before it: the parser's text begins behind the one that escapes it."""
    at = start
    while at > 0 and data[at - 1] == 0x5C:
        at -= 1
    return start - (start - at) % 2


def complete(html: str, lines: Collection[int]) -> str:
    """*html* with every anchor of *lines*: those that landed in code are taken out, missing ones added.

    A missing one goes to the nearest anchor before it, else to the very top, so that no link leads nowhere.
    """
    found = {int(number) for number in _ANCHOR.findall(html)}
    present = sorted(found)
    top: list[int] = []
    beside: dict[int, list[int]] = {}
    for line in sorted(set(lines) - found):
        before = bisect_right(present, line)
        (beside.setdefault(present[before - 1], []) if before else top).append(line)
    if beside:
        html = _ANCHOR.sub(lambda match: match[0] + _anchors(beside.pop(int(match[1]), [])), html)
    return _anchors(top) + html


def _anchors(lines: list[int]) -> str:
    return "".join(map(_anchor, lines))
