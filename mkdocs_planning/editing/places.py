"""Where a value stands in Markdown, and how a text is written there."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from msgspec import Struct

from mkdocs_planning.editing.document import Document, Splice
from mkdocs_planning.editing.escaping import in_cell
from mkdocs_planning.editing.key_values import KeyValue
from mkdocs_planning.markdown.outline import Table, Text
from mkdocs_planning.vocabulary.normal_form import normal

_WRAPPED = re.compile(r"^(?P<mark>\*\*|__|`|\*|_)(?P<inside>[^*_`].*?)(?P=mark)(?P<rest>.*)$", re.S)


_PIPE = re.compile(r"(?<!\\)\|")


class Place(Struct, frozen=True):
    """A value between two offsets of the document."""

    line: int
    start: int
    end: int
    kind: Literal["text", "cell"] = "text"


def place_of(document: Document, found: KeyValue) -> Place:
    """The place of the value of a key."""
    text, base = document.line(found.line), document.start_of(found.line)
    return Place(found.line, base + len(text[: found.start].encode()), base + len(text[: found.end].encode()))


def cell_place(document: Document, cell: Text) -> Place:
    """The place of the text of a cell."""
    line = document.line_of(cell.start)
    if not cell.raw:
        return Place(line, cell.start, cell.start, "cell")
    row = document.text(cell.start, document.end_of(line))
    pipe = _PIPE.search(row, len(document.text(cell.start, cell.end)))  # a link by reference ends behind its text
    written = row[: pipe.start()].rstrip() if pipe else document.text(cell.start, cell.end)
    return Place(line, cell.start, cell.start + len(written.encode()), "cell")


def old_text(document: Document, place: Place) -> str:
    return document.text(place.start, place.end)


def write(document: Document, place: Place, markdown: str) -> Splice:
    """*markdown* in the place of the value, with a blank before it where it follows its key directly."""
    if place.kind == "cell":
        return _write_cell(document, place, in_cell(markdown))
    before = document.text(place.start - 1, place.start) if place.start else " "
    return document.splice(place.start, place.end, markdown if before.isspace() else _apart(before, place, markdown))


def _apart(before: str, place: Place, markdown: str) -> str:
    return f" {markdown}" if before in ":：" or (before in "*_" and place.start == place.end) else markdown


def _write_cell(document: Document, place: Place, markdown: str) -> Splice:
    """The blanks that pad the cell give way or are added, so that its column stays in line."""
    row, base = document.line(place.line), document.start_of(place.line)
    start, end = len(document.text(base, place.start)), len(document.text(base, place.end))
    if start == end:  # an empty cell begins right behind its pipe
        if row[start : start + 1] == " ":
            start = end = start + 1
        else:
            markdown = f" {markdown} "
    blanks = len(row[end:]) - len(row[end:].lstrip(" "))
    if blanks:
        markdown = f"{markdown} ".ljust(end - start + blanks)
    return document.in_line(place.line, start, end + blanks, markdown)


def wrapped(old: str, new: str) -> str:
    """*new* with the emphasis that covers all of *old* (``**Draft**`` → ``**Done**``)."""
    match = _WRAPPED.match(old)
    return f"{match['mark']}{new}{match['mark']}" if match and not match["rest"] else new


def columns_named(table: Table, names: Collection[str], parts: Sequence[str] = ()) -> list[int]:
    """The columns of *table* whose heads are one of *names*, then those whose heads have a word that begins as *parts* say."""
    heads = [normal(head.plain) for head in table.head]
    exact = [index for index, head in enumerate(heads) if head in names]
    partly = [index for index, head in enumerate(heads) if any(f" {part}" in f" {head}" for part in parts)]
    return list(dict.fromkeys((*exact, *partly)))


def place_in_row(document: Document, row: Sequence[Text], column: int) -> Place | None:
    """The cell of *row* in *column*; None where the row is too short for it."""
    return cell_place(document, row[column]) if column < len(row) else None
