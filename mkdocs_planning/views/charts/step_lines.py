"""Step lines as SVG paths: values that hold until they change. Long series are thinned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import Point

WIDTH, HEIGHT = 1000, 100
"""The size of the chart in its own units; it is stretched to the width of the page."""


def thin(points: Sequence[Point], slices: int) -> tuple[Point, ...]:
    """*points* without those that make no visible difference in a chart that is *slices* pixels wide.

    Of each slice of days the first and the last point are kept, and those where done or scope has its minimum or
    maximum: the aggregation M4 of U. Jugel et al.
    (*M4: A Visualization-Oriented Time Series Data Aggregation*, VLDB 2014), with which lines look the same as with all points.
    """
    if len(points) <= slices:
        return tuple(points)
    begin = last_day(points[0].date).toordinal()
    days = last_day(points[-1].date).toordinal() - begin + 1
    found: dict[int, list[int]] = {}
    for number, point in enumerate(points):
        at = (last_day(point.date).toordinal() - begin) * slices // days
        found.setdefault(at, []).append(number)
    done, scope = [point.done for point in points], [point.total for point in points]
    kept: set[int] = set()
    for inside in found.values():
        kept |= {inside[0], inside[-1]}
        for values in (done, scope):
            kept |= {min(inside, key=values.__getitem__), max(inside, key=values.__getitem__)}
    return tuple(points[number] for number in sorted(kept))


def step_line(places: Iterable[tuple[float, float]], end: float) -> str:
    """The path through *places* (x, y). Each value holds until the next place, the last one until x = *end*."""
    made: list[str] = []
    for x, y in places:
        made.append(f"H{x:.0f}V{y:.1f}" if made else f"M{x:.0f} {y:.1f}")
    return "".join([*made, f"H{end:.0f}"]) if made else ""


def area_below(line: str, begin: float) -> str:
    """The path of the area below *line*, which begins at x = *begin*."""
    return f"{line}V{HEIGHT}H{begin:.0f}Z" if line else ""
