"""The drawing of the dependency graph: boxes and arrows, with positions and SVG paths.

Arrows lead from left to right, from a plan to the plans that wait for it. One unit is 1/14 of a line of text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.views.charts.graph_layout import Part, Point, graph_layout
from mkdocs_planning.views.facts.dependency_graph import Edge, EdgeKind
from mkdocs_planning.views.messages.catalogue import Messages

BOX_WIDTH, BOX_HEIGHT = 168, 60
_LAYER_STEP, _BOX_STEP = BOX_WIDTH + 44, BOX_HEIGHT + 16
"""Distance of layers, and of boxes in a layer."""
_PADDING = 2
_COMPONENT_GAP = 36
_ROW_WIDTH = 4 * _LAYER_STEP + BOX_WIDTH
"""Components are placed side by side up to this width."""
_HEAD_LENGTH = 8
_BACKWARD_OFFSET = 14
_LINE_LENGTH = 22
"""Characters per line of a box."""
MAX_PLANS = 150
"""With more plans resolved dependencies are left out; if there are still more, nothing is drawn."""
_LEGEND_ORDER: tuple[EdgeKind, ...] = ("waits", "cycle", "one-sided", "resolved")
_LAYOUT_ORDER: tuple[EdgeKind, ...] = ("waits", "resolved", "one-sided", "cycle")
"""Edges that come first keep their direction where edges form a cycle."""
_DRAWING_ORDER: tuple[EdgeKind, ...] = ("resolved", "one-sided", "waits", "cycle")
"""Edges that come later are drawn over the others."""


class Node(Struct, frozen=True):
    """A plan with the upper left corner of its box."""

    plan: Plan
    status: str
    x: float
    y: float

    def lines(self, title: str) -> tuple[str, ...]:
        """*title*, the title of the plan as plain text, in at most two lines."""
        return wrap(title)


class Arrow(Struct, frozen=True):
    """An arrow: SVG paths of its line and of its head, and the dependency it shows."""

    path: str
    head: str
    edge: Edge


class LegendEntry(Struct, frozen=True):
    """The meaning of one kind of arrow."""

    kind: EdgeKind
    title: str


class GraphDrawing(Struct, frozen=True):
    """The drawing.

    Attributes:
        legend: the kinds of arrows that occur.
        left_out: number of plans left out, since no plan waits for them any more and there were too many.
        box: width and height of a node.
    """

    width: int
    height: int
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    legend: tuple[LegendEntry, ...]
    left_out: int
    box: tuple[int, int] = (BOX_WIDTH, BOX_HEIGHT)


def graph_drawing(edges: tuple[Edge, ...], messages: Messages) -> GraphDrawing | None:
    """The drawing of *edges*; None where there are none or too many, or no layout is available."""
    plans = _plans(edges)
    left_out = 0
    if len(plans) > MAX_PLANS:
        edges = tuple(edge for edge in edges if edge.kind != "resolved")
        left_out = len(plans) - len(_plans(edges))
        plans = _plans(edges)
    if not plans or len(plans) > MAX_PLANS:
        return None
    number = {plan.id: n for n, plan in enumerate(plans)}
    forward = _acyclic(edges, number)
    parts = graph_layout(sorted(set(forward)))
    if parts is None:
        return None
    offsets, width, height = _pack(parts)
    boxes: dict[int, tuple[float, float]] = {}
    bends: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for part, offset in zip(parts, offsets, strict=True):
        boxes |= {node: _place(point, offset) for node, point in part.places.items()}
        bends |= {edge: [_place(point, offset) for point in way] for edge, way in part.bends.items()}
    arrows = tuple(
        _arrow(edge, pair, boxes, bends.get(pair, []), back=pair[0] != number[edge.before.id])
        for edge, pair in zip(edges, forward, strict=True)
    )
    return GraphDrawing(
        width=width,
        height=height,
        nodes=tuple(Node(plan, messages.status(plan.status), *boxes[number[plan.id]]) for plan in plans),
        arrows=tuple(sorted(arrows, key=lambda arrow: _DRAWING_ORDER.index(arrow.edge.kind))),
        legend=_legend(edges, messages),
        left_out=left_out,
    )


def _legend(edges: Sequence[Edge], messages: Messages) -> tuple[LegendEntry, ...]:
    kinds = {edge.kind for edge in edges}
    return tuple(LegendEntry(kind, messages(f"dependency.{kind}")) for kind in _LEGEND_ORDER if kind in kinds)


def _plans(edges: Sequence[Edge]) -> list[Plan]:
    found = {plan.id: plan for edge in edges for plan in (edge.before, edge.after)}
    return sorted(found.values(), key=lambda plan: (plan.source, plan.line))


def _acyclic(edges: Sequence[Edge], number: dict[str, int]) -> list[tuple[int, int]]:
    """The pairs of nodes to lay out, in the order of *edges*. A pair that would close a cycle is reversed."""
    made: dict[int, tuple[int, int]] = {}
    following: dict[int, list[int]] = {}
    for n in sorted(range(len(edges)), key=lambda n: (_LAYOUT_ORDER.index(edges[n].kind), n)):
        before, after = number[edges[n].before.id], number[edges[n].after.id]
        if _leads(following, after, before):
            before, after = after, before
        following.setdefault(before, []).append(after)
        made[n] = (before, after)
    return [made[n] for n in range(len(edges))]


def _leads(following: dict[int, list[int]], start: int, end: int) -> bool:
    seen = {start}
    stack = [start]
    while stack:
        node = stack.pop()
        if node == end:
            return True
        fresh = [other for other in following.get(node, ()) if other not in seen]
        seen.update(fresh)
        stack += fresh
    return False


def _pack(parts: Sequence[Part]) -> tuple[list[tuple[float, float]], int, int]:
    """The upper left corner of each part, placed side by side in rows, and the width and height of all."""
    sizes = [
        (part.layers * _LAYER_STEP - (_LAYER_STEP - BOX_WIDTH), part.breadth * _BOX_STEP - (_BOX_STEP - BOX_HEIGHT))
        for part in parts
    ]
    row_width = max(_ROW_WIDTH, *(width for width, _ in sizes))
    corners: list[tuple[float, float]] = []
    x = y = tall = wide = 0.0
    for width, height in sizes:
        if x and x + width > row_width:
            x, y, tall = 0.0, y + tall + _COMPONENT_GAP, 0.0
        corners.append((x + _PADDING, y + _PADDING))
        wide, tall = max(wide, x + width), max(tall, height)
        x += width + _LAYER_STEP - BOX_WIDTH
    return corners, round(wide) + 2 * _PADDING, round(y + tall) + 2 * _PADDING


def _place(point: Point, corner: tuple[float, float]) -> tuple[float, float]:
    return round(corner[0] + point[0] * _LAYER_STEP, 1), round(corner[1] + point[1] * _BOX_STEP, 1)


def _arrow(
    edge: Edge, pair: tuple[int, int], boxes: dict[int, tuple[float, float]], bends: list[tuple[float, float]], *, back: bool
) -> Arrow:
    """The arrow of *edge*. Where it leads *back*, from right to left, its head is at its left end."""
    (x0, y0), (x1, y1) = boxes[pair[0]], boxes[pair[1]]
    low = BOX_HEIGHT / 2 + (_BACKWARD_OFFSET if back else 0)  # or its head would cover the start of another arrow
    start, end = (x0 + BOX_WIDTH, y0 + low), (x1, y1 + low)
    tip, towards = (start, -1) if back else (end, 1)
    back_of_head = f"{_number(tip[0] - towards * _HEAD_LENGTH)} {_number(tip[1] - 4.5)}"
    head = f"M{back_of_head}L{_number(tip[0])} {_number(tip[1])}l{-towards * _HEAD_LENGTH} 4.5z"
    if back:
        start = (start[0] + _HEAD_LENGTH, start[1])
    else:
        end = (end[0] - _HEAD_LENGTH, end[1])
    path = [f"M{_number(start[0])} {_number(start[1])}"]
    at = start
    for x, y in bends:
        middle = y + low
        path += [_curve(at, (x, middle)), f"H{_number(x + BOX_WIDTH)}"]
        at = (x + BOX_WIDTH, middle)
    path.append(_curve(at, end))
    return Arrow("".join(path), head, edge)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    if start[1] == end[1] and start[0] <= end[0]:
        return f"H{_number(end[0])}"
    middle = _number((start[0] + end[0]) / 2)
    return f"C{middle} {_number(start[1])} {middle} {_number(end[1])} {_number(end[0])} {_number(end[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def wrap(text: str) -> tuple[str, ...]:
    """*text* in at most two lines that fit into a box; the rest is replaced by "…"."""
    words = text.split()
    lines: list[str] = []
    line = ""
    while words and len(lines) < 2:
        longer = f"{line} {words[0]}".strip()
        if _columns(longer) <= _LINE_LENGTH:
            line = longer
            words.pop(0)
        elif line and (len(lines) == 0 or _columns(words[0]) <= _LINE_LENGTH):
            lines.append(line)
            line = ""
        else:  # a word longer than a line
            cut = _cut(longer)
            words[0] = longer[len(cut) :]
            lines.append(cut)
            line = ""
    if line and len(lines) < 2:
        lines.append(line)
        line = ""
    if words or line:
        lines[-1] = _cut(lines[-1] + "…" * _LINE_LENGTH, _LINE_LENGTH - 1).rstrip("…") + "…"
    return tuple(lines)


def _cut(text: str, columns: int = _LINE_LENGTH) -> str:
    used = 0
    for n, char in enumerate(text):
        used += _columns(char)
        if used > columns:
            return text[:n]
    return text


def _columns(text: str) -> int:
    """The width of *text* in columns of a monospaced font: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text)
