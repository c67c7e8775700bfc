"""When a plan is worked on: from when to when, what it should have been, and in words where the two differ."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from mkdocs_planning.model.dates import first_day, last_day
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio


class Span(Struct, frozen=True):
    """The time of a plan.

    Attributes:
        begin: its first day, or None where no beginning is stated: then the plan is a point.
        end: its last day as it should be (the target) or, finished earlier or without a target, as it was.
        over: the last day of what came after the target: the day it was finished, or today while it is late.
        finished: ``end`` or ``over`` is the day on which it was finished.
        late: days by which it is or was late.
        early: days by which it was finished before its target.
    """

    begin: date | None
    end: date
    over: date | None = None
    finished: bool = False
    late: int = 0
    early: int = 0

    @property
    def after_end(self) -> date:
        """The day after ``end``, on which what is over begins."""
        return self.end + timedelta(1)

    @property
    def last(self) -> date:
        return self.over or self.end

    @property
    def first(self) -> date:
        return self.begin or self.end


def span(plan: Plan, portfolio: Portfolio) -> Span | None:
    """The time of *plan*, or None where it states no end."""
    target = last_day(plan.target) if plan.target else None
    finished = last_day(plan.finished) if plan.finished and plan.status not in ACTIVE else None
    end = target or finished
    if end is None:
        return None
    if finished is not None and finished < end:
        end = finished
    begin = _begin(plan, end)
    if finished is not None:
        if target is None:
            return Span(begin, end, finished=True)
        # A target of a whole month is kept, or missed, by the month: its last day counts.
        days = (finished - target).days
        # What is finished "in May" may have been so on any day of it.
        exact = len(plan.finished or "") == 10
        late, early = max(0, days), max(0, -days) if exact else 0
        return Span(begin, end, finished if late else None, finished=True, late=late, early=early)
    late = portfolio.days_late(plan)
    return Span(begin, end, last_day(portfolio.as_of) if late else None, late=late)


def _begin(plan: Plan, end: date) -> date | None:
    iso = plan.start or plan.created
    day = first_day(iso) if iso else None
    # A plan that ends before it begins states nonsense; its end is what others wait for.
    return day if day is not None and day <= end else None
