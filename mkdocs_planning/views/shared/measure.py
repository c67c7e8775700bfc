"""How far a plan is: its bar cut into phases, its boxes by kind, and why GitHub may count otherwise."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import KINDS, Phase, Plan, Progress, Task, count
from mkdocs_planning.views.words.catalogue import Words


class Segment(Struct, frozen=True):
    """A piece of a plan's bar: a phase, or what stands outside of every phase (then ``phase`` is null)."""

    phase: Phase | None
    title: str
    progress: Progress

    @property
    def weight(self) -> int:
        """The width of the piece: its share of the tasks, but never nothing."""
        return max(1, self.progress.total)


class Kind(Struct, frozen=True):
    """The progress of the tasks that are for one thing (work, checks, criteria …)."""

    title: str
    progress: Progress


class Criteria(Struct, frozen=True):
    """Criteria of success: ``met`` of the ``rated`` ones; ``stated`` ones say nothing of whether they are met."""

    met: int = 0
    rated: int = 0
    stated: int = 0

    def __add__(self, other: Criteria) -> Criteria:
        return Criteria(self.met + other.met, self.rated + other.rated, self.stated + other.stated)


def criteria(plan: Plan) -> Criteria:
    """The criteria of *plan*.

    One is rated where it has a box, or words for being met. A bare sentence is not missed, nor is a target, whether
    measured or not, of which nobody says that it was: it is only stated.
    """
    boxes = {(task.file, task.line) for task in plan.tasks if task.mark is not None}
    rated = sum(one.met or (one.file, one.line) in boxes for one in plan.criteria)
    return Criteria(sum(one.met for one in plan.criteria), rated, len(plan.criteria) - rated)


def segments(plan: Plan, words: Words) -> tuple[Segment, ...]:
    """The phases of *plan* and, where tasks stand outside of them, "Other". Together they are its progress."""
    pieces = [Segment(phase, phase.title, phase.progress) for phase in plan.phases]
    inside = sum((piece.progress for piece in pieces), Progress())
    whole = plan.progress
    rest = Progress(
        max(0, whole.done - inside.done),
        max(0, whole.total - inside.total),
        max(0, whole.active - inside.active),
        max(0, whole.dropped - inside.dropped),
    )
    if rest.total:
        pieces.append(Segment(None, words("progress.other"), rest))
    return tuple(pieces)


def kinds(plan: Plan, words: Words) -> tuple[Kind, ...]:
    """The plan's tasks by kind; empty where all are of one kind, since the sum says the same then."""
    found = tuple(
        Kind(words.kind(kind), progress)
        for kind in KINDS
        if (progress := count([task for task in plan.tasks if task.kind == kind])).total
    )
    return found if len(found) > 1 else ()


def why_other(plan: Plan, words: Words) -> tuple[str, ...]:
    """Why the progress is not what GitHub counts; empty where the two agree."""
    boxes, progress = plan.boxes, plan.progress
    if (boxes.done, boxes.total) == (progress.done, progress.total):
        return ()
    struck = marks = plain = 0
    for task in plan.tasks:
        counted = task.state in {"open", "done", "active"}
        if _is_box(task):
            struck += not counted
        elif counted:
            marks += task.mark is not None
            plain += task.mark is None
    parts = [words("progress.github", done=boxes.done, total=boxes.total)]
    for key, n in (("why.struck", struck), ("why.marks", marks), ("why.plain", plain)):
        if n:
            parts.append(words.count(key, n))
    return tuple(parts)


def _is_box(task: Task) -> bool:
    # Kiro writes an optional task as "[ ]*"; for GitHub that is a box with a star behind it.
    return task.mark is not None and task.mark.removesuffix("*") in {" ", "x", "X"}
