"""New rows of tables and new list items that look like their neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mkdocs_planning.editing.document import Document
from mkdocs_planning.editing.escaping import in_cell
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Table, Text

_PIPE = re.compile(r"(?<!\\)\|")
_IDENTITY = re.compile(r"^(?P<before>[^\w]*(?:[A-Za-z]{1,6}[-–]?)?)(?P<number>\d{1,5})(?P<after>\W*)$")
_MARKER = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<marker>[-+*]|(?P<number>\d{1,9})(?P<close>[.)]))(?P<blank>[ \t]+)(?P<box>\[.{1,2}\][ \t]+)?"
)
_DATED = re.compile(r"^(?P<before>[*_(\[]*)(?:19|20)\d\d-\d\d-\d\d(?P<after>[*_)\]]*\s*[:–—-]*[*_]*\s+)(?=\S)")
DATE_ONLY = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d$")
_NUMBERED = re.compile(r"^(?P<before>\**(?:[A-Za-z]{1,9}[- ]?)?#?)(?P<number>\d{1,5})(?P<after>\**\s*[:.)—–-]\**\s+)")


def row_like(document: Document, table: Table, row: Sequence[Text], values: Mapping[int, str]) -> str:
    """A row with *values* by their column, as wide as *row*; a column of numbers or ids goes on counting."""
    written = document.line(document.line_of(row[0].start))
    parts = _PIPE.split(written)
    opening = 1 if not parts[0].strip(" \t>") else 0
    made = parts[:opening]
    for column in range(len(table.head)):
        at = column + opening
        width = len(parts[at]) if at < len(parts) else 0
        text = in_cell(values.get(column) or _next_identity([other[column].raw for other in table.rows if column < len(other)]))
        made.append(f" {text} ".ljust(width))
    closed = len(parts) > len(table.head) + opening - 1 and not parts[-1].strip()
    return "|".join([*made, ""] if closed else made)


def _next_identity(cells: Sequence[str]) -> str:
    """The next of a column of numbers or ids; empty where it holds anything else."""
    matches = [_IDENTITY.match(cell) for cell in cells]
    if not cells or not all(matches) or matches[-1] is None:
        return ""
    last = matches[-1]
    return f"{last['before']}{int(last['number']) + 1:0{len(last['number'])}}{last['after']}"


def item_like(document: Document, line: int, text: str, *, box: bool | None = None) -> str | None:
    """A list item like the one on *line*: its indent, marker, the next number of an ordered list, an open box.

    Args:
        box: whether it has a box; None for as the other one.
    """
    match = _MARKER.match(document.line(line))
    if match is None:
        return None
    marker = f"{int(match['number']) + 1}{match['close']}" if match["number"] else match["marker"]
    boxed = match["box"] is not None if box is None else box
    return f"{match['indent']}{marker}{match['blank']}{'[ ] ' if boxed else ''}{text}"


def dated_like(written: str, date: str, text: str) -> str:
    """*text* behind *date*, with the marks and the separator that stand around the date with which *written* begins."""
    match = _DATED.match(written)
    return f"{match['before']}{date}{match['after']}{text}" if match else f"{date}: {text}"


def numbered_like(written: str, text: str) -> str:
    """*text* behind the next number where *written* begins with one (``Q3: …`` → ``Q4: …``)."""
    match = _NUMBERED.match(written)
    if match is None:
        return text
    number = f"{int(match['number']) + 1:0{len(match['number'])}}"
    made = f"{match['before']}{number}{match['after']}{text}"
    opened = match["before"].count("*") - match["after"].count("*")
    return made + "*" * opened if opened > 0 and plain(written) != written else made
