"""The blocks of a section, parted at the lines that introduce what follows (``Risks:``, ``**Open questions**``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Paragraph, Quote, Table, Text

LABEL_LENGTH = 80
"""A longer line is a sentence and no label."""
_KEY = re.compile(r"\*\*(?:([^*:：]{2,60})[:：]\*\*|([^*:：]{2,60})\*\*[:：])\s+\S")
_ITALIC = re.compile(r"(?:\*|_)(?![*_\s])([^*_]{2,60})(?:\*|_)")
_ENDS = frozenset(":：*_")
"""How a text ends that introduces what follows."""


class Segment(Struct, gc=False):
    """Blocks with the line that introduces them, which is the first of them; at the beginning of a section without one."""

    label: str | None
    line: int
    blocks: list[Block]


def segments(blocks: list[Block]) -> list[Segment]:
    """*blocks* parted at the lines that introduce what follows. Quotes count with what is inside them."""
    found = [Segment(None, 0, [])]
    every = flat(blocks)
    for index, block in enumerate(every):
        label = label_at(every, index) if isinstance(block, Paragraph) else None
        if label is None:
            found[-1].blocks.append(block)
        else:
            found.append(Segment(label, last_line(block), [block]))
    return found


def label_at(blocks: Sequence[Block], index: int) -> str | None:
    """The words of the paragraph at *index* where it introduces the blocks after it.

    A line with a value (``**Criteria**: what done means``) or in italics does so straight above a list or table.
    """
    block = blocks[index]
    assert isinstance(block, Paragraph)
    label = introduces(block.text)
    if label is None and index + 1 < len(blocks) and isinstance(blocks[index + 1], ListBlock | Table):
        return _bold_key(block.text) or _italic(block.text)
    return label


def last_line(block: Block) -> int:
    """The line of a label: the last one of its paragraph."""
    return block.text.lines[-1].number if isinstance(block, Paragraph) else block.line


def introduces(text: Text) -> str | None:
    """The words of a paragraph that introduces what follows: it ends with a colon, or is all bold."""
    if text.raw[-1:] not in _ENDS:
        return None
    last = text.lines[-1]
    raw = last.raw
    words = last.plain.rstrip()
    if words.endswith((":", "：")):
        return words.rstrip(":： ")
    if raw.startswith(("**", "__")) and raw.endswith(("**", "__")) and len(words) <= LABEL_LENGTH:
        inner = raw[2:-2]
        if "**" not in inner and "__" not in inner:
            return words
    return None


def _bold_key(text: Text) -> str | None:
    """The bold key of a last line that says something itself (``**Success criteria**: what done looks like``)."""
    last = text.raw if text.broken is None else text.broken[-1].raw if text.broken else ""
    match = _KEY.match(last) if last.startswith("**") else None
    return match.group(1) or match.group(2) if match else None


def _italic(text: Text) -> str | None:
    """The words of a line all in italics."""
    match = _ITALIC.fullmatch(text.raw) if text.raw[:1] in "*_" else None
    return match.group(1) if match else None


def flat(blocks: list[Block]) -> list[Block]:
    """*blocks* with those inside quotes in their place, to any depth."""
    for block in blocks:
        if isinstance(block, Quote):
            break
    else:
        return blocks
    found: list[Block] = []
    stack = [iter(blocks)]
    while stack:
        for block in stack[-1]:
            if isinstance(block, Quote):
                stack.append(iter(block.blocks))
                break
            found.append(block)
        else:
            stack.pop()
    return found


def items_in(blocks: Iterable[Block]) -> Iterator[Item]:
    """The items of the lists among *blocks*, outermost only."""
    for block in blocks:
        if isinstance(block, ListBlock):
            yield from block.items
        elif isinstance(block, Quote):
            for inner in block.blocks:
                if isinstance(inner, ListBlock):
                    yield from inner.items


def texts_in(blocks: Iterable[Block], *, quotes: bool = True, tables: bool = True) -> Iterator[Text]:
    """Every text of paragraphs, list items (at all depths) and table rows, in the order of the file."""
    stack: list[Iterator[Block | Item]] = [iter(blocks)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
        elif isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, ListBlock):
            stack.append(iter(block.items))
        elif isinstance(block, Item):
            if block.text is not None:
                yield block.text
            stack.append(iter(block.blocks))
        elif isinstance(block, Quote):
            stack.append(iter(block.blocks if quotes else ()))
        elif isinstance(block, Table) and tables:
            yield from (text for row in block.rows for text in row)
