"""What the plugin costs: a site of N generated plans built with and without it, in turns.

    python benchmarks/build.py [--plans 100] [--rounds 3] [--theme material]

Each build is a process of its own; its CPU time is what the operating system says of it. Nothing is
fetched: Material gets ``font: false``. The least time of each kind counts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.generator import generate, write_plans

KINDS = ("without", "with")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=100, help="how many plans to generate")
    parser.add_argument("--rounds", type=int, default=3, help="how often each site is built")
    parser.add_argument("--theme", default="material", choices=("material", "mkdocs", "readthedocs"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, options.plans, options.theme)
        times: dict[str, list[float]] = {kind: [] for kind in KINDS}
        for number in range(1, options.rounds + 1):
            for kind in KINDS:
                times[kind].append(build(root, kind))
            print(f"round {number}: " + ", ".join(f"{kind} {times[kind][-1]:.2f} s" for kind in KINDS), flush=True)
        bare, planned = (min(times[kind]) for kind in KINDS)
        print(f"{options.plans} plans, {options.theme}: {bare:.2f} s of CPU without the plugin, {planned:.2f} s with it")
        print(f"ratio {planned / bare:.2f}, {(planned - bare) / options.plans * 1000:.1f} ms a plan")


def write_site(root: Path, plans: int, theme: str) -> None:
    docs = root / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Plans\n", encoding="utf-8")
    write_plans(generate(plans), docs)
    look = {"name": theme} | ({"font": False} if theme == "material" else {"highlightjs": False} if theme == "mkdocs" else {})
    for kind in KINDS:
        config = {
            "site_name": "Benchmark",
            "theme": look,
            "plugins": ["search", {"planning": {"today": "2026-06-01"}}] if kind == "with" else ["search"],
            "markdown_extensions": ["pymdownx.tasklist"],
        }
        (root / f"{kind}.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML


def build(root: Path, kind: str) -> float:
    """Seconds of CPU that one build takes."""
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / f"{kind}.yml"), "-d", str(site)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"the build {kind} the plugin failed:\n{done.stderr[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
