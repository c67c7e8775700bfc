"""Fields of an entry of a register (``- **Mitigation**: …`` of a risk, ``**Answer**: …`` of a question): changed or added."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.key_values import key_values
from mkdocs_planning.editing.places import Place, place_of
from mkdocs_planning.editing.sibling_lines import line_like
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Heading, Item, Paragraph
from mkdocs_planning.vocabulary.normal_form import normal

_BULLET = re.compile(r"^(?P<indent>[ \t>]*)(?P<marker>[-+*]|\d{1,9}[.)])(?P<blank>[ \t]+)")


def end_of_entry(document: Document, line: int, others: Collection[int]) -> int:
    """The last line of the entry that begins on *line*; *others* are the lines of the entries of its kind."""
    items = document.items_at(line)
    end = next((section.end_line for section in document.outline.sections if section.line == line), None)
    if end is None:
        section = [section for section in document.outline.sections if section.line <= line][-1]
        following = section.sections[0].line - 1 if section.sections else section.end_line
        end = max((item.end_line for item in items), default=following)
        if items and not any(block for item in items for block in item.blocks):
            end = max(item.end_line for item in items)
            end = _with_own_fields(document, items[0], end)
    return min([end, *(other - 1 for other in others if other > line)])


def _with_own_fields(document: Document, item: Item, end: int) -> int:
    """An item that is only a field (``- **A:** …``) belongs to the item above: the end of those that follow."""
    for other in document.items:
        if other.line == end + 1 and other.depth == item.depth and key_values(document.line(other.line), other.line):
            end = other.end_line
    return end


def fields_in(document: Document, first: int, last: int, names: Collection[str]) -> Iterator[Place]:
    """The values behind the keys of these *names* (in normal form) on lines *first* to *last*."""
    for number in range(first, last + 1):
        for found in key_values(document.line(number), number):
            if normal(plain(found.key)) in names:
                yield place_of(document, found)


def text_in(document: Document, first: int, last: int, text: str) -> Iterator[Place]:
    """Where *text* stands word for word on lines *first* to *last*, the last place first."""
    base = document.start_of(first)
    inside, wanted = document.data[base : document.end_of(last)], text.encode()
    at = inside.rfind(wanted)
    while wanted and at >= 0:
        yield Place(document.line_of(base + at), base + at, base + at + len(wanted))
        at = inside.rfind(wanted, 0, at)


def add_field(document: Document, line: int, last: int, key: str, text: str, known: Collection[str]) -> Iterator[Splices]:
    """A new field of the entry on *line*, in the form of its other fields (*known* names), else in a usual form."""
    present = [
        pair
        for number in range(line, last + 1)
        for pair in key_values(document.line(number), number)
        if normal(plain(pair.key)) in known and not (number == line and pair.key_start > 0 and document.items_at(line) == [])
    ]
    for pair in reversed(present):
        if pair.line != line:
            yield from line_like(document, pair, key, text)
    items = [item for item in document.items_at(line) if item.text is not None]
    if items:
        yield from _in_item(document, items[0], key, text)
    else:
        yield from _below(document, line, key, text)


def _in_item(document: Document, item: Item, key: str, text: str) -> Iterator[Splices]:
    """A nested item below the first paragraph of *item*; below its own nested list where it has one."""
    row = document.line(item.line)
    bullet = _BULLET.match(row)
    assert item.text is not None
    if bullet is None:
        return
    marker = bullet["marker"] if not bullet["marker"][0].isdigit() else "-"
    indent = bullet["indent"] + " " * len(bullet["marker"] + bullet["blank"])
    made = f"{indent}{marker} **{key}**: {text}"
    end = document.line_of(max(item.text.end - 1, item.text.start))
    if item.blocks and not isinstance(item.blocks[0], Paragraph):
        yield (document.insert_below(item.end_line, [made]),)
    yield (document.insert_below(end, [made]),)
    yield (document.insert_below(end, [f"{indent}**{key}**: {text}"]),)


def _below(document: Document, line: int, key: str, text: str) -> Iterator[Splices]:
    """A paragraph of its own below the heading or paragraph on *line*."""
    end = line
    for block in document.outline.blocks:
        if isinstance(block, Heading | Paragraph) and block.line <= line <= block.end_line:
            end = block.end_line
    made = f"**{key}**: {text}"
    if document.line(end + 1).strip():
        yield (document.insert_below(end, ["", made, ""]),)
    else:
        yield (document.insert_below(end, ["", made]),)
    yield (document.insert_below(end, [made]),)
