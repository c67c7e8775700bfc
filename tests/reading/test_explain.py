"""What ``explain`` says of a file, line by line."""

from __future__ import annotations

import pytest

from mkdocs_planning.explain import explain
from tests.reading.golden_files import Golden, golden_files, load, vocabulary_of

GOLDEN = [load(path) for path in golden_files()]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: f"{golden.room}/{golden.slug}")
def test_every_task_is_named_on_its_line(golden: Golden) -> None:
    plan, lines = explain(golden.markdown, golden.source, vocabulary_of(golden))

    named = {line.number for line in lines if any(fact.startswith("task") for fact in line.facts)}

    assert named == {task.line for task in plan.tasks}


def test_a_sign_that_is_no_task_says_why() -> None:
    _, lines = explain("# Rope\n\n## Alternatives\n\n- ✅ Cheap\n- dear\n", "plans/rope.md")

    assert [line.number for line in lines if line.missed and "sign of state" in line.missed] == [5]


def test_a_box_in_code_says_why() -> None:
    _, lines = explain("# Rope\n\n```\n- [ ] not a task\n```\n", "plans/rope.md")

    assert [line.missed for line in lines if line.missed] == [
        "looks like a box, but stands in fenced code, where GitHub shows none"
    ]
