"""What changed between two states of the plans, as facts in the order in which a review wants them. Values only.

:mod:`mkdocs_planning.history` makes them; views and the command line show them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.history import Moment

Kind = Literal[
    "plan-finished",
    "plan-dropped",
    "plan-added",
    "plan-removed",
    "status",
    "target",
    "task-done",
    "task-reopened",
    "task-added",
    "task-dropped",
    "task-removed",
    "risk-new",
    "risk-raised",
    "risk-lowered",
    "risk-closed",
    "risk-reopened",
    "risk-removed",
    "question-opened",
    "question-answered",
    "question-reopened",
    "question-removed",
    "decision",
    "owner",
    "title",
    "text",
]


class Entry(Struct, frozen=True):
    """One difference between the two moments; what came and went between them is no entry.

    A plan that was added has ``plan-added``, and besides only what is more than its being there: tasks that
    are done, its risks that are open, its questions, its decisions. One that was removed has ``plan-removed`` alone.
    A task that was added and is done has both ``task-added`` and ``task-done``. A ``target`` with a text is
    the date of the milestone of this name. ``text`` stands alone, where nothing else changed; its ``before`` and
    ``after`` are paths, where the file was moved.

    Attributes:
        kind: what happened.
        text: the fact itself, inline Markdown as written: a task, a risk, a question; "" where the plan is meant.
        before: its state before, as the model has it (a status, a date, a level, owners); None where there was none.
        after: its state after.
        days: of a target that moved: by how many days, positive when later; None where a date was or is missing.
        file: where it stands, or stood when it is gone.
        line: the line there.
        gone: whether it no longer stands there, so that no link can lead to it.
        moment: when and by whom, as far as known.
    """

    kind: Kind
    text: str
    file: str
    line: int
    before: str | None = None
    after: str | None = None
    days: int | None = None
    gone: bool = False
    moment: Moment | None = None


class PlanReview(Struct, frozen=True):
    """What changed in one plan; *plan* is its present id, or its last one where it was removed (``gone``)."""

    plan: str
    title: str
    source: str
    entries: tuple[Entry, ...]
    gone: bool = False

    @property
    def text_only(self) -> bool:
        """Whether nothing but its text changed."""
        return all(entry.kind == "text" for entry in self.entries)


class Review(Struct, frozen=True):
    """What changed between two moments.

    Attributes:
        since: where it begins: a day, with the commit that was the last one then.
        until: where it ends; without commit where that is the working tree.
        asked: what was asked for, in words (``tag review/2026-11``, ``14 days ago``); an ISO day where that was.
        plans: those that changed: what matters first stands first, plans whose text alone changed last.
        note: why less is known than was asked for (a shallow clone, no repository); "" where all is known.
    """

    since: Moment
    until: Moment
    asked: str
    plans: tuple[PlanReview, ...]
    note: str = ""
