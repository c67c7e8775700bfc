"""A new column at the end of a table that has none for a value."""

from __future__ import annotations

import re

from mkdocs_planning.editing.document import Document, Splice, Splices
from mkdocs_planning.editing.escaping import in_cell
from mkdocs_planning.markdown.outline import Table

_PIPE = re.compile(r"(?<!\\)\|")
_END = re.compile(r"(?P<pipe>(?<!\\)\|)?[ \t]*$")


def add_column(document: Document, table: Table, line: int, title: str, markdown: str) -> Splices | None:
    """A column *title* that holds *markdown* in the row on *line* and nothing in the others.

    None where not every row has as many cells as the head, so that a cell behind the last one would be another column's.
    """
    width = len(_PIPE.findall(document.line(table.line)))
    changes: list[Splice] = []
    for number in range(table.line, table.end_line + 1):
        row = document.line(number)
        if not row.strip(" \t>"):
            break
        if len(_PIPE.findall(row)) != width:
            return None
        text = title if number == table.line else in_cell(markdown) if number == line else ""
        changes.append(_cell(document, number, row, "-" * max(3, len(title)) if number == table.line + 1 else text, len(title)))
    return tuple(changes)


def _cell(document: Document, number: int, row: str, text: str, width: int) -> Splice:
    """A further cell behind the last one of a row, closed with a pipe where the row is."""
    end = _END.search(row)
    at = end.start() if end else len(row)
    padded = text.ljust(width)
    if end and end["pipe"]:
        return document.in_line(number, at + 1, at + 1, f" {padded} |")
    return document.in_line(number, at, at, f" | {padded.rstrip()}")
