"""When will it be done? A range from the recent pace, or why none can be given.

The method is the throughput forecast of T. Magennis (*Forecasting and Simulating Software Development
Projects*, 2011) and D. Vacanti (*When Will It Be Done?*, 2020): each week to come is like one of the recent
past, any of them with the same chance, and the days by which 20, 50 and 80 percent of all such futures finish
make the range. What is drawn from is a bootstrap sample (B. Efron, 1979); other than in a simulation no future
is drawn by chance, but all of them are counted, so that the same past gives the same range on every machine.

A past week counts with what it took off the open tasks: tasks done or dropped, less those added or reopened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import Point

WINDOW = 12
"""How many weeks back the pace is measured: a quarter, long enough for a sample and short enough to be recent."""
LEAST_WEEKS = 4
"""Of how many weeks something must be known."""
LEAST_ACTIVE = 3
"""In how many of them something must have been done: one or two bursts are no pace."""
HORIZON = 104
"""How many weeks ahead are looked at; what takes longer than two years nobody can tell from a quarter."""
SHARES = (20, 50, 80)
"""Percent of the futures that have finished at the days of a forecast."""
LOTS = 400
"""More open tasks than these are counted in lots, of which there are about this many, since all futures are counted."""
WEEK = timedelta(7)

Reason = Literal["no-tasks", "done", "too-little", "grows", "far"]
"""Why there is no forecast: nothing to do, nothing left to do, too little done to tell, more added than worked
off, or no end within the horizon."""


class Pace(Struct, frozen=True):
    """What happened in the last whole ``weeks``: ``done`` tasks (less reopened ones), and the ``added`` scope."""

    weeks: int
    done: int
    added: int


class Forecast(Struct, frozen=True):
    """The days (ISO) by which 20, 50 and 80 percent of the futures finish, from this pace."""

    early: str
    likely: str
    late: str
    pace: Pace


class NoForecast(Struct, frozen=True):
    """No forecast, and why."""

    reason: Reason
    pace: Pace


class _Week(Struct, frozen=True):
    """One week: tasks done in it, and by how many the open ones became fewer (negative: more)."""

    done: int
    net: int


def forecast(points: Sequence[Point], as_of: str) -> Forecast | NoForecast:
    """When what is open in the last of *points* will be done.

    Args:
        points: progress, oldest first, each of which holds until the next; those after *as_of* count as of that day.
        as_of: today, as ISO text.
    """
    today = last_day(as_of)
    weeks = _weeks(points, today)
    pace = Pace(len(weeks), sum(week.done for week in weeks), sum(week.done - week.net for week in weeks))
    if not points or not points[-1].total:
        return NoForecast("no-tasks", pace)
    left = points[-1].total - points[-1].done
    if left <= 0:
        return NoForecast("done", pace)
    if len(weeks) < LEAST_WEEKS or sum(week.done > 0 for week in weeks) < LEAST_ACTIVE:
        return NoForecast("too-little", pace)
    net = [week.net for week in weeks]
    if sum(net) <= 0:
        return NoForecast("grows", pace)
    ends = weeks_until_done(left, net)
    if len(ends) < len(SHARES):
        return NoForecast("far", pace)
    early, likely, late = ((today + n * WEEK).isoformat() for n in ends)
    return Forecast(early, likely, late, pace)


def _weeks(points: Sequence[Point], today: date) -> list[_Week]:
    """The last weeks up to *today*, the latest first, from the one in which the first task was done.

    What passed before that was waiting and no pace.
    """
    begun = next((min(last_day(point.date), today) for point in points if point.done), None)
    if begun is None:
        return []
    days = [min(last_day(point.date), today) for point in points]
    found: list[_Week] = []
    for n in range(WINDOW):
        end = today - n * WEEK
        if end < begun or end - WEEK < days[0]:
            break
        before, after = points[bisect_right(days, end - WEEK) - 1], points[bisect_right(days, end) - 1]
        done = after.done - before.done
        found.append(_Week(done, done - (after.total - before.total)))
    return found


def weeks_until_done(left: int, net: Sequence[int]) -> list[int]:
    """After how many weeks each of :data:`SHARES` percent of all futures have finished; those within the horizon.

    Args:
        left: open tasks, at least one.
        net: by how many each week of the sample made them fewer; their sum is positive.
    """
    if left * len(net) > sum(net) * HORIZON:  # not even at the mean pace
        return []
    lot = max(1, left // LOTS)
    steps = Counter(net)
    wanted = list(SHARES)
    found: list[int] = []
    futures, finished = 1, 0
    # How many futures have so many tasks open. Whole numbers, since a rounded share could fall on either side of 20 %.
    still = {left: 1}
    for week in range(1, HORIZON + 1):
        futures *= len(net) * lot
        finished *= len(net) * lot
        ahead: dict[int, int] = {}
        for open_, ways in still.items():
            for step, times in steps.items():
                after = open_ - step
                if after <= 0:
                    finished += ways * times * lot
                    continue
                # What lies between two lots is split between them so that the mean stays.
                lots, over = divmod(after, lot)
                ahead[lots * lot] = ahead.get(lots * lot, 0) + ways * times * (lot - over)
                if over:
                    ahead[(lots + 1) * lot] = ahead.get((lots + 1) * lot, 0) + ways * times * over
        finished += ahead.pop(0, 0)
        still = ahead
        while wanted and finished * 100 >= wanted[0] * futures:
            found.append(week)
            wanted.pop(0)
        if not wanted:
            break
    return found
