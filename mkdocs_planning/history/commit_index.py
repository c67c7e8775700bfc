"""Positions of commits in a history → days, authors and commits."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_planning.history.git import Commit
from mkdocs_planning.model.history import Moment


class CommitIndex:
    """What the positions in a history stand for: 0 is the first commit, -1 what came before it, the number of all commits
    what is not yet committed.

    Args:
        commits: oldest first.
        days: the day of each (ISO).
        as_of: today; nothing is dated later, and what is not yet committed is dated so.
    """

    def __init__(self, commits: Sequence[Commit], days: Sequence[str], as_of: str) -> None:
        self._commits = commits
        self._days = days
        self._as_of = as_of

    def moment(self, position: int) -> Moment | None:
        """When and by whom; None for what came before the first commit."""
        if position < 0:
            return None
        if position >= len(self._commits):
            return Moment(self._as_of)
        return Moment(self.day(position), self._commits[position].author or None, self._commits[position].id)

    def moment_or_first(self, position: int) -> Moment:
        """As :meth:`moment`; the first known day, and nobody, for what came before it."""
        return self.moment(position) or Moment(self.day(position))

    def day(self, position: int) -> str:
        """The day (ISO); the first known one for what came before it."""
        if not self._days or position >= len(self._days):
            return self._as_of
        return min(self._days[max(position, 0)], self._as_of)

    def is_committed(self, position: int) -> bool:
        """Whether the position is that of a commit, or before the first."""
        return position < len(self._commits)
