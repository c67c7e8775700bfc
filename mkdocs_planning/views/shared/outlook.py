"""What a forecast says in words, of one plan and of all that are under way."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.forecast import Forecast, forecast
from mkdocs_planning.model.history import History, PlanHistory, Point
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.words.catalogue import Words


class Outlook(Struct, frozen=True):
    """When something will be done, in words, or why nobody can tell; ``forecast`` is None there.

    ``short`` says the same as part of a sentence.
    """

    text: str
    short: str
    forecast: Forecast | None = None


def outlook(plan: Plan, points: tuple[Point, ...], as_of: str, words: Words) -> Outlook:
    """The outlook of *plan*, of which *points* is the past."""
    if plan.status not in ACTIVE:
        return _withheld(words(f"forecast.{plan.status}"), words)
    return _said(points, as_of, words)


def outlook_of_all(plans: Iterable[Plan], portfolio: Portfolio, words: Words) -> Outlook:
    """When all of *plans* that are under way will be done, by the pace of all of them.

    What a finished or dropped plan left open is scope that was given up when it was.
    """
    history = portfolio.history or History(portfolio.as_of)
    found = [_without_leavings(plan, past) for plan in plans if (past := history.plans.get(plan.id)) is not None]
    return _said(together(found), portfolio.as_of, words)


def _said(points: tuple[Point, ...], as_of: str, words: Words) -> Outlook:
    made = forecast(points, as_of)
    pace = made.pace
    if not isinstance(made, Forecast):
        return _withheld(words(f"forecast.{made.reason}", weeks=pace.weeks, done=pace.done, added=pace.added), words)
    when = words("forecast.when", early=words.date(made.early), likely=words.date(made.likely), late=words.date(made.late))
    text = words("forecast.range", weeks=pace.weeks, when=when)
    return Outlook(text, words("forecast.short", when=when), made)


def _withheld(why: str, words: Words) -> Outlook:
    return Outlook(words("forecast.none", why=why), words("forecast.none-short", why=why))


def _without_leavings(plan: Plan, past: PlanHistory) -> tuple[Point, ...]:
    last = past.points[-1] if past.points else None
    if plan.status in ACTIVE or last is None or not past.statuses:
        return past.points
    ended = max(last.date, past.statuses[-1].moment.date)
    return (*past.points, Point(ended, last.done, last.done))


def together(histories: Iterable[tuple[Point, ...]]) -> tuple[Point, ...]:
    """The sum of several histories, one point for each day on which any of them has one."""
    changes: dict[str, list[int]] = {}
    for points in histories:
        done = total = 0
        for point in points:
            change = changes.setdefault(point.date, [0, 0])
            change[0] += point.done - done
            change[1] += point.total - total
            done, total = point.done, point.total
    made: list[Point] = []
    done = total = 0
    for day in sorted(changes, key=last_day):
        done, total = done + changes[day][0], total + changes[day][1]
        made.append(Point(day, done, total))
    return tuple(made)
