"""On which day a commit was made, where clocks were wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def corrected_days(days: Sequence[str]) -> list[str]:
    """The days (ISO) of commits in their order, with those corrected that a wrong clock gave.

    The longest subsequence of days that never goes back is taken for right. A day that does not fit into it becomes that
    of the commit before (or after, where there is none before); so does one that git could not tell ("").
    """
    right = set(_longest_rising(days))
    known = days[min(right)] if right else ""
    found: list[str] = []
    for number, day in enumerate(days):
        known = day if number in right else known
        found.append(known)
    return found


def _longest_rising(days: Sequence[str]) -> list[int]:
    """The indexes of the longest subsequence of known days that never goes back, the last one first (patience sorting)."""
    ends: list[str] = []  # the least last day of a subsequence of each length
    last: list[int] = []  # and its index
    before: dict[int, int | None] = {}
    for index, day in enumerate(days):
        if not day:
            continue
        length = bisect_right(ends, day)
        before[index] = last[length - 1] if length else None
        ends[length : length + 1] = [day]
        last[length : length + 1] = [index]
    found: list[int] = []
    index = last[-1] if last else None
    while index is not None:
        found.append(index)
        index = before[index]
    return found
