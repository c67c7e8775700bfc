"""Every fact of real documents can be edited or is refused: it changes, nothing else does, and it can be undone."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.vocabulary.vocabulary import DEFAULT
from tests.editing.every_fact import Case, cases, refusal_or_problem

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "tests" / "reading" / "golden").rglob("*.md"))
EXAMPLES = sorted((ROOT / "example_site" / "docs" / "plans").glob("*.md"))[::2]
CORPUS = os.environ.get("PLANNING_CORPUS")
MOST_OF_A_KIND = 3
"""Number of facts of each kind that are edited per document."""


def sample(source: bytes) -> Iterator[Case]:
    """Some facts of each kind: the first, the last, and one in between."""
    rows: dict[str, list[Case]] = {}
    for case in cases(read_page(source, "plan.md", DEFAULT)):
        rows.setdefault(case.row, []).append(case)
    for found in rows.values():
        yield from found if len(found) <= MOST_OF_A_KIND else (found[0], found[len(found) // 2], found[-1])


def edited(files: list[Path]) -> tuple[Counter[str], Counter[str]]:
    """The number of edits of each kind in *files*, and of refused ones; a wrong edit fails the test."""
    total: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for file in files:
        source = file.read_bytes()
        plans = read_page(source, "plan.md", DEFAULT)
        for row, edit in sample(source):
            refusal, problem = refusal_or_problem(source, plans, edit)
            assert problem is None, f"{file}: {edit}: {problem}"
            total[row] += 1
            refused[row] += refusal is not None
    return total, refused


def test_example_site() -> None:
    total, refused = edited(EXAMPLES)
    assert total["box"] > 20
    assert refused["box"] == 0
    assert refused["status"] == 0
    assert refused["owners"] == 0


@pytest.mark.parametrize("part", range(4))
def test_golden_documents(part: int) -> None:
    edited(GOLDEN[part::4])


@pytest.mark.skipif(CORPUS is None, reason="PLANNING_CORPUS is not set")
@pytest.mark.parametrize("part", range(4))
def test_corpus(part: int) -> None:
    total, refused = edited(sorted(Path(CORPUS or "").rglob("*.md"))[part::4])
    assert refused["box"] <= 0.02 * total["box"]
    others = [row for row in total if row != "box" and not row.endswith("not stated")]
    assert sum(refused[row] for row in others) <= 0.1 * sum(total[row] for row in others)
