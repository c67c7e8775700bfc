"""All tasks of a document, wherever they stand: boxes and marks, else lists with status emoji, tables and front matter.

What is not a box counts only in a document that ticks no work with boxes: beside boxes such a list mostly tells again
what they tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, Outline, Section
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Task, TaskKind, TaskState
from mkdocs_planning.reading.entries import owner_in
from mkdocs_planning.reading.tasks.boxes import Marked, marked, marks_in
from mkdocs_planning.reading.tasks.emoji_lists import EmojiItem, emoji_tasks
from mkdocs_planning.reading.tasks.labelled_items import labelled_items
from mkdocs_planning.reading.tasks.task_sections import kind_of, path_of, title_section
from mkdocs_planning.reading.tasks.task_tables import Row, tabled_tasks
from mkdocs_planning.reading.tasks.task_texts import take_apart
from mkdocs_planning.reading.tasks.todos import front_tasks
from mkdocs_planning.vocabulary.vocabulary import Vocabulary


class TasksRead(Struct, frozen=True):
    """The tasks of a document in the order of its lines, their ``phase`` still None.

    ``uncounted`` are the items that a status emoji calls not done though they are none of the tasks.
    """

    tasks: list[Task]
    uncounted: list[EmojiItem]


def read_tasks(outline: Outline, front: Mapping[str, Any], source: str, vocabulary: Vocabulary) -> TasksRead:
    """Every task of *outline*, whose front matter is *front* and which is the file *source*."""
    reader = _Reader(outline, source, vocabulary)
    tasks = list(reader.boxes())
    emoji_items = emoji_tasks(outline, vocabulary)
    if not any(task.kind == "work" for task in tasks):
        tasks += map(reader.of_emoji, emoji_items)
        tasks += map(reader.of_row, tabled_tasks(outline, vocabulary))
        tasks += front_tasks(outline, front, source, vocabulary)
    tasks.sort(key=attrgetter("line"))
    lines = {task.line for task in tasks} if emoji_items else frozenset[int]()
    uncounted = [entry for entry in emoji_items if entry.state in ("open", "active") and entry.item.line not in lines]
    return TasksRead(tasks, uncounted)


class _Reader:
    """Makes tasks of what the document *outline* has."""

    def __init__(self, outline: Outline, source: str, vocabulary: Vocabulary) -> None:
        self.outline = outline
        self.source = source
        self.vocabulary = vocabulary
        self.title = title_section(outline)

    def boxes(self) -> Iterator[Task]:
        """The tasks with a box or mark."""
        marks = marks_in(self.outline, self.vocabulary)
        for section in self.outline.sections if self.outline.marked else ():
            if section.own(self.outline.marked):
                found = [
                    (item, label, mark)
                    for item, label in labelled_items(section.blocks)
                    if (mark := marked(item, marks)) is not None
                ]
                if found:
                    yield from self._boxes_of(section, found)

    def _boxes_of(self, section: Section, found: list[tuple[Item, str | None, Marked]]) -> Iterator[Task]:
        path = path_of(section, self.title)
        kinds: dict[str | None, TaskKind] = {None: kind_of(section, self.title, self.vocabulary)}
        for item, label, mark in found:
            if label not in kinds:
                kinds[label] = (self.vocabulary.titles.box_kind(label) if label else None) or kinds[None]
            yield self._task(item, mark.mark, mark.text, mark.state, kinds[label], path)

    def of_emoji(self, found: EmojiItem) -> Task:
        """An item with a status emoji as a task."""
        return self._task(found.item, None, found.text, found.state, "work", path_of(found.section, self.title))

    def of_row(self, row: Row) -> Task:
        """A row of a table of tasks as a task."""
        due = find_date(plain(row.due), self.vocabulary.dates)
        return Task(
            text=row.text,
            state=row.state,
            mark=None,
            depth=0,
            id=row.id or None,
            kind="work",
            phase=None,
            section=path_of(row.section, self.title),
            owner=owner_in(row.owner, self.vocabulary),
            due=due.iso if due is not None else None,
            file=self.source,
            line=row.line,
        )

    def _task(
        self, item: Item, mark: str | None, written: str, state: TaskState, kind: TaskKind, section: tuple[str, ...]
    ) -> Task:
        parts = take_apart(written, self.vocabulary)
        fields = parts.fields
        return Task(
            text=parts.text,
            state=state,
            mark=mark,
            depth=item.depth,
            id=parts.id,
            kind="work" if kind != "question" and _is_task_id(parts.id) else kind,
            phase=None,
            section=section,
            owner=fields.owner,
            due=fields.due,
            file=self.source,
            line=item.line,
            tags=parts.tags,
            optional=mark is not None and mark.endswith("*") and len(mark) == 2,
            blocked_by=fields.blocked_by,
            finished=(parts.stamp or fields.finished) if state == "done" else None,
        )


def _is_task_id(identity: str | None) -> bool:
    """Whether an id says that it is a task's (``T001``), wherever it stands."""
    return identity is not None and identity[0] in "Tt" and identity[1:2].isdigit()
