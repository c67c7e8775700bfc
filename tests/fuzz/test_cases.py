"""Regression tests for inputs found by fuzzing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.invariants import check_invariants

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_reader_handles_the_input(case: Path):
    check_invariants(case.read_bytes())
