"""Plans → Portfolio: unique ids, links between plans, what is blocked or late or ready, totals.

A Portfolio is a value: the same plans and the same ``as_of`` give the same Portfolio.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.dates import last_day
from mkdocs_planning.model import ACTIVE, STATUSES, Dependency, Plan, Problem, Progress, Status, slug_path
from mkdocs_planning.naming import Names
from mkdocs_planning.past import History
from mkdocs_planning.review import Review


class Totals(Struct, frozen=True):
    """Sums over the plans of a site. ``by_status`` has every status that occurs, in the order of :data:`STATUSES`."""

    plans: int
    progress: Progress
    by_status: dict[str, int]


class Portfolio(Struct, frozen=True, dict=True):
    """All plans of a site, ordered by source path, on the day ``as_of`` (ISO).

    ``history`` and ``review`` are what is known of their past; None where nothing is (no repository).
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
    def waiting(self) -> dict[str, tuple[str, ...]]:
        """For each plan that others name as their upstream: the ids of those others that still wait for it."""
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

    def with_status(self, status: Status) -> tuple[Plan, ...]:
        return tuple(plan for plan in self.plans if plan.status == status)


def unresolved(plan: Plan) -> tuple[Dependency, ...]:
    """What an active plan still waits for."""
    return tuple(d for d in plan.dependencies if d.direction == "upstream" and not d.resolved)


def build_portfolio(plans: Iterable[Plan], as_of: str) -> Portfolio:
    """Put plans together: make ids unique and tie dependencies that name a plan to it.

    Args:
        plans: as read, in any order.
        as_of: the day that "late" refers to, as ISO text.
    """
    ordered = sorted(plans, key=lambda plan: (plan.source, plan.line))
    unique = _unique_ids(ordered)
    names = Names(unique)
    return Portfolio(tuple(_tie(plan, names) for plan in unique), as_of)


def _unique_ids(plans: list[Plan]) -> list[Plan]:
    owner: dict[str, Plan] = {}
    for plan in plans:
        owner.setdefault(plan.id, plan)
    clashes: dict[str, list[Plan]] = {}
    for plan in plans:
        if owner[plan.id] is not plan:
            clashes.setdefault(plan.id, []).append(plan)
    out: list[Plan] = []
    taken = set(owner)
    for plan in plans:
        others = clashes.get(plan.id)
        if not others:
            out.append(plan)
            continue
        first = owner[plan.id]
        if plan is first:
            where = ", ".join(other.source for other in others)
            message = f'the id "{plan.id}" is stated by {where} too; this plan keeps it. Give the others ids of their own'
            out.append(_with_problem(plan, message))
            continue
        path = slug_path(plan.source)
        made, n = path, 2
        while made in taken:
            made, n = f"{path}-{n}", n + 1
        taken.add(made)
        message = (
            f'the id "{plan.id}" is already that of {first.source}; this plan is called "{made}". Give it an id of its own'
        )
        out.append(_with_problem(replace(plan, id=made), message))
    return out


def _with_problem(plan: Plan, message: str) -> Plan:
    problem = Problem("duplicate-id", "warning", message, plan.source, plan.line)
    return replace(plan, problems=(*plan.problems, problem))


def _tie(plan: Plan, names: Names) -> Plan:
    """*plan* with its dependencies tied to the plans that they name, each plan once in either direction."""
    if not plan.dependencies:
        return plan
    tied: list[Dependency] = []
    seen: dict[tuple[str, str], int] = {}
    for dependency in plan.dependencies:
        other = names.of(dependency, plan)
        if other is None:
            tied.append(dependency)
            continue
        resolved = dependency.resolved or other.status == "complete"
        made = replace(dependency, plan=other.id, resolved=resolved)
        key = (dependency.direction, other.id)
        if key not in seen:
            seen[key] = len(tied)
            tied.append(made)
        elif resolved and not tied[seen[key]].resolved:  # named twice, and said to be there once
            tied[seen[key]] = replace(tied[seen[key]], resolved=True)
    return replace(plan, dependencies=tuple(tied))
