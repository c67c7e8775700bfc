"""A line of days with its marks: where a date stands, in per cent of the width."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from mkdocs_planning.views.words import Words

MONTHS_LONG = 18
"""A line of more months than these is marked by quarters."""
QUARTERS_LONG = 24
"""A line of more quarters than these is marked by years."""

Unit = Literal["month", "quarter", "year"]


class Tick(Struct, frozen=True):
    """A mark: where it stands, how wide what follows is, its name ("Oct", "Q4", "2026").

    ``year`` is set where a year begins, and at the first mark.
    """

    at: float
    width: float
    title: str
    year: str


class Piece(Struct, frozen=True):
    """A part of the line, in per cent of it. ``cut`` says that it begins before the line does."""

    at: float
    width: float
    cut: bool = False


class Axis(Struct, frozen=True):
    """The days from ``first`` to ``last``, both included, which begin and end with a month, a quarter or a year."""

    first: date
    last: date
    unit: Unit
    ticks: tuple[Tick, ...]

    def start_of(self, day: date) -> float:
        """Where *day* begins; what lies outside stands at the edge."""
        return _share(day.toordinal() - self.first.toordinal(), self)

    def end_of(self, day: date) -> float:
        """Where *day* ends."""
        return _share(day.toordinal() + 1 - self.first.toordinal(), self)

    def piece(self, first: date, last: date) -> Piece:
        """The days from *first* to *last*, both included."""
        at = self.start_of(first)
        return Piece(at, round(self.end_of(last) - at, 2), first < self.first)


def axis(first: date, last: date, words: Words) -> Axis:
    """The axis that shows *first* and *last*."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    unit: Unit = "month" if months <= MONTHS_LONG else "quarter" if months <= 3 * QUARTERS_LONG else "year"
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    begin = date(first.year, (first.month - 1) // size * size + 1, 1)
    month = (last.month - 1) // size * size + size
    end = date(last.year, month, monthrange(last.year, month)[1])
    bare = Axis(begin, end, unit, ())
    return Axis(begin, end, unit, tuple(_ticks(bare, size, words)))


def back(day: date, months: int) -> date:
    """The first day of the month that lies *months* before that of *day*."""
    number = max(12, day.year * 12 + day.month - 1 - months)
    return date(number // 12, number % 12 + 1, 1)


def _ticks(of: Axis, size: int, words: Words) -> Iterator[Tick]:
    day = of.first
    while day <= of.last:
        after = day.year * 12 + day.month - 1 + size
        end = date(after // 12, after % 12 + 1, 1)
        at = of.start_of(day)
        title = str(day.year) if size == 12 else words.months[day.month - 1] if size == 1 else f"Q{(day.month + 2) // 3}"
        opens = size < 12 and (day == of.first or day.month == 1)
        yield Tick(at, round(of.start_of(end) - at, 2), title, str(day.year) if opens else "")
        day = end


def _share(days: int, of: Axis) -> float:
    whole = of.last.toordinal() + 1 - of.first.toordinal()
    return round(100 * min(max(days, 0), whole) / whole, 2)
