"""How a plan is divided: which of its headings, lines or rows are its phases.

Phases are the outermost units that a plan calls phase, milestone, stage, sprint, week or wave; where it has none, its
steps or tasks; where it has none, its numbered groups of boxes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from mkdocs_planning.markdown.outline import Outline
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Task
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.phases.line_units import line_units
from mkdocs_planning.reading.phases.table_units import table_units
from mkdocs_planning.reading.phases.units import Unit, section_unit
from mkdocs_planning.vocabulary.normal_form import normal

_DAY = len("2026-01-01")


class Work:
    """On which lines the tasks of a document stand."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._lines = [task.line for task in tasks]

    def __bool__(self) -> bool:
        return bool(self._lines)

    def is_in(self, unit: Unit) -> bool:
        """Whether a task stands in *unit*."""
        at = bisect_left(self._lines, unit.line)
        return at < len(self._lines) and self._lines[at] <= unit.end_line

    def count(self, units: Iterable[Unit]) -> int:
        """In how many of *units* a task stands."""
        return sum(self.is_in(unit) for unit in units)


def top_units(outline: Outline, tasks: list[Task]) -> list[Unit]:
    """The phases of a document with these *tasks*, in the order of its lines."""
    work = Work(tasks)
    headings = _outermost(_headed(outline))
    phases = _one_division([unit for unit in headings if unit.facts.top], work)
    if _is_division(phases, work):
        return phases
    lines = line_units(outline)
    if len(lines) > 1:
        return _one_division(lines, work)
    if phases:
        return phases
    rows = table_units(outline)
    if len(rows) > 1:
        return rows
    # A story is what somebody wants; it is a step only where it is to be ticked off.
    steps = [unit for unit in headings if unit.facts.step and (work.is_in(unit) or not _is_story(unit))]
    steps = _one_division(steps, work)
    if _is_division(steps, work):
        return steps
    groups = [unit for unit in headings if unit.facts.label is None and unit.facts.number and work.is_in(unit)]
    return groups if len(groups) > 1 else _dated_groups(outline, work)


def _is_division(units: list[Unit], work: Work) -> bool:
    """Whether *units* divide a plan: there are several, or the only one holds work."""
    return len(units) > 1 or (bool(units) and work.is_in(units[0]))


def _dated_groups(outline: Outline, work: Work) -> list[Unit]:
    """Sections with tasks that are called by a time and nothing else (``Q1 2026``, ``January 2026``), as roadmaps have them."""
    found: list[Unit] = []
    for section in outline.sections if work else ():
        facts = read_heading(section.title)
        if section.level and _is_period(facts.title) and work.is_in(unit := section_unit(section, facts)):
            found.append(unit)
    return found if len(found) > 1 else []


def _is_period(title: str) -> bool:
    """Whether a title is a date that is longer than a day, and nothing else."""
    date = find_date(title)
    return date is not None and date.iso is not None and len(date.iso) < _DAY and (date.start, date.end) == (0, len(title))


def _is_story(unit: Unit) -> bool:
    """Whether a unit tells what somebody wants: a user story, or a story under a heading about users."""
    above = unit.section.parent if unit.section is not None else None
    if unit.facts.unit_word == "story":
        return above is not None and "user" in normal(above.title).split()
    return unit.facts.unit_word == "user story"


def _headed(outline: Outline) -> Iterator[Unit]:
    """Headings that are units, or numbered, except the document's title."""
    titles = [section for section in outline.root.sections if section.level == 1]
    only_title = titles[0] if len(titles) == 1 else None
    for section in outline.sections:
        if section.level and section is not only_title:
            facts = read_heading(section.title)
            if facts.label is not None or facts.number is not None:
                yield section_unit(section, facts)


def _outermost(units: Iterable[Unit]) -> list[Unit]:
    """The units that stand in no other of their rank: a phase in a phase, a step in either, a numbered group in any."""
    found: list[Unit] = []
    around: list[Unit] = []
    for unit in units:
        while around and around[-1].end_line < unit.line:
            around.pop()
        if not any(_ranks_with(other, unit) for other in around):
            found.append(unit)
        around.append(unit)
    return found


def _ranks_with(outer: Unit, inner: Unit) -> bool:
    """Whether *inner* is no unit of its own inside *outer*."""
    if inner.facts.top:
        return outer.facts.top
    return outer.facts.is_unit if inner.facts.step else True


def _one_division(units: list[Unit], work: Work) -> list[Unit]:
    """One way of dividing the plan where *units* give several: by the commonest word, in the place with most work."""
    return _in_one_place(_of_one_word(units, work), work)


def _of_one_word(units: list[Unit], work: Work) -> list[Unit]:
    by_word: dict[str, list[Unit]] = {}
    for unit in units:
        by_word.setdefault(unit.facts.unit_word, []).append(unit)
    if len(by_word) < 2:
        return units
    best = max(by_word, key=lambda word: (word == "phase", work.count(by_word[word]), len(by_word[word])))
    return by_word[best] if len(by_word[best]) > 1 else units


def _in_one_place(units: list[Unit], work: Work) -> list[Unit]:
    """The units of one section where the same numbers stand in several: a summary and the real thing."""
    if len({unit.facts.number for unit in units}) == len(units):
        return units
    places: dict[int, list[Unit]] = {}
    for unit in units:
        places.setdefault(unit.parent, []).append(unit)
    return max(places.values(), key=lambda group: (work.count(group), len(group), -group[0].line))
