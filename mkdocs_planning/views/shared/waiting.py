"""What waits for what: the dependencies of all plans as one graph, read both ways.

A plan waits for another when it says so itself ("Depends on"); that is what cards and headers show,
and what decides whether it is ready. What only the other one says ("Downstream impact: station pages
get fresher levels") is shown with that, but holds nobody up.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Dependency, Plan
from mkdocs_planning.model.portfolio import Portfolio, unresolved

EdgeKind = Literal["waits", "circle", "there", "told"]
"""It waits; it waits in a circle; it waits no more; only the other plan says that it waits."""


class Edge(Struct, frozen=True):
    """``after`` waits, or waited, for ``before``; ``dependency`` is the statement of it."""

    before: Plan
    after: Plan
    dependency: Dependency
    kind: EdgeKind

    @property
    def binding(self) -> bool:
        """Whether ``after`` cannot be ready because of it."""
        return self.kind in {"waits", "circle"}


class Waiting(Struct, frozen=True):
    """The graph of a portfolio.

    Attributes:
        edges: one for each pair of plans, in the order of the plans that wait.
        circles: the plans that wait for each other, each circle once, every plan waiting for the next.
    """

    edges: tuple[Edge, ...]
    circles: tuple[tuple[Plan, ...], ...]


def waiting(portfolio: Portfolio) -> Waiting:
    """What waits for what in *portfolio*."""
    edges = _edges(portfolio)
    after: dict[str, list[str]] = {}
    for edge in edges:
        if edge.binding:
            after.setdefault(edge.after.id, []).append(edge.before.id)
    knots = _knots(after)
    knot_of = {plan: n for n, knot in enumerate(knots) for plan in knot}
    return Waiting(
        tuple(_in_circle(edge, knot_of) for edge in edges),
        tuple(tuple(portfolio.by_id[plan] for plan in _circle(knot, after)) for knot in knots),
    )


def _edges(portfolio: Portfolio) -> list[Edge]:
    found: dict[tuple[str, str], Edge] = {}
    told: list[Edge] = []
    for plan in portfolio.plans:
        for dependency in plan.dependencies:
            other = portfolio.by_id.get(dependency.plan or "")
            if other is None or other is plan:
                continue
            if dependency.direction == "upstream":
                kind: EdgeKind = "there" if dependency.resolved or plan.status not in ACTIVE else "waits"
                found.setdefault((other.id, plan.id), Edge(other, plan, dependency, kind))
            else:
                over = dependency.resolved or plan.status == "complete" or other.status not in ACTIVE
                told.append(Edge(plan, other, dependency, "there" if over else "told"))
    for edge in told:
        found.setdefault((edge.before.id, edge.after.id), edge)
    place = {plan.id: n for n, plan in enumerate(portfolio.plans)}
    return sorted(found.values(), key=lambda edge: (place[edge.after.id], edge.dependency.line, place[edge.before.id]))


def _in_circle(edge: Edge, knot_of: dict[str, int]) -> Edge:
    knot = knot_of.get(edge.before.id)
    if not edge.binding or knot is None or knot != knot_of.get(edge.after.id):
        return edge
    return Edge(edge.before, edge.after, edge.dependency, "circle")


def _knots(after: dict[str, list[str]]) -> list[list[str]]:
    """Strongly connected plans (Tarjan, without recursion), each knot and all of them in the order of *after*."""
    order = {plan: n for n, plan in enumerate(after)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    knots: list[list[str]] = []
    for start in after:
        if start in index:
            continue
        work = [(start, iter(after[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            plan, rest = work[-1]
            following = next(rest, None)
            if following is not None:
                if following not in index:
                    index[following] = low[following] = len(index)
                    stack.append(following)
                    on_stack.add(following)
                    work.append((following, iter(after.get(following, ()))))
                elif following in on_stack:
                    low[plan] = min(low[plan], index[following])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[plan])
            if low[plan] == index[plan]:
                knot: list[str] = []
                while not knot or knot[-1] != plan:
                    knot.append(stack.pop())
                    on_stack.discard(knot[-1])
                if len(knot) > 1:
                    knots.append(sorted(knot, key=lambda one: order[one]))
    return sorted(knots, key=lambda knot: order[knot[0]])


def _circle(knot: list[str], after: dict[str, list[str]]) -> list[str]:
    """A shortest way from the first plan of *knot* back to itself: what one has to know to break it."""
    inside = set(knot)
    start = knot[0]
    came: dict[str, str] = {}
    queue = [start]
    for plan in queue:
        for following in after.get(plan, ()):
            if following == start:
                way = [plan]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if following in inside and following not in came:
                came[following] = plan
                queue.append(following)
    return knot


def ready(plan: Plan) -> bool:
    """Whether *plan* is open, with nothing unresolved before it, and not blocked by its own words."""
    return plan.status in ACTIVE and plan.status != "blocked" and not unresolved(plan)


def clashes(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """The edges whose dates cannot both hold: what is waited for aims at a later day than the plan that waits."""
    return tuple(
        edge
        for edge in edges
        if edge.binding
        and edge.before.status in ACTIVE
        and edge.before.target
        and edge.after.target
        and last_day(edge.before.target) > last_day(edge.after.target)
    )
