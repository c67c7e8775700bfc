"""The time that the plugin adds between an edit and the rebuilt site in ``mkdocs serve --dirty``.

    python benchmarks/edit.py [--plans 1000] [--rounds 5] [--theme material]

A site of N generated plans, every third of which depends on another, is rebuilt in this process alternately with and
without the plugin, as ``mkdocs serve --dirty`` does it: the configuration is loaded again, the plugin object is kept.
The edits are a ticked checkbox, a changed status (of a plan that two others depend on) and an added plan. The median
CPU time of each is printed.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from mkdocs.commands.build import build
from mkdocs.config import load_config  # pyright: ignore[reportUnknownVariableType]

from benchmarks.sites import Kinds, arguments, write_site

KINDS: Kinds = {"without": None, "with": {}}
PLAN = "# Edited {number}\n\n**Status**: {status}  \n**Depends on**: {before}\n\n## Steps\n\n- [{mark}] One\n- [ ] Two\n"


def main() -> None:
    options = arguments(__doc__, plans=1000, rounds=5)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, options.plans, options.theme, KINDS)
        plans = root / "docs" / "plans"
        _tie(plans)
        edits = _edits(plans)
        for kind in KINDS:
            _rebuild(root, kind, first=True)
        print(f"{options.plans} plans, {options.theme}; CPU time of a rebuild, medians of {options.rounds} rounds")
        for name, edit in edits.items():
            times: dict[str, list[float]] = {kind: [] for kind in KINDS}
            for number in range(options.rounds):
                edit(number)
                for kind in KINDS:
                    times[kind].append(_rebuild(root, kind))
            bare, planned = (median(times[kind]) for kind in KINDS)
            print(f"{name}: {bare:.2f} s without the plugin, {planned:.2f} s with it, {planned - bare:.2f} s more", flush=True)


def _tie(plans: Path) -> None:
    """Make every third plan depend on the one before it, and two on the edited plan."""
    files = sorted(plans.glob("*.md"))
    for number in range(1, len(files), 3):
        with files[number].open("a", encoding="utf-8") as file:
            file.write(f"\n## Dependencies\n\n- [The one before]({files[number - 1].name})\n")
    _write(plans, "edited.md")
    for number in (1, 2):
        _write(plans, f"waits-{number}.md", number=number, before="[Edited 0](edited.md)")


def _write(
    plans: Path, name: str, *, number: int = 0, status: str = "In Progress", before: str = "none", mark: str = " "
) -> None:
    text = PLAN.format(number=number, status=status, before=before, mark=mark)
    path = plans / name
    path.write_text(text, encoding="utf-8")
    later = time.time_ns() + 10**9  # than the page of it, however coarse the clock of the file system
    os.utime(path, ns=(later, later))


def _edits(plans: Path) -> dict[str, Callable[[int], None]]:
    """The edits by name; each is called with the number of the round."""
    return {
        "a box ticked": lambda n: _write(plans, "edited.md", mark=" x"[n % 2 == 0]),
        "a status moved": lambda n: _write(plans, "edited.md", status=("Complete", "In Progress")[n % 2]),
        "a plan added": lambda n: _write(plans, f"added-{n}.md", number=n + 10, before="[Edited 0](edited.md)"),
    }


def _rebuild(root: Path, kind: str, *, first: bool = False) -> float:
    """CPU time of a rebuild in seconds."""
    started = time.process_time()
    config = load_config(config_file=str(root / f"{kind}.yml"), site_dir=str(root / f"site-{kind}"))
    if first:
        config.plugins.on_startup(command="serve", dirty=True)
    build(config, serve_url="http://127.0.0.1:8000/", dirty=True)
    return time.process_time() - started


if __name__ == "__main__":
    main()
