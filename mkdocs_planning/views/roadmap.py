"""The roadmap: when does what come?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Milestone, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.axis import Axis, Piece, axis, back
from mkdocs_planning.views.charts.milestone_marks import Mark, dated, marks
from mkdocs_planning.views.charts.span import Span, span
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.progress import ORDER
from mkdocs_planning.views.shared.card import in_order
from mkdocs_planning.views.shared.groups import groups
from mkdocs_planning.views.shared.measure import Segment, segments
from mkdocs_planning.views.shared.slip import Slip, slip
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

PIECE = 0.8
"""Per cent of the line below which a piece of a bar could not be seen."""


class Row(Struct, frozen=True):
    """A plan on the roadmap.

    Attributes:
        target: the target as shown, or the day it was finished; empty where neither is stated.
        finished: ``target`` is the day on which it was finished.
        flag: how its end differs from its target, in words: "late by 12 days", "7 days early"; else how many
            of its milestones are late.
        late: the difference is one that hurts.
        slip: how far its target has moved from the first one that was committed.
        ghost: where that first one stands, in per cent; None where it is not on the line.
        when: from when to when, in words; empty where it has milestones only.
        bar: the time it has, up to the target; a point where it has no width.
        over: the time it took or takes beyond the target.
        pieces: its phases, into which the bar is cut; empty where it has one only, or no room for them.
    """

    plan: Plan
    status: str
    owners: str
    target: str
    finished: bool
    flag: str
    late: bool
    slip: Slip | None
    ghost: float | None
    when: str
    bar: Piece | None
    over: Piece | None
    pieces: tuple[Segment, ...]
    marks: tuple[Mark, ...]


class Band(Struct, frozen=True):
    """Rows that belong together; ``title`` is empty where the roadmap is not grouped."""

    title: str
    rows: tuple[Row, ...]


class Other(Struct, frozen=True):
    """A plan that is not on the roadmap, and why."""

    plan: Plan
    status: str
    owners: str
    why: str


class Roadmap(Struct, frozen=True):
    """The roadmap.

    Attributes:
        axis: the line of months; None where no plan has a place on it.
        today: where today ends on it, in per cent.
        today_said: the same in words.
        slipped: any plan has a mark where its target was first planned.
        others: the plans under way that have no place on it.
        closed: the finished and given up ones that have none, or ended before it begins.
        loose: milestones without a date, with their plans.
    """

    axis: Axis | None
    today: float
    today_said: str
    bands: tuple[Band, ...]
    slipped: bool
    others: tuple[Other, ...]
    closed: tuple[Other, ...]
    loose: tuple[tuple[Plan, Milestone], ...]
    words: Words


class _Dated(Struct, frozen=True):
    """A plan that has dates: its span, the first and last day of that and its milestones, and how far its target moved."""

    plan: Plan
    span: Span | None
    first: date
    last: date
    slip: Slip | None


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> Roadmap:
    words = ENGLISH
    today = last_day(portfolio.as_of)
    begins = back(today, options.roadmap_past)
    found = {plan.id: one for plan in selected if (one := _dated(plan, portfolio, words)) is not None}
    shown = {key: one for key, one in found.items() if one.last >= begins}
    rest = [_other(plan, found.get(plan.id), words) for plan in _by_status(selected) if plan.id not in shown]
    line = _axis(shown.values(), begins, today, words)
    rows = {key: _row(one, line, today, words) for key, one in shown.items()} if line else {}
    ordered = tuple(one.plan for one in sorted(shown.values(), key=lambda one: _order(one.plan, one)))
    return Roadmap(
        axis=line,
        today=line.end_of(today) if line else 0,
        today_said=words("roadmap.today", day=words.day(portfolio.as_of)),
        bands=tuple(
            Band(group.title, tuple(rows[plan.id] for plan in group.plans))
            for group in groups(ordered, options.roadmap_group, words)
            if line
        ),
        slipped=any(row.ghost is not None for row in rows.values()),
        others=tuple(one for one in rest if one.plan.status in ACTIVE),
        closed=tuple(one for one in rest if one.plan.status not in ACTIVE),
        loose=tuple((plan, milestone) for plan in selected for milestone in plan.milestones if not milestone.date),
        words=words,
    )


def _dated(plan: Plan, portfolio: Portfolio, words: Words) -> _Dated | None:
    # What was given up comes at no time.
    if plan.status == "dropped":
        return None
    time = span(plan, portfolio)
    days = [day for day, _ in dated(plan)]
    if time is not None:
        days += time.first, time.last
    return _Dated(plan, time, min(days), max(days), slip(plan, portfolio, words)) if days else None


def _axis(shown: Collection[_Dated], begins: date, today: date, words: Words) -> Axis | None:
    if not shown:
        return None
    first = min(today, *(one.first for one in shown))
    last = max(today, *(one.last for one in shown), *(last_day(one.slip.baseline) for one in shown if one.slip))
    return axis(max(begins, first), last, words)


def _order(plan: Plan, one: _Dated) -> tuple[bool, int, str]:
    """What is still to come first, by its target; then what is finished, the latest first."""
    if plan.status not in ACTIVE:
        return True, -one.last.toordinal(), plan.title.lower()
    return False, (one.span.end if one.span else one.last).toordinal(), plan.title.lower()


def _row(one: _Dated, line: Axis, today: date, words: Words) -> Row:
    plan, time = one.plan, one.span
    finished = time is not None and time.finished
    bar = _bar(time, line) if time else None
    pieces = segments(plan, words)
    milestones = marks(plan, line, today, words)
    missed = sum(bool(mark.flag) for mark in milestones)
    late = time is not None and time.late > 0
    return Row(
        plan=plan,
        status=words.status(plan.status),
        owners=", ".join(plan.owners),
        target=words.date(plan.finished if finished else plan.target),
        finished=finished,
        flag=words.count("milestones-late", missed) if missed and not late else _flag(time, words),
        late=late or missed > 0,
        slip=one.slip,
        ghost=_ghost(one.slip, line),
        when=_when(plan, time, words) if time else "",
        bar=bar,
        over=line.piece(time.after_end, time.over) if time and time.over else None,
        pieces=pieces if bar and len(pieces) > 1 and bar.width >= PIECE * len(pieces) else (),
        marks=milestones,
    )


def _ghost(moved: Slip | None, line: Axis) -> float | None:
    day = last_day(moved.baseline) if moved else None
    return line.end_of(day) if day is not None and day >= line.first else None


def _flag(time: Span | None, words: Words) -> str:
    if time is None:
        return ""
    if time.late:
        return words.count("late", time.late)
    return words.count("early", time.early) if time.early else ""


def _bar(time: Span, line: Axis) -> Piece | None:
    if time.end < line.first:  # its target passed before the roadmap begins; what is late is all one sees
        return None
    return line.piece(time.begin, time.end) if time.begin else Piece(line.end_of(time.end), 0)


def _when(plan: Plan, time: Span, words: Words) -> str:
    end = words.date(plan.finished if time.finished else plan.target)
    if time.begin is None:
        return end
    key = "roadmap.span" if plan.start else "roadmap.span-created"
    return words(key, start=words.date(plan.start or plan.created), end=end)


def _by_status(plans: tuple[Plan, ...]) -> list[Plan]:
    return [plan for status in ORDER for plan in in_order(status, [plan for plan in plans if plan.status == status])]


def _other(plan: Plan, one: _Dated | None, words: Words) -> Other:
    if plan.status == "dropped":
        why = words("roadmap.given-up")
    elif plan.status in ACTIVE:
        why = words("roadmap.no-target")
    else:
        why = words("roadmap.ended", date=words.date(one.last.isoformat())) if one else words("roadmap.no-end")
    return Other(plan, words.status(plan.status), ", ".join(plan.owners), why)


def _shown(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(_dated(plan, portfolio, ENGLISH) for plan in portfolio.plans)


VIEW = View(
    name="roadmap",
    title=ENGLISH("roadmap.title"),
    path="roadmap/",
    template="roadmap.html",
    build=build,
    shown=_shown,
    hide=("toc",),
)
