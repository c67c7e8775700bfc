"""Numbers of moments → days, authors and commits."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_planning.history.git import Commit
from mkdocs_planning.model.history import Moment


class Moments:
    """The moments of a history.

    Args:
        commits: oldest first.
        days: the day of each.
        as_of: today; nothing is dated later, and what is not yet committed is dated so.
    """

    def __init__(self, commits: Sequence[Commit], days: Sequence[str], as_of: str) -> None:
        self._commits = commits
        self._days = days
        self._as_of = as_of

    def at(self, number: int) -> Moment | None:
        """The moment of this number; None where it is before anything is known."""
        if number < 0:
            return None
        if number >= len(self._commits):
            return Moment(self._as_of)
        return Moment(self.day(number), self._commits[number].author or None, self._commits[number].id)

    def from_beginning(self, number: int) -> Moment:
        """As :meth:`at`; the first known day, and nobody, for what is before it."""
        return self.at(number) or Moment(self.day(number))

    def day(self, number: int) -> str:
        """The day of this number; the first known one for what is before it."""
        if not self._days or number >= len(self._days):
            return self._as_of
        return min(self._days[max(number, 0)], self._as_of)

    def is_committed(self, number: int) -> bool:
        """Whether the moment is that of a commit, or before it."""
        return number < len(self._commits)
