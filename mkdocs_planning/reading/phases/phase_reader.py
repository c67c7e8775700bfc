"""Phases and the steps inside them, with goal, duration, lists and their own progress.

A phase is a range of lines (see :mod:`~mkdocs_planning.reading.phases.division`). A task belongs to the phase in whose lines
it stands, else to the one that names its id ("Tasks: T001–T005"), else to that of the task around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan import Phase, Status, Task, count
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.labels import Label, labels_in, texts_of
from mkdocs_planning.reading.phases.division import top_units
from mkdocs_planning.reading.phases.steps import step_units
from mkdocs_planning.reading.phases.titled_phases import own_phases, untold_phases
from mkdocs_planning.reading.phases.units import Unit
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.vocabulary.normal_form import is_empty_word
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import PHASE_FIELD_OF

_ID_RANGE = re.compile(r"\b([A-Z]{1,6}-?)(\d{1,5})(?:\s*(?:[-–—]|to|through|\.\.)\s*(?:[A-Z]{1,6}-?)?(\d{1,5}))?\b")
_LETTERS_AND_NUMBER = re.compile(r"([A-Z]{1,6}-?)(\d{1,18})")
_MAX_RANGE = 2000
"""A range of more ids than this is none."""
_MAX_TITLE = 400
"""A longer title is shown without its markup."""
_MARKUP = "*_~`[<!\\ \t"
"""Characters with which inline Markdown may begin that shows as something else, or as nothing."""

Ids = dict[tuple[str, int], list[int]]
"""The lines of the tasks by their ids, which are letters and a number."""


def read_phases(index: SectionIndex, tasks: list[Task], source: str) -> tuple[tuple[Phase, ...], list[Task]]:
    """The phases of a document, and its tasks with ``phase`` set to the index of the phase each belongs to."""
    units = own_phases(index) or top_units(index.outline, tasks) or untold_phases(index)
    if not units:
        return (), tasks
    phases = list(_phase_of_each(tasks, units))
    placed = [replace(task, phase=phase) if phase is not None else task for task, phase in zip(tasks, phases, strict=True)]
    inside: list[list[Task]] = [[] for _ in units]
    for task in placed:
        if task.phase is not None:
            inside[task.phase].append(task)
    read = [_phase(unit, own, source, index.vocabulary) for unit, own in zip(units, inside, strict=True)]
    return tuple(read), placed


def _phase_of_each(tasks: list[Task], units: list[Unit]) -> Iterator[int | None]:
    """For each task the index of the unit that it belongs to."""
    named = _named_lines(tasks, units)
    ends = list(accumulate((unit.end_line for unit in units), max))
    around: list[tuple[int, int | None]] = []  # depth and phase of the tasks that this one stands in
    for task in tasks:
        while around and around[-1][0] >= task.depth:
            around.pop()
        phase = bisect_left(ends, task.line)  # the first unit that reaches this line
        if phase == len(units) or units[phase].line > task.line:
            phase = named.get(task.line, around[-1][1] if around else None)
        around.append((task.depth, phase))
        yield phase


def _named_lines(tasks: list[Task], units: list[Unit]) -> dict[int, int]:
    """The lines of the tasks whose ids a unit names, with the index of the first such unit."""
    ids = _lines_by_id(tasks)
    found: dict[int, int] = {}
    for index, unit in enumerate(units if ids else ()):
        for line in _named_tasks(unit, ids):
            found.setdefault(line, index)
    return found


def _lines_by_id(tasks: list[Task]) -> Ids:
    """Ids of letters and a number (``T001``), and numbers alone (``3``, with no letters)."""
    found: Ids = {}
    for task in tasks:
        if task.id and task.id.isdigit() and len(task.id) < 6:
            found.setdefault(("", int(task.id)), []).append(task.line)
        elif task.id and (match := _LETTERS_AND_NUMBER.fullmatch(task.id)):
            found.setdefault((match.group(1), int(match.group(2))), []).append(task.line)
    return found


def _named_tasks(unit: Unit, ids: Ids) -> Iterator[int]:
    """The lines of the tasks whose ids the unit names (``Tasks: T001-T005``)."""
    if unit.numbers is not None:
        yield from _in_range("", *unit.numbers, ids)
    for label in _labels(unit).get("tasks", ()):
        for match in _ID_RANGE.finditer(plain(label.raw)):
            yield from _in_range(match.group(1), int(match.group(2)), int(match.group(3) or match.group(2)), ids)


def _in_range(letters: str, first: int, last: int, ids: Ids) -> Iterator[int]:
    if last - first <= _MAX_RANGE:
        for number in range(first, last + 1):
            yield from ids.get((letters, number), ())


def _labels(unit: Unit) -> dict[str, list[Label]]:
    """The labels and sub-headings of a unit that say something of it, by the field that they fill."""
    if unit.labels is None:
        unit.labels = {}
        for label in (*labels_in(unit.blocks), *_heading_labels(unit)):
            field = PHASE_FIELD_OF.get(label.name)
            if field is not None:
                unit.labels.setdefault(field, []).append(label)
    return unit.labels


def _heading_labels(unit: Unit) -> Iterator[Label]:
    """The sections in a unit that are no units themselves, as labels."""
    for section in unit.section.sections if unit.section is not None else ():
        if section.blocks and read_heading(section.title).label is None:
            yield Label(section.title, "", section.line, section.line, True, "heading", section.blocks)


def _phase(unit: Unit, tasks: list[Task], source: str, vocabulary: Vocabulary) -> Phase:
    """A unit as a Phase. *tasks* are those of the whole unit, its steps included."""
    labels = _labels(unit)
    status, status_text = _status(unit, labels.get("status", ()), vocabulary)
    return Phase(
        title=_title(unit),
        number=unit.facts.number,
        label=unit.facts.label,
        status=status,
        status_text=status_text,
        goal=_one(labels.get("goal", ())),
        duration=_duration(labels.get("duration", ())),
        prerequisites=_many(labels.get("prerequisites", ())),
        deliverables=_many(labels.get("deliverables", ())),
        acceptance=_many(labels.get("acceptance", ())),
        verification=_many(labels.get("verification", ())),
        progress=count(tasks),
        steps=_steps(step_units(unit, labels.get("tasks", ())), tasks, source, vocabulary),
        file=source,
        line=unit.line,
    )


def _steps(units: list[Unit], tasks: list[Task], source: str, vocabulary: Vocabulary) -> tuple[Phase, ...]:
    lines = [task.line for task in tasks] if units else []
    return tuple(
        _phase(unit, tasks[bisect_left(lines, unit.line) : bisect_right(lines, unit.end_line)], source, vocabulary)
        for unit in units
    )


def _title(unit: Unit) -> str:
    """The title with its inline Markdown, where that ends the heading and shows as the title."""
    title = unit.facts.title
    raw = unit.raw_title
    if raw != title and len(raw) <= _MAX_TITLE and ("`" in raw or "[" in raw or "*" in raw):
        for start, char in enumerate(raw):
            if (char in _MARKUP or title.startswith(char)) and plain(raw[start:]) == title:
                return raw[start:].strip("~ ")
    return title


def _status(unit: Unit, labels: Sequence[Label], vocabulary: Vocabulary) -> tuple[Status | None, str | None]:
    """The status of a unit and its words, from a label, else from the heading."""
    for label in labels:
        words = label.plain.strip(" .")
        if words and not vocabulary.is_choice(words) and not is_placeholder(label.raw):
            return vocabulary.status_of(words), words
    facts = unit.facts
    if facts.status is None and facts.status_text:
        return vocabulary.status_of(facts.status_text), facts.status_text
    return facts.status, facts.status_text


def _duration(labels: Sequence[Label]) -> str | None:
    text = _one(labels)
    words = plain(text) if text is not None else None
    return words if words is None or words.count("|") < 2 else None


def _one(labels: Sequence[Label]) -> str | None:
    """The first value of these labels, or the first text beneath one."""
    for label in labels:
        if label.shape != "heading":
            text = label.raw or next((text.raw for text in texts_of(label.blocks)), "")
            if text and not is_placeholder(text):
                return text
    return None


def _many(labels: Sequence[Label]) -> tuple[str, ...]:
    """The values of all these labels: what stands behind them and the lists beneath."""
    found: list[str] = []
    for label in labels:
        if label.raw and not is_empty_word(label.plain) and not is_placeholder(label.raw):
            found.append(label.raw)
        found += [text.raw for text in texts_of(label.blocks) if not is_placeholder(text.raw) and not is_empty_word(text.plain)]
    return tuple(found)
