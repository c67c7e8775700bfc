"""Regression tests for inputs found by fuzzing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.promises import hold

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_reader_handles_the_input(case: Path):
    hold(case.read_bytes())
