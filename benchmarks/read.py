"""The time for reading plans, compared with rendering the same text in Python-Markdown.

    python benchmarks/read.py [--plans 200] [--rounds 5] [--corpus FOLDER]

Each plan is read, rendered with MkDocs' default extensions and ``pymdownx.tasklist``, and rendered with the
extensions of ``example_site/mkdocs.yml`` (a typical Material site), one after the other in one process. As in MkDocs,
each page uses a new ``markdown.Markdown``. The caches of the reader are emptied before each round, as at the start of a
build ("in a build"), or before each plan ("alone"). Times are CPU times: of each plan the median over all rounds, of a
set of plans the median over its plans. The folder of real plans defaults to PLANNING_CORPUS.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import markdown
from mkdocs.config import load_config

sys.path.insert(0, str(Path(__file__).parents[1]))

from mkdocs_planning.markdown.outline import decode, split_front_matter
from mkdocs_planning.reading.plan import read_plan
from tests.generator import generate

ROOT = Path(__file__).parents[1]
DEFAULTS = ["toc", "tables", "fenced_code", "pymdownx.tasklist"]
LARGEST = 200_000
"""Larger files, in bytes, are skipped: Python-Markdown would take minutes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=200, help="how many plans to generate")
    parser.add_argument("--rounds", type=int, default=5, help="number of measurements")
    parser.add_argument("--corpus", default=os.environ.get("PLANNING_CORPUS"), help="a folder of real plans")
    options = parser.parse_args()
    site = load_config(str(ROOT / "example_site" / "mkdocs.yml"))
    renderers = {
        "MkDocs' default extensions": renderer(DEFAULTS, {}),
        "Material's extensions": renderer(site.markdown_extensions, site.mdx_configs),
    }
    sets = {
        "example site": sorted((ROOT / "example_site" / "docs" / "plans").glob("*.md")),
        "corpus": sorted(Path(options.corpus).rglob("*.md")) if options.corpus else [],
    }
    texts = {
        name: [decode(path.read_bytes())[0] for path in paths if path.stat().st_size <= LARGEST] for name, paths in sets.items()
    }
    for name, plans in {"generated": [made.text for made in generate(options.plans)], **texts}.items():
        if plans:
            print(f"{name}: {len(plans)} plans of {median(map(len, plans)) / 1000:.1f} kB in the median")
            for mode in ("in a build", "alone"):
                compare(plans, mode, options.rounds, renderers)


def renderer(extensions: list[str], configs: dict[str, Any]) -> Callable[[str], object]:
    return lambda body: markdown.Markdown(extensions=extensions, extension_configs=configs).convert(body)


def compare(texts: list[str], mode: str, rounds: int, renderers: dict[str, Callable[[str], object]]) -> None:
    bodies = [text[split_front_matter(text)[1] :] for text in texts]
    reading: list[list[float]] = [[] for _ in texts]
    rendering: dict[str, list[list[float]]] = {name: [[] for _ in texts] for name in renderers}
    for _ in range(rounds):
        forget()
        for index, (text, body) in enumerate(zip(texts, bodies, strict=True)):
            if mode == "alone":
                forget()
            reading[index].append(seconds(lambda text=text: read_plan(text, "plans/plan.md")))
            for name, render in renderers.items():
                rendering[name][index].append(seconds(lambda body=body, render=render: render(body)))
    read = [median(times) for times in reading]
    print(f"  read {mode:<12} {median(read) * 1000:7.2f} ms a plan")
    for name, times in rendering.items():
        rendered = [median(own) for own in times]
        ratios = [one / other for one, other in zip(rendered, read, strict=True)]
        print(
            f"    rendered with {name:<28} {median(rendered) * 1000:7.2f} ms a plan, "
            f"{median(ratios):.1f} times as long (from {min(ratios):.1f} to {max(ratios):.1f}; "
            f"all together {sum(rendered) / sum(read):.1f})"
        )


def forget() -> None:
    """Empty every cache of the reader."""
    for module in [module for name, module in sys.modules.items() if name.startswith("mkdocs_planning.")]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def seconds(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


if __name__ == "__main__":
    main()
