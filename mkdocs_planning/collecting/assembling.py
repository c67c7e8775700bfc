"""Plans → Portfolio: unique ids, and dependencies tied to the plans that they name.

The same plans and the same ``as_of`` give the same Portfolio.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from mkdocs_planning.collecting.naming import Names
from mkdocs_planning.model.plan import Dependency, Plan, Problem, slug_path
from mkdocs_planning.model.portfolio import Portfolio


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
