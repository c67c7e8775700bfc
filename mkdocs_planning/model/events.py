"""What happened, when: the dated entries of all changelogs, and the plans that were begun and finished.

The timeline and its feed show the same events, so they are collected in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.dates import first_day, last_day
from mkdocs_planning.model.plan import Plan

EventKind = Literal["entry", "created", "finished"]


class Event(Struct, frozen=True):
    """One thing that happened.

    Attributes:
        kind: an entry of the plan's changelog, or a date of its header.
        date: ISO, as precise as it was written; None only for an entry that has none.
        text: inline Markdown of ``file`` for an entry; empty for a date of the header.
        author: who wrote the entry, where the plan says so.
        file: where it is stated.
        line: the line there; that of the plan for a date of its header.
        number: which of the plan's entries with this very date and text it is, from 0.
    """

    kind: EventKind
    plan: Plan
    date: str | None
    text: str
    author: str | None
    file: str
    line: int
    number: int = 0


def events(plans: Iterable[Plan]) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The dated events of *plans*, newest first, and the entries without a date in the order of the plans.

    What happened on one day stands together by plan, within a plan in the order of its file.
    """
    dated: list[Event] = []
    undated: list[Event] = []
    for plan in plans:
        for event in _of(plan):
            (dated if event.date else undated).append(event)
    dated.sort(key=_order)
    return tuple(dated), tuple(undated)


def _order(event: Event) -> tuple[int, int, str, str, int]:
    last, first = last_day(event.date or "").toordinal(), first_day(event.date or "").toordinal()
    return -last, first, event.plan.title.lower(), event.plan.id, event.line


def _of(plan: Plan) -> list[Event]:
    seen: dict[tuple[str | None, str], int] = {}
    found: list[Event] = []
    for change in plan.changes:
        key = (change.date, change.text)
        number = seen[key] = seen.get(key, -1) + 1
        found.append(Event("entry", plan, change.date, change.text, change.author, change.file, change.line, number))
    # Changelogs begin with "First version" and end with "Done"; the header's date says no more than that.
    if plan.created and not _told(plan.created, plan):
        found.append(Event("created", plan, plan.created, "", None, plan.source, plan.line))
    if plan.finished and plan.finished != plan.created and not _told(plan.finished, plan):
        found.append(Event("finished", plan, plan.finished, "", None, plan.source, plan.line))
    return found


def _told(iso: str, plan: Plan) -> bool:
    """Whether an entry of the changelog lies within the day (or month) *iso*, or *iso* within its month."""
    first, last = first_day(iso), last_day(iso)
    return any(change.date and first_day(change.date) <= last and last_day(change.date) >= first for change in plan.changes)
