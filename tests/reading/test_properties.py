"""Properties that hold for every file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.exports.plans_json import json_schema
from mkdocs_planning.markdown.outline import decode
from mkdocs_planning.model.plan import Phase, Plan, Progress, count
from mkdocs_planning.reading.plan import read_plan

SOURCE = "plans/example.md"
_LINE_END = re.compile(r"\r\n|\n|\r")

# ── texts ────────────────────────────────────────────────────────────────────────────────────────

FRAGMENTS = [*Path(__file__).with_name("fragments.txt").read_text(encoding="utf-8").split("\n"), "\u2028", "\x00"]
"""Lines with the words of plans, from ``fragments.txt``."""

_fragment = st.sampled_from(FRAGMENTS)
_indent = st.sampled_from(["", "", "", "", "  ", "    ", "\t", "> ", "- "])
_end = st.sampled_from(["\n", "\n", "\n\n"])
_row = st.tuples(_indent, st.one_of(_fragment, _fragment, _fragment, st.text(max_size=20)), _end).map("".join)
plans = st.lists(_row, max_size=40).map("".join)
"""Texts of such lines in any order."""
texts = st.one_of(plans, st.text(max_size=200))
sources = st.one_of(texts, st.binary(max_size=200), st.tuples(plans.map(str.encode), st.binary(max_size=9)).map(b"".join))


# ── properties ───────────────────────────────────────────────────────────────────────────────────


def lines_of(source: str | bytes) -> list[str]:
    return _LINE_END.split(decode(source)[0])


def entries(value: Any) -> list[dict[str, Any]]:
    """All objects with a line in a plan's JSON."""
    found: list[dict[str, Any]] = []
    todo = [value]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            if "line" in node:
                found.append(node)
            todo.extend(node.values())
        elif isinstance(node, list):
            todo.extend(node)
    return found


def all_phases(phases: tuple[Phase, ...]) -> list[Phase]:
    return [phase for top in phases for phase in (top, *all_phases(top.steps))]


def assert_sound(plan: Plan, source: str | bytes) -> None:
    last = len(lines_of(source))
    for entry in entries(msgspec.json.decode(msgspec.json.encode(plan))):
        assert 1 <= entry["line"] <= last, f"line {entry['line']} of {last}: {entry}"
        assert entry.get("file", SOURCE) == SOURCE
    assert plan.title
    assert plan.id
    assert [task.line for task in plan.tasks] == sorted({task.line for task in plan.tasks})
    assert plan.progress == count(plan.tasks)
    for index, phase in enumerate(plan.phases):
        assert phase.progress == count([task for task in plan.tasks if task.phase == index])
    for phase in all_phases(plan.phases):
        for step in phase.steps:
            assert step.progress.total <= phase.progress.total
            assert step.progress.done <= phase.progress.done
    other = count([task for task in plan.tasks if task.phase is None])
    assert sum((phase.progress for phase in plan.phases), other) == plan.progress
    boxes = [task for task in plan.tasks if task.mark in (" ", "x", "X")]
    assert (plan.boxes.done, plan.boxes.total) == (sum(task.state == "done" for task in boxes), len(boxes))
    if len(boxes) == len(plan.tasks) and all(task.state in ("open", "done") for task in boxes):
        assert plan.progress == Progress(plan.boxes.done, plan.boxes.total)


@given(sources)
def test_reading_never_raises_and_is_consistent(source: str | bytes) -> None:
    assert_sound(read_plan(source, SOURCE), source)


@given(texts)
def test_reading_twice_gives_equal_plans(source: str) -> None:
    assert read_plan(source, SOURCE) == read_plan(source, SOURCE)
    assert read_plan(source, SOURCE) == read_plan(source.encode("utf-8", "replace"), SOURCE)


@given(texts.map(lambda text: text.replace("\r", "")))
def test_crlf_changes_nothing(source: str) -> None:
    assert read_plan(source.replace("\n", "\r\n"), SOURCE) == read_plan(source, SOURCE)


@given(texts.filter(lambda text: not text.startswith("\ufeff")))
def test_a_byte_order_mark_changes_nothing(source: str) -> None:
    assert read_plan("\ufeff" + source, SOURCE) == read_plan(source, SOURCE)


@given(plans)
def test_a_plan_round_trips_through_json(source: str) -> None:
    plan = read_plan(source, SOURCE)
    assert msgspec.json.decode(msgspec.json.encode(plan), type=Plan) == plan


@st.composite
def _marked(draw: st.DrawFn) -> str:
    """A plan in which every task contains a unique word."""
    rows: list[str] = []
    for number in range(draw(st.integers(1, 12))):
        before = draw(st.lists(_row, max_size=3))
        indent = draw(st.sampled_from(["", "", "  ", "\t", "    "]))
        marker = draw(st.sampled_from(["- ", "* ", "1. "]))
        box = draw(st.sampled_from(["[ ] ", "[x] ", "[~] ", "[-] ", "[ ]* "]))
        lead = draw(st.sampled_from(["", "T001 ", "**bold** ", "1.2 ", "[P] ", "(2026-01-01 10:00Z) ", "~~"]))
        behind = draw(st.sampled_from(["", " more", "\n  goes on", " @ana", "~~"]))
        rows += [*before, f"{indent}{marker}{box}{lead}unique{number:03}{behind}\n"]
    return "".join(rows)


@given(_marked())
def test_the_line_of_a_task_contains_its_text(source: str) -> None:
    lines = lines_of(source)
    for task in read_plan(source, SOURCE).tasks:
        own = re.match(r"(?:\*\*bold\*\* |~~)?(unique\d{3})", task.text)
        if own is not None:
            assert own.group(1) in lines[task.line - 1], task


def test_every_field_of_a_plan_is_in_the_schema() -> None:
    properties = json_schema()["$defs"]["PlanDocument"]["properties"]
    assert set(Plan.__struct_fields__) <= set(properties)
