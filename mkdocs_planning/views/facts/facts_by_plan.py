"""Facts of many plans, grouped by the plan that states them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.views.messages.catalogue import Messages

Fact = TypeVar("Fact")


class FactsOfPlan(Struct, Generic[Fact], frozen=True):
    """Facts of one plan, in the order of the plan; ``status`` and ``owners`` are formatted."""

    plan: Plan
    status: str
    owners: str
    facts: tuple[Fact, ...]


def facts_by_plan(
    plans: Iterable[Plan], facts: Callable[[Plan], tuple[Fact, ...]], messages: Messages
) -> tuple[FactsOfPlan[Fact], ...]:
    """The *facts* of each of *plans* that has any, in the order given."""
    return tuple(
        FactsOfPlan(plan, messages.status(plan.status), ", ".join(plan.owners), found)
        for plan in plans
        if (found := facts(plan))
    )
