"""The dependencies between all plans as one graph.

A plan waits for another where it states so itself ("Depends on"); that decides whether it can be worked on. What
only the other plan states ("Downstream impact: station pages get fresher levels") is shown with a note and
holds up nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Dependency, Plan
from mkdocs_planning.model.portfolio import Portfolio, unresolved

EdgeKind = Literal["waits", "cycle", "resolved", "one-sided"]
"""The plan waits; it waits in a cycle; it no longer waits; only the other plan states that it waits."""


class Edge(Struct, frozen=True):
    """``after`` waits, or waited, for ``before``, as ``dependency`` states."""

    before: Plan
    after: Plan
    dependency: Dependency
    kind: EdgeKind

    @property
    def binding(self) -> bool:
        """Whether ``after`` cannot be ready because of it."""
        return self.kind in {"waits", "cycle"}


class DependencyGraph(Struct, frozen=True):
    """The graph of a portfolio.

    Attributes:
        edges: one for each pair of plans, in the order of the waiting plans.
        cycles: circular dependencies, each once; every plan waits for the next and the last for the first.
    """

    edges: tuple[Edge, ...]
    cycles: tuple[tuple[Plan, ...], ...]


Successors = dict[str, list[str]]
"""Plan id → ids of the plans it waits for."""


def dependency_graph(portfolio: Portfolio) -> DependencyGraph:
    """The dependencies between the plans of *portfolio*."""
    edges = _edges(portfolio)
    waits_for: Successors = {}
    for edge in edges:
        if edge.binding:
            waits_for.setdefault(edge.after.id, []).append(edge.before.id)
    components = _cyclic_components(waits_for)
    component_of = {plan: n for n, component in enumerate(components) for plan in component}
    return DependencyGraph(
        tuple(_marked(edge, component_of) for edge in edges),
        tuple(tuple(portfolio.by_id[plan] for plan in _shortest_cycle(component, waits_for)) for component in components),
    )


def _edges(portfolio: Portfolio) -> list[Edge]:
    found: dict[tuple[str, str], Edge] = {}
    one_sided: list[Edge] = []
    for plan in portfolio.plans:
        for dependency in plan.dependencies:
            other = portfolio.by_id.get(dependency.plan or "")
            if other is None or other is plan:
                continue
            if dependency.direction == "upstream":
                found.setdefault((other.id, plan.id), Edge(other, plan, dependency, kind_of(dependency, plan)))
            else:
                over = dependency.resolved or plan.status == "complete" or other.status not in ACTIVE
                one_sided.append(Edge(plan, other, dependency, "resolved" if over else "one-sided"))
    for edge in one_sided:
        found.setdefault((edge.before.id, edge.after.id), edge)
    place = {plan.id: n for n, plan in enumerate(portfolio.plans)}
    return sorted(found.values(), key=lambda edge: (place[edge.after.id], edge.dependency.line, place[edge.before.id]))


def kind_of(dependency: Dependency, plan: Plan) -> EdgeKind:
    """Whether *dependency*, stated by *plan*, is resolved; those of a finished or dropped plan are."""
    return "resolved" if dependency.resolved or plan.status not in ACTIVE else "waits"


def _marked(edge: Edge, component_of: dict[str, int]) -> Edge:
    """*edge* with the kind "cycle" where it is part of one."""
    component = component_of.get(edge.before.id)
    if not edge.binding or component is None or component != component_of.get(edge.after.id):
        return edge
    return replace(edge, kind="cycle")


def _cyclic_components(successors: Successors) -> list[list[str]]:
    """Strongly connected components of more than one plan; they and their plans are in the order of *successors*."""
    order = {plan: n for n, plan in enumerate(successors)}
    components = [
        sorted(component, key=lambda plan: order[plan]) for component in _components(successors) if len(component) > 1
    ]
    return sorted(components, key=lambda component: order[component[0]])


class _Search:
    """The state of Tarjan's algorithm (*Depth-first search and linear graph algorithms*, 1972)."""

    def __init__(self, successors: Successors) -> None:
        self.successors = successors
        self.index: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.stack: list[str] = []
        self.on_stack: set[str] = set()
        self.path: list[tuple[str, Iterator[str]]] = []

    def enter(self, node: str) -> None:
        self.index[node] = self.low[node] = len(self.index)
        self.stack.append(node)
        self.on_stack.add(node)
        self.path.append((node, iter(self.successors.get(node, ()))))

    def leave(self) -> list[str]:
        """Go back from the last node of the path; its component where it is the root of one, else nothing."""
        node, _ = self.path.pop()
        if self.path:
            parent = self.path[-1][0]
            self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] != self.index[node]:
            return []
        component: list[str] = []
        while not component or component[-1] != node:
            component.append(self.stack.pop())
        self.on_stack.difference_update(component)
        return component


def _components(successors: Successors) -> Iterator[list[str]]:
    """All strongly connected components, found without recursion."""
    search = _Search(successors)
    for start in successors:
        if start not in search.index:
            search.enter(start)
        while search.path:
            node, rest = search.path[-1]
            following = next(rest, None)
            if following is None:
                if component := search.leave():
                    yield component
            elif following not in search.index:
                search.enter(following)
            elif following in search.on_stack:
                search.low[node] = min(search.low[node], search.index[following])


def _shortest_cycle(component: list[str], successors: Successors) -> list[str]:
    """A shortest way from the first plan of *component* back to itself, by breadth-first search."""
    inside = set(component)
    start = component[0]
    previous: dict[str, str] = {}
    queue = [start]
    for plan in queue:
        for following in successors.get(plan, ()):
            if following == start:
                way = [plan]
                while way[-1] != start:
                    way.append(previous[way[-1]])
                return way[::-1]
            if following in inside and following not in previous:
                previous[following] = plan
                queue.append(following)
    return component


def is_ready(plan: Plan) -> bool:
    """Whether *plan* can be worked on: it is active, does not state that it is blocked, and waits for nothing."""
    return plan.status in ACTIVE and plan.status != "blocked" and not unresolved(plan)


def date_conflicts(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """The edges in which a plan has an earlier target than an active plan that it waits for."""
    return tuple(
        edge
        for edge in edges
        if edge.binding
        and edge.before.status in ACTIVE
        and edge.before.target
        and edge.after.target
        and last_day(edge.before.target) > last_day(edge.after.target)
    )
