"""The steps inside a phase: headings beneath its own, or a numbered list under ``**Tasks**:``."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, ListBlock, Section
from mkdocs_planning.reading.headings import HeadingFacts, read_heading
from mkdocs_planning.reading.labels import Label, paragraph_labels
from mkdocs_planning.reading.phases.line_units import BOLD_BEGINNING, MAX_TITLE_WORDS
from mkdocs_planning.reading.phases.units import Unit, section_unit


def step_units(unit: Unit, labels: Sequence[Label]) -> list[Unit]:
    """The steps inside *unit*, whose tasks stand under *labels*."""
    units: list[Unit] = []
    for section in unit.section.sections if unit.section is not None else ():
        units += _headed(section) or [step for child in section.sections for step in _headed(child)]
    return units or _listed(labels)


def _headed(section: Section) -> list[Unit]:
    """*section* as a unit, if its heading is one's."""
    facts = read_heading(section.title)
    return [section_unit(section, facts)] if facts.label is not None or facts.number is not None else []


def _listed(labels: Sequence[Label]) -> list[Unit]:
    lists = [block for label in labels for block in label.blocks if isinstance(block, ListBlock)]
    steps = [
        _step(item, number)
        for block in lists
        if block.first_number is not None
        for number, item in enumerate(block.items, block.first_number)
    ]
    return [step for step in steps if step is not None]


def _step(item: Item, number: int) -> Unit | None:
    """An item of a numbered list as a step: a bold beginning, a key, or a short line."""
    if item.text is None or not item.text.raw:
        return None
    match = BOLD_BEGINNING.match(item.text.head)
    title = plain(match["head"] if match else item.text.head)
    if match is None and len(title.split()) > MAX_TITLE_WORDS and not paragraph_labels(item.text):
        return None
    facts = read_heading(title.rstrip(": "))
    title = facts.title.rstrip(": ")
    facts = HeadingFacts("Task", str(number), title, facts.status, facts.status_text)
    return Unit(facts, title, item.line, item.end_line, item.blocks)
