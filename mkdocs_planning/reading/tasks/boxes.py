"""List items with a task box (``- [ ]``) or a mark of a team's own (``- [~]``) → their mark, text and state.

A box is what GitHub shows as one; the outline decides that. Custom marks (``[~]``, ``[-]``) and Kiro's ``[ ]*`` are no
boxes for GitHub but tasks for people: they count in progress, not in ``boxes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from mkdocs_planning.markdown.outline import Item, Outline, custom_mark
from mkdocs_planning.model.plan import Boxes, Task, TaskState
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import KIRO_MARKS

_OPTIONAL = re.compile(r"^\[([ xX~-])\]\*\s+(?=\S)")
_GITHUB_MARKS = (" ", "x", "X")


class Marked(Struct, frozen=True):
    """What stands between the brackets of an item, the inline Markdown behind it, and the state that it gives."""

    mark: str
    text: str
    state: TaskState


def count_boxes(tasks: Iterable[Task]) -> Boxes:
    """The boxes that GitHub counts: ``[ ]``, ``[x]`` and ``[X]``."""
    marks = [task.mark for task in tasks if task.mark in _GITHUB_MARKS]
    return Boxes(sum(mark != " " for mark in marks), len(marks))


def marks_in(outline: Outline, vocabulary: Vocabulary) -> Mapping[str, TaskState]:
    """What marks mean in this document. Kiro's task lists, known by their lines of requirements, use some in their own way."""
    if b"_Requirements:" not in outline.data:
        return vocabulary.marks
    own: dict[str, TaskState] = {mark: state for mark, state in KIRO_MARKS.items() if mark not in vocabulary.site_marks}
    return vocabulary.marks | own


def marked(item: Item, marks: Mapping[str, TaskState]) -> Marked | None:
    """The box or mark of *item*; None where it has none that is known to *marks*."""
    text = item.text
    if item.box is not None:
        if item.box == " ":
            return Marked(" ", text.raw if text else "", "dropped" if text is not None and text.struck else "open")
        return Marked(item.box, text.raw if text else "", "done")
    if text is None or not text.raw.startswith("["):
        return None
    optional = _OPTIONAL.match(text.raw)
    if optional is not None:
        return _with_state(f"{optional.group(1)}*", text.raw[optional.end() :], _optional_state(optional.group(1), marks))
    custom = custom_mark(text)
    if custom is None:
        return None
    mark, rest = custom
    return _with_state(mark, rest, marks.get(mark) or marks.get(mark.rstrip("\ufe0f")))


def _optional_state(mark: str, marks: Mapping[str, TaskState]) -> TaskState | None:
    if mark == " ":
        return "open"
    return "done" if mark in "xX" else marks.get(mark)


def _with_state(mark: str, text: str, state: TaskState | None) -> Marked | None:
    return Marked(mark, text, state) if state is not None else None
