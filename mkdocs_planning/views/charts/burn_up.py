"""A burn-up chart: tasks done as an area, the scope as a line above it, and the same numbers as a table.

Unlike a burn-down chart it shows added scope as such, and not as slow progress.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import Point
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.date_axis import Axis, exact_axis
from mkdocs_planning.views.charts.step_lines import HEIGHT, WIDTH, area_below, step_line, thin
from mkdocs_planning.views.facts.forecast_text import ForecastText, forecast_of_all, forecast_of_plan, sum_of_points
from mkdocs_planning.views.messages.catalogue import Messages

SLICES = 100
"""The resolution of the chart of all plans: longer histories are thinned to it."""
SLICES_SMALL = 40
"""The resolution of the chart in a header."""
MARGIN_TOP = 4
"""Units above the highest point, so that its line is not cut."""


class Row(Struct, frozen=True):
    """A row of the table: a day (formatted), the tasks done at its end, and the scope."""

    day: str
    done: int
    total: int


class BurnUp(Struct, frozen=True):
    """Progress over time.

    Attributes:
        done: SVG path of the area; ``scope`` of the line above it, ``cone`` of the forecast.
        axis: the axis of days.
        today: position of the end of today on it, in percent.
        today_label: its label; empty for a plan that has ended.
        done_text: tasks done, in words.
        scope_text: the scope and how it has changed, in words.
        forecast: when the work will be done, or why that is not known.
        rows: the points that are drawn.
        left_out: number of points between those, which are not drawn.
    """

    done: str
    scope: str
    cone: str
    axis: Axis
    today: float
    today_label: str
    done_text: str
    scope_text: str
    forecast: ForecastText
    rows: tuple[Row, ...]
    left_out: int

    @property
    def grid(self) -> str:
        """SVG path of vertical lines at the ticks."""
        return "".join(f"M{tick.at * WIDTH / 100:.0f} 0V{HEIGHT}" for tick in self.axis.ticks if tick.at)


def burn_up(plan: Plan, portfolio: Portfolio, messages: Messages) -> BurnUp | None:
    """The burn-up chart of *plan*; None without history, or where nothing has changed."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    if past is None:
        return None
    ahead = forecast_of_plan(plan, past.points, portfolio.as_of, messages)
    return _burn_up(past.points, portfolio.as_of, ahead, messages, over=plan.status not in ACTIVE, slices=SLICES_SMALL)


def burn_up_of_all(portfolio: Portfolio, plans: tuple[Plan, ...], messages: Messages) -> BurnUp | None:
    """The burn-up chart of *plans* together. Where these are all plans, removed ones count too."""
    history = portfolio.history
    if history is None:
        return None
    whole = len(plans) == len(portfolio.plans)
    known = (history.plans[plan.id].points for plan in plans if plan.id in history.plans)
    points = history.points if whole else sum_of_points(known)
    ahead = forecast_of_all(plans, portfolio, messages)
    return _burn_up(points, portfolio.as_of, ahead, messages, over=False, slices=SLICES)


def _burn_up(
    points: Sequence[Point], as_of: str, ahead: ForecastText, messages: Messages, *, over: bool, slices: int
) -> BurnUp | None:
    most = max((point.total for point in points), default=0)
    if len(points) < 2 or not most:
        return None
    first, last = last_day(points[0].date), last_day(points[-1].date)
    today = last if over else max(last, last_day(as_of))
    axis = exact_axis(first, _end(first, today, ahead), messages)
    shown = thin(points, slices)

    def x(day: date) -> float:
        return axis.end_of(day) * WIDTH / 100

    # The last day would have no width; it gets that of a slice.
    latest = x(today) - WIDTH / slices

    def y(tasks: int) -> float:
        return HEIGHT - tasks * (HEIGHT - MARGIN_TOP) / most

    at = [min(x(last_day(point.date)), latest) for point in shown]
    done = step_line(((x_, y(point.done)) for x_, point in zip(at, shown, strict=True)), x(today))
    now = points[-1]
    return BurnUp(
        done=area_below(done, at[0]),
        scope=step_line(((x_, y(point.total)) for x_, point in zip(at, shown, strict=True)), x(today)),
        cone=_cone(ahead, x, (x(today), y(now.done)), y(now.total)),
        axis=axis,
        today=axis.end_of(today),
        today_label="" if over else messages("roadmap.today", day=messages.date_in_year(today.isoformat())),
        done_text=messages.count("tasks-done", now.total, done=now.done),
        scope_text=_scope(points, messages),
        forecast=ahead,
        rows=tuple(Row(messages.date(point.date), point.done, point.total) for point in shown),
        left_out=len(points) - len(shown),
    )


def _end(first: date, today: date, ahead: ForecastText) -> date:
    """The last day of the chart: the end of the forecast, unless that would take more than two thirds of the width."""
    if ahead.forecast is None:
        return today
    end = last_day(ahead.forecast.late)
    return end if (end - today) <= 2 * (today - first) else today


def _cone(ahead: ForecastText, x: Callable[[date], float], now: tuple[float, float], scope: float) -> str:
    """SVG path from the point *now* to the days at which 20 and 80 percent of the simulated futures reach *scope*."""
    if ahead.forecast is None or now[0] >= WIDTH:
        return ""
    early, late = (x(last_day(iso)) for iso in (ahead.forecast.early, ahead.forecast.late))
    return f"M{now[0]:.0f} {now[1]:.1f}L{early:.0f} {scope:.1f}H{late:.0f}Z"


def _scope(points: Sequence[Point], messages: Messages) -> str:
    """The scope and how it has changed since the first point."""
    total = points[-1].total
    grown = total - points[0].total
    key = "scope-grew" if grown > 0 else "scope-shrank" if grown < 0 else "scope-same"
    return messages.count(key, total, grown=abs(grown), date=messages.date(points[0].date))
