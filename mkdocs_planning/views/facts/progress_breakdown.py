"""The progress of a plan by phase and by kind of task, its criteria, and why GitHub may count otherwise."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import KINDS, Phase, Plan, Progress, Task, count
from mkdocs_planning.views.messages.catalogue import Messages


class Segment(Struct, frozen=True):
    """A segment of a plan's progress bar: a phase, or the tasks outside all phases (``phase`` is None)."""

    phase: Phase | None
    title: str
    progress: Progress

    @property
    def weight(self) -> int:
        """The relative width of the segment: its number of tasks, at least 1."""
        return max(1, self.progress.total)


class KindProgress(Struct, frozen=True):
    """The progress of the tasks of one kind (work, checks, criteria …)."""

    title: str
    progress: Progress


class Criteria(Struct, frozen=True):
    """Success criteria: ``met`` of ``rated`` ones; of ``unrated`` ones the plan does not state whether they are met."""

    met: int = 0
    rated: int = 0
    unrated: int = 0

    def __add__(self, other: Criteria) -> Criteria:
        return Criteria(self.met + other.met, self.rated + other.rated, self.unrated + other.unrated)


def criteria(plan: Plan) -> Criteria:
    """The success criteria of *plan*.

    A criterion is rated where it has a checkbox or is stated to be met. A sentence alone is unrated, and so is a
    target, measured or not, that is not stated to be met.
    """
    boxes = {(task.file, task.line) for task in plan.tasks if task.mark is not None}
    rated = sum(one.met or (one.file, one.line) in boxes for one in plan.criteria)
    return Criteria(sum(one.met for one in plan.criteria), rated, len(plan.criteria) - rated)


def segments(plan: Plan, messages: Messages) -> tuple[Segment, ...]:
    """The phases of *plan* and, where tasks are outside of them, "Other". Their sum is the progress of the plan."""
    found = [Segment(phase, phase.title, phase.progress) for phase in plan.phases]
    inside = sum((segment.progress for segment in found), Progress())
    whole = plan.progress
    rest = Progress(
        max(0, whole.done - inside.done),
        max(0, whole.total - inside.total),
        max(0, whole.active - inside.active),
        max(0, whole.dropped - inside.dropped),
    )
    if rest.total:
        found.append(Segment(None, messages("progress.other"), rest))
    return tuple(found)


def kinds(plan: Plan, messages: Messages) -> tuple[KindProgress, ...]:
    """The tasks of *plan* by kind; empty where all are of one kind."""
    found = tuple(
        KindProgress(messages.kind(kind), progress)
        for kind in KINDS
        if (progress := count([task for task in plan.tasks if task.kind == kind])).total
    )
    return found if len(found) > 1 else ()


def difference_to_github(plan: Plan, messages: Messages) -> tuple[str, ...]:
    """Why the progress is not what GitHub counts, in clauses; empty where the two agree."""
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
    parts = [messages("progress.github", done=boxes.done, total=boxes.total)]
    for key, n in (("why.struck", struck), ("why.marks", marks), ("why.plain", plain)):
        if n:
            parts.append(messages.count(key, n))
    return tuple(parts)


def _is_box(task: Task) -> bool:
    # Kiro writes an optional task as "[ ]*"; for GitHub that is a checkbox followed by an asterisk.
    return task.mark is not None and task.mark.removesuffix("*") in {" ", "x", "X"}
