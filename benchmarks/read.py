"""How fast plans are read, beside Python-Markdown's rendering of the same text in the same run.

    python benchmarks/read.py [--plans 200] [--rounds 5] [--corpus FOLDER]

Both get the same text in turns, one plan after the other, in one process; the least time of all rounds
counts. Python-Markdown has MkDocs' default extensions and ``pymdownx.tasklist``. The folder of real plans
is taken from PLANNING_CORPUS where ``--corpus`` is not given.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import markdown

sys.path.insert(0, str(Path(__file__).parents[1]))

from mkdocs_planning.reading.outline import decode, split_front_matter
from mkdocs_planning.reading.plan import read_plan
from tests.generator import generate

EXTENSIONS = ["toc", "tables", "fenced_code", "pymdownx.tasklist"]
LARGEST = 200_000
"""Files with more bytes are left out: Python-Markdown would take minutes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=200, help="how many plans to generate")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is read and rendered")
    parser.add_argument("--corpus", default=os.environ.get("PLANNING_CORPUS"), help="a folder of real plans")
    options = parser.parse_args()
    compare("generated", [made.text for made in generate(options.plans)], options.rounds)
    if options.corpus:
        files = sorted(path for path in Path(options.corpus).rglob("*.md") if path.stat().st_size <= LARGEST)
        compare("corpus", [decode(path.read_bytes())[0] for path in files], options.rounds)


def compare(name: str, texts: list[str], rounds: int) -> None:
    bodies = [text[split_front_matter(text)[1] :] for text in texts]
    converter = markdown.Markdown(extensions=EXTENSIONS)

    def render(body: str) -> None:
        converter.reset()
        converter.convert(body)

    reading, rendering = [float("inf")] * len(texts), [float("inf")] * len(texts)
    for _ in range(rounds):
        for index, (text, body) in enumerate(zip(texts, bodies, strict=True)):
            reading[index] = min(reading[index], seconds(lambda text=text: read_plan(text, "plans/plan.md")))
            rendering[index] = min(rendering[index], seconds(lambda body=body: render(body)))
    size = sum(len(text) for text in texts) / len(texts) / 1000
    read, rendered = sum(reading) / len(texts) * 1000, sum(rendering) / len(texts) * 1000
    print(f"{name}: {len(texts)} plans of {size:.1f} kB on average")
    print(f"  read       {read:7.3f} ms a plan")
    print(f"  rendering  {rendered:7.3f} ms a plan")
    print(f"  ratio      {rendered / read:7.1f}")


def seconds(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


if __name__ == "__main__":
    main()
