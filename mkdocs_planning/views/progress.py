"""Progress: how far is each plan, and each phase?"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import History
from mkdocs_planning.model.plan import STATUSES, Phase, Plan, Progress, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared.card import in_order
from mkdocs_planning.views.shared.facets import Control, Facet, attributes, controls
from mkdocs_planning.views.shared.measure import Criteria, Kind, Segment, criteria, kinds, segments, why_other
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

ORDER: tuple[Status, ...] = ("in-progress", "blocked", "ready", "review", "draft", "complete", "dropped")
"""What is under way first: nobody asks how far a draft is before that."""

FILTERS: tuple[Facet, ...] = ("owner", "tag", "status", "priority")


ROOM = 200
"""How many plans stand openly, with their phases; the others fold beneath them, each in a line."""


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
        changed: when it was changed last, as shown; empty where that is not known.
        changed_day: the same as a number that sorts.
        order: the place of its status in the life of a plan.
        data: what the script filters by, as data attributes.
    """

    plan: Plan
    status: str
    segments: tuple[Segment, ...]
    rows: tuple[Row, ...]
    kinds: tuple[Kind, ...]
    why: tuple[str, ...]
    criteria: Criteria
    changed: str
    changed_day: int
    order: int
    data: Mapping[str, str]


class ProgressPage(Struct, frozen=True):
    """Progress.

    Attributes:
        plans: all of them; those that do not stand openly are without rows, which their own pages show.
        total: of all plans that are shown; likewise ``criteria``.
        controls: by what the reader may filter.
    """

    plans: tuple[PlanProgress, ...]
    total: Progress
    criteria: Criteria
    controls: tuple[Control, ...]
    words: Words

    @property
    def open(self) -> tuple[PlanProgress, ...]:
        """The plans that stand openly."""
        return self.plans[:ROOM]

    @property
    def rest(self) -> tuple[PlanProgress, ...]:
        """The plans that fold."""
        return self.plans[ROOM:]


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> ProgressPage:
    words = ENGLISH
    ordered = [plan for status in ORDER for plan in in_order(status, [plan for plan in selected if plan.status == status])]
    filters = controls(ordered, FILTERS, words)
    offered = {control.name for control in filters}
    names: list[Facet] = [facet for facet in FILTERS if facet in offered]
    plans = tuple(
        _plan(plan, portfolio, attributes(plan, names), words, with_phases=place < ROOM) for place, plan in enumerate(ordered)
    )
    return ProgressPage(
        plans=plans,
        total=sum((plan.progress for plan in selected), Progress()),
        criteria=sum((plan.criteria for plan in plans), Criteria()),
        controls=filters,
        words=words,
    )


def _plan(plan: Plan, portfolio: Portfolio, data: Mapping[str, str], words: Words, *, with_phases: bool) -> PlanProgress:
    pieces = segments(plan, words)
    changed = last_change(plan, portfolio.history)
    return PlanProgress(
        plan=plan,
        status=words.status(plan.status),
        segments=pieces,
        rows=_rows(pieces, words) if with_phases else (),
        kinds=kinds(plan, words) if with_phases else (),
        why=why_other(plan, words) if with_phases else (),
        criteria=criteria(plan),
        changed=words.date(changed),
        changed_day=last_day(changed).toordinal() if changed else 0,
        order=STATUSES.index(plan.status),
        data=data,
    )


def last_change(plan: Plan, history: History | None) -> str | None:
    """When *plan* was changed last: the day of its last commit, or today where it has changed since.

    Where its past is not known: the latest date at which it says that it was written, changed or finished.
    """
    past = history.plans.get(plan.id) if history else None
    if past is not None:
        return past.touched.date
    dates = (plan.created, plan.updated, plan.finished, *(change.date for change in plan.changes))
    return max((iso for iso in dates if iso), key=last_day, default=None)


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
    hide=("toc",),
)
