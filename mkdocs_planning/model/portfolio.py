"""All plans of a site on one day, with their totals and their history."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import History
from mkdocs_planning.model.plan import ACTIVE, STATUSES, Dependency, Plan, Progress
from mkdocs_planning.model.plan_review import Review


class Totals(Struct, frozen=True):
    """Sums over the plans of a site. ``by_status`` has every status that occurs, in the order of :data:`STATUSES`."""

    plans: int
    progress: Progress
    by_status: dict[str, int]


class Portfolio(Struct, frozen=True, dict=True):
    """All plans of a site, ordered by source path, on the day ``as_of`` (ISO).

    ``history`` and ``review`` are None where nothing is known (no repository).
    """

    plans: tuple[Plan, ...]
    as_of: str
    history: History | None = None
    review: Review | None = None

    @cached_property
    def by_id(self) -> dict[str, Plan]:
        return {plan.id: plan for plan in self.plans}

    @cached_property
    def by_source(self) -> dict[str, tuple[Plan, ...]]:
        """The plans of each file: one, or several where a page holds many."""
        found: dict[str, tuple[Plan, ...]] = {}
        for plan in self.plans:
            for source in (plan.source, *plan.parts):
                found[source] = (*found.get(source, ()), plan)
        return found

    @cached_property
    def totals(self) -> Totals:
        counts = Counter(plan.status for plan in self.plans)
        return Totals(
            plans=len(self.plans),
            progress=sum((plan.progress for plan in self.plans), Progress()),
            by_status={status: counts[status] for status in STATUSES if counts[status]},
        )

    @cached_property
    def dependents(self) -> dict[str, tuple[str, ...]]:
        """The ids of the active plans that wait for a plan, by the id of the plan that they wait for."""
        found: dict[str, list[str]] = {}
        for plan in self.plans:
            if plan.status not in ACTIVE:
                continue
            for dependency in unresolved(plan):
                if dependency.plan and plan.id not in found.setdefault(dependency.plan, []):
                    found[dependency.plan].append(plan.id)
        return {key: tuple(value) for key, value in found.items()}

    def days_late(self, plan: Plan) -> int:
        """Days since the target of a plan that is not finished; 0 where it is not late (or has no target)."""
        if plan.status not in ACTIVE or not plan.target:
            return 0
        return max(0, (last_day(self.as_of) - last_day(plan.target)).days)


def unresolved(plan: Plan) -> tuple[Dependency, ...]:
    """The upstream dependencies of *plan* that are not resolved."""
    return tuple(d for d in plan.dependencies if d.direction == "upstream" and not d.resolved)
