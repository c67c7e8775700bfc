"""Phases that are the rows of a table (``| Phase | Focus | Status |``)."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from mkdocs_planning.markdown.outline import Outline, Table, Text
from mkdocs_planning.reading.headings import HeadingFacts, read_heading
from mkdocs_planning.reading.phases.milestones import DATES
from mkdocs_planning.reading.phases.units import Unit
from mkdocs_planning.reading.table_cells import column, heads_of
from mkdocs_planning.vocabulary.words import PHASE_FIELD_OF, PHASE_FIELDS

_UNITS = frozenset({"phase", "milestone", "stage", "sprint", "wave"})
_NAMES = frozenset({"name", "title", "description", "focus", "scope"})
_WORK_FIELDS = ("tasks", "duration")
"""What a column of a phase says and one of a point in time does not."""


def table_units(outline: Outline) -> list[Unit]:
    """The rows of the first table whose first column names phases and that says their status, or is called "Phase"."""
    for section in outline.sections:
        for block in section.blocks:
            if isinstance(block, Table) and len(block.head) > 1:
                heads = heads_of(block)
                if _are_phases(heads):
                    return _rows(block, heads)
    return []


def _are_phases(heads: list[str]) -> bool:
    if heads[0] not in _UNITS:
        return False
    if heads[0] == "milestone" and _is_dated(heads):
        return False
    return heads[0] == "phase" or _index(heads, PHASE_FIELDS["status"]) is not None


def _is_dated(heads: list[str]) -> bool:
    """Whether the rows of a table are points in time: it has a column of dates, and none of work or of how long it takes."""
    has_work = any(PHASE_FIELD_OF.get(head) in _WORK_FIELDS and head not in DATES for head in heads[1:])
    return column(heads[1:], *DATES) is not None and not has_work


def _index(heads: list[str], names: Collection[str]) -> int | None:
    """The index of the first column that has one of these names."""
    return next((index for index, head in enumerate(heads) if head in names), None)


def _rows(table: Table, heads: list[str]) -> list[Unit]:
    status, name = _index(heads, PHASE_FIELDS["status"]), _index(heads, _NAMES)
    found: list[Unit] = []
    for row in table.rows:
        if row and row[0].plain:
            facts = _named(_numbered(read_heading(row[0].plain), heads[0]), _words(row, name))
            facts = replace(facts, status_text=_words(row, status) or facts.status_text)
            found.append(Unit(facts, facts.title, row[0].line, row[0].line, []))
    return found


def _words(row: list[Text], index: int | None) -> str:
    return row[index].plain if index is not None and index < len(row) else ""


def _numbered(facts: HeadingFacts, head: str) -> HeadingFacts:
    """*facts* of a first cell with the heading of its column as the word for the unit, where it has none itself."""
    if facts.label is not None:
        return facts
    number = facts.number or (facts.title if facts.title.isdigit() else None)
    return replace(facts, label=head.capitalize(), number=number)


def _named(facts: HeadingFacts, name: str) -> HeadingFacts:
    """*facts* with the *name* from another column, where the first cell is only a number."""
    return replace(facts, title=name) if name and (facts.is_untitled or facts.title.isdigit()) else facts
