"""A burn-up: tasks done as an area, the scope as a line above it, and the same numbers as a table.

Other than a burn-down it shows a growing scope for what it is, and not as slow work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import Point
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.axis import Axis, exact
from mkdocs_planning.views.charts.step_lines import HEIGHT, WIDTH, area_below, step_line, thin
from mkdocs_planning.views.shared.outlook import Outlook, outlook, outlook_of_all, together
from mkdocs_planning.views.words.catalogue import Words

SLICES = 100
"""How many marks wide the picture of all plans is; a history of more points is thinned to that."""
SLICES_SMALL = 40
"""The same for the picture in a header."""
ROOM = 4
"""Units above the highest point, so that the whole of its line is seen."""


class Row(Struct, frozen=True):
    """A row of the table: a day as shown, tasks done at its end, and all tasks."""

    day: str
    done: int
    total: int


class BurnUp(Struct, frozen=True):
    """Progress over time.

    Attributes:
        done: the path of the area; ``scope`` that of the line above it, ``cone`` that of the forecast.
        axis: the days that the picture shows.
        today: where today ends on it, in per cent; ``now`` says so.
        said: what the picture shows, in words.
        outlook: when it will be done, or why nobody can tell.
        rows: the points that are drawn.
        left_out: how many more there are, between those.
    """

    done: str
    scope: str
    cone: str
    axis: Axis
    today: float
    now: str
    said: tuple[str, ...]
    outlook: Outlook
    rows: tuple[Row, ...]
    left_out: int

    @property
    def grid(self) -> str:
        """The path of the lines at which months, quarters or years begin."""
        return "".join(f"M{tick.at * WIDTH / 100:.0f} 0V{HEIGHT}" for tick in self.axis.ticks if tick.at)


def burn_up(plan: Plan, portfolio: Portfolio, words: Words) -> BurnUp | None:
    """The burn-up of *plan*; None where nothing is known of its past, or nothing has changed in it."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    if past is None:
        return None
    ahead = outlook(plan, past.points, portfolio.as_of, words)
    return _made(past.points, portfolio.as_of, ahead, words, over=plan.status not in ACTIVE, slices=SLICES_SMALL)


def burn_up_of_all(portfolio: Portfolio, plans: tuple[Plan, ...], words: Words) -> BurnUp | None:
    """The burn-up of *plans* together; where these are all plans, those count that were removed since."""
    history = portfolio.history
    if history is None:
        return None
    whole = len(plans) == len(portfolio.plans)
    known = (history.plans[plan.id].points for plan in plans if plan.id in history.plans)
    points = history.points if whole else together(known)
    return _made(points, portfolio.as_of, outlook_of_all(plans, portfolio, words), words, over=False, slices=SLICES)


def _made(points: Sequence[Point], as_of: str, ahead: Outlook, words: Words, *, over: bool, slices: int) -> BurnUp | None:
    most = max((point.total for point in points), default=0)
    if len(points) < 2 or not most:
        return None
    first, last = last_day(points[0].date), last_day(points[-1].date)
    today = last if over else max(last, last_day(as_of))
    line = exact(first, _end(first, today, ahead), words)
    shown = thin(points, slices)

    def x(day: date) -> float:
        return line.end_of(day) * WIDTH / 100

    # What happened on the last day would have no width; it gets that of a mark.
    latest = x(today) - WIDTH / slices

    def y(tasks: int) -> float:
        return HEIGHT - tasks * (HEIGHT - ROOM) / most

    at = [min(x(last_day(point.date)), latest) for point in shown]
    done = step_line(((x_, y(point.done)) for x_, point in zip(at, shown, strict=True)), x(today))
    now = points[-1]
    return BurnUp(
        done=area_below(done, at[0]),
        scope=step_line(((x_, y(point.total)) for x_, point in zip(at, shown, strict=True)), x(today)),
        cone=_cone(ahead, x, (x(today), y(now.done)), y(now.total)),
        axis=line,
        today=line.end_of(today),
        now="" if over else words("roadmap.today", day=words.day(today.isoformat())),
        said=(words.count("tasks-done", now.total, done=now.done), _scope(points, words)),
        outlook=ahead,
        rows=tuple(Row(words.date(point.date), point.done, point.total) for point in shown),
        left_out=len(points) - len(shown),
    )


def _end(first: date, today: date, ahead: Outlook) -> date:
    """The last day of the picture: that of the forecast, unless what was would be squeezed by what may be."""
    if ahead.forecast is None:
        return today
    end = last_day(ahead.forecast.late)
    return end if (end - today) <= 2 * (today - first) else today


def _cone(ahead: Outlook, x: Callable[[date], float], now: tuple[float, float], scope: float) -> str:
    """The path from *now* to the days at which 20 and 80 percent of the futures reach the *scope*."""
    if ahead.forecast is None or now[0] >= WIDTH:
        return ""
    early, late = (x(last_day(iso)) for iso in (ahead.forecast.early, ahead.forecast.late))
    return f"M{now[0]:.0f} {now[1]:.1f}L{early:.0f} {scope:.1f}H{late:.0f}Z"


def _scope(points: Sequence[Point], words: Words) -> str:
    """The scope, and how it has changed since the beginning."""
    total = points[-1].total
    grown = total - points[0].total
    key = "scope-grew" if grown > 0 else "scope-shrank" if grown < 0 else "scope-same"
    return words.count(key, total, grown=abs(grown), date=words.date(points[0].date))
