"""The cells of a table: which column is which by its heading, and what a cell says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mkdocs_planning.markdown.outline import Table, Text
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal


def heads_of(table: Table) -> list[str]:
    """The headings of the columns in normal form."""
    return [normal(head.plain) for head in table.head]


def column(heads: Sequence[str], *names: str) -> int | None:
    """The index of the first column whose heading is one of *names*, in the order of the names."""
    for name in names:
        if name in heads:
            return heads.index(name)
    return None


def columns(heads: Sequence[str], known: Mapping[str, str], parts: Sequence[tuple[str, str]] = ()) -> dict[str, list[int]]:
    """The columns of a table by the field that their heading names, whatever their order.

    Args:
        heads: the headings in normal form.
        known: a heading → the field that its column holds.
        parts: beginnings of words and their fields, for headings that are not known as a whole
            ("Mitigation / contingency").
    """
    found: dict[str, list[int]] = {}
    for index, name in enumerate(heads):
        field = known.get(name) or next((field for part, field in parts if f" {part}" in f" {name}"), None)
        if field is not None:
            found.setdefault(field, []).append(index)
    return found


def cell(row: Sequence[Text], index: int | None) -> str:
    """The inline Markdown of a cell; empty where the row or the table has no such column."""
    return row[index].raw if index is not None and index < len(row) else ""


def stated_cell(row: Sequence[Text], indices: Iterable[int] | None) -> str | None:
    """The inline Markdown of the first of these cells that says something; None where none does."""
    for index in indices or ():
        if index < len(row):
            raw = row[index].raw.strip()
            if raw and not is_empty_word(row[index].plain, entry=True):
                return raw
    return None
