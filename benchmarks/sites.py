"""Sites of generated plans, and the CPU time of their builds. Each build is a process of its own.

Nothing is fetched: Material gets ``font: false``, the theme mkdocs ``highlightjs: false``.
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
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.generator import generate, write_plans

Kinds = Mapping[str, Mapping[str, object] | None]

FORGOTTEN = "forgotten"
"""A folder that is emptied before each build."""

THEMES: dict[str, dict[str, object]] = {
    "material": {"name": "material", "font": False},
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
    "readthedocs": {"name": "readthedocs"},
}


def arguments(doc: str | None, *, plans: int, rounds: int) -> argparse.Namespace:
    """What a benchmark of sites is asked for: ``plans``, ``rounds``, ``theme``; *doc* is its help."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=plans, help="how many plans to generate")
    parser.add_argument("--rounds", type=int, default=rounds, help="how often each is measured")
    parser.add_argument("--theme", default="material", choices=tuple(THEMES))
    return parser.parse_args()


def write_site(root: Path, plans: int, theme: str, kinds: Kinds) -> None:
    """Write a site of *plans* generated plans.

    For each kind there is a configuration ``<kind>.yml`` with these options of the plugin; None is without it.
    """
    docs = root / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    write_plans(generate(plans), docs)
    for kind, options in kinds.items():
        config = {
            "site_name": "Benchmark",
            "theme": THEMES[theme],
            "plugins": ["search"] if options is None else ["search", {"planning": {"today": "2026-06-01", **options}}],
            "markdown_extensions": ["pymdownx.tasklist"],
        }
        (root / f"{kind}.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML


def build(root: Path, kind: str) -> float:
    """Seconds of CPU time that one build takes, as the operating system counts them."""
    found = _built(root, kind)
    return found.ru_utime + found.ru_stime


def peak_memory(root: Path, kind: str) -> float:
    """The most memory that one build holds, in MB."""
    return _built(root, kind).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _built(root: Path, kind: str) -> resource.struct_rusage:
    site = root / "site"
    for folder in (site, root / FORGOTTEN):
        shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / f"{kind}.yml"), "-d", str(site)]
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
        _, status, found = os.wait4(started.pid, 0)
        if status:
            said.seek(0)
            sys.exit(f"the build {kind} failed:\n{said.read().decode(errors='replace')[-2000:]}")
    return found


def in_turns(root: Path, kinds: Kinds, rounds: int) -> dict[str, float]:
    """The least CPU time of each kind over some rounds, in each of which every kind is built once."""
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(1, rounds + 1):
        for kind in kinds:
            times[kind].append(build(root, kind))
        print(f"round {number}: " + ", ".join(f"{kind} {times[kind][-1]:.2f} s" for kind in kinds), flush=True)
    return {kind: min(found) for kind, found in times.items()}
