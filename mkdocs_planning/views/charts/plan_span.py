"""The period of a plan: from its start to its target, and how far its end deviates from the target."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from mkdocs_planning.model.dates import first_day, last_day
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio


class Span(Struct, frozen=True):
    """The period of a plan.

    Attributes:
        begin: its first day; None where no start is stated.
        end: its target; the day it was finished, where that is earlier or there is no target.
        over: the last day after a missed target: the day it was finished, or today.
        finished: whether ``end`` or ``over`` is the day it was finished.
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
        """The day after ``end``."""
        return self.end + timedelta(1)

    @property
    def last(self) -> date:
        """The last day, including the time after the target."""
        return self.over or self.end

    @property
    def first(self) -> date:
        """The first day; the last one where no start is stated."""
        return self.begin or self.end


def plan_span(plan: Plan, portfolio: Portfolio) -> Span | None:
    """The period of *plan*; None where it has neither a target nor a day on which it was finished."""
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
        # A target without a day is met until its last day.
        days = (finished - target).days
        # A plan finished "in May" may have been finished on any day of May.
        exact = len(plan.finished or "") == 10
        late, early = max(0, days), max(0, -days) if exact else 0
        return Span(begin, end, finished if late else None, finished=True, late=late, early=early)
    late = portfolio.days_late(plan)
    return Span(begin, end, last_day(portfolio.as_of) if late else None, late=late)


def _begin(plan: Plan, end: date) -> date | None:
    iso = plan.start or plan.created
    day = first_day(iso) if iso else None
    # A start after the end is an error; the end is what others rely on.
    return day if day is not None and day <= end else None
