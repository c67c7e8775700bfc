"""Growth of the reading time with the size of a file, for the constructs of ``tests/reading/test_linear_time.py``.

    python benchmarks/growth.py [--limit 2.3]

For each construct the script measures the ratio of the times for twice the size and the single size, and prints it if it
exceeds ``--limit``: 2 is linear growth, 4 quadratic. Times are CPU times, the least of several runs; a construct that
looks slow is measured again in larger files. The tests count work instead, which does not include backtracking inside a
regular expression.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mkdocs_planning.reading.plan import read_plan
from tests.reading.test_linear_time import CONSTRUCTS, LONG_LINES, text_of

ENOUGH = 0.015
"""Least time of the smaller file in seconds, so that the resolution of the clock does not matter."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, default=2.3, help="ratios above this are printed")
    limit = parser.parse_args().limit
    gc.disable()
    names = [*CONSTRUCTS, *LONG_LINES]
    slow = 0
    for name in names:
        gc.collect()
        seen = least_ratio(name, limit)
        if seen[-1][0] > limit:
            slow += 1
            print(f"{name}: " + ", ".join(f"{ratio:.2f} times at {size}" for ratio, size in seen), flush=True)
    print(f"{len(names)} constructs, {slow} of which take more than {limit} times as long in twice the size")


def least_ratio(name: str, limit: float) -> list[tuple[float, int]]:
    """The ratios measured in increasingly large files, with their sizes, up to the first below *limit*."""
    seen: list[tuple[float, int]] = []
    for times in (1, 1, 3, 9):  # try a larger file in case the step was caused by the machine's memory
        seen.append(ratio_of(name, times * ENOUGH))
        if seen[-1][0] <= limit:
            break
    return seen


def ratio_of(name: str, enough: float) -> tuple[float, int]:
    """How many times as long twice the size takes, and the size at which that was measured."""
    size = 500
    while True:
        small = seconds(name, size)
        if small >= enough or size >= 500_000:
            return seconds(name, 2 * size) / max(small, 1e-4), size
        size *= 2 if small > enough / 8 else 4


def seconds(name: str, size: int) -> float:
    best = float("inf")
    for _ in range(2):
        source = text_of(name, size)
        before = time.process_time()
        read_plan(source, "plans/example.md")
        best = min(best, time.process_time() - before)
    return best


if __name__ == "__main__":
    main()
