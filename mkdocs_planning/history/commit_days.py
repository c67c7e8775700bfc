"""On which day a commit was made, where clocks were wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def true_days(days: Sequence[str]) -> list[str]:
    """The days (ISO) of commits in their order, with those mended that a wrong clock gave.

    The longest run of days that never goes back is taken for right. A day that does not fit into it becomes that of
    the commit before (or behind, where there is none before); so does one that git could not tell ("").
    """
    ends: list[str] = []  # the least last day of a run of each length
    last: list[int] = []  # and its index
    before: dict[int, int | None] = {}
    for index, day in enumerate(days):
        if not day:
            continue
        at = bisect_right(ends, day)
        before[index] = last[at - 1] if at else None
        ends[at : at + 1] = [day]
        last[at : at + 1] = [index]
    right: set[int] = set()
    index: int | None = last[-1] if last else None
    while index is not None:
        right.add(index)
        index = before[index]
    found: list[str] = []
    known = days[min(right)] if right else ""
    for number, day in enumerate(days):
        known = day if number in right else known
        found.append(known)
    return found
