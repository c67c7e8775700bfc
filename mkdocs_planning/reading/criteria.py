"""Success and acceptance criteria, and success metrics with their target against what was reached.

The criteria of the plan itself: those of a phase or a step stay with it (``Phase.acceptance``). A criterion with
a box takes its text and state from the task of the same line, so that no view can disagree (NOTATION §8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, ListBlock, Section, Table
from mkdocs_planning.model.plan import Criterion, Task
from mkdocs_planning.reading.entries import is_identity, is_no_entry, lead_of, plain_lead, unwrap
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import flat, introduces
from mkdocs_planning.reading.table_cells import columns, heads_of, stated_cell
from mkdocs_planning.vocabulary.normal_form import normal

_COLUMNS = {
    "criterion": "text", "criteria": "text", "metric": "text", "metrics": "text", "measure": "text", "kpi": "text",
    "success criterion": "text", "success criteria": "text", "success metric": "text", "indicator": "text", "goal": "text",
    "requirement": "text", "acceptance criterion": "text", "acceptance criteria": "text", "outcome": "text", "what": "text",
    "description": "text", "key result": "text",
    "target": "target", "threshold": "target", "goal value": "target", "expected": "target", "target value": "target",
    "pass": "target", "success threshold": "target", "target metric": "target",
    "actual": "actual", "result": "actual", "results": "actual", "achieved": "actual", "measured": "actual",
    "actual value": "actual", "reached": "actual",
    "status": "status", "met": "status", "state": "status", "done": "status", "passed": "status",
}  # fmt: skip
_TARGET = re.compile(r"^\(?\s*target\b\s*[:：]?\s*", re.I)
_ASIDE_TARGET = re.compile(r"\(\s*target\s*[:：]\s*(?P<target>[^()]+)\)\s*$", re.I)
_ACTUAL = re.compile(r"\b(?:actual(?:ly)?|achieved|reached|measured)\b\s*[:：]?\s*(?P<actual>\S.*)$", re.I | re.S)
_VERSUS = re.compile(r"\b(?:vs|versus)\.?$", re.I)
_MET = re.compile(r"^\W*(?:met|yes|done|achieved|passed|pass|complete[d]?|reached)\b|✅|✔|☑|\bmet\b(?!\w)", re.I)
_DONE_MARKS = ("✅", "✔", "☑")
_OPEN_MARKS = ("❌", "⬜", "☐", "⏳", "🔄", "🚧", "✗", "⚠")
_NOT_MET = re.compile(r"\b(?:not|no|un|partial\w*|in progress|pending|miss\w*|fail\w*)\b|❌|⏳|🚧|⚠", re.I)


def read_criteria(index: SectionIndex, tasks: Sequence[Task], source: str) -> tuple[Criterion, ...]:
    """The criteria of the plan, in the order of the file."""
    by_line = {task.line: task for task in tasks}
    rows: dict[int, Criterion] = {}
    for subject in ("criteria", "metrics"):
        for passage in index.of(subject):
            if _in_unit(passage):
                continue
            measured = "metrics" in passage.subjects and "criteria" not in passage.subjects
            for found in _of_passage(passage, measured, by_line, source, index):
                rows.setdefault(found.line, found)
    return tuple(rows[line] for line in sorted(rows))


def _in_unit(passage: Passage) -> bool:
    """Whether a passage belongs to a phase, a step or a task of the plan."""
    node: Section | None = passage.within
    while node is not None and node.level > 1:
        facts = read_heading(node.title)
        if facts.top or facts.step:
            return True
        node = node.parent
    return False


def _of_passage(
    passage: Passage, measured: bool, by_line: Mapping[int, Task], source: str, index: SectionIndex
) -> Iterator[Criterion]:
    groups = [(passage.blocks, measured)]
    stack = [*reversed(passage.sections)]
    while stack:
        section = stack.pop()
        named = index.facts(section.title).parts
        if named and not named & {"criteria", "metrics"}:
            continue
        groups.append((flat(section.blocks), measured or ("metrics" in named and "criteria" not in named)))
        stack.extend(reversed(section.sections))
    for blocks, by_target in groups:
        for block in blocks:
            if isinstance(block, ListBlock):
                marks = _marks(block)
                for item in block.items:
                    yield from _item(item, by_target, by_line, source, marks)
            elif isinstance(block, Table):
                yield from _rows(block, source)


def _marks(block: ListBlock) -> bool:
    """Whether ✅ is a state in this list: it is where other items bear ❌ or ⏳, and decoration where all have it."""
    return any(item.text is not None and item.text.raw.startswith(_OPEN_MARKS) for item in block.items)


def _item(item: Item, measured: bool, by_line: Mapping[int, Task], source: str, marks: bool = False) -> Iterator[Criterion]:
    """One criterion of a list; an item that only introduces the list inside it gives those instead."""
    text = item.text
    if text is None or not text.raw:
        return
    task = by_line.get(item.line)
    nested = [inner for block in item.blocks if isinstance(block, ListBlock) for inner in block.items]
    if task is None and nested and introduces(text) is not None:
        for inner in nested:
            yield from _item(inner, measured, by_line, source)
        return
    raw = task.text if task is not None else text.raw
    if is_no_entry(raw) or (task is not None and task.state in ("dropped", "deferred")):
        return
    met = task is not None and task.state == "done"
    if marks and task is None:
        met = raw.startswith(_DONE_MARKS)
        raw = raw.lstrip("".join(_DONE_MARKS + _OPEN_MARKS) + "\ufe0f ") or raw
    name, target, actual = part_target(raw, measured=measured)
    yield Criterion(unwrap(name), met, target, actual, source, text.line)


def part_target(raw: str, *, measured: bool) -> tuple[str, str | None, str | None]:
    """A criterion, its target and what was reached: ``Error rate: Target 1 %, actual 0.4 %``, ``Latency: < 200 ms``.

    *measured* says that the list is one of metrics, where what stands behind the colon is the target.
    """
    aside = _ASIDE_TARGET.search(raw)
    if aside:
        return raw[: aside.start()].rstrip(), aside["target"].strip(), None
    lead = lead_of(raw) or plain_lead(raw)
    if lead is None or not lead.rest:
        return raw, None, None
    stated = _TARGET.match(lead.rest)
    if not stated and not measured:
        return raw, None, None
    rest = lead.rest
    actual = _ACTUAL.search(rest)
    target = rest[: actual.start()] if actual else rest
    target = _VERSUS.sub("", _TARGET.sub("", target).rstrip(" ,;|(")).strip(" ,;|(")
    reached = actual["actual"].strip() if actual else None
    if is_unfilled(target) or target.lower() in ("vs", "value or threshold"):
        return lead.name, None, None
    return lead.name, target or None, reached if reached and not is_unfilled(reached) else None


def _rows(table: Table, source: str) -> Iterator[Criterion]:
    """The rows of a table of criteria or metrics: the column that names them, else the first."""
    found = columns(heads_of(table), _COLUMNS)
    if not found.keys() & {"target", "actual", "status"} and "text" not in found:
        return
    key = found.get("text") or [next((i for i, head in enumerate(table.head) if normal(head.plain) not in ("", "id")), 0)]
    for row in table.rows:
        text = stated_cell(row, key)
        if text is None or is_identity(text) or is_unfilled(text):
            continue
        target = stated_cell(row, found.get("target"))
        actual = stated_cell(row, found.get("actual"))
        status = stated_cell(row, found.get("status"))
        met = status is not None and bool(_MET.search(plain(status))) and not _NOT_MET.search(plain(status))
        yield Criterion(
            unwrap(text),
            met,
            target if target and not is_unfilled(target) else None,
            actual if actual and not is_unfilled(actual) else None,
            source,
            row[0].line,
        )
