"""Phases and the steps inside them, with goal, duration, lists and their own progress.

A phase is a range of lines (see :mod:`~mkdocs_planning.reading.phases.units`), so that a task belongs to the one in whose lines
it stands, or that names its id ("Tasks: T001–T005").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec.structs import replace

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan import Phase, Status, Task, count
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.labels import Label, labels_in, texts_of
from mkdocs_planning.reading.phases.titled_phases import own_phases, untold_phases
from mkdocs_planning.reading.phases.units import Unit, step_units, top_units
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.vocabulary.normal_form import is_empty_word
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import PHASE_FIELD_OF

_ID_RANGE = re.compile(r"\b([A-Z]{1,6}-?)(\d{1,5})(?:\s*(?:[-–—]|to|through|\.\.)\s*(?:[A-Z]{1,6}-?)?(\d{1,5}))?\b")
_LETTERS_AND_NUMBER = re.compile(r"([A-Z]{1,6}-?)(\d{1,18})")
_TITLE = 400
"""A title longer than this is shown without its markup."""


def read_phases(index: SectionIndex, tasks: list[Task], source: str) -> tuple[tuple[Phase, ...], list[Task]]:
    """The phases of a document, and its tasks with ``phase`` set to the index of the phase each belongs to."""
    vocabulary = index.vocabulary
    units = own_phases(index) or top_units(index.outline, tasks) or untold_phases(index)
    if not units:
        return (), tasks
    ids = _by_id(tasks)
    placed: list[Task] = []
    claimed: dict[int, int] = {}
    for at, unit in enumerate(units):
        for line in _named_tasks(unit, ids):
            claimed.setdefault(line, at)
    reach = list(accumulate((unit.end_line for unit in units), max))
    above: list[tuple[int, int | None]] = []  # depth and phase of the tasks that this one stands in
    for task in tasks:
        while above and above[-1][0] >= task.depth:
            above.pop()
        first = bisect_left(reach, task.line)  # the first unit that goes on to this line
        at = first if first < len(units) and units[first].line <= task.line else None
        if at is None:
            at = claimed.get(task.line, above[-1][1] if above else None)
        above.append((task.depth, at))
        placed.append(replace(task, phase=at) if at is not None else task)
    inside: list[list[Task]] = [[] for _ in units]
    for task in placed:
        if task.phase is not None:
            inside[task.phase].append(task)
    return tuple(_phase(unit, own, source, vocabulary) for unit, own in zip(units, inside, strict=True)), placed


def _by_id(tasks: list[Task]) -> dict[tuple[str, int], list[int]]:
    """The lines of the tasks with an id of letters and a number (``T001``), or a number alone (``3``, with no letters)."""
    found: dict[tuple[str, int], list[int]] = {}
    for task in tasks:
        if task.id and task.id.isdigit() and len(task.id) < 6:
            found.setdefault(("", int(task.id)), []).append(task.line)
        elif task.id and (match := _LETTERS_AND_NUMBER.fullmatch(task.id)):
            found.setdefault((match.group(1), int(match.group(2))), []).append(task.line)
    return found


def _named_tasks(unit: Unit, ids: dict[tuple[str, int], list[int]]) -> set[int]:
    """Lines of the tasks whose ids the unit names (``Tasks: T001-T005``)."""
    found: set[int] = set()
    if not ids:
        return found
    if unit.numbers and unit.numbers[1] - unit.numbers[0] <= 2000:
        found.update(line for number in range(unit.numbers[0], unit.numbers[1] + 1) for line in ids.get(("", number), ()))
    for label in _labels(unit).get("tasks", ()):
        if not label.raw:
            continue
        for match in _ID_RANGE.finditer(plain(label.raw)):
            prefix, first, last = match.group(1), int(match.group(2)), int(match.group(3) or match.group(2))
            if last - first <= 2000:
                found.update(line for number in range(first, last + 1) for line in ids.get((prefix, number), ()))
    return found


def _labels(unit: Unit) -> dict[str, list[Label]]:
    """The labels and sub-headings of a unit that say something of it, by the field that they fill."""
    if unit.labels is not None:
        return unit.labels
    labels = list(labels_in(unit.blocks, allow_plain=False)) if unit.blocks else []
    if unit.section is not None:
        for section in unit.section.sections:
            if read_heading(section.title).label is None and section.blocks:
                labels.append(Label(section.title, "", section.line, section.line, True, "heading", section.blocks))
    found: dict[str, list[Label]] = {}
    unit.labels = found
    for label in labels:
        field = PHASE_FIELD_OF.get(label.name)
        if field is not None:
            found.setdefault(field, []).append(label)
    return found


def _phase(unit: Unit, tasks: list[Task], source: str, vocabulary: Vocabulary) -> Phase:
    """A unit as a Phase. *tasks* are those of the whole unit, its steps included."""
    labels = _labels(unit)
    steps = _steps(unit, tasks, source, vocabulary, labels.get("tasks", ()))
    status, status_text = _status(unit, labels.get("status", ()), vocabulary)
    return Phase(
        title=_title(unit),
        number=unit.facts.number,
        label=unit.facts.label,
        status=status,
        status_text=status_text,
        goal=_one(labels.get("goal", ())) or None,
        duration=_duration(labels.get("duration", ())),
        prerequisites=_many(labels.get("prerequisites", ())),
        deliverables=_many(labels.get("deliverables", ())),
        acceptance=_many(labels.get("acceptance", ())),
        verification=_many(labels.get("verification", ())),
        progress=count(tasks),
        steps=steps,
        file=source,
        line=unit.line,
    )


def _title(unit: Unit) -> str:
    """The title with its inline Markdown, where the plain title is a part of it."""
    title = unit.facts.title
    raw = unit.raw_title
    if raw != title and 0 < len(raw) <= _TITLE and ("`" in raw or "[" in raw or "*" in raw):
        tail = raw
        for _ in range(len(raw)):
            if plain(tail) == title:
                return tail.strip("~ ")
            tail = tail[1:]
            if not tail:
                break
    return title


def _status(unit: Unit, labels: Sequence[Label], vocabulary: Vocabulary) -> tuple[Status | None, str | None]:
    for label in labels:
        if label.raw:
            words = label.plain.strip(" .")
            if words and not vocabulary.is_choice(words) and not is_placeholder(label.raw):
                return vocabulary.status_of(words), words
    facts = unit.facts
    if facts.status is None and facts.status_text:
        return vocabulary.status_of(facts.status_text), facts.status_text
    return facts.status, facts.status_text


def _duration(labels: Sequence[Label]) -> str | None:
    text = _one(labels)
    if text is None:
        return None
    words = plain(text)
    return None if words.count("|") >= 2 else words


def _one(labels: Sequence[Label]) -> str | None:
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


def _steps(unit: Unit, tasks: list[Task], source: str, vocabulary: Vocabulary, labels: Sequence[Label]) -> tuple[Phase, ...]:
    work = [task.line for task in tasks]
    return tuple(
        _phase(step, tasks[bisect_left(work, step.line) : bisect_right(work, step.end_line)], source, vocabulary)
        for step in step_units(unit, labels)
    )
