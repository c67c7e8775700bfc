"""The forecast of one plan, or of several together, in words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.forecast import Forecast, NoForecast, forecast
from mkdocs_planning.model.history import History, PlanHistory, Point
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.messages.catalogue import Messages


class ForecastText(Struct, frozen=True):
    """A forecast in words, or why there is none (then ``forecast`` is None).

    Attributes:
        text: as a sentence.
        short: as part of a sentence.
    """

    text: str
    short: str
    forecast: Forecast | None = None


def forecast_of_plan(plan: Plan, points: tuple[Point, ...], as_of: str, messages: Messages) -> ForecastText:
    """The forecast of *plan*, whose progress over time is *points*."""
    if plan.status not in ACTIVE:
        return _none(messages(f"forecast.{plan.status}"), messages)
    return _forecast(points, as_of, messages)


def forecast_of_all(plans: Iterable[Plan], portfolio: Portfolio, messages: Messages) -> ForecastText:
    """When all active ones of *plans* will be done, at their common pace.

    Tasks left open in a finished or dropped plan count as scope removed on the day it was finished or dropped.
    """
    history = portfolio.history or History(portfolio.as_of)
    found = [_until_end(plan, past) for plan in plans if (past := history.plans.get(plan.id)) is not None]
    return _forecast(sum_of_points(found), portfolio.as_of, messages)


def _forecast(points: tuple[Point, ...], as_of: str, messages: Messages) -> ForecastText:
    made = forecast(points, as_of)
    if not isinstance(made, Forecast):
        return _none(_reason(made, messages), messages)
    when = messages(
        "forecast.when",
        early=messages.date(made.early),
        likely=messages.date(made.likely),
        late=messages.date(made.late),
    )
    text = messages.count("forecast.range", made.pace.weeks, when=when)
    return ForecastText(text, messages("forecast.short", when=when), made)


def _reason(no_forecast: NoForecast, messages: Messages) -> str:
    key, pace = f"forecast.{no_forecast.reason}", no_forecast.pace
    if no_forecast.reason in {"grows", "far"}:
        return messages.count(key, pace.weeks, done=pace.done, added=pace.added)
    return messages(key)


def _none(why: str, messages: Messages) -> ForecastText:
    return ForecastText(messages("forecast.none", why=why), messages("forecast.none-short", why=why))


def _until_end(plan: Plan, past: PlanHistory) -> tuple[Point, ...]:
    """Progress over time, without the open tasks from the end of a finished or dropped plan on."""
    last = past.points[-1] if past.points else None
    if plan.status in ACTIVE or last is None or not past.statuses:
        return past.points
    ended = max(last.date, past.statuses[-1].moment.date)
    return (*past.points, Point(ended, last.done, last.done))


def sum_of_points(histories: Iterable[tuple[Point, ...]]) -> tuple[Point, ...]:
    """The sum of several progresses over time, with one point for each day on which any of them has one."""
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
