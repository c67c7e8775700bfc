"""What divides a plan: ranges of lines that are its phases, and the steps inside them.

Phases are the outermost units that a plan calls phase, milestone, stage, sprint, week or wave; where it has
none its steps or tasks; where it has none its numbered groups of boxes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Outline, Paragraph, Section, Table, Text
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Task
from mkdocs_planning.reading.headings import HeadingFacts, may_be_unit, read_heading
from mkdocs_planning.reading.labels import Label, paragraph_labels
from mkdocs_planning.reading.phases.milestones import DATES
from mkdocs_planning.reading.table_cells import column
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.words import PHASE_FIELD_OF, PHASE_FIELDS

_WORK_FIELDS = ("tasks", "duration")
"""What a column of a phase says and one of a dated point does not."""
_BOLD_UNIT = re.compile(r"^(?:\*\*|__)(?P<head>.+?)(?:\*\*|__)(?P<rest>.*)$", re.S)
_NAMES = ("name", "title", "description", "focus", "scope")
_NAMED_NUMBERS = re.compile(r"\btasks?\s+#?(\d{1,5})(?:\s*[-–—]\s*#?(\d{1,5}))?\b", re.I)
_NAMED_BEFORE = re.compile(r"^\([^()]*\)\s*[:–—-]\s*(?=\S)")
_DAY = len("2026-01-01")
_WORDS = 14
"""A plain paragraph is a phase's title only where its first sentence is about this short."""


class Unit(Struct):
    """A phase or step as found: what its heading says, the lines it covers, the blocks in it."""

    facts: HeadingFacts
    raw_title: str
    line: int
    end_line: int
    level: int
    blocks: list[Block]
    section: Section | None = None
    parent: int = 0
    own_text: str | None = None
    labels: dict[str, list[Label]] | None = None
    numbers: tuple[int, int] | None = None
    """First and last number of the tasks that the line itself names ("Phase 1 (Tasks 1-3)")."""


def top_units(outline: Outline, tasks: list[Task]) -> list[Unit]:
    """The phases of a document with these *tasks*, in the order of its lines."""
    work = [task.line for task in tasks]
    headings = _outermost(_heading_units(outline))
    tops = _rivals([unit for unit in headings if unit.facts.top], work)
    if len(tops) >= 2 or (tops and _has_work(tops[0], work)):
        return tops
    lines = _line_units(outline, top=True)
    if len(lines) >= 2:
        return _rivals(lines, work)
    table = _table_units(outline)
    if len(table) >= 2 and not tops:
        return table
    if tops:
        return tops
    # A story is what somebody wants; it is a step only where it is to be ticked off.
    stories = [unit for unit in headings if unit.facts.step and (_has_work(unit, work) or not _is_story(unit))]
    steps = _rivals(stories, work)
    if len(steps) >= 2 or (steps and _has_work(steps[0], work)):
        return steps
    groups = [unit for unit in headings if unit.facts.label is None and unit.facts.number]
    groups = [unit for unit in groups if _has_work(unit, work)]
    return groups if len(groups) >= 2 else _dated_groups(outline, work)


def _dated_groups(outline: Outline, work: list[int]) -> list[Unit]:
    """Sections with tasks that are called by a time and nothing else (``Q1 2026``, ``January 2026``), as roadmaps have them."""
    found: list[Unit] = []
    for section in outline.sections if work else ():
        facts = read_heading(section.title)
        date = find_date(facts.title) if section.level else None
        if (
            date is not None
            and date.iso is not None
            and (date.start, date.end) == (0, len(facts.title))
            and len(date.iso) < _DAY
        ):
            unit = Unit(facts, section.raw_title, section.line, section.end_line, section.level, section.blocks, section)
            if _has_work(unit, work):
                found.append(unit)
    return found if len(found) >= 2 else []


def _is_story(unit: Unit) -> bool:
    """Whether a unit tells what somebody wants: a user story, or a story under a heading about users."""
    label = (unit.facts.label or "").lower()
    above = unit.section.parent if unit.section is not None else None
    return label == "user story" or (label == "story" and above is not None and "user" in normal(above.title).split())


def _has_work(unit: Unit, work: list[int]) -> bool:
    """Whether a task stands in *unit*; *work* are the lines of all tasks."""
    at = bisect_left(work, unit.line)
    return at < len(work) and work[at] <= unit.end_line


def _heading_units(outline: Outline) -> list[Unit]:
    """Headings that are units, or numbered, except the document's title."""
    titles = [section for section in outline.root.sections if section.level == 1]
    only_title = titles[0] if len(titles) == 1 else None
    found: list[Unit] = []
    for section in outline.sections:
        if not section.level or section is only_title:
            continue
        facts = read_heading(section.title)
        if facts.label is None and facts.number is None:
            continue
        found.append(
            Unit(
                facts,
                section.raw_title,
                section.line,
                section.end_line,
                section.level,
                section.blocks,
                section,
                section.parent.line if section.parent else 0,
            )
        )
    return found


def _outermost(units: list[Unit]) -> list[Unit]:
    """Of each label, the units that stand in no other unit of a phase's or the same kind."""
    found: list[Unit] = []
    above: list[Unit] = []
    for unit in units:
        while above and above[-1].end_line < unit.line:
            above.pop()
        inside = list(above)
        above.append(unit)
        if unit.facts.top:
            inside = [u for u in inside if u.facts.top]
        elif unit.facts.step:
            inside = [u for u in inside if u.facts.step or u.facts.top]
        if not inside:
            found.append(unit)
    return found


def _rivals(units: list[Unit], work: list[int]) -> list[Unit]:
    """One way of dividing the plan where it gives several: by the commonest label, in the place with most work."""
    if not units:
        return []
    labels = Counter((unit.facts.label or "").lower() for unit in units)
    if len(labels) > 1:
        weight = {
            label: (label == "phase", sum(_has_work(u, work) for u in units if (u.facts.label or "").lower() == label), n)
            for label, n in labels.items()
        }
        best = max(labels, key=lambda label: weight[label])
        if labels[best] >= 2:
            units = [unit for unit in units if (unit.facts.label or "").lower() == best]
    numbers = Counter(unit.facts.number for unit in units)
    if max(numbers.values()) > 1:  # the same numbers twice: a summary and the real thing
        places: dict[int, list[Unit]] = {}
        for unit in units:
            places.setdefault(unit.parent, []).append(unit)
        if len(places) > 1:
            units = max(
                places.values(),
                key=lambda group: (sum(_has_work(u, work) for u in group), len(group), -group[0].line),
            )
    return units


def _line_units(outline: Outline, *, top: bool) -> list[Unit]:
    """Units that are bold or plain paragraphs or list items (``**Phase 1: x**``, ``1. **Phase 1 - x** …``)."""
    best: list[Unit] = []
    for section in outline.sections:
        found: list[Unit] = []
        for index, block in enumerate(section.blocks):
            if isinstance(block, Paragraph):
                unit = _line_unit(block.text, block.line, top)
                if unit is not None:
                    if found and found[-1].level == 0:
                        found[-1].end_line = block.line - 1
                    unit.end_line = _section_end(section)
                    unit.blocks = _until_next(section.blocks, index + 1, top)
                    unit.parent = section.line
                    found.append(unit)
            elif isinstance(block, ListBlock):
                for item in block.items:
                    unit = _line_unit(item.text, item.line, top) if item.text is not None else None
                    if unit is not None:
                        unit.end_line, unit.blocks, unit.level = item.end_line, item.blocks, 1
                        unit.parent = section.line
                        found.append(unit)
        if len(found) > len(best) and len({unit.facts.number for unit in found}) >= 2:
            best = found
    return best


def _section_end(section: Section) -> int:
    return section.sections[0].line - 1 if section.sections else section.end_line


def _until_next(blocks: list[Block], start: int, top: bool) -> list[Block]:
    found: list[Block] = []
    for block in (blocks[index] for index in range(start, len(blocks))):
        if isinstance(block, Paragraph) and _line_unit(block.text, block.line, top) is not None:
            break
        found.append(block)
    return found


def _line_unit(text: Text, line: int, top: bool) -> Unit | None:
    raw = text.head
    if not may_be_unit(raw):
        return None
    match = _BOLD_UNIT.match(raw)
    head, rest = (match["head"], match["rest"]) if match else (raw, "")
    facts = read_heading(plain(head).strip().rstrip(":"))
    if not (facts.top if top else facts.step):
        return None
    own_text: str | None = None
    if match and rest.strip():
        tail = _NAMED_BEFORE.sub("", rest.strip().lstrip(":–—- ").strip())
        if _same_as_label(facts) and tail:
            tail_title, _, more = tail.partition(". ")
            if len(tail_title.split()) > _WORDS:
                return None
            facts = read_heading(f"{plain(head).strip().rstrip(':')}: {plain(tail_title)}")
            own_text = more.strip() or None
        elif not tail.startswith("("):
            own_text = tail
    elif not match:
        title, _, more = plain(raw).partition(". ")
        if ":" not in title[:24] and "—" not in title[:24] and " - " not in title[:24]:
            return None
        if len(title.split()) > _WORDS:
            return None
        facts = read_heading(title.rstrip("."))
        own_text = more or None
    named = _NAMED_NUMBERS.search(plain(raw))
    numbers = (int(named.group(1)), int(named.group(2) or named.group(1))) if named else None
    return Unit(facts, facts.title, line, line, 0, [], own_text=own_text, numbers=numbers)


def _same_as_label(facts: HeadingFacts) -> bool:
    """Whether a heading gave no title of its own (``Phase 1`` alone)."""
    return facts.label is not None and normal(facts.title) == normal(f"{facts.label} {facts.number}")


def _table_units(outline: Outline) -> list[Unit]:
    """The rows of a table whose first column is "Phase" (or another unit) and that has a status or a date."""
    for section in outline.sections:
        for block in section.blocks:
            if not isinstance(block, Table) or len(block.head) < 2:
                continue
            heads = [normal(cell.plain) for cell in block.head]
            if heads[0] not in ("phase", "milestone", "stage", "sprint", "wave"):
                continue
            status = next((i for i, head in enumerate(heads) if head in PHASE_FIELDS["status"]), None)
            if status is None and heads[0] != "phase":
                continue
            if heads[0] == "milestone" and _is_dated(heads):
                continue
            found: list[Unit] = []
            for row in block.rows:
                if not row or not row[0].plain:
                    continue
                facts = read_heading(row[0].plain)
                if facts.label is None:
                    number = facts.number or (facts.title if facts.title.isdigit() else None)
                    facts = replace(facts, label=heads[0].capitalize(), number=number)
                named = next((i for i, head in enumerate(heads) if head in _NAMES), None)
                if (_same_as_label(facts) or facts.title.isdigit()) and named is not None and named < len(row):
                    facts = replace(facts, title=row[named].plain or facts.title)
                words = row[status].plain if status is not None and status < len(row) else ""
                if words:
                    facts = replace(facts, status_text=words)
                found.append(Unit(facts, facts.title, row[0].line, row[0].line, 0, []))
            return found
    return []


def _is_dated(heads: list[str]) -> bool:
    """Whether the rows of a table are points in time: it has a column of dates, and none of work or of how long it takes."""
    has_work = any(PHASE_FIELD_OF.get(head) in _WORK_FIELDS and head not in DATES for head in heads[1:])
    return column(heads[1:], *DATES) is not None and not has_work


def step_units(unit: Unit, labels: Sequence[Label]) -> list[Unit]:
    """The steps inside *unit*, whose tasks stand under *labels*."""
    units: list[Unit] = []
    for section in unit.section.sections if unit.section is not None else ():
        units += _headed(section) or [step for child in section.sections for step in _headed(child)]
    return units or _listed_steps(labels)


def _headed(section: Section) -> list[Unit]:
    """*section* as a unit, if its heading is one's."""
    facts = read_heading(section.title)
    if facts.label is None and facts.number is None:
        return []
    return [Unit(facts, section.raw_title, section.line, section.end_line, section.level, section.blocks, section)]


def _listed_steps(labels: Sequence[Label]) -> list[Unit]:
    """Steps that are a numbered list of bold names under ``**Tasks**:``."""
    found: list[Unit] = []
    for label in labels:
        for block in label.blocks:
            if not isinstance(block, ListBlock) or block.first_number is None:
                continue
            for number, item in enumerate(block.items, block.first_number):
                unit = _listed_step(item, str(number))
                if unit is not None:
                    found.append(unit)
    return found


def _listed_step(item: Item, number: str) -> Unit | None:
    if item.text is None or not item.text.raw:
        return None
    head = item.text.head
    match = _BOLD_UNIT.match(head)
    if not match and not paragraph_labels(item.text):
        title = plain(head)
        if len(title.split()) > _WORDS:
            return None
    else:
        title = plain(match["head"]) if match else plain(head)
    facts = read_heading(title.rstrip(": "))
    return Unit(
        HeadingFacts("Task", number, facts.title.rstrip(": "), facts.status, facts.status_text),
        facts.title.rstrip(": "),
        item.line,
        item.end_line,
        0,
        item.blocks,
    )
