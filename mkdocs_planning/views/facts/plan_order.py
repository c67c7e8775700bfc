"""Orders in which views list plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Plan, Status

DECISIONS_FIRST: tuple[Status, ...] = ("review", "in-progress", "blocked", "ready", "draft", "complete", "dropped")
"""Statuses by what needs a decision, for lists of what to act on."""
WORK_FIRST: tuple[Status, ...] = ("in-progress", "blocked", "ready", "review", "draft", "complete", "dropped")
"""Statuses by what is worked on, for lists of how far plans are."""
_NO_DATE = 10**7


def by_status(plans: Sequence[Plan], statuses: Iterable[Status]) -> list[Plan]:
    """Those of *plans* that have one of *statuses*, in that order, within a status as :func:`sorted_in_status`."""
    return [plan for status in statuses for plan in sorted_in_status(status, plans)]


def by_urgency(plans: Sequence[Plan]) -> list[Plan]:
    """*plans* by what they need from somebody, the nearest target first."""
    return by_status(plans, DECISIONS_FIRST)


def sorted_in_status(status: Status, plans: Iterable[Plan]) -> list[Plan]:
    """The plans of one status: active ones by target, undated ones by priority after them; others the latest first."""
    found = [plan for plan in plans if plan.status == status]
    if status in ACTIVE:
        return sorted(found, key=lambda plan: (day_number(plan.target), plan.priority or "~", plan.title.lower()))
    return sorted(found, key=lambda plan: (-_end(plan), plan.title.lower()))


def by_latest_date(plans: Iterable[Plan]) -> list[Plan]:
    """*plans* by the latest of their dates other than the target, newest first; plans without dates last."""
    return sorted(plans, key=lambda plan: (-_latest_date(plan), plan.title.lower()))


def day_number(iso: str | None) -> int:
    """A number that orders dates of any precision, no date last."""
    return last_day(iso).toordinal() if iso else _NO_DATE


def _end(plan: Plan) -> int:
    iso = plan.finished or plan.updated or plan.target or plan.created
    return last_day(iso).toordinal() if iso else 0


def _latest_date(plan: Plan) -> int:
    return max((last_day(iso).toordinal() for iso in (plan.finished, plan.updated, plan.created, plan.start) if iso), default=0)
