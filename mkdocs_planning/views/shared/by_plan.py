"""Facts of many plans under the plan that states them, so that its name stands there once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import Plan, Status
from mkdocs_planning.views.shared.card import in_order
from mkdocs_planning.views.words.catalogue import Words

Fact = TypeVar("Fact")

PRESSING: tuple[Status, ...] = ("review", "in-progress", "blocked", "ready", "draft", "complete", "dropped")
"""What is up for a decision comes first, what is over comes last."""


class OfPlan(Struct, Generic[Fact], frozen=True):
    """Some facts of one plan, in the order of the plan; ``status`` and ``owners`` are as shown."""

    plan: Plan
    status: str
    owners: str
    facts: tuple[Fact, ...]


def by_plan(plans: list[Plan], facts: Callable[[Plan], tuple[Fact, ...]], words: Words) -> tuple[OfPlan[Fact], ...]:
    """The *facts* of each of *plans* that has any, in the order given."""
    return tuple(
        OfPlan(plan, words.status(plan.status), ", ".join(plan.owners), found) for plan in plans if (found := facts(plan))
    )


def by_pressure(plans: tuple[Plan, ...]) -> list[Plan]:
    """*plans* by what they need from somebody, the nearest target first."""
    return [plan for status in PRESSING for plan in in_order(status, [plan for plan in plans if plan.status == status])]


def by_freshness(plans: tuple[Plan, ...]) -> list[Plan]:
    """*plans* by the last day that they state of themselves, the newest first; those that state none come last."""
    return sorted(plans, key=lambda plan: (-_touched(plan), plan.title.lower()))


def _touched(plan: Plan) -> int:
    return max((last_day(iso).toordinal() for iso in (plan.finished, plan.updated, plan.created, plan.start) if iso), default=0)
