"""Milestones on a line of days."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Milestone, Plan
from mkdocs_planning.views.charts.axis import Axis
from mkdocs_planning.views.words.catalogue import Words

ROOM = 6.0
"""Per cent of the line that a name needs to be worth showing; where there is less, only the diamond stands there."""


class Mark(Struct, frozen=True):
    """A milestone on the line.

    Attributes:
        at: where it stands in per cent; None before the line begins.
        room: how much room its name has; 0 where it has too little.
        before: its name stands before it, since there is none behind it.
        day: its date as shown.
        reached: the plan says that it is.
        flag: "late by 3 days", where the plan says that it is not and its day has passed.
    """

    milestone: Milestone
    at: float | None
    room: float
    before: bool
    day: str
    reached: bool
    flag: str


def dated(plan: Plan) -> list[tuple[date, Milestone]]:
    """The milestones of *plan* that have a date, with the day at which they are due, in order."""
    found = [(last_day(milestone.date), milestone) for milestone in plan.milestones if milestone.date]
    return sorted(found, key=lambda pair: (pair[0], pair[1].line))


def marks(plan: Plan, line: Axis, today: date, words: Words) -> tuple[Mark, ...]:
    """The milestones of *plan* that have a date."""
    found = dated(plan)
    places = [line.end_of(day) for day, _ in found]
    made: list[Mark] = []
    for number, (day, milestone) in enumerate(found):
        at = places[number]
        room = (places[number + 1] if number + 1 < len(found) else 100.0) - at
        # Behind the milestone before it stands that one's name, so only the first has room in front.
        before = number == 0 and room < 2 * ROOM and room < at
        room = at if before else room
        made.append(
            Mark(
                milestone=milestone,
                at=at if day >= line.first else None,
                room=round(room, 2) if room >= ROOM else 0,
                before=before,
                day=words.date(milestone.date),
                reached=milestone.status == "complete",
                flag=_flag(milestone, (today - day).days, plan, words),
            )
        )
    return tuple(made)


def _flag(milestone: Milestone, days: int, plan: Plan, words: Words) -> str:
    # Without a stated status nobody knows whether it was reached.
    missed = milestone.status is not None and milestone.status in ACTIVE and plan.status in ACTIVE and days > 0
    return words.count("late", days) if missed else ""
