"""Coverage-guided fuzzing of the reader: no input may raise, and every reported line must exist.

Needs atheris (Linux, CPython): ``pip install atheris``, then

    python -m tests.fuzz.read_plan -max_total_time=600 tests/fuzz/cases

Findings are written as ``crash-…`` into the current folder. Give them a descriptive name and add them to
``tests/fuzz/cases``; the tests read every file there.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["mkdocs_planning"]):
    from tests.fuzz.invariants import check_invariants


def main() -> None:
    atheris.Setup(sys.argv, check_invariants)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
