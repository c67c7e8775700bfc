"""The picture of what waits for what: boxes and arrows, with their places and paths.

Time runs from left to right: what is waited for stands left of what waits for it. Lengths are in units
of which a line of text has 14.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.views.charts.layers import Part, Point, layers
from mkdocs_planning.views.shared.waiting import Edge, EdgeKind
from mkdocs_planning.views.words.catalogue import Words

WIDTH, HEIGHT = 168, 60
"""Of a box."""
_STEP, _PITCH = WIDTH + 44, HEIGHT + 16
"""From layer to layer, and from box to box in a layer."""
_PAD = 2
_APART = 36
_ROW = 4 * _STEP + WIDTH
"""Small parts stand side by side until they take this room; a larger one may be wider."""
_HEAD = 8
_BACK = 14
_FITS = 22
"""Letters in a line of a box."""
MOST = 150
"""With more plans than this only those that still wait are drawn, and nothing where even they are more."""
_KEYS: tuple[EdgeKind, ...] = ("waits", "circle", "told", "there")
_FIRST: tuple[EdgeKind, ...] = ("waits", "there", "told", "circle")


class Node(Struct, frozen=True):
    """A plan with the left upper corner of its box."""

    plan: Plan
    status: str
    x: float
    y: float

    def lines(self, title: str) -> tuple[str, ...]:
        """*title*, the plan's as plain text, in at most two lines."""
        return wrap(title)


class Line(Struct, frozen=True):
    """An arrow: its path, the path of its head, and which plan waits for which."""

    path: str
    head: str
    edge: Edge


class Key(Struct, frozen=True):
    """What one kind of arrow means, in words."""

    kind: EdgeKind
    title: str


class Graph(Struct, frozen=True):
    """The picture.

    Attributes:
        keys: what its arrows mean.
        left_out: how many plans are missing, where there were too many, since nothing waits for them any more.
        box: width and height of a node.
    """

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]
    left_out: int
    box: tuple[int, int] = (WIDTH, HEIGHT)


def graph(edges: tuple[Edge, ...], words: Words) -> Graph | None:
    """The picture of *edges*; None where there is nothing to draw, or far too much, or no layout on this platform."""
    plans = _plans(edges)
    left_out = 0
    if len(plans) > MOST:
        edges = tuple(edge for edge in edges if edge.kind != "there")
        left_out = len(plans) - len(_plans(edges))
        plans = _plans(edges)
    if not plans or len(plans) > MOST:
        return None
    number = {plan.id: n for n, plan in enumerate(plans)}
    forward = _without_circles(edges, number)
    parts = layers(sorted(set(forward)))
    if parts is None:
        return None
    offsets, width, height = _pack(parts)
    boxes: dict[int, tuple[float, float]] = {}
    bends: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for part, offset in zip(parts, offsets, strict=True):
        boxes |= {node: _place(point, offset) for node, point in part.places.items()}
        bends |= {edge: [_place(point, offset) for point in way] for edge, way in part.bends.items()}
    lines = tuple(
        _line(edge, pair, boxes, bends.get(pair, []), back=pair[0] != number[edge.before.id])
        for edge, pair in zip(edges, forward, strict=True)
    )
    return Graph(
        width=width,
        height=height,
        nodes=tuple(Node(plan, words.status(plan.status), *boxes[number[plan.id]]) for plan in plans),
        # What matters more is drawn over what matters less.
        lines=tuple(sorted(lines, key=lambda line: ("there", "told", "waits", "circle").index(line.edge.kind))),
        keys=tuple(Key(kind, words(f"key.{kind}")) for kind in _KEYS if any(edge.kind == kind for edge in edges)),
        left_out=left_out,
    )


def _plans(edges: Sequence[Edge]) -> list[Plan]:
    found = {plan.id: plan for edge in edges for plan in (edge.before, edge.after)}
    return sorted(found.values(), key=lambda plan: (plan.source, plan.line))


def _without_circles(edges: Sequence[Edge], number: dict[str, int]) -> list[tuple[int, int]]:
    """The pairs to lay out, in the order of *edges*: one that would close a circle stands the other way round."""
    made: dict[int, tuple[int, int]] = {}
    following: dict[int, list[int]] = {}
    for n in sorted(range(len(edges)), key=lambda n: (_FIRST.index(edges[n].kind), n)):
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
    """The corner of each part, side by side in rows, and the size of all."""
    sizes = [(part.layers * _STEP - (_STEP - WIDTH), part.breadth * _PITCH - (_PITCH - HEIGHT)) for part in parts]
    room = max(_ROW, *(width for width, _ in sizes))
    corners: list[tuple[float, float]] = []
    x = y = tall = wide = 0.0
    for width, height in sizes:
        if x and x + width > room:
            x, y, tall = 0.0, y + tall + _APART, 0.0
        corners.append((x + _PAD, y + _PAD))
        wide, tall = max(wide, x + width), max(tall, height)
        x += width + _STEP - WIDTH
    return corners, round(wide) + 2 * _PAD, round(y + tall) + 2 * _PAD


def _place(point: Point, corner: tuple[float, float]) -> tuple[float, float]:
    return round(corner[0] + point[0] * _STEP, 1), round(corner[1] + point[1] * _PITCH, 1)


def _line(
    edge: Edge, pair: tuple[int, int], boxes: dict[int, tuple[float, float]], bends: list[tuple[float, float]], *, back: bool
) -> Line:
    """The arrow of *edge*; where it leads *back*, its head is at its left end."""
    (x0, y0), (x1, y1) = boxes[pair[0]], boxes[pair[1]]
    low = HEIGHT / 2 + (_BACK if back else 0)  # or its end would look like the beginning of another arrow
    start, end = (x0 + WIDTH, y0 + low), (x1, y1 + low)
    tip, towards = (start, -1) if back else (end, 1)
    head = f"M{_n(tip[0] - towards * _HEAD)} {_n(tip[1] - 4.5)}L{_n(tip[0])} {_n(tip[1])}l{-towards * _HEAD} 4.5z"
    if back:
        start = (start[0] + _HEAD, start[1])
    else:
        end = (end[0] - _HEAD, end[1])
    path = [f"M{_n(start[0])} {_n(start[1])}"]
    at = start
    for x, y in bends:
        middle = y + low
        path += [_curve(at, (x, middle)), f"H{_n(x + WIDTH)}"]
        at = (x + WIDTH, middle)
    path.append(_curve(at, end))
    return Line("".join(path), head, edge)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    if start[1] == end[1] and start[0] <= end[0]:
        return f"H{_n(end[0])}"
    middle = _n((start[0] + end[0]) / 2)
    return f"C{middle} {_n(start[1])} {middle} {_n(end[1])} {_n(end[0])} {_n(end[1])}"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def wrap(text: str) -> tuple[str, ...]:
    """*text* in at most two lines that fit into a box; what is too much ends in "…"."""
    words = text.split()
    lines: list[str] = []
    line = ""
    while words and len(lines) < 2:
        longer = f"{line} {words[0]}".strip()
        if _wide(longer) <= _FITS:
            line = longer
            words.pop(0)
        elif line and (len(lines) == 0 or _wide(words[0]) <= _FITS):
            lines.append(line)
            line = ""
        else:  # a word that fits into no line
            cut = _cut(longer)
            words[0] = longer[len(cut) :]
            lines.append(cut)
            line = ""
    if line and len(lines) < 2:
        lines.append(line)
        line = ""
    if words or line:
        lines[-1] = _cut(lines[-1] + "…" * _FITS, _FITS - 1).rstrip("…") + "…"
    return tuple(lines)


def _cut(text: str, room: int = _FITS) -> str:
    used = 0
    for n, char in enumerate(text):
        used += _wide(char)
        if used > room:
            return text[:n]
    return text


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text)
