"""Sites of generated plans, and the CPU time of building them. Each build is a separate process.

Nothing is downloaded: Material gets ``font: false``, the theme mkdocs ``highlightjs: false``.
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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.realistic_plans import generate_realistic
from tests.generator import Made, generate, write_plans

Kinds = Mapping[str, Mapping[str, object] | None]
"""Options of the plugin by the name of a configuration; None for one without the plugin."""

EMPTIED = "emptied"
"""A folder that is deleted before each build."""


@dataclass(frozen=True)
class Plans:
    """Which plans a site has, and the Markdown extensions with which it renders them."""

    generate: Callable[[int], list[Made]]
    extensions: list[str]
    configs: dict[str, dict[str, object]] = field(default_factory=dict)


LIGHT = Plans(generate, ["pymdownx.tasklist"])
"""Short plans with mostly checkboxes and few extensions, for which the plugin's share of the build is largest."""

REALISTIC = Plans(
    generate_realistic,
    ["admonition", "attr_list", "md_in_html", "pymdownx.superfences", "pymdownx.tasklist"],
    {
        "toc": {"permalink": True},
        "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
    },
)
"""Plans like real ones, with the extensions of the example site and code highlighting as in Material's manual."""

THEMES: dict[str, dict[str, object]] = {
    "material": {"name": "material", "font": False},
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
    "readthedocs": {"name": "readthedocs"},
}


def arguments(doc: str | None, *, plans: int, rounds: int) -> argparse.Namespace:
    """The command line arguments of a benchmark of sites: ``plans``, ``rounds``, ``theme``; *doc* is its help text."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=plans, help="number of plans")
    parser.add_argument("--rounds", type=int, default=rounds, help="number of measurements")
    parser.add_argument("--theme", default="material", choices=tuple(THEMES))
    return parser.parse_args()


def write_site(root: Path, count: int, theme: str, kinds: Kinds, plans: Plans = LIGHT) -> None:
    """Write a site of *count* generated plans, with a configuration ``<kind>.yml`` for each of *kinds*."""
    docs = root / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    write_plans(plans.generate(count), docs)
    for kind, options in kinds.items():
        config = {
            "site_name": "Benchmark",
            "theme": THEMES[theme],
            "plugins": ["search"] if options is None else ["search", {"planning": {"today": "2026-06-01", **options}}],
            "markdown_extensions": [*plans.extensions, *({name: options} for name, options in plans.configs.items())],
        }
        (root / f"{kind}.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML


def build(root: Path, kind: str, python: str = sys.executable) -> float:
    """CPU time of one build in seconds, as counted by the operating system."""
    found = _built(root, kind, python)
    return found.ru_utime + found.ru_stime


def peak_memory(root: Path, kind: str) -> float:
    """Peak memory of one build in MB."""
    return _built(root, kind, sys.executable).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _built(root: Path, kind: str, python: str) -> resource.struct_rusage:
    site = root / "site"
    for folder in (site, root / EMPTIED):
        shutil.rmtree(folder, ignore_errors=True)
    command = [python, "-m", "mkdocs", "build", "-q", "-f", str(root / f"{kind}.yml"), "-d", str(site)]
    with tempfile.TemporaryFile() as output:
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        # In a folder without a checkout, from which Python would import otherwise.
        started = subprocess.Popen(command, stdout=output, stderr=output, cwd=root, env=environment)
        _, status, found = os.wait4(started.pid, 0)
        if status:
            output.seek(0)
            sys.exit(f"the build {kind} failed:\n{output.read().decode(errors='replace')[-2000:]}")
    return found


def in_turns(root: Path, kinds: Mapping[str, tuple[str, str]], rounds: int) -> dict[str, list[float]]:
    """The CPU times of some rounds, in each of which every kind is built once.

    Args:
        root: the folder of the site.
        kinds: kind → the name of a configuration and the Python interpreter that builds it.
        rounds: number of rounds.
    """
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(1, rounds + 1):
        for kind, (configuration, python) in kinds.items():
            times[kind].append(build(root, configuration, python))
        print(f"round {number}: " + ", ".join(f"{kind} {found[-1]:.2f} s" for kind, found in times.items()), flush=True)
    return times


def ratio(times: Mapping[str, list[float]], kind: str, base: str) -> float:
    """The median, over the rounds, of the time of *kind* to that of *base* in the same round."""
    return median(one / other for one, other in zip(times[kind], times[base], strict=True))
