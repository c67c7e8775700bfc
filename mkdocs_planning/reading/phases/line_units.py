"""Phases that are lines: bold or plain paragraphs and list items (``**Phase 1: x**``, ``1. **Phase 1 - x** …``)."""

from __future__ import annotations

import re

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import ListBlock, Outline, Paragraph, Section, Text
from mkdocs_planning.reading.headings import HeadingFacts, may_be_unit, read_heading
from mkdocs_planning.reading.phases.units import Unit

BOLD_BEGINNING = re.compile(r"^(?:\*\*|__)(?P<head>.+?)(?:\*\*|__)(?P<rest>.*)$", re.S)
MAX_TITLE_WORDS = 14
"""A longer text is a sentence and no title."""
_NAMED_NUMBERS = re.compile(r"\btasks?\s+#?(\d{1,5})(?:\s*[-–—]\s*#?(\d{1,5}))?\b", re.I)
_ASIDE_BEFORE = re.compile(r"^\([^()]*\)\s*[:–—-]\s*(?=\S)")
_TITLE_MARKS = (":", "—", " - ")
"""One of these stands early in a plain line between a unit and its title."""
_EARLY = 24


def line_units(outline: Outline) -> list[Unit]:
    """The units that are lines of one section: the one with most of them, at least two different."""
    best: list[Unit] = []
    for section in outline.sections:
        found = _units_in(section)
        if len(found) > len(best) and len({unit.facts.number for unit in found}) > 1:
            best = found
    return best


def _units_in(section: Section) -> list[Unit]:
    """The units of a section; one that is a paragraph holds what follows up to the next paragraph that is one."""
    found: list[Unit] = []
    last: Unit | None = None
    for block in section.blocks:
        unit = _line_unit(block.text, block.line, section) if isinstance(block, Paragraph) else None
        if unit is not None:
            if last is not None and found[-1] is last:
                last.end_line = block.line - 1
            unit.end_line = section.sections[0].line - 1 if section.sections else section.end_line
            found.append(unit)
            last = unit
            continue
        if last is not None:
            last.blocks.append(block)
        if isinstance(block, ListBlock):
            found += _items_in(block, section)
    return found


def _items_in(block: ListBlock, section: Section) -> list[Unit]:
    found: list[Unit] = []
    for item in block.items:
        unit = _line_unit(item.text, item.line, section) if item.text is not None else None
        if unit is not None:
            unit.end_line, unit.blocks = item.end_line, item.blocks
            found.append(unit)
    return found


def _line_unit(text: Text, line: int, section: Section) -> Unit | None:
    raw = text.head
    facts = _facts(raw) if may_be_unit(raw) else None
    if facts is None:
        return None
    named = _NAMED_NUMBERS.search(plain(raw))
    numbers = (int(named.group(1)), int(named.group(2) or named.group(1))) if named else None
    return Unit(facts, facts.title, line, line, [], parent=section.line, numbers=numbers)


def _facts(raw: str) -> HeadingFacts | None:
    """What a line says as the heading of a phase; None where it is none."""
    match = BOLD_BEGINNING.match(raw)
    head = plain(match["head"] if match else raw).strip().rstrip(":")
    facts = read_heading(head)
    if not facts.top:
        return None
    return _facts_of_bold(head, match["rest"], facts) if match else _facts_of_plain(plain(raw))


def _facts_of_bold(head: str, rest: str, facts: HeadingFacts) -> HeadingFacts | None:
    """*facts* of a bold *head*; one without a title has it in the first sentence of the *rest* (``**Phase 1**: Reader``)."""
    behind = _ASIDE_BEFORE.sub("", rest.strip().lstrip(":–—- ").strip())
    if not behind or not facts.is_untitled:
        return facts
    title = behind.partition(". ")[0]
    return read_heading(f"{head}: {plain(title)}") if len(title.split()) <= MAX_TITLE_WORDS else None


def _facts_of_plain(words: str) -> HeadingFacts | None:
    title = words.partition(". ")[0]
    if len(title.split()) > MAX_TITLE_WORDS or not any(mark in title[:_EARLY] for mark in _TITLE_MARKS):
        return None
    return read_heading(title.rstrip("."))
