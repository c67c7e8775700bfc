"""The history of plans: when, and by whom, each fact became what it is. Values only.

:mod:`mkdocs_planning.history` makes them from a repository; views and exports show them. Where nothing
is known (no repository, a file not yet committed, a commit beyond the end of a shallow clone), the value is None or missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from mkdocs_planning.model.plan import Status


class Moment(Struct, frozen=True):
    """When and by whom something was changed.

    Attributes:
        date: the day (ISO) of the commit, as its committer's clock and time zone had it; where that clock was
            plainly wrong (it does not fit the commits before and after), the day of the commit before. Never
            later than the day for which the plans are shown.
        author: the commit's author by name, after ``.mailmap`` and the option ``owners``; None for what is not yet committed.
        commit: the commit's full id; None for what is not yet committed.
    """

    date: str
    author: str | None = None
    commit: str | None = None


class Point(Struct, frozen=True):
    """Progress at the end of a day on which it changed: tasks done, and the scope, which is all that count."""

    date: str
    done: int
    total: int


class StatusMove(Struct, frozen=True):
    """A plan took this status."""

    status: Status
    moment: Moment


class TargetMove(Struct, frozen=True):
    """A plan's target became this date (ISO, as precise as written), or none."""

    target: str | None
    moment: Moment


class PlanHistory(Struct, frozen=True):
    """The history of one plan, oldest first.

    Attributes:
        since: the day from which it is known: that of its first commit, or of the first one that a shallow clone has.
        points: its progress, one point for each day on which that changed; the last is the present.
        statuses: the status that it began with, and each later one.
        targets: each target date that was stated; the first is the baseline, every other one a slip (or an earlier date).
        touched: the last change of any of its files.
    """

    since: str
    points: tuple[Point, ...]
    statuses: tuple[StatusMove, ...]
    targets: tuple[TargetMove, ...]
    touched: Moment


class Place(NamedTuple):
    """Where a fact stands today: ``file`` (path in docs_dir) and ``line``, which name it among those of its list."""

    file: str
    line: int


class History(Struct, frozen=True):
    """The history of all plans of a portfolio.

    Attributes:
        since: the day from which it is complete.
        shallow: whether the clone ends there, so that what came before is not known.
        plans: by the plan's present id; a plan that was never committed has none.
        points: progress of all plans together, those included that were removed since, for as long as they were there.
        finished: when a task that is done was ticked.
        added: when a task, risk, question, decision or phase came into its plan.
    """

    since: str
    shallow: bool = False
    plans: Mapping[str, PlanHistory] = {}
    points: tuple[Point, ...] = ()
    finished: Mapping[Place, Moment] = {}
    added: Mapping[Place, Moment] = {}
