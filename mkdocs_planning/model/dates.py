"""Dates as people write them → ISO text, and back to days where something must be compared.

A date keeps the precision it was written with: ``2025``, ``2025-Q3``, ``2025-H1``, ``2025-01``,
``2025-01-31``. What could be two dates (``03/04/2025``) is none, unless an option says which comes first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from msgspec import Struct

DayOrder = Literal["day-first", "month-first"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        r"\b(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])\b",
        _MONTH + r"\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b",
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?" + _MONTH + r",?\s+(?P<y>(?:19|20)\d\d)\b",
        r"\b(?P<d>\d{1,2})[-/]" + _MONTH + r"[-/](?P<y>(?:19|20)\d\d|\d\d)\b",
        r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b",
        r"\b(?P<y>(?:19|20)\d\d)[- ]?Q(?P<q>[1-4])\b",
        r"\bQ(?P<q>[1-4])[ /,'-]*(?P<y>(?:19|20)\d\d)\b",
        r"\b(?P<y>(?:19|20)\d\d)[- ]?H(?P<h>[12])\b",
        r"\bH(?P<h>[12])[ /,'-]*(?P<y>(?:19|20)\d\d)\b",
        r"\b" + _MONTH + r",?\s+(?P<y>(?:19|20)\d\d)\b",
        r"\b(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])\b(?![-\d])",
    )
)
_DIGIT = re.compile(r"\d{4}|\d[-/][A-Za-z]{3,9}[-/]\d\d")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


class Found(Struct, frozen=True):
    """A date in a text: its ISO form (None where it is ambiguous or impossible) and where it stands."""

    iso: str | None
    start: int
    end: int
    ambiguous: bool = False


def find_date(text: str, order: DayOrder | None = None) -> Found | None:
    """The first date in *text*, or None. ``iso`` is None for one that is ambiguous or does not exist."""
    if not _DIGIT.search(text):
        return None
    best: Found | None = None
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match is not None and (best is None or match.start() < best.start):
            best = _found(match, order)
            if best.start == 0:
                break
    if best is None and _YEAR.match(text.strip()):
        year = text.strip()
        return Found(year, text.index(year), text.index(year) + 4)
    return best


def _found(match: re.Match[str], order: DayOrder | None) -> Found:
    parts = match.groupdict()
    year = int(parts["y"]) if len(parts["y"]) == 4 else 2000 + int(parts["y"][-2:])
    start, end = match.span()
    if parts.get("q"):
        return Found(f"{year}-Q{parts['q']}", start, end)
    if parts.get("h"):
        return Found(f"{year}-H{parts['h']}", start, end)
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        if first == second or second > 12 or order == "month-first":
            month, day = first, second
        elif first > 12 or order == "day-first":
            day, month = first, second
        else:
            return Found(None, start, end, ambiguous=True)
        return Found(_iso(year, month, day), start, end)
    month = int(parts["m"]) if parts.get("m") else _MONTHS[parts["month"].lower()]
    if not parts.get("d"):
        return Found(f"{year}-{month:02}" if 1 <= month <= 12 else None, start, end)
    return Found(_iso(year, month, int(parts["d"])), start, end)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def first_day(iso: str) -> date:
    """The first day that *iso* covers (``2025-Q3`` → 1 July 2025)."""
    return _bounds(iso)[0]


def last_day(iso: str) -> date:
    """The last day that *iso* covers (``2025-Q3`` → 30 September 2025): a target is missed only after it."""
    return _bounds(iso)[1]


def _bounds(iso: str) -> tuple[date, date]:
    year = int(iso[:4])
    rest = iso[5:]
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if rest[0] == "Q":
        last = int(rest[1]) * 3
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    if rest[0] == "H":
        last = int(rest[1]) * 6
        return date(year, last - 5, 1), date(year, last, monthrange(year, last)[1])
    month = int(rest[:2])
    if len(rest) == 2:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    day = date(year, month, int(rest[3:5]))
    return day, day


def days_between(before: str | None, after: str | None) -> int | None:
    """By how many days the last day of a date moved, positive when later; None where there was or is no date."""
    return (last_day(after) - last_day(before)).days if before and after else None
