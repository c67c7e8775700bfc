"""A horizontal axis of days with ticks. Positions are in percent of its width."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.views.messages.catalogue import Messages

MONTHS_LONG = 18
"""Beyond this number of months, ticks are quarters."""
QUARTERS_LONG = 24
"""Beyond this number of quarters, ticks are years."""

MONTHS_PER_TICK = {"month": 1, "quarter": 3, "year": 12}
MIN_WIDTH_AT_END = 5.0
"""Percent of the axis that the label of the first or last tick needs, which may be cut."""

Unit = Literal["month", "quarter", "year"]


class Tick(Struct, frozen=True):
    """A tick: its position, the width up to the next one, and its label ("Oct", "Q4", "2026").

    ``year`` is set on the first tick, and on the first one of a year.
    """

    at: float
    width: float
    title: str
    year: str


class Bar(Struct, frozen=True):
    """A bar on the axis: position and width in percent. ``cut`` is set where it begins before the axis."""

    at: float
    width: float
    cut: bool = False


class Axis(Struct, frozen=True):
    """An axis from ``first`` to ``last``, both included."""

    first: date
    last: date
    unit: Unit
    ticks: tuple[Tick, ...]

    def start_of(self, day: date) -> float:
        """The position where *day* begins; a day outside the axis is at its edge."""
        return _share(day.toordinal() - self.first.toordinal(), self)

    def end_of(self, day: date) -> float:
        """The position where *day* ends."""
        return _share(day.toordinal() + 1 - self.first.toordinal(), self)

    def bar(self, first: date, last: date) -> Bar:
        """The bar from *first* to *last*, both included."""
        at = self.start_of(first)
        return Bar(at, round(self.end_of(last) - at, 2), first < self.first)


def rounded_axis(first: date, last: date, messages: Messages) -> Axis:
    """An axis that includes *first* and *last*, and begins and ends with a month, a quarter or a year."""
    unit = _unit(first, last)
    size = MONTHS_PER_TICK[unit]
    begin = date(first.year, (first.month - 1) // size * size + 1, 1)
    month = (last.month - 1) // size * size + size
    end = date(last.year, month, monthrange(last.year, month)[1])
    bare = Axis(begin, end, unit, ())
    return Axis(begin, end, unit, tuple(_ticks(bare, begin, messages)))


def exact_axis(first: date, last: date, messages: Messages) -> Axis:
    """An axis from *first* to *last*. A period of which too little is visible at an end has no tick."""
    unit = _unit(first, last)
    begin = date(first.year, (first.month - 1) // MONTHS_PER_TICK[unit] * MONTHS_PER_TICK[unit] + 1, 1)
    bare = Axis(first, last, unit, ())
    ticks = list(_ticks(bare, begin, messages))
    if len(ticks) > 1 and ticks[0].width < MIN_WIDTH_AT_END:
        ticks[:2] = [replace(ticks[1], year=ticks[1].year or ticks[0].year)]
    if len(ticks) > 1 and ticks[-1].width < MIN_WIDTH_AT_END:
        ticks.pop()
    return Axis(first, last, unit, tuple(ticks))


def _unit(first: date, last: date) -> Unit:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= MONTHS_LONG else "quarter" if months <= 3 * QUARTERS_LONG else "year"


def months_before(day: date, months: int) -> date:
    """The first day of the month *months* before that of *day*."""
    number = max(12, day.year * 12 + day.month - 1 - months)
    return date(number // 12, number % 12 + 1, 1)


def _ticks(of: Axis, begin: date, messages: Messages) -> Iterator[Tick]:
    """The ticks of *of* from *begin* on, the first day of a month, a quarter or a year."""
    day, size = begin, MONTHS_PER_TICK[of.unit]
    while day <= of.last:
        after = day.year * 12 + day.month - 1 + size
        end = date(after // 12, after % 12 + 1, 1)
        at = of.start_of(day)
        opens = size < 12 and (day == begin or day.month == 1)
        yield Tick(at, round(of.start_of(end) - at, 2), _label(day, of.unit, messages), str(day.year) if opens else "")
        day = end


def _label(day: date, unit: Unit, messages: Messages) -> str:
    match unit:
        case "month":
            return messages.month(day.month)
        case "quarter":
            return messages.quarter((day.month + 2) // 3)
        case "year":
            return str(day.year)


def _share(days: int, of: Axis) -> float:
    whole = of.last.toordinal() + 1 - of.first.toordinal()
    return round(100 * min(max(days, 0), whole) / whole, 2)
