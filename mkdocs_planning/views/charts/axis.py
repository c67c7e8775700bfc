"""A line of days with its marks: where a date stands, in per cent of the width."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.views.words.catalogue import Words

MONTHS_LONG = 18
"""A line of more months than these is marked by quarters."""
QUARTERS_LONG = 24
"""A line of more quarters than these is marked by years."""

SIZE = {"month": 1, "quarter": 3, "year": 12}
"""How many months lie between two marks."""
NARROW = 5.0
"""Per cent of a line that a name needs at its ends, where there is less room than between two marks."""

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
    """The days from ``first`` to ``last``, both included."""

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
    """The axis that shows *first* and *last*, and begins and ends with a month, a quarter or a year."""
    unit = _unit(first, last)
    size = SIZE[unit]
    begin = date(first.year, (first.month - 1) // size * size + 1, 1)
    month = (last.month - 1) // size * size + size
    end = date(last.year, month, monthrange(last.year, month)[1])
    bare = Axis(begin, end, unit, ())
    return Axis(begin, end, unit, tuple(_ticks(bare, begin, words)))


def exact(first: date, last: date, words: Words) -> Axis:
    """The axis that begins with *first* and ends with *last*; a month of which little is seen at an end has no mark."""
    unit = _unit(first, last)
    begin = date(first.year, (first.month - 1) // SIZE[unit] * SIZE[unit] + 1, 1)
    bare = Axis(first, last, unit, ())
    ticks = list(_ticks(bare, begin, words))
    if len(ticks) > 1 and ticks[0].width < NARROW:
        ticks[:2] = [replace(ticks[1], year=ticks[1].year or ticks[0].year)]
    if len(ticks) > 1 and ticks[-1].width < NARROW:
        ticks.pop()
    return Axis(first, last, unit, tuple(ticks))


def _unit(first: date, last: date) -> Unit:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= MONTHS_LONG else "quarter" if months <= 3 * QUARTERS_LONG else "year"


def back(day: date, months: int) -> date:
    """The first day of the month that lies *months* before that of *day*."""
    number = max(12, day.year * 12 + day.month - 1 - months)
    return date(number // 12, number % 12 + 1, 1)


def _ticks(of: Axis, begin: date, words: Words) -> Iterator[Tick]:
    """The marks of *of* from *begin* on, the first day of a month, a quarter or a year."""
    day, size = begin, SIZE[of.unit]
    while day <= of.last:
        after = day.year * 12 + day.month - 1 + size
        end = date(after // 12, after % 12 + 1, 1)
        at = of.start_of(day)
        title = str(day.year) if size == 12 else words.months[day.month - 1] if size == 1 else f"Q{(day.month + 2) // 3}"
        opens = size < 12 and (day == begin or day.month == 1)
        yield Tick(at, round(of.start_of(end) - at, 2), title, str(day.year) if opens else "")
        day = end


def _share(days: int, of: Axis) -> float:
    whole = of.last.toordinal() + 1 - of.first.toordinal()
    return round(100 * min(max(days, 0), whole) / whole, 2)
