"""Dependencies: which plan waits for which, and what is ready to work on?"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.plan import Dependency, Plan, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.graph_drawing import GraphDrawing, graph_drawing
from mkdocs_planning.views.facts import dependency_flags
from mkdocs_planning.views.facts.dependency_graph import (
    DependencyGraph,
    Edge,
    EdgeKind,
    date_conflicts,
    dependency_graph,
    is_ready,
    kind_of,
)
from mkdocs_planning.views.facts.flags import Flag
from mkdocs_planning.views.facts.plan_order import by_urgency
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

VISIBLE_READY = 10
_READY_ORDER: tuple[Status, ...] = ("ready", "in-progress", "review", "draft")

Side = Literal["before", "after"]
"""What a plan waits for; what waits for it."""


class Item(Struct, frozen=True):
    """One thing that a plan waits for, or that waits for it: a plan of the site, else ``subject``.

    Attributes:
        status: the status of ``plan`` as a title; empty for a subject.
        subject: inline Markdown of ``file``; empty for a plan.
        note: a remark: it is done, it is part of a cycle, only one of the two plans states it.
        file: where the dependency is stated, at ``line``.
    """

    plan: Plan | None
    status: str
    subject: str
    kind: EdgeKind
    note: str
    file: str
    line: int

    @property
    def waits(self) -> bool:
        """Whether the dependency is not resolved."""
        return self.kind in {"waits", "cycle"}


class Row(Struct, frozen=True):
    """A plan with what it waits for and what waits for it."""

    plan: Plan
    status: str
    before: tuple[Item, ...]
    after: tuple[Item, ...]

    @property
    def waits(self) -> bool:
        """Whether the plan waits for anything."""
        return any(item.waits for item in self.before)


class Conflict(Struct, frozen=True):
    """A circular dependency, or two target dates that conflict."""

    plan: Plan
    label: str
    facts: tuple[Flag, ...]


class Ready(Struct, frozen=True):
    """A plan that is ready to work on. The texts are formatted; ``blocks`` states how many plans wait for it."""

    plan: Plan
    status: str
    blocks: str
    target: str
    late: str
    owners: str


class DependencyPage(Struct, frozen=True):
    """The dependencies.

    Attributes:
        waiting: number of plans that wait for something.
        conflicts: circular dependencies and conflicting dates.
        graph: the drawing; None where there is none.
        ready: the plans that are ready to work on, those that block most plans first; ``more_ready`` are the others.
        rows: the plans that have dependencies, waiting plans first.
        whole: whether all plans of the site are shown.
    """

    waiting: int
    conflicts: tuple[Conflict, ...]
    graph: GraphDrawing | None
    ready: tuple[Ready, ...]
    more_ready: tuple[Ready, ...]
    rows: tuple[Row, ...]
    whole: bool
    messages: Messages


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> DependencyPage:
    messages = options.messages
    ids = {plan.id for plan in selected}
    graph = dependency_graph(portfolio)
    edges = tuple(edge for edge in graph.edges if edge.before.id in ids or edge.after.id in ids)
    rows = _rows(edges, selected, messages)
    ready = _ready(portfolio, selected, messages) if edges or rows else ()
    return DependencyPage(
        waiting=sum(row.waits for row in rows),
        conflicts=_conflicts(graph, edges, ids, messages),
        graph=graph_drawing(edges, messages),
        ready=ready[:VISIBLE_READY],
        more_ready=ready[VISIBLE_READY:],
        rows=rows,
        whole=len(selected) == len(portfolio.plans),
        messages=messages,
    )


def _conflicts(graph: DependencyGraph, edges: tuple[Edge, ...], ids: set[str], messages: Messages) -> tuple[Conflict, ...]:
    cycle, dates = messages("dependencies.conflict.cycle"), messages("dependencies.conflict.dates")
    return (
        *(
            Conflict(plans[0], cycle, dependency_flags.cycle(plans, messages))
            for plans in graph.cycles
            if any(plan.id in ids for plan in plans)
        ),
        *(Conflict(edge.after, dates, (dependency_flags.date_conflict(edge, messages),)) for edge in date_conflicts(edges)),
    )


def _rows(edges: tuple[Edge, ...], selected: tuple[Plan, ...], messages: Messages) -> tuple[Row, ...]:
    before: dict[str, list[Item]] = {}
    after: dict[str, list[Item]] = {}
    for edge in edges:
        before.setdefault(edge.after.id, []).append(_item(edge, edge.before, "before", messages))
        after.setdefault(edge.before.id, []).append(_item(edge, edge.after, "after", messages))
    rows: list[Row] = []
    for plan in by_urgency(selected):
        upstream = [*before.get(plan.id, ()), *_outside_items(plan, "before", messages)]
        downstream = [*after.get(plan.id, ()), *_outside_items(plan, "after", messages)]
        if upstream or downstream:
            rows.append(Row(plan, messages.status(plan.status), _unresolved_first(upstream), _unresolved_first(downstream)))
    return tuple(sorted(rows, key=lambda row: not row.waits))


def _item(edge: Edge, other: Plan, side: Side, messages: Messages) -> Item:
    dropped = side == "before" and edge.kind == "waits" and other.status == "dropped"
    note = messages("dependency.before.dropped" if dropped else f"dependency.{side}.{edge.kind}")
    return Item(other, messages.status(other.status), "", edge.kind, note, edge.dependency.file, edge.dependency.line)


def _outside_items(plan: Plan, side: Side, messages: Messages) -> list[Item]:
    """The dependencies of *plan* on things that are not plans of the site."""
    direction = "upstream" if side == "before" else "downstream"
    return [
        _outside_item(dependency, kind_of(dependency, plan), side, messages)
        for dependency in plan.dependencies
        if dependency.plan is None and dependency.direction == direction
    ]


def _outside_item(dependency: Dependency, kind: EdgeKind, side: Side, messages: Messages) -> Item:
    note = messages(f"dependency.{side}.{kind}")
    return Item(None, "", dependency_flags.subject(dependency), kind, note, dependency.file, dependency.line)


def _unresolved_first(items: list[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.kind == "resolved"))


def _ready(portfolio: Portfolio, selected: tuple[Plan, ...], messages: Messages) -> tuple[Ready, ...]:
    found = [(len(portfolio.dependents.get(plan.id, ())), plan) for plan in by_urgency(selected) if is_ready(plan)]
    found.sort(key=lambda one: (-one[0], _READY_ORDER.index(one[1].status)))
    return tuple(
        Ready(
            plan,
            messages.status(plan.status),
            messages.count("blocks", blocked) if blocked else "",
            messages.date(plan.target),
            messages.count("late", days) if (days := portfolio.days_late(plan)) else "",
            ", ".join(plan.owners),
        )
        for blocked, plan in found
    )


def _has_dependencies(portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.dependencies for plan in portfolio.plans)


VIEW = View("dependencies", build, has_content=_has_dependencies)
