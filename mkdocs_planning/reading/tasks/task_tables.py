"""Tables of tasks with a column that says how far each is (``| Task | Owner | Status |``) → which rows are tasks.

A table counts where work stands, with a column that is called task or action and one that is called status or
completed. GitHub shows no boxes there, so ``boxes`` never holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Outline, Section, Table, Text
from mkdocs_planning.model.plan import Status, TaskState, task_state
from mkdocs_planning.reading.entries import is_identity
from mkdocs_planning.reading.placeholders import says_nothing
from mkdocs_planning.reading.table_cells import cell, column
from mkdocs_planning.reading.tasks.emoji_lists import CROSSES
from mkdocs_planning.reading.tasks.task_sections import is_work
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import HEADING_MARKS

_TASKS = ("task", "task id", "subtask", "sub task", "action", "action item", "work item", "todo", "to do", "key")
_TEXTS = ("description", "summary", "task description", "title", "name", "details")
_STATUS = ("status", "state", "progress")
_TICKED = ("completed", "complete", "done", "finished")
_OWNERS = ("owner", "assignee", "assigned to", "who", "responsible")
_DUE = ("due", "due date", "deadline", "target", "by when")
_YES = re.compile(r"^\W*(?:x|yes|done|completed?|true)\W*$|^\W*[✅✔✓☑]", re.I)


class Row(Struct, frozen=True):
    """One row that is a task. ``text`` is inline Markdown; ``id``, ``owner`` and ``due`` are as written, or empty."""

    section: Section
    line: int
    id: str
    text: str
    state: TaskState
    owner: str
    due: str


def tabled_tasks(outline: Outline, vocabulary: Vocabulary) -> Iterator[Row]:
    """The rows that are tasks, in the order of the file."""
    for section in outline.sections:
        for block in section.blocks:
            if isinstance(block, Table) and section.level and is_work(section, None, vocabulary):
                yield from _rows(section, block, vocabulary)


def _rows(section: Section, table: Table, vocabulary: Vocabulary) -> Iterator[Row]:
    heads = [normal(head.plain) for head in table.head]
    task, status, ticked = column(heads, *_TASKS), column(heads, *_STATUS), column(heads, *_TICKED)
    described = column(heads, *_TEXTS)
    if task is None or (status is None and ticked is None) or (heads[task] == "key" and described is None):
        return
    owner, due = column(heads, *_OWNERS), column(heads, *_DUE)
    found: list[Row] = []
    known = 0
    for row in table.rows:
        name = cell(row, task)
        identity = plain(name) if is_identity(name) else ""
        text = cell(row, described) if identity and described is not None else name
        if says_nothing(text) or is_identity(text):
            continue
        state = _state(row, status, ticked, vocabulary)
        known += state is not None
        found.append(Row(section, row[0].line, identity, text, state or "open", cell(row, owner), cell(row, due)))
    if 2 * known >= len(found):
        yield from found


def _state(row: list[Text], status: int | None, ticked: int | None, vocabulary: Vocabulary) -> TaskState | None:
    """The state that the cells of a row say; None where they say nothing that is known."""
    if status is None:
        words = plain(cell(row, ticked))
        return "done" if _YES.match(words) else "open" if not any(char.isalnum() for char in words) else None
    words = plain(cell(row, status)).strip()
    stated: Status | None = vocabulary.status_of(words)
    if stated is None and any(char in CROSSES for char in words):
        return "open"
    if stated is None:
        stated = next((HEADING_MARKS[char] for char in words if char in HEADING_MARKS), None)
    return task_state(stated) if stated is not None else None
