"""Phases and the steps inside them, with goal, duration, lists and their own progress.

Phases are the outermost units that a plan calls phase, milestone, stage, sprint, week or wave; where it has
none its steps or tasks; where it has none its numbered groups of boxes. A unit is a range of lines, so that a
task belongs to the unit in whose lines it stands, or that names its id ("Tasks: T001–T005").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.dates import find_date
from mkdocs_planning.model import Phase, Progress, Status, Task, count
from mkdocs_planning.reading.headings import HeadingFacts, may_be_unit, read_heading
from mkdocs_planning.reading.labels import Label, labels_in, paragraph_labels, plain, texts_of
from mkdocs_planning.reading.milestones import DATES
from mkdocs_planning.reading.outline import Block, Item, ListBlock, Outline, Paragraph, Section, Table, Text
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.reading.sections import column
from mkdocs_planning.vocabulary import Vocabulary, is_empty_word, normal

_FIELDS = {
    "goal": ("goal", "goals", "objective", "purpose", "what", "aim", "task", "focus", "description"),
    "duration": (
        "duration", "duration estimate", "estimated duration", "estimate", "estimated effort", "effort", "time", "timeline",
        "estimated time", "time estimate", "timeframe", "time frame", "dates",
    ),
    "prerequisites": ("prerequisites", "prerequisite", "depends on", "dependencies", "requires", "blocked by"),
    "deliverables": ("deliverables", "deliverable", "outputs", "output", "outcomes", "outcome", "result", "results"),
    "acceptance": (
        "acceptance", "acceptance criteria", "success criteria", "done when", "exit criteria", "definition of done",
        "completion criteria", "success metrics", "checkpoint", "independent test",
    ),
    "verification": ("verification", "validation", "verify", "test", "tests", "testing", "how to verify", "checks"),
    "tasks": ("tasks", "task ids", "task list", "activities", "work items", "steps", "action items", "actions"),
    "status": ("status", "state", "current status"),
}  # fmt: skip
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in names}
_WORK_FIELDS = ("tasks", "duration")
"""What a column of a phase says and one of a dated point does not."""
_ID_RANGE = re.compile(r"\b([A-Z]{1,6}-?)(\d{1,5})(?:\s*(?:[-–—]|to|through|\.\.)\s*(?:[A-Z]{1,6}-?)?(\d{1,5}))?\b")
_LETTERS_AND_NUMBER = re.compile(r"([A-Z]{1,6}-?)(\d{1,18})")
_BOLD_UNIT = re.compile(r"^(?:\*\*|__)(?P<head>.+?)(?:\*\*|__)(?P<rest>.*)$", re.S)
_NAMES = ("name", "title", "description", "focus", "scope")
_TITLE = 400
"""A title longer than this is shown without its markup."""
_NAMED_NUMBERS = re.compile(r"\btasks?\s+#?(\d{1,5})(?:\s*[-–—]\s*#?(\d{1,5}))?\b", re.I)
_NAMED_BEFORE = re.compile(r"^\([^()]*\)\s*[:–—-]\s*(?=\S)")
_DAY = len("2026-01-01")
_WORDS = 14
"""A plain paragraph is a phase's title only where its first sentence is about this short."""


class _Unit(Struct):
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


def read_phases(
    outline: Outline, tasks: list[Task], source: str, vocabulary: Vocabulary
) -> tuple[tuple[Phase, ...], list[Task]]:
    """The phases of a document, and its tasks with ``phase`` set to the index of the phase each belongs to."""
    units = _top_units(outline, tasks, vocabulary)
    if not units:
        return (), tasks
    ids = _by_id(tasks)
    placed: list[Task] = []
    claimed: dict[int, int] = {}
    for index, unit in enumerate(units):
        for line in _named_tasks(unit, ids):
            claimed.setdefault(line, index)
    reach = list(accumulate((unit.end_line for unit in units), max))
    above: list[tuple[int, int | None]] = []  # depth and phase of the tasks that this one stands in
    for task in tasks:
        while above and above[-1][0] >= task.depth:
            above.pop()
        first = bisect_left(reach, task.line)  # the first unit that goes on to this line
        index = first if first < len(units) and units[first].line <= task.line else None
        if index is None:
            index = claimed.get(task.line, above[-1][1] if above else None)
        above.append((task.depth, index))
        placed.append(replace(task, phase=index) if index is not None else task)
    inside: list[list[Task]] = [[] for _ in units]
    for task in placed:
        if task.phase is not None:
            inside[task.phase].append(task)
    return tuple(_phase(unit, own, source, vocabulary) for unit, own in zip(units, inside, strict=True)), placed


# ── which units ──────────────────────────────────────────────────────────────────────────────────


def _top_units(outline: Outline, tasks: list[Task], vocabulary: Vocabulary) -> list[_Unit]:
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


def _dated_groups(outline: Outline, work: list[int]) -> list[_Unit]:
    """Sections with tasks that are called by a time and nothing else (``Q1 2026``, ``January 2026``), as roadmaps have them."""
    found: list[_Unit] = []
    for section in outline.sections if work else ():
        facts = read_heading(section.title)
        date = find_date(facts.title) if section.level else None
        if (
            date is not None
            and date.iso is not None
            and (date.start, date.end) == (0, len(facts.title))
            and len(date.iso) < _DAY
        ):
            unit = _Unit(facts, section.raw_title, section.line, section.end_line, section.level, section.blocks, section)
            if _has_work(unit, work):
                found.append(unit)
    return found if len(found) >= 2 else []


def _is_story(unit: _Unit) -> bool:
    """Whether a unit tells what somebody wants: a user story, or a story under a heading about users."""
    label = (unit.facts.label or "").lower()
    above = unit.section.parent if unit.section is not None else None
    return label == "user story" or (label == "story" and above is not None and "user" in normal(above.title).split())


def _has_work(unit: _Unit, work: list[int]) -> bool:
    """Whether a task stands in *unit*; *work* are the lines of all tasks."""
    at = bisect_left(work, unit.line)
    return at < len(work) and work[at] <= unit.end_line


def _heading_units(outline: Outline) -> list[_Unit]:
    """Headings that are units, or numbered, except the document's title."""
    titles = [section for section in outline.root.sections if section.level == 1]
    only_title = titles[0] if len(titles) == 1 else None
    found: list[_Unit] = []
    for section in outline.sections:
        if not section.level or section is only_title:
            continue
        facts = read_heading(section.title)
        if facts.label is None and facts.number is None:
            continue
        found.append(
            _Unit(
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


def _outermost(units: list[_Unit]) -> list[_Unit]:
    """Of each label, the units that stand in no other unit of a phase's or the same kind."""
    found: list[_Unit] = []
    above: list[_Unit] = []
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


def _rivals(units: list[_Unit], work: list[int]) -> list[_Unit]:
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
        places: dict[int, list[_Unit]] = {}
        for unit in units:
            places.setdefault(unit.parent, []).append(unit)
        if len(places) > 1:
            units = max(
                places.values(),
                key=lambda group: (sum(_has_work(u, work) for u in group), len(group), -group[0].line),
            )
    return units


def _line_units(outline: Outline, *, top: bool) -> list[_Unit]:
    """Units that are bold or plain paragraphs or list items (``**Phase 1: x**``, ``1. **Phase 1 - x** …``)."""
    best: list[_Unit] = []
    for section in outline.sections:
        found: list[_Unit] = []
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


def _line_unit(text: Text, line: int, top: bool) -> _Unit | None:
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
    return _Unit(facts, facts.title, line, line, 0, [], own_text=own_text, numbers=numbers)


def _same_as_label(facts: HeadingFacts) -> bool:
    """Whether a heading gave no title of its own (``Phase 1`` alone)."""
    return facts.label is not None and normal(facts.title) == normal(f"{facts.label} {facts.number}")


def _table_units(outline: Outline) -> list[_Unit]:
    """The rows of a table whose first column is "Phase" (or another unit) and that has a status or a date."""
    for section in outline.sections:
        for block in section.blocks:
            if not isinstance(block, Table) or len(block.head) < 2:
                continue
            heads = [normal(cell.plain) for cell in block.head]
            if heads[0] not in ("phase", "milestone", "stage", "sprint", "wave"):
                continue
            status = next((i for i, head in enumerate(heads) if head in _FIELDS["status"]), None)
            if status is None and heads[0] != "phase":
                continue
            if heads[0] == "milestone" and _is_dated(heads):
                continue
            found: list[_Unit] = []
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
                found.append(_Unit(facts, facts.title, row[0].line, row[0].line, 0, []))
            return found
    return []


def _is_dated(heads: list[str]) -> bool:
    """Whether the rows of a table are points in time: it has a column of dates, and none of work or of how long it takes."""
    has_work = any(_FIELD_OF.get(head) in _WORK_FIELDS and head not in DATES for head in heads[1:])
    return column(heads[1:], *DATES) is not None and not has_work


# ── what is in a unit ────────────────────────────────────────────────────────────────────────────


def _by_id(tasks: list[Task]) -> dict[tuple[str, int], list[int]]:
    """The lines of the tasks with an id of letters and a number (``T001``), or a number alone (``3``, with no letters)."""
    found: dict[tuple[str, int], list[int]] = {}
    for task in tasks:
        if task.id and task.id.isdigit() and len(task.id) < 6:
            found.setdefault(("", int(task.id)), []).append(task.line)
        elif task.id and (match := _LETTERS_AND_NUMBER.fullmatch(task.id)):
            found.setdefault((match.group(1), int(match.group(2))), []).append(task.line)
    return found


def _named_tasks(unit: _Unit, ids: dict[tuple[str, int], list[int]]) -> set[int]:
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


def _labels(unit: _Unit) -> dict[str, list[Label]]:
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
        field = _FIELD_OF.get(label.name)
        if field is not None:
            found.setdefault(field, []).append(label)
    return found


def _phase(unit: _Unit, tasks: list[Task], source: str, vocabulary: Vocabulary) -> Phase:
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


def _title(unit: _Unit) -> str:
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


def _status(unit: _Unit, labels: Sequence[Label], vocabulary: Vocabulary) -> tuple[Status | None, str | None]:
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


def _steps(unit: _Unit, tasks: list[Task], source: str, vocabulary: Vocabulary, labels: Sequence[Label]) -> tuple[Phase, ...]:
    units: list[_Unit] = []
    if unit.section is not None:
        for section in unit.section.sections:
            facts = read_heading(section.title)
            if facts.label is not None or facts.number is not None:
                units.append(
                    _Unit(facts, section.raw_title, section.line, section.end_line, section.level, section.blocks, section)
                )
            else:
                units += _nested(section)
    if not units:
        units = _listed_steps(labels)
    work = [task.line for task in tasks]
    return tuple(
        _phase(step, tasks[bisect_left(work, step.line) : bisect_right(work, step.end_line)], source, vocabulary)
        for step in units
    )


def _nested(section: Section) -> list[_Unit]:
    """Units one level further down, beneath a heading that is none ("#### Tasks")."""
    found: list[_Unit] = []
    for child in section.sections:
        facts = read_heading(child.title)
        if facts.label is not None or facts.number is not None:
            found.append(_Unit(facts, child.raw_title, child.line, child.end_line, child.level, child.blocks, child))
    return found


def _listed_steps(labels: Sequence[Label]) -> list[_Unit]:
    """Steps that are a numbered list of bold names under ``**Tasks**:``."""
    found: list[_Unit] = []
    for label in labels:
        for block in label.blocks:
            if not isinstance(block, ListBlock) or block.first_number is None:
                continue
            for number, item in enumerate(block.items, block.first_number):
                unit = _listed_step(item, str(number))
                if unit is not None:
                    found.append(unit)
    return found


def _listed_step(item: Item, number: str) -> _Unit | None:
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
    return _Unit(
        HeadingFacts("Task", number, facts.title.rstrip(": "), facts.status, facts.status_text),
        facts.title.rstrip(": "),
        item.line,
        item.end_line,
        0,
        item.blocks,
    )


def other_progress(phases: tuple[Phase, ...], total: Progress) -> Progress:
    """The progress of what stands outside every phase: the segment "Other"."""
    inside = sum((phase.progress for phase in phases), Progress())
    return Progress(
        max(0, total.done - inside.done),
        max(0, total.total - inside.total),
        max(0, total.active - inside.active),
        max(0, total.dropped - inside.dropped),
    )
