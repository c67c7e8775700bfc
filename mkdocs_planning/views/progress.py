"""Progress: how far is each plan, and each phase?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model import Phase, Plan, Progress, Status
from mkdocs_planning.portfolio import Portfolio
from mkdocs_planning.views.card import in_order
from mkdocs_planning.views.measure import Kind, Segment, kinds, segments, why_other
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.view import View, heading
from mkdocs_planning.views.words import ENGLISH, Words

ORDER: tuple[Status, ...] = ("in-progress", "blocked", "ready", "review", "draft", "complete", "dropped")
"""What is under way first: nobody asks how far a draft is before that."""


class Row(Struct, frozen=True):
    """A phase, or a step beneath one (``depth`` 1), or the tasks outside of all phases (``phase`` is null)."""

    title: str
    number: str | None
    depth: int
    progress: Progress
    status: Status | None
    status_title: str
    phase: Phase | None


class PlanProgress(Struct, frozen=True):
    """One plan with its phases.

    Attributes:
        segments: its bar, cut into phases.
        rows: its phases, each followed by its steps.
        kinds: its tasks by what they are for, where there is more than one kind.
        why: why GitHub counts otherwise, in sentences.
    """

    plan: Plan
    status: str
    segments: tuple[Segment, ...]
    rows: tuple[Row, ...]
    kinds: tuple[Kind, ...]
    why: tuple[str, ...]


class ProgressPage(Struct, frozen=True):
    plans: tuple[PlanProgress, ...]
    total: Progress
    words: Words


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> ProgressPage:
    words = ENGLISH
    ordered = [plan for status in ORDER for plan in in_order(status, [plan for plan in selected if plan.status == status])]
    return ProgressPage(
        plans=tuple(_plan(plan, words) for plan in ordered),
        total=sum((plan.progress for plan in selected), Progress()),
        words=words,
    )


def _plan(plan: Plan, words: Words) -> PlanProgress:
    pieces = segments(plan, words)
    return PlanProgress(
        plan=plan,
        status=words.status(plan.status),
        segments=pieces,
        rows=_rows(pieces, words),
        kinds=kinds(plan, words),
        why=why_other(plan, words),
    )


def _rows(pieces: tuple[Segment, ...], words: Words) -> tuple[Row, ...]:
    rows: list[Row] = []
    for piece in pieces:
        if piece.phase is not None:
            rows.append(_row(piece.phase, 0, words))
            rows.extend(_row(step, 1, words) for step in piece.phase.steps)
        elif len(pieces) > 1:
            rows.append(Row(words("progress.outside"), None, 0, piece.progress, None, "", None))
    return tuple(rows)


def _row(phase: Phase, depth: int, words: Words) -> Row:
    status = words.status(phase.status) if phase.status else ""
    return Row(phase.title, phase.number, depth, phase.progress, phase.status, status, phase)


VIEW = View(
    name="progress",
    title=ENGLISH("progress.title"),
    path="progress/",
    template="progress.html",
    build=build,
    markdown=heading(ENGLISH("progress.title")),
    hide=("toc",),
)
