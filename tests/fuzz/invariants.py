"""Invariants of the reader for any input."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.collecting.page_reader import read_page
from tests.exports.encoding import plans_as_json

_LINE_END = re.compile(rb"\r\n|\n|\r")


def check_invariants(data: bytes) -> None:
    """Read *data* as a plan and check all invariants.

    Raises:
        AssertionError: if an invariant is violated.
    """
    plans = read_page(data, "plans/any.md")
    lines = len(_LINE_END.findall(data)) + 1
    for plan in plans:
        for line in _lines(plan):
            assert 1 <= line <= lines, f"line {line} of a file of {lines} lines"
        inside = sum(phase.progress.total for phase in plan.phases)
        assert inside <= plan.progress.total, "phases have more tasks than their plan"
        assert plan.boxes.done <= plan.boxes.total
        assert plan.progress.done + plan.progress.active <= plan.progress.total
    plans_as_json(build_portfolio(plans, "2026-01-01"))


def _lines(value: object) -> Iterator[int]:
    if isinstance(value, tuple):
        for part in value:
            yield from _lines(part)
    elif isinstance(value, Struct):
        if hasattr(value, "line"):
            yield value.line
        for name in value.__struct_fields__:
            yield from _lines(getattr(value, name))
