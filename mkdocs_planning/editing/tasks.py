"""The state of a task: a box, a custom mark, a status emoji, a row of a table of tasks, an entry of ``todos``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

import yaml

from mkdocs_planning.editing.candidates import Planned
from mkdocs_planning.editing.consequences import of_decided, of_task_state
from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.edits import Refused, SetTask
from mkdocs_planning.editing.front_matter_values import FrontMatter
from mkdocs_planning.editing.places import columns_named, old_text, place_in_row, write
from mkdocs_planning.editing.proof import Expectation, Permit, Terms
from mkdocs_planning.editing.words import emoji_of, in_case_of, marks_for, without_emoji
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, Table, Text
from mkdocs_planning.model.plan import Plan, Task, TaskState

BOX = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t\v\f]+)+\[(?P<mark>[^\[\]]{1,3})\]")
_STRUCK = re.compile(r"^(?P<before>\s*)~~(?P<text>.+)~~(?P<after>\s*)$", re.S)
_SHORTCODE = re.compile(r":[a-z_]+:")
_SHORTCODES: dict[TaskState, tuple[str, ...]] = {
    "done": (":white_check_mark:",),
    "active": (":construction:", ":hourglass_flowing_sand:"),
    "open": (":white_large_square:", ":hourglass:"),
    "dropped": (":x:",),
    "deferred": (),
}
_EMOJI: dict[TaskState, tuple[str, ...]] = {
    "done": ("✅",),
    "active": ("🚧", "🔄", "⏳"),
    "open": ("⬜", "🔲", "🔜", "❌"),
    "dropped": ("❌",),
    "deferred": ("⏸️", "⏭️"),
}
_CELLS: dict[TaskState, tuple[str, ...]] = {
    "done": ("Done",),
    "active": ("In Progress",),
    "open": ("Not Started", "Ready"),
    "dropped": ("Dropped",),
    "deferred": (),
}
_TICKS: dict[TaskState, tuple[str, ...]] = {"done": ("✅", "Yes"), "open": ("-",), "active": (), "dropped": (), "deferred": ()}
_TODO_WORDS: dict[TaskState, tuple[str, ...]] = {
    "done": ("completed",),
    "active": ("in_progress",),
    "open": ("pending",),
    "dropped": ("cancelled",),
    "deferred": (),
}
_STATUS_COLUMNS = frozenset({"status", "state", "progress"})
_TICK_COLUMNS = frozenset({"completed", "complete", "done", "finished"})
_TODO_LISTS = ("todos", "todo", "tasks")


def plan_task(document: Document, index: int, edit: SetTask) -> Planned | Refused:
    """How the state of a task can be set in plan *index* of the document."""
    plan = document.plans[index]
    task = next((task for task in plan.tasks if task.line == edit.line), None)
    if task is None:
        return Refused("not-found", edit.line, _what_stands(document, edit.line, "a task"))

    def terms(lines: range) -> Terms:
        path = ("tasks", edit.line, 0)
        permits = (
            Permit((*path, "state")), Permit((*path, "mark")), Permit((*path, "finished")),
            Permit((*path, "text"), _same_but_struck), *of_task_state(plan, edit.line),
        )  # fmt: skip
        permits += (of_decided(edit.line),) if {task.state, edit.state} <= {"open", "done"} else ()
        expected = Expectation((*path, "state"), lambda state: state == edit.state, edit.state)
        return Terms(permits, (expected,), index)

    otherwise = Refused(
        "unsupported", edit.line, f'no way to write the state "{edit.state}" here: {document.line(edit.line).strip()[:80]}'
    )
    return Planned(edit.line, _candidates(document, plan, task, edit.state), terms, otherwise, done=task.state == edit.state)


def _what_stands(document: Document, line: int, wanted: str) -> str:
    return f'expected {wanted}, found "{document.line(line).strip()[:80]}"'


def _same_but_struck(old: object, new: object) -> bool:
    return isinstance(old, str) and isinstance(new, str) and old.replace("~~", "") == new.replace("~~", "")


def _candidates(document: Document, plan: Plan, task: Task, state: TaskState) -> Iterator[Splices]:
    if task.mark is not None:
        yield from _by_mark(document, plan, task, state)
    for item in document.items_at(task.line):
        if item.text is not None and item.box is None and task.mark is None:
            yield from _by_emoji(document, plan, item.text, state)
    found = document.row_at(task.line)
    if found is not None:
        yield from _by_cell(document, plan, *found, state)
    if task.line < document.outline.body_line:
        yield from _by_todo(document, plan, task, state)


def _by_mark(document: Document, plan: Plan, task: Task, state: TaskState) -> Iterator[Splices]:
    """Another mark between the brackets. A struck text is opened with it, or struck where tasks are dropped in that way."""
    match = BOX.match(document.line(task.line))
    if match is None:
        return
    item = next((item for item in document.items_at(task.line) if item.text is not None), None)
    strikes = _strikes(document, item, task, state, plan)
    marks = marks_for(document, plan, state)
    if state == "dropped" and strikes and any(other.mark == " " and other.state == "dropped" for other in plan.tasks):
        marks = [" ", *marks]
    for mark in marks:
        box = document.in_line(task.line, *match.span("mark"), mark)
        change = () if match["mark"] == mark else (box,)
        if strikes and (state != "dropped" or mark == " "):
            yield tuple(sorted((*change, *strikes)))
        if change:
            yield change


def _strikes(document: Document, item: Item | None, task: Task, state: TaskState, plan: Plan) -> Splices:
    """The splices that take ``~~`` from around a dropped task's text that becomes open, or put it there."""
    if item is None or item.text is None:
        return ()
    text = item.text
    written = document.text(text.start, text.end)
    if task.state == "dropped" and text.struck and state in ("open", "active"):
        match = _STRUCK.match(written)
        if match is None:
            return ()
        start = text.start + len(written[: match.start("text")].encode())
        end = text.start + len(written[: match.end("text")].encode())
        return (document.splice(start - 2, start, ""), document.splice(end, end + 2, ""))
    if state == "dropped" and task.mark is not None and not text.struck and item.box is not None:
        return (document.splice(text.start, text.start, "~~"), document.splice(text.end, text.end, "~~"))
    return ()


def _by_emoji(document: Document, plan: Plan, text: Text, state: TaskState) -> Iterator[Splices]:
    """Another status emoji at the beginning of the item, one that this document uses first."""
    start, emoji = leading_emoji(document, text)
    for choice in emoji_for(document, plan, emoji, state) if emoji else ():
        if choice != emoji:
            yield (document.splice(start, start + len(emoji.encode()), choice),)


def leading_emoji(document: Document, text: Text) -> tuple[int, str]:
    """Where the emoji stands with which *text* begins, in bold type or not, and the emoji or its short code; "" for none."""
    written = document.text(text.start, text.end)
    bold = 2 if written.startswith("**") else 0
    code = _SHORTCODE.match(written, bold)
    return text.start + bold, code.group() if code else emoji_of(written[bold:]).strip()


def emoji_for(document: Document, plan: Plan, emoji: str, state: TaskState) -> list[str]:
    """The emoji for *state* in a list that uses *emoji* for another one: those of this document first."""
    if emoji.startswith(":"):
        return list(_SHORTCODES[state])
    lines = {task.line for task in plan.tasks if task.mark is None and task.state == state}
    texts = [item.text for item in document.items if item.line in lines and item.text is not None]
    used = [leading_emoji(document, text)[1] for text in texts]
    return list(dict.fromkeys((*filter(None, used), *_EMOJI[state])))


def _by_cell(document: Document, plan: Plan, table: Table, row: Sequence[Text], state: TaskState) -> Iterator[Splices]:
    """Another word in the status column, or in the column that says whether it is done."""
    for column in state_columns(table):
        place = place_in_row(document, row, column)
        if place is not None:
            for word in state_words(plan, table, column, state, old_text(document, place)):
                yield (write(document, place, word),)


def state_columns(table: Table) -> list[int]:
    """The columns of a table of tasks that say how far each is."""
    return columns_named(table, _STATUS_COLUMNS) or columns_named(table, _TICK_COLUMNS)


def state_words(plan: Plan, table: Table, column: int, state: TaskState, old: str = "") -> list[str]:
    """The words for *state* in a column of a table of tasks: those of its other rows first. *old* stands there now."""
    by_line = {task.line: task.state for task in plan.tasks}
    found = [row[column].raw for row in table.rows if column < len(row) and by_line.get(row[0].line) == state]
    if column in columns_named(table, _STATUS_COLUMNS):
        found += [in_case_of(plain(without_emoji(old)), word) for word in _CELLS[state]]
    else:
        found += _TICKS[state]
    return list(dict.fromkeys(found))


def _by_todo(document: Document, plan: Plan, task: Task, state: TaskState) -> Iterator[Splices]:
    """Another status of the entry of ``todos`` whose text stands on the line of the task."""
    front = FrontMatter(document)
    by_line = {task.line: task.state for task in plan.tasks}
    used: list[str] = []
    wanted: list[yaml.ScalarNode] = []
    for entry in front.entries():
        if entry.key not in _TODO_LISTS or not isinstance(entry.node, yaml.SequenceNode):
            continue
        for node in cast("list[yaml.Node]", entry.node.value):
            lines, status = _todo(front, node)
            if status is not None and task.line in lines:
                wanted.append(status)
            elif status is not None and any(by_line.get(line) == state for line in lines):
                used.append(str(status.value))
    for node in wanted:
        for word in dict.fromkeys((*used, *_TODO_WORDS[state])):
            splice = front.set_scalar(node, word, in_flow=False)
            if splice is not None:
                yield (splice,)


def _todo(front: FrontMatter, node: yaml.Node) -> tuple[set[int], yaml.ScalarNode | None]:
    """The lines on which the values of an entry of ``todos`` stand, and the node of its status."""
    if not isinstance(node, yaml.MappingNode):
        return set(), None
    lines: set[int] = set()
    status: yaml.ScalarNode | None = None
    for key, value in cast("list[tuple[yaml.Node, yaml.Node]]", node.value):
        lines.add(front.document.line_of(front.offset(value.start_mark.index)))
        if isinstance(key, yaml.ScalarNode) and key.value in ("status", "state") and isinstance(value, yaml.ScalarNode):
            status = value
    return lines, status
