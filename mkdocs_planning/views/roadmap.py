"""The roadmap: when is which plan due?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Milestone, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.date_axis import Axis, Bar, months_before, rounded_axis
from mkdocs_planning.views.charts.milestone_marks import Mark, dated_milestones, milestone_marks
from mkdocs_planning.views.charts.plan_span import Span, plan_span
from mkdocs_planning.views.facts.plan_order import WORK_FIRST, by_status
from mkdocs_planning.views.facts.progress_breakdown import Segment, segments
from mkdocs_planning.views.facts.target_slip import Slip, target_slip
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_groups import groups
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

MIN_SEGMENT_WIDTH = 0.8
"""Percent of the axis below which a segment of a bar is not visible."""


class Row(Struct, frozen=True):
    """A plan on the roadmap.

    Attributes:
        status: the status as a title.
        owners: formatted.
        target: the target or, of a finished plan, the day it was finished; formatted, empty where not stated.
        finished: whether ``target`` is the day it was finished.
        flag: how its end deviates from its target: "late by 12 days", "7 days early"; else its late milestones.
        late: whether the plan or a milestone is late.
        slip: how far its target has moved.
        baseline: the position of its first target in percent; None where that has not moved or is not on the axis.
        schedule: from when to when; empty where it has milestones only.
        bar: the time up to the target; a point where it has no width.
        over: the time after the target.
        segments: the phases that divide the bar; empty where there is one only, or too little room.
        marks: its milestones.
    """

    plan: Plan
    status: str
    owners: str
    target: str
    finished: bool
    flag: str
    late: bool
    slip: Slip | None
    baseline: float | None
    schedule: str
    bar: Bar | None
    over: Bar | None
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]


class RowGroup(Struct, frozen=True):
    """Rows of one group; ``title`` is empty where the roadmap is not grouped."""

    title: str
    rows: tuple[Row, ...]


class UnscheduledPlan(Struct, frozen=True):
    """A plan that is not on the roadmap; ``why`` states the reason."""

    plan: Plan
    status: str
    owners: str
    why: str


class Roadmap(Struct, frozen=True):
    """The roadmap.

    Attributes:
        axis: the axis of months; None where no plan has dates.
        today: the position of the end of today on it, in percent.
        today_label: its label.
        groups: the rows.
        slipped: whether a baseline is shown.
        others: active plans that are not on the roadmap.
        closed: finished and dropped plans that are not, or that ended before it begins.
        undated: milestones without a date, with their plans.
    """

    axis: Axis | None
    today: float
    today_label: str
    groups: tuple[RowGroup, ...]
    slipped: bool
    others: tuple[UnscheduledPlan, ...]
    closed: tuple[UnscheduledPlan, ...]
    undated: tuple[tuple[Plan, Milestone], ...]
    messages: Messages


class _Dated(Struct, frozen=True):
    """A plan that has dates: its period, the first and last day of it and of its milestones, and its slip."""

    plan: Plan
    span: Span | None
    first: date
    last: date
    slip: Slip | None


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> Roadmap:
    messages = options.messages
    today = last_day(portfolio.as_of)
    begins = months_before(today, options.roadmap_past)
    dated = {plan.id: one for plan in selected if (one := _dated(plan, portfolio, messages)) is not None}
    shown = {key: one for key, one in dated.items() if one.last >= begins}
    rest = [
        _unscheduled(plan, dated.get(plan.id), messages) for plan in by_status(selected, WORK_FIRST) if plan.id not in shown
    ]
    axis = _axis(shown.values(), begins, today, messages)
    rows = {key: _row(one, axis, today, messages) for key, one in shown.items()} if axis else {}
    ordered = tuple(one.plan for one in sorted(shown.values(), key=lambda one: _order(one.plan, one)))
    return Roadmap(
        axis=axis,
        today=axis.end_of(today) if axis else 0,
        today_label=messages("roadmap.today", day=messages.date_in_year(portfolio.as_of)),
        groups=tuple(
            RowGroup(group.title, tuple(rows[plan.id] for plan in group.plans))
            for group in groups(ordered, options.roadmap_group, messages)
            if axis
        ),
        slipped=any(row.baseline is not None for row in rows.values()),
        others=tuple(one for one in rest if one.plan.status in ACTIVE),
        closed=tuple(one for one in rest if one.plan.status not in ACTIVE),
        undated=tuple((plan, milestone) for plan in selected for milestone in plan.milestones if not milestone.date),
        messages=messages,
    )


def _dated(plan: Plan, portfolio: Portfolio, messages: Messages) -> _Dated | None:
    # A dropped plan will not be finished at any time.
    if plan.status == "dropped":
        return None
    span = plan_span(plan, portfolio)
    days = [day for day, _ in dated_milestones(plan)]
    if span is not None:
        days += span.first, span.last
    return _Dated(plan, span, min(days), max(days), target_slip(plan, portfolio, messages)) if days else None


def _axis(shown: Collection[_Dated], begins: date, today: date, messages: Messages) -> Axis | None:
    if not shown:
        return None
    first = min(today, *(one.first for one in shown))
    last = max(today, *(one.last for one in shown), *(last_day(one.slip.baseline) for one in shown if one.slip))
    return rounded_axis(max(begins, first), last, messages)


def _order(plan: Plan, one: _Dated) -> tuple[bool, int, str]:
    """Active plans by their target, then finished ones, the latest first."""
    if plan.status not in ACTIVE:
        return True, -one.last.toordinal(), plan.title.lower()
    return False, (one.span.end if one.span else one.last).toordinal(), plan.title.lower()


def _row(one: _Dated, axis: Axis, today: date, messages: Messages) -> Row:
    plan, span = one.plan, one.span
    finished = span is not None and span.finished
    bar = _bar(span, axis) if span else None
    milestones = milestone_marks(plan, axis, today, messages)
    missed = sum(bool(mark.flag) for mark in milestones)
    late = span is not None and span.late > 0
    return Row(
        plan=plan,
        status=messages.status(plan.status),
        owners=", ".join(plan.owners),
        target=messages.date(plan.finished if finished else plan.target),
        finished=finished,
        flag=messages.count("milestones-late", missed) if missed and not late else _flag(span, messages),
        late=late or missed > 0,
        slip=one.slip,
        baseline=_baseline(one.slip, axis),
        schedule=_schedule(plan, span, messages) if span else "",
        bar=bar,
        over=axis.bar(span.after_end, span.over) if span and span.over else None,
        segments=_segments(plan, bar, messages),
        marks=milestones,
    )


def _segments(plan: Plan, bar: Bar | None, messages: Messages) -> tuple[Segment, ...]:
    found = segments(plan, messages)
    return found if bar and len(found) > 1 and bar.width >= MIN_SEGMENT_WIDTH * len(found) else ()


def _baseline(slip: Slip | None, axis: Axis) -> float | None:
    day = last_day(slip.baseline) if slip else None
    return axis.end_of(day) if day is not None and day >= axis.first else None


def _flag(span: Span | None, messages: Messages) -> str:
    if span is None:
        return ""
    if span.late:
        return messages.count("late", span.late)
    return messages.count("early", span.early) if span.early else ""


def _bar(span: Span, axis: Axis) -> Bar | None:
    if span.end < axis.first:  # the target passed before the roadmap begins: only the time after it is shown
        return None
    return axis.bar(span.begin, span.end) if span.begin else Bar(axis.end_of(span.end), 0)


def _schedule(plan: Plan, span: Span, messages: Messages) -> str:
    end = messages.date(plan.finished if span.finished else plan.target)
    if span.begin is None:
        return end
    key = "roadmap.span" if plan.start else "roadmap.span-created"
    return messages(key, start=messages.date(plan.start or plan.created), end=end)


def _unscheduled(plan: Plan, one: _Dated | None, messages: Messages) -> UnscheduledPlan:
    if plan.status == "dropped":
        why = messages("roadmap.dropped")
    elif plan.status in ACTIVE:
        why = messages("roadmap.no-target")
    else:
        why = messages("roadmap.ended", date=messages.date(one.last.isoformat())) if one else messages("roadmap.no-end")
    return UnscheduledPlan(plan, messages.status(plan.status), ", ".join(plan.owners), why)


def _has_dates(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(_dated(plan, portfolio, options.messages) for plan in portfolio.plans)


VIEW = View("roadmap", build, has_content=_has_dates)
