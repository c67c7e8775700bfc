"""Progress: how much of each plan, and of each phase, is done?"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import History
from mkdocs_planning.model.plan import STATUSES, Phase, Plan, Progress, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.plan_order import WORK_FIRST, by_status
from mkdocs_planning.views.facts.progress_breakdown import (
    Criteria,
    KindProgress,
    Segment,
    criteria,
    difference_to_github,
    kinds,
    segments,
)
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_controls import Control, Facet, attributes, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

FILTERS: tuple[Facet, ...] = ("owner", "tag", "status", "priority")

VISIBLE_PLANS = 200
"""The number of plans that are visible, with their phases; the others are collapsed and have one row each."""


class Row(Struct, frozen=True):
    """A phase, a step of a phase (``depth`` 1), or the tasks outside all phases (``phase`` is None)."""

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
        segments: the progress bar by phase.
        rows: its phases, each followed by its steps.
        kinds: progress by kind of task, where there is more than one.
        github: why GitHub counts otherwise, in clauses.
        changed: when it was changed last, formatted; empty where that is not known.
        changed_day: the same as a sortable number, or 0.
        order: the position of its status in the usual order.
        data: data attributes (without ``data-``) by which the script filters.
    """

    plan: Plan
    status: str
    segments: tuple[Segment, ...]
    rows: tuple[Row, ...]
    kinds: tuple[KindProgress, ...]
    github: tuple[str, ...]
    criteria: Criteria
    changed: str
    changed_day: int
    order: int
    data: Mapping[str, str]


class ProgressPage(Struct, frozen=True):
    """Progress.

    Attributes:
        plans: all plans; the collapsed ones are without phases.
        total: the progress of all of them; likewise ``criteria``.
        controls: the filters.
    """

    plans: tuple[PlanProgress, ...]
    total: Progress
    criteria: Criteria
    controls: tuple[Control, ...]
    messages: Messages

    @property
    def visible(self) -> tuple[PlanProgress, ...]:
        """The plans that are visible."""
        return self.plans[:VISIBLE_PLANS]

    @property
    def more(self) -> tuple[PlanProgress, ...]:
        """The plans that are collapsed."""
        return self.plans[VISIBLE_PLANS:]


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> ProgressPage:
    messages = options.messages
    ordered = by_status(selected, WORK_FIRST)
    filters = controls(ordered, FILTERS, messages)
    offered = {control.name for control in filters}
    facets: list[Facet] = [facet for facet in FILTERS if facet in offered]
    plans = tuple(
        _plan(plan, portfolio, attributes(plan, facets), messages, with_phases=place < VISIBLE_PLANS)
        for place, plan in enumerate(ordered)
    )
    return ProgressPage(
        plans=plans,
        total=sum((plan.progress for plan in selected), Progress()),
        criteria=sum((plan.criteria for plan in plans), Criteria()),
        controls=filters,
        messages=messages,
    )


def _plan(plan: Plan, portfolio: Portfolio, data: Mapping[str, str], messages: Messages, *, with_phases: bool) -> PlanProgress:
    bar = segments(plan, messages)
    changed = last_change(plan, portfolio.history)
    return PlanProgress(
        plan=plan,
        status=messages.status(plan.status),
        segments=bar,
        rows=_rows(bar, messages) if with_phases else (),
        kinds=kinds(plan, messages) if with_phases else (),
        github=difference_to_github(plan, messages) if with_phases else (),
        criteria=criteria(plan),
        changed=messages.date(changed),
        changed_day=last_day(changed).toordinal() if changed else 0,
        order=STATUSES.index(plan.status),
        data=data,
    )


def last_change(plan: Plan, history: History | None) -> str | None:
    """The day (ISO) on which *plan* was changed last: by its last commit, or today where it has uncommitted changes.

    Without history: the latest date of its header and changelog other than start and target; None without dates.
    """
    past = history.plans.get(plan.id) if history else None
    if past is not None:
        return past.touched.date
    dates = (plan.created, plan.updated, plan.finished, *(change.date for change in plan.changes))
    return max((iso for iso in dates if iso), key=last_day, default=None)


def _rows(bar: tuple[Segment, ...], messages: Messages) -> tuple[Row, ...]:
    rows: list[Row] = []
    for segment in bar:
        if segment.phase is not None:
            rows.append(_row(segment.phase, 0, messages))
            rows.extend(_row(step, 1, messages) for step in segment.phase.steps)
        elif len(bar) > 1:
            rows.append(Row(messages("progress.outside"), None, 0, segment.progress, None, "", None))
    return tuple(rows)


def _row(phase: Phase, depth: int, messages: Messages) -> Row:
    status = messages.status(phase.status) if phase.status else ""
    return Row(phase.title, phase.number, depth, phase.progress, phase.status, status, phase)


VIEW = View("progress", build)
