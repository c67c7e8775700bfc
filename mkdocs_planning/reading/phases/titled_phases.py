"""Phases that are told by the title of their section, and not by the word "phase" in front of each.

A site's option ``sections: {phases: [Etappe, Etappen]}`` says how its phases are called. ``## Etappe 1: Survey`` then is
a phase, and so is whatever stands under ``## Etappen``: its sub-headings, else the rows of its table, else the items of
its list. Under the usual titles ("Phases", "Implementation phases") sub-headings are phases where a plan has no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, ListBlock, Section, Table
from mkdocs_planning.reading.entries import lead_of
from mkdocs_planning.reading.headings import HeadingFacts, read_heading
from mkdocs_planning.reading.passages import is_document
from mkdocs_planning.reading.phases.units import Unit, section_unit
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.table_cells import cell, heads_of

_UNIT = re.compile(
    r"(?P<label>[^\W\d_][\w-]{0,30}(?: [\w-]{1,30})?)\s+#?(?P<number>\d+(?:\.\d+)*[a-z]?|[IVX]{1,5}|[A-Z])"
    r"(?:\s*[:：.)|–—-]\s*(?P<title>\S.*)|\s*)$",
    re.S,
)
"""A word and a number, with or without a title behind them."""
_WORDS = 14
"""A longer item is a sentence and no title."""


def own_phases(index: SectionIndex) -> list[Unit]:
    """The phases that the site's own titles tell, in the order of the file."""
    if not index.vocabulary.titles.has_own("phases"):
        return []
    return _called(index) or [unit for section in _about_phases(index, own=True) for unit in _inside(section, index)]


def untold_phases(index: SectionIndex) -> list[Unit]:
    """The sub-headings of a section about phases, for a plan in which nothing else tells its phases."""
    for section in _about_phases(index, own=False):
        units = [section_unit(child, read_heading(child.title)) for child in _told_by(section, index)]
        if len(units) > 1:
            return units
    return []


def _about_phases(index: SectionIndex, *, own: bool) -> Iterator[Section]:
    for section, facts in index.headings:
        if "phases" in facts.subjects and facts.own is own:
            yield section


def _called(index: SectionIndex) -> list[Unit]:
    """The outermost sections whose heading is the site's own word for a phase, with a number."""
    found: list[Unit] = []
    until = 0
    for section in index.outline.sections:
        facts = _facts(section.title) if section.line > until and section.level and not is_document(section) else None
        if facts is None or facts.label is None:
            continue
        label = index.facts(facts.label)
        if label.own and "phases" in label.subjects:
            found.append(section_unit(section, facts))
            until = section.end_line
    return found


def _inside(section: Section, index: SectionIndex) -> list[Unit]:
    """The phases of a section about them."""
    return list(_headed(section, index)) or list(_tabled(section, index)) or list(_listed(section))


def _headed(section: Section, index: SectionIndex) -> Iterator[Unit]:
    for child in _told_by(section, index):
        yield section_unit(child, _facts(child.title))


def _told_by(section: Section, index: SectionIndex) -> Iterator[Section]:
    """The sections beneath one about phases that are about nothing else."""
    for child in section.sections:
        if not index.facts(child.title).subjects:
            yield child


def _tabled(section: Section, index: SectionIndex) -> Iterator[Unit]:
    """The rows of a table as phases: the first column names them, one may say their status."""
    keys = index.vocabulary.keys
    for block in section.blocks:
        if isinstance(block, Table):
            status = next((at for at, head in enumerate(heads_of(block)) if at and keys.get(head) == "status"), None)
            for row in block.rows:
                if row and row[0].plain:
                    facts = _facts(row[0].plain)
                    facts = replace(facts, status_text=plain(cell(row, status)) or facts.status_text)
                    yield Unit(facts, facts.title, row[0].line, row[0].line, [])
            return


def _listed(section: Section) -> Iterator[Unit]:
    for block in section.blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                unit = _item(item)
                if unit is not None:
                    yield unit


def _item(item: Item) -> Unit | None:
    raw = item.text.head if item.text is not None else ""
    lead = lead_of(raw)
    title = plain(lead.name if lead is not None else raw)
    if not title or len(title.split()) > _WORDS:
        return None
    facts = _facts(title)
    return Unit(facts, facts.title, item.line, item.end_line, item.blocks)


def _facts(title: str) -> HeadingFacts:
    """What a heading says of a phase, with any word before its number."""
    facts = read_heading(title)
    match = _UNIT.match(facts.title) if facts.label is None else None
    if match is None:
        return facts
    return replace(facts, label=match["label"], number=match["number"], title=match["title"] or facts.title)
