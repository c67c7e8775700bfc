"""Interning shares equal texts of plans and changes nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.support.interning import Shared
from tests.generator import generate


def plans() -> list[Plan]:
    """Plans as loaded from the cache: no two texts are shared."""
    read = [read_plan(made.text, made.source) for made in generate(10)]
    return [msgspec.msgpack.decode(msgspec.msgpack.encode(plan), type=Plan) for plan in read]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))


def test_interning_keeps_plans_equal_and_shares_texts():
    shared, found = Shared(), plans()
    assert len({id(text) for plan in found for text in texts(plan)}) > len({text for plan in found for text in texts(plan)})

    for plan in found:
        shared.share(plan)

    assert found == plans()
    assert len({id(text) for plan in found for text in texts(plan)}) == len({text for plan in found for text in texts(plan)})
