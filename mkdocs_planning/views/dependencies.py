"""Dependencies: what waits for what, and what is ready now?"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, Dependency, Plan, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.graph import Graph, graph
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared import flags
from mkdocs_planning.views.shared.by_plan import by_pressure
from mkdocs_planning.views.shared.flags import Flag
from mkdocs_planning.views.shared.waiting import Edge, EdgeKind, clashes, ready, waiting
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

SHOWN_READY = 10
_STARTABLE: tuple[Status, ...] = ("ready", "in-progress", "review", "draft")


class Thing(Struct, frozen=True):
    """One thing that a plan waits for, or that waits for it: a plan of the site, or ``subject`` outside of it.

    Attributes:
        subject: inline Markdown of ``file``; empty where it is a plan.
        note: in words, what is to know of it: it is there, it closes a circle, only it says so.
    """

    plan: Plan | None
    status: str
    subject: str
    kind: EdgeKind
    note: str
    file: str
    line: int


class Row(Struct, frozen=True):
    """A plan with what it waits for and what waits for it."""

    plan: Plan
    status: str
    before: tuple[Thing, ...]
    after: tuple[Thing, ...]


class Knot(Struct, frozen=True):
    """Something that cannot be as it is stated: plans that wait in a circle, or dates that cannot both hold."""

    plan: Plan
    word: str
    facts: tuple[Flag, ...]


class Ready(Struct, frozen=True):
    """A plan that nothing keeps; ``frees`` says how many plans wait for it, ``target`` and ``late`` are as shown."""

    plan: Plan
    status: str
    frees: str
    target: str
    late: str
    owners: str


class DependencyPage(Struct, frozen=True):
    """The dependencies.

    Attributes:
        waits: how many plans wait for something.
        knots: what does not add up.
        graph: the picture; null where it cannot be drawn or has nothing to show.
        ready: what can be worked on now, that which most plans wait for first; ``more_ready`` are the others.
        rows: both lists for each plan that is in any, those that wait first.
        whole: all plans of the site are on it.
    """

    waits: int
    knots: tuple[Knot, ...]
    graph: Graph | None
    ready: tuple[Ready, ...]
    more_ready: tuple[Ready, ...]
    rows: tuple[Row, ...]
    whole: bool
    words: Words


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> DependencyPage:
    words = ENGLISH
    chosen = {plan.id for plan in selected}
    all_of_them = waiting(portfolio)
    edges = tuple(edge for edge in all_of_them.edges if edge.before.id in chosen or edge.after.id in chosen)
    rows = _rows(edges, selected, words)
    free = _ready(portfolio, selected, words) if edges or rows else ()
    return DependencyPage(
        waits=sum(any(thing.kind in {"waits", "circle"} for thing in row.before) for row in rows),
        knots=(
            *(
                Knot(plans[0], words("need.circle"), flags.circle(plans, words))
                for plans in all_of_them.circles
                if any(plan.id in chosen for plan in plans)
            ),
            *(Knot(edge.after, words("need.dates"), (flags.clash(edge, words),)) for edge in clashes(edges)),
        ),
        graph=graph(edges, words),
        ready=free[:SHOWN_READY],
        more_ready=free[SHOWN_READY:],
        rows=rows,
        whole=len(selected) == len(portfolio.plans),
        words=words,
    )


def _rows(edges: tuple[Edge, ...], selected: tuple[Plan, ...], words: Words) -> tuple[Row, ...]:
    before: dict[str, list[Thing]] = {}
    after: dict[str, list[Thing]] = {}
    for edge in edges:
        for things, plan, other, side in (
            (before, edge.after, edge.before, "before"),
            (after, edge.before, edge.after, "after"),
        ):
            lost = side == "before" and edge.kind == "waits" and other.status == "dropped"
            note = words("before.dropped" if lost else f"{side}.{edge.kind}")
            place = (edge.dependency.file, edge.dependency.line)
            things.setdefault(plan.id, []).append(Thing(other, words.status(other.status), "", edge.kind, note, *place))
    rows: list[Row] = []
    for plan in by_pressure(selected):
        up = [*before.get(plan.id, ()), *_outside(plan, "before", words)]
        down = [*after.get(plan.id, ()), *_outside(plan, "after", words)]
        if up or down:
            rows.append(Row(plan, words.status(plan.status), _open_first(up), _open_first(down)))
    return tuple(sorted(rows, key=lambda row: not any(thing.kind in {"waits", "circle"} for thing in row.before)))


def _outside(plan: Plan, side: Literal["before", "after"], words: Words) -> list[Thing]:
    """What *plan* waits for, or what waits for it, that is no plan of the site."""
    direction = "upstream" if side == "before" else "downstream"
    return [
        Thing(None, "", flags.subject(dependency), kind, words(f"{side}.{kind}"), dependency.file, dependency.line)
        for dependency in plan.dependencies
        if dependency.plan is None and dependency.direction == direction
        for kind in (_kind(dependency, plan),)
    ]


def _kind(dependency: Dependency, plan: Plan) -> EdgeKind:
    return "there" if dependency.resolved or plan.status not in ACTIVE else "waits"


def _open_first(things: list[Thing]) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda thing: thing.kind == "there"))


def _ready(portfolio: Portfolio, selected: tuple[Plan, ...], words: Words) -> tuple[Ready, ...]:
    found = [(len(portfolio.waiting.get(plan.id, ())), plan) for plan in by_pressure(selected) if ready(plan)]
    found.sort(key=lambda one: (-one[0], _STARTABLE.index(one[1].status)))
    return tuple(
        Ready(
            plan,
            words.status(plan.status),
            words.count("frees", frees) if frees else "",
            words.date(plan.target),
            words.count("late", days) if (days := portfolio.days_late(plan)) else "",
            ", ".join(plan.owners),
        )
        for frees, plan in found
    )


def _any(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.dependencies for plan in portfolio.plans)


VIEW = View(
    name="dependencies",
    title=ENGLISH("dependencies.title"),
    path="dependencies/",
    template="dependencies.html",
    build=build,
    shown=_any,
    hide=("toc",),
)
