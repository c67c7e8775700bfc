"""Layered layout of a directed acyclic graph, by fast-sugiyama.

The same graph always gets the same layout. Where the package is not available there is no layout.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from msgspec import Struct

_UNIT = 100
"""Distance between neighbours and between layers, in units of the package."""
_BEND = 0.5
"""The width of an edge that passes through a layer, as a share of the width of a node."""

Point = tuple[float, float]
"""A position: the layer, counted from 0, and the place in the layer, in units of one node."""


class Part(Struct, frozen=True):
    """The layout of a connected component.

    Attributes:
        places: node → position.
        bends: edge → positions in the layers it passes through; edges between neighbouring layers have none.
        layers: number of layers.
        breadth: the width of the widest layer, in units of one node.
    """

    places: dict[int, Point]
    bends: dict[tuple[int, int], tuple[Point, ...]]
    layers: int
    breadth: float


@cache
def _library() -> Callable[..., Any] | None:
    """The layout function, imported on first use; None where the package is not installed."""
    try:
        return import_module("fast_sugiyama").from_edges
    except ImportError:
        return None


def available() -> bool:
    """Whether graphs can be laid out."""
    return _library() is not None


def graph_layout(edges: Sequence[tuple[int, int]]) -> tuple[Part, ...] | None:
    """Lay out a graph.

    Args:
        edges: pairs of nodes, without cycles. Nodes are numbered from 0 without gaps.

    Returns:
        its connected components, the largest first; None where they cannot be laid out.
    """
    from_edges = _library() if edges else None
    if from_edges is None:
        return None
    try:
        found = from_edges(list(edges), vertex_spacing=_UNIT, dummy_vertices=True, dummy_size=_BEND)
    except BaseException as error:  # a Rust panic is not an Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return None
    size = 1 + max(max(edge) for edge in edges)
    parts = [_part(positions, links or (), size, edges) for positions, _, _, links in found]
    if sum(len(part.places) for part in parts) != size:
        return None
    return tuple(sorted(parts, key=lambda part: (-len(part.places), min(part.places))))


def _part(
    positions: Sequence[tuple[int | str, tuple[float, float]]],
    links: Sequence[tuple[int | str, int | str]] | object,
    size: int,
    edges: Sequence[tuple[int, int]],
) -> Part:
    at = {int(node): (float(x) / _UNIT, float(y) / _UNIT) for node, (x, y) in positions}
    top = max(y for _, y in at.values())
    placed = {node: (round(top - y), x) for node, (x, y) in at.items()}  # sources have the greatest y
    places = _without_overlaps({node: place for node, place in placed.items() if node < size})
    following: dict[int, list[int]] = {}
    for before, after in links:  # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]
        following.setdefault(int(before), []).append(int(after))  # pyright: ignore[reportUnknownArgumentType]
    bends: dict[tuple[int, int], tuple[Point, ...]] = {}
    for before, after in edges:
        if before in places:
            way = _bends(before, after, following, placed, size)
            if way:
                bends[before, after] = way
    along = [x for _, x in places.values()] + [x for way in bends.values() for _, x in way]
    first = min(along)
    return Part(
        {node: (layer, x - first) for node, (layer, x) in places.items()},
        {edge: tuple((layer, x - first) for layer, x in way) for edge, way in bends.items()},
        1 + max(layer for layer, _ in places.values()),
        1 + max(along) - first,
    )


def _without_overlaps(places: dict[int, tuple[int, float]]) -> dict[int, tuple[int, float]]:
    """*places* without overlaps, which the package does not exclude."""
    made: dict[int, tuple[int, float]] = {}
    least: dict[int, float] = {}
    for node, (layer, x) in sorted(places.items(), key=lambda item: (item[1], item[0])):
        made[node] = (layer, max(x, least.get(layer, x)))
        least[layer] = made[node][1] + 1
    return made


def _bends(
    before: int, after: int, following: dict[int, list[int]], placed: dict[int, tuple[int, float]], size: int
) -> tuple[Point, ...]:
    """The positions at which an edge passes through layers; nothing where they are not known: it is drawn straight then."""
    for first in sorted(following.get(before, ())):
        way: list[Point] = []
        node = first
        while node >= size and node in placed and len(way) < len(placed):
            way.append(placed[node])
            onward = following.get(node, [])
            if len(onward) != 1:
                break
            node = onward[0]
        if node == after and way:
            rising = [placed[before][0], *(layer for layer, _ in way), placed[after][0]]
            return tuple(way) if rising == sorted(set(rising)) else ()
    return ()
