"""Milestones on a date axis."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Milestone, Plan
from mkdocs_planning.views.charts.date_axis import Axis
from mkdocs_planning.views.messages.catalogue import Messages

MIN_LABEL_WIDTH = 6.0
"""Percent of the axis below which a milestone has no label."""


class Mark(Struct, frozen=True):
    """A milestone on the axis.

    Attributes:
        at: its position in percent; None before the axis begins.
        label_width: the width for its label in percent; 0 for no label.
        before: its label is placed before it, since there is no room after it.
        day: its date, formatted.
        reached: whether the plan states that it was reached.
        flag: "late by 3 days", where the plan states that it was not reached and its date has passed.
    """

    milestone: Milestone
    at: float | None
    label_width: float
    before: bool
    day: str
    reached: bool
    flag: str


def dated_milestones(plan: Plan) -> list[tuple[date, Milestone]]:
    """The milestones of *plan* that have a date, by the day on which they are due."""
    found = [(last_day(milestone.date), milestone) for milestone in plan.milestones if milestone.date]
    return sorted(found, key=lambda pair: (pair[0], pair[1].line))


def milestone_marks(plan: Plan, axis: Axis, today: date, messages: Messages) -> tuple[Mark, ...]:
    """The dated milestones of *plan* on *axis*."""
    found = dated_milestones(plan)
    places = [axis.end_of(day) for day, _ in found]
    made: list[Mark] = []
    for number, (day, milestone) in enumerate(found):
        at = places[number]
        width = (places[number + 1] if number + 1 < len(found) else 100.0) - at
        # Only the first milestone has room before it: any other follows the label of the previous one.
        before = number == 0 and width < 2 * MIN_LABEL_WIDTH and width < at
        width = at if before else width
        made.append(
            Mark(
                milestone=milestone,
                at=at if day >= axis.first else None,
                label_width=round(width, 2) if width >= MIN_LABEL_WIDTH else 0,
                before=before,
                day=messages.date(milestone.date),
                reached=milestone.status == "complete",
                flag=_flag(milestone, (today - day).days, plan, messages),
            )
        )
    return tuple(made)


def _flag(milestone: Milestone, days: int, plan: Plan, messages: Messages) -> str:
    # Without a stated status it is not known whether it was reached.
    missed = milestone.status is not None and milestone.status in ACTIVE and plan.status in ACTIVE and days > 0
    return messages.count("late", days) if missed else ""
