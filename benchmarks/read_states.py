"""How long two states of this project take to read the same plans, measured in turns in one run.

    python benchmarks/read_states.py OLD NEW [--corpus FOLDER …] [--plans 200] [--rounds 9]

OLD and NEW are checkouts, each with its own ``.venv`` (``python3 dev.py test`` makes it). Each state reads in a process of
its own; the two take turns, round by round, so that a busy machine slows both. Read are the Markdown files below each
``--corpus`` folder and so many generated plans. Caches of the reader are emptied before each round, as a build finds them
("in a build"), or before each plan ("alone").

Times are CPU time. Of each plan the least of all rounds counts, since whatever disturbs a round only adds to it. Printed
are the median and the sum over all plans, and the ratio of NEW to OLD: of the medians, of the sums, and the median of the
ratios of the plans.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.generator import generate

LARGEST = 200_000
"""Larger files are left out."""

WORKER = """
import json, sys, time
from mkdocs_planning.reading.plan import read_plan

def forget():
    for name, module in list(sys.modules.items()):
        if name.startswith("mkdocs_planning."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and not isinstance(value, type):
                    value.cache_clear()

plans = json.loads(sys.stdin.readline())
for line in sys.stdin:
    alone = line.strip() == "alone"
    forget()
    times = []
    for text in plans:
        if alone:
            forget()
        before = time.process_time()
        read_plan(text, "plans/plan.md")
        times.append(time.process_time() - before)
    print(json.dumps(times), flush=True)
"""
"""What the process of a state does: it gets the plans, then a mode for each round, and prints the seconds of each plan."""


class State:
    """A checkout that reads plans in a process of its own."""

    def __init__(self, checkout: Path, plans: list[str]) -> None:
        python = checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.process = subprocess.Popen(
            [python, "-c", WORKER],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._write(json.dumps(plans))

    def read(self, mode: str) -> list[float]:
        """The seconds that each plan takes in one round."""
        self._write(mode)
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def _write(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[], help="folders of Markdown files to read")
    parser.add_argument("--plans", type=int, default=200, help="how many plans to generate")
    parser.add_argument("--rounds", type=int, default=9, help="how often each state reads each plan")
    options = parser.parse_args()
    sets = {str(folder): texts_in(folder) for folder in options.corpus}
    sets["generated"] = [made.text for made in generate(options.plans)]
    for name, plans in sets.items():
        print(f"{name}: {len(plans)} plans of {median(map(len, plans)) / 1000:.1f} kB in the median", flush=True)
        states = [State(checkout.resolve(), plans) for checkout in (options.old, options.new)]
        for mode, told in (("build", "in a build"), ("alone", "alone")):
            old, new = measure(states, mode, options.rounds)
            print(f"  {told:<11} {compared(old, new)}", flush=True)
        for state in states:
            state.close()


def texts_in(folder: Path) -> list[str]:
    files = [path for path in sorted(folder.rglob("*.md")) if path.stat().st_size <= LARGEST]
    return [path.read_text(encoding="utf-8", errors="replace") for path in files]


def measure(states: list[State], mode: str, rounds: int) -> list[list[float]]:
    """The least seconds of each plan, state by state; which state begins changes from round to round."""
    times: list[list[list[float]]] = [[] for _ in states]
    for number in range(rounds):
        order = range(len(states)) if number % 2 else reversed(range(len(states)))
        for index in order:
            times[index].append(states[index].read(mode))
    return [[min(own) for own in zip(*found, strict=True)] for found in times]


def compared(old: list[float], new: list[float]) -> str:
    ratios = [after / before for before, after in zip(old, new, strict=True)]
    return (
        f"median {median(old) * 1000:.2f} → {median(new) * 1000:.2f} ms a plan ({median(new) / median(old):.3f}), "
        f"sum {sum(old) * 1000:.0f} → {sum(new) * 1000:.0f} ms ({sum(new) / sum(old):.3f}), "
        f"median of ratios {median(ratios):.3f}"
    )


if __name__ == "__main__":
    main()
