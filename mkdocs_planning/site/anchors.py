"""``<a id="planning-L42"></a>`` at the facts of a plan page, so that views can link to a line.

The anchors are put into the Markdown, where the line numbers are; what Python-Markdown makes of a
text is not always what GitHub makes of it, so the page is gone over once more when it is HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from mkdocs_planning.model import Plan
from mkdocs_planning.reading.outline import Block, Heading, Item, ListBlock, Outline, Paragraph, Quote, Table, Text

_ANCHOR = re.compile(r'<a id="planning-L(\d+)"></a>')
_TAGS = r"(?:</?span[^>]*>)*"
_SHOWN = re.compile(
    rf"({_TAGS})&lt;({_TAGS})a({_TAGS}) ({_TAGS})id({_TAGS})=({_TAGS})(?:&quot;|\")({_TAGS})planning-L\d+({_TAGS})"
    rf"(?:&quot;|\")({_TAGS})&gt;({_TAGS})&lt;/({_TAGS})a({_TAGS})&gt;"
)
_SPECIAL = re.compile(rb"!!!|\?\?\?|===|:|/{3}|\{|\[\^|\*\[|\[TOC\]|--8<--|\$\$|[<|#]|~~~|```|\+\+\+|={2}|-{2}")
_INDENT = re.compile(rb"[ \t>]*")


def anchor_id(line: int) -> str:
    """The id of the anchor of *line*."""
    return f"planning-L{line}"


def fact_lines(plans: Iterable[Plan]) -> dict[str, set[int]]:
    """The lines at which views may point, for each file."""
    found: dict[str, set[int]] = {}

    def add(value: Struct) -> None:
        file: str | None = getattr(value, "file", None)
        if file is not None:
            found.setdefault(file, set()).add(getattr(value, "line", 1))
        for name in value.__struct_fields__:
            part: object = getattr(value, name)
            if isinstance(part, tuple):
                for item in part:  # pyright: ignore[reportUnknownVariableType]
                    if isinstance(item, Struct):
                        add(item)

    for plan in plans:
        found.setdefault(plan.source, set()).add(plan.line)
        add(plan)
    return found


def insertions(outline: Outline, lines: Collection[int], blanked: Collection[int]) -> list[tuple[int, bytes]]:
    """Where anchors go: byte offsets in the outline's data, in order, with what to insert there.

    Args:
        outline: of the page.
        lines: the lines that need an anchor; those for which there is no safe place get none.
        blanked: lines that will not be shown.
    """
    found: dict[int, bytes] = {}
    missing = set(lines) - set(blanked)
    for line, offset in _starts(outline):
        if line in missing:
            missing.discard(line)
            found[offset] = found.get(offset, b"") + f'<a id="{anchor_id(line)}"></a>'.encode()
    return sorted(found.items())


def _starts(outline: Outline) -> Iterator[tuple[int, int]]:
    """Lines with the offset at which their text starts, where an anchor changes nothing else."""
    data = outline.data
    stack: list[Block | Item] = list(reversed(outline.blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, Heading):
            # The title stays as it is, since MkDocs and plugins read it from the Markdown; the top is near.
            if block.text.plain and not (block.level == 1 and block is outline.blocks[0]):
                yield block.line, _before_escape(data, block.text.start)
        elif isinstance(block, Paragraph):
            yield from _text_starts(outline, block.text)
        elif isinstance(block, Item):
            if block.text is not None:
                for line, offset in _text_starts(outline, block.text):
                    yield block.line if line == block.text.line else line, offset
            stack.extend(reversed(block.blocks))
        elif isinstance(block, ListBlock):
            stack.extend(reversed(block.items))
        elif isinstance(block, Quote):
            stack.extend(reversed(block.blocks))
        elif isinstance(block, Table):
            for row in (block.head, *block.rows):
                cell = next((cell for cell in row if cell.plain), None)
                if cell is not None:
                    yield cell.line, _before_escape(data, cell.start)


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
    if "planning-L" in html:
        html = _SHOWN.sub(lambda match: "".join(match.groups()), html)
    present = sorted({int(number) for number in _ANCHOR.findall(html)})
    top: list[int] = []
    beside: dict[int, list[int]] = {}
    for line in sorted(set(lines) - set(present)):
        before = bisect_right(present, line)
        (beside.setdefault(present[before - 1], []) if before else top).append(line)
    if beside:
        html = _ANCHOR.sub(lambda match: match[0] + _anchors(beside.pop(int(match[1]), [])), html)
    return _anchors(top) + html


def _anchors(lines: list[int]) -> str:
    return "".join(f'<a id="{anchor_id(line)}"></a>' for line in lines)
