"""A plan and its facts: immutable values that all other packages pass on.

The field names are those of ``plans.json`` (schema 1). They are a contract: later versions fill
and add, they never rename. Dates are ISO text as precise as it was written (``2025-01`` stays
``2025-01``); texts are inline Markdown as written; lines count from 1 in the file as it is on disk.

No value holds itself, so none is tracked by the garbage collector (``gc=False``): ten thousand plans are
millions of them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Status = Literal["draft", "review", "ready", "in-progress", "blocked", "complete", "dropped"]
STATUSES: tuple[Status, ...] = ("draft", "review", "ready", "in-progress", "blocked", "complete", "dropped")
"""All statuses, in the order in which a plan usually passes them."""

TaskState = Literal["open", "done", "active", "dropped", "deferred"]
TASK_STATES: tuple[TaskState, ...] = ("open", "done", "active", "dropped", "deferred")
TaskKind = Literal["work", "check", "criterion", "question", "dependency"]
KINDS: tuple[TaskKind, ...] = ("work", "check", "criterion", "question", "dependency")
Level = Literal["low", "medium", "high", "critical"]
Severity = Literal["info", "warning", "error"]


class Boxes(Struct, frozen=True, gc=False):
    """Task boxes as GitHub shows them (cmark-gfm's ``tasklist`` extension)."""

    done: int = 0
    total: int = 0


class Progress(Struct, frozen=True, gc=False):
    """Progress for people: ``total`` counts open, done and active tasks; dropped and deferred ones stand apart."""

    done: int = 0
    total: int = 0
    active: int = 0
    dropped: int = 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.done + other.done,
            self.total + other.total,
            self.active + other.active,
            self.dropped + other.dropped,
        )

    @property
    def percent(self) -> int:
        """Done of total as a whole percentage; 0 and 100 are only given where nothing or everything is done."""
        if not self.total:
            return 0
        if self.done == self.total:
            return 100
        return min(99, max(1, round(100 * self.done / self.total))) if self.done else 0


class Link(Struct, frozen=True, gc=False):
    """A link of the plan's header. ``rel`` is the key it stood under (``spec``, ``design`` …); ``href`` is as written."""

    rel: str
    text: str
    href: str


class Task(Struct, frozen=True, gc=False):
    """One task: a box, a custom mark (``[~]``), or a listed task without a box (``mark`` is null).

    ``phase`` is the index in the plan's ``phases`` of the phase it stands in. ``section`` is the path
    of headings above it, without the document's title.
    """

    text: str
    state: TaskState
    mark: str | None
    depth: int
    id: str | None
    kind: TaskKind
    phase: int | None
    section: tuple[str, ...]
    owner: str | None
    due: str | None
    file: str
    line: int
    tags: tuple[str, ...] = ()
    optional: bool = False
    blocked_by: tuple[str, ...] = ()
    finished: str | None = None


class Phase(Struct, frozen=True, gc=False):
    """A phase, milestone, stage, sprint … of a plan, or a step inside one.

    ``label`` is the word the plan uses ("Phase", "Step", "Sprint"), ``number`` what stands behind it.
    """

    title: str
    number: str | None
    label: str | None
    status: Status | None
    status_text: str | None
    goal: str | None
    duration: str | None
    prerequisites: tuple[str, ...]
    deliverables: tuple[str, ...]
    acceptance: tuple[str, ...]
    verification: tuple[str, ...]
    progress: Progress
    steps: tuple[Phase, ...]
    file: str
    line: int


class Milestone(Struct, frozen=True, gc=False):
    title: str
    date: str | None
    status: Status | None
    file: str
    line: int


class Risk(Struct, frozen=True, gc=False):
    """A risk of the register (ISO 31000: likelihood, consequence here called impact, treatment here mitigation).

    ``likelihood`` and ``impact`` are the words as normalised by the vocabulary; ``score`` is their product.
    """

    risk: str
    likelihood: str | None
    impact: str | None
    score: int | None
    level: Level | None
    mitigation: str | None
    owner: str | None
    status: str | None
    file: str
    line: int


class Assumption(Struct, frozen=True, gc=False):
    text: str
    file: str
    line: int


class Question(Struct, frozen=True, gc=False):
    text: str
    answered: bool
    answer: str | None
    owner: str | None
    file: str
    line: int


class Decision(Struct, frozen=True, gc=False):
    decision: str
    choice: str | None
    rationale: str | None
    date: str | None
    file: str
    line: int


class Criterion(Struct, frozen=True, gc=False):
    text: str
    met: bool
    target: str | None
    actual: str | None
    file: str
    line: int


class Dependency(Struct, frozen=True, gc=False):
    """What a plan waits for (``upstream``) or what waits for it (``downstream``).

    ``plan`` is the id of the plan of this site that it names; ``blocked_by`` the ticket or id as written.
    """

    text: str
    plan: str | None
    blocked_by: str | None
    resolved: bool
    direction: Literal["upstream", "downstream"]
    file: str
    line: int
    href: str | None = None


class ChangedFile(Struct, frozen=True, gc=False):
    """A file of the code base that the plan says it touches."""

    path: str
    action: Literal["create", "modify", "delete", "rename"] | None
    file: str
    line: int


class Component(Struct, frozen=True, gc=False):
    name: str
    purpose: str | None
    change: Literal["new", "modified", "removed"] | None
    file: str
    line: int


class Stage(Struct, frozen=True, gc=False):
    """A stage of the rollout."""

    text: str
    file: str
    line: int


class Reference(Struct, frozen=True, gc=False):
    text: str
    href: str | None
    file: str
    line: int


class Change(Struct, frozen=True, gc=False):
    """A dated entry of the plan's own changelog."""

    date: str | None
    text: str
    file: str
    line: int
    author: str | None = None


class Problem(Struct, frozen=True, gc=False):
    """Something in a plan that its author would want to know. ``rule`` is stable and can be silenced by name."""

    rule: str
    severity: Severity
    message: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Plan(Struct, frozen=True, gc=False):
    """One plan: all that was read from its file (or files), and nothing that depends on another plan or the clock."""

    id: str
    source: str
    line: int
    url: str | None
    parts: tuple[str, ...]
    title: str
    status: Status
    status_text: str | None
    status_from: Literal["stated", "derived"]
    owners: tuple[str, ...]
    created: str | None
    updated: str | None
    start: str | None
    target: str | None
    finished: str | None
    priority: str | None
    tags: tuple[str, ...]
    effort: str | None
    complexity: str | None
    risk_level: str | None
    summary: str | None
    links: tuple[Link, ...]
    fields: dict[str, str]
    boxes: Boxes
    progress: Progress
    tasks: tuple[Task, ...]
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...]
    risks: tuple[Risk, ...]
    assumptions: tuple[Assumption, ...]
    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]
    criteria: tuple[Criterion, ...]
    dependencies: tuple[Dependency, ...]
    files: tuple[ChangedFile, ...]
    components: tuple[Component, ...]
    rollback: bool
    rollout: tuple[Stage, ...]
    references: tuple[Reference, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    stated_id: str | None = None
    """The id as the plan states it, before it is made unique among the plans of a site."""
    lines: dict[str, int] = {}
    """The line of ``source`` that states each fact of the header, by the name of its field (``status``, ``target`` …).

    What is derived has none, nor what another file of the plan states.
    """
    uncounted: int = 0
    """Items whose status emoji means not done (``⏳``); ``progress`` leaves them out, since the plan has boxes for its work."""


ACTIVE: frozenset[Status] = frozenset({"draft", "review", "ready", "in-progress", "blocked"})
"""Statuses of a plan that is neither finished nor given up."""


_TASK_STATE: dict[Status, TaskState] = {
    "complete": "done",
    "in-progress": "active",
    "review": "active",
    "dropped": "dropped",
}


def count(tasks: tuple[Task, ...] | list[Task]) -> Progress:
    """Progress over *tasks*: open, done and active ones make the total; dropped and deferred stand apart."""
    done = active = dropped = 0
    for task in tasks:
        state = task.state
        if state == "done":
            done += 1
        elif state == "active":
            active += 1
        elif state != "open":
            dropped += 1
    return Progress(done, len(tasks) - dropped, active, dropped)


def derived_status(progress: Progress) -> Status:
    """The status that boxes give: none ticked is a draft, all done complete, anything between in progress."""
    if progress.total and progress.done == progress.total:
        return "complete"
    return "in-progress" if progress.done or progress.active else "draft"


def task_state(status: Status) -> TaskState:
    """The state of a task whose *status* is stated in the words of a plan's; what is neither begun nor ended is open."""
    return _TASK_STATE.get(status, "open")


def slug_path(source: str) -> str:
    """The path of *source* without its suffix: the id of a plan that states none."""
    stem, dot, suffix = source.rpartition(".")
    return stem if dot and "/" not in suffix else source
