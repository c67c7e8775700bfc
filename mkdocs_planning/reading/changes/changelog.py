"""The plan's own changelog: dated headings, dated list items, dated lines, tables with a date column.

An entry without a date is none: release notes and ideas are not the history of the plan (NOTATION §9). Boxes are
tasks, with or without a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, Line, ListBlock, Paragraph, Section, Table
from mkdocs_planning.model.dates import DayOrder, find_date
from mkdocs_planning.model.plan import Change
from mkdocs_planning.reading.changes.dated_texts import Dated, dated, undashed
from mkdocs_planning.reading.entries import owner_in, trailing_handle, unwrap
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import flat
from mkdocs_planning.reading.table_cells import columns, heads_of, stated_cell
from mkdocs_planning.vocabulary.normal_form import normal

_COLUMNS = {
    "date": "date", "when": "date", "day": "date", "updated": "date",
    "change": "text", "changes": "text", "description": "text", "summary": "text", "summary of changes": "text",
    "event": "text", "update": "text", "what": "text", "what changed": "text", "details": "text", "entry": "text",
    "change description": "text", "description of change": "text", "modification": "text", "notes": "note", "note": "note",
    "comment": "note", "comments": "note", "reason": "note", "milestone": "note", "activity": "text", "action": "text",
    "author": "author", "authors": "author", "by": "author", "who": "author", "editor": "author", "changed by": "author",
    "version": "version", "revision": "version", "rev": "version", "v": "version",
}  # fmt: skip
_LESSER = re.compile(r"\b(?:session|progress|activity|status|work|daily|dev|development|updates?|recent)\b")
"""Logs of the work. Where the plan also has a changelog, that one is the history and these repeat it."""


def read_changes(index: SectionIndex, source: str) -> tuple[Change, ...]:
    """Every dated entry of the document's changelog, in the order of the file."""
    vocabulary = index.vocabulary
    inside = index.of("changes")
    main = [passage for passage in inside if not _LESSER.search(normal(passage.title))]
    found = [entry for passage in main for entry in _of_passage(passage)]
    found += _loose_tables(index, inside)
    if not found:
        found = [entry for passage in inside if passage not in main for entry in _of_passage(passage)]
    order = vocabulary.dates or _order(found)
    rows: dict[int, Change] = {}
    for entry in found:
        date = find_date(undashed(entry.written), order)
        text = unwrap(entry.rest)
        if date is None or not text or is_unfilled(text):
            continue
        if date.iso is None:  # ambiguous, or no such day: what was written must not be lost
            text = f"{entry.written}: {text}"
        author = entry.author
        if author is None:
            author = trailing_handle(plain(text))
        rows.setdefault(
            entry.line,
            Change(date.iso, text, source, entry.line, owner_in(author, vocabulary)),
        )
    return tuple(rows[line] for line in sorted(rows))


def _order(entries: Iterable[Dated]) -> DayOrder | None:
    """Whether days or months stand first, as other dates of the same log show (``27-11-2019``)."""
    firsts: set[DayOrder] = set()
    for entry in entries:
        match = re.search(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](?:19|20)\d\d\b", entry.written)
        if match:
            first, second = int(match.group(1)), int(match.group(2))
            if first > 12 >= second:
                firsts.add("day-first")
            elif second > 12 >= first:
                firsts.add("month-first")
    return firsts.pop() if len(firsts) == 1 else None


def _of_passage(passage: Passage) -> Iterator[Dated]:
    for block in passage.blocks:
        if isinstance(block, ListBlock):
            yield from _items(block.items)
        elif isinstance(block, Table):
            yield from _rows(block)
        elif isinstance(block, Paragraph):
            yield from _lines(block.text.lines)
    stack = [*reversed(passage.sections)]
    while stack:
        section = stack.pop()
        heading = dated(section.raw_title, section.line)
        if heading is None:
            for block in flat(section.blocks):
                if isinstance(block, ListBlock):
                    yield from _items(block.items)
                elif isinstance(block, Table):
                    yield from _rows(block)
            stack.extend(reversed(section.sections))
            continue
        yield from _under_heading(section, heading)


def _under_heading(section: Section, heading: Dated) -> Iterator[Dated]:
    """A dated heading: one entry with its title and text, or one a bullet where it is only a date."""
    title = unwrap(heading.rest)
    bullets = [
        (item.text.raw, item.text.line)
        for parent in section.walk()
        for block in flat(parent.blocks)
        if isinstance(block, ListBlock)
        for item in block.items
        if item.text is not None and item.text.raw
    ]
    prose = [block.text.raw for block in flat(section.blocks) if isinstance(block, Paragraph)]
    if not title and bullets and not prose:
        for raw, line in bullets:
            yield Dated(heading.written, raw, line)
        return
    body = " ".join(prose) or "; ".join(raw.rstrip(" .;") for raw, _ in bullets)
    text = f"{title.rstrip(':.')}: {body}" if title and body else title or body
    yield Dated(heading.written, text, section.line)


def _items(items: Iterable[Item]) -> Iterator[Dated]:
    for item in items:
        if item.text is None or item.box is not None:
            continue
        entry = dated(item.text.raw, item.text.line)
        if entry is None:
            continue
        if not entry.rest:
            entry.rest = "; ".join(
                nested.text.raw.rstrip(" .;")
                for block in item.blocks
                if isinstance(block, ListBlock)
                for nested in block.items
                if nested.text is not None
            ) or " ".join(block.text.raw for block in item.blocks if isinstance(block, Paragraph))
        yield entry


def _lines(lines: Sequence[Line]) -> Iterator[Dated]:
    """Lines of a paragraph that begin with a date; a line without one goes on with the entry above."""
    last: Dated | None = None
    for line in lines:
        entry = dated(line.raw, line.number)
        if entry is not None:
            if last is not None:
                yield last
            last = entry
        elif last is not None:
            last.rest = f"{last.rest} {line.raw}".strip()
    if last is not None:
        yield last


def _rows(table: Table) -> Iterator[Dated]:
    found = columns(heads_of(table), _COLUMNS)
    if "date" not in found:
        return
    for row in table.rows:
        date = stated_cell(row, found["date"])
        text = stated_cell(row, found.get("text")) or stated_cell(row, found.get("note"))
        if text is None:
            used = {i for indices in found.values() for i in indices}
            text = next((c.raw for i, c in enumerate(row) if i not in used and c.raw), None)
        if text is None and (version := stated_cell(row, found.get("version"))) is not None:
            text = version
        if date is not None and text is not None:
            yield Dated(date, text, row[0].line, stated_cell(row, found.get("author")))


def _loose_tables(index: SectionIndex, inside: list[Passage]) -> Iterator[Dated]:
    """Tables of changes outside every changelog section: a date column and one called Change or Changes."""
    claimed = {section.line for passage in inside for section in passage.within.walk()}
    for placed in index.tables:
        if placed.nested or (placed.section.line in claimed and placed.section.level):
            continue
        heads = {*placed.heads}
        if "date" in heads and heads & {"change", "changes", "summary of changes", "change description", "what changed"}:
            yield from _rows(placed.table)
