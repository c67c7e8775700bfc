"""Fuzzes the reader, guided by coverage: no bytes may raise, and every reported line must exist.

Needs atheris (Linux, CPython): ``pip install atheris``, then

    python -m tests.fuzz.read_plan -max_total_time=600 tests/fuzz/cases

What it finds is written as ``crash-…`` into the current folder; give it a name that says what it is and keep it
in ``tests/fuzz/cases``, where the tests read every file.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["mkdocs_planning"]):
    from tests.fuzz.promises import hold


def main() -> None:
    atheris.Setup(sys.argv, hold)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
