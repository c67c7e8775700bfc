"""The cost of the plugin: a site of N generated plans is built alternately with and without it.

    python benchmarks/build.py [--plans 300] [--rounds 5] [--theme material] [--light] [--against FOLDER]

``first`` is a build with an empty ``cache_dir``; ``again`` uses the cache of the build before it, as on a developer's
machine, or in CI if the folder is kept. ``--light`` builds short plans with mostly checkboxes instead of realistic
ones. ``--against`` also builds with another checkout of this project, using its ``.venv``, in the same rounds.

The script prints the least CPU time of each kind, and the median over all rounds of its ratio to the build without the
plugin in the same round.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sites import EMPTIED, LIGHT, REALISTIC, THEMES, Kinds, in_turns, peak_memory, ratio, write_site

CONFIGURATIONS: Kinds = {"without": None, "first": {"cache_dir": EMPTIED}, "again": {}, "again_other": {"cache_dir": "other"}}


def main() -> None:
    options = _arguments()
    builds = {kind: (kind, sys.executable) for kind in ("without", "first", "again")}
    if options.against is not None:
        other = str(options.against / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        builds["first (other)"] = "first", other
        builds["again (other)"] = "again_other", other
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, options.plans, options.theme, CONFIGURATIONS, LIGHT if options.light else REALISTIC)
        times = in_turns(root, builds, options.rounds)
        bare = min(times["without"])
        print(f"{options.plans} plans, {options.theme}: {bare:.2f} s of CPU time without the plugin")
        for kind in list(builds)[1:]:
            more = (min(times[kind]) - bare) / options.plans * 1000
            print(f"{kind}: {min(times[kind]):.2f} s, ratio {ratio(times, kind, 'without'):.3f}, {more:+.2f} ms a plan")
        memory = {kind: peak_memory(root, kind) for kind in ("without", "first")}
        grown = memory["first"] / memory["without"]
        print(f"peak memory: {memory['without']:.0f} MB without it, {memory['first']:.0f} MB with it, ratio {grown:.2f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=300, help="number of plans")
    parser.add_argument("--rounds", type=int, default=5, help="number of builds of each kind")
    parser.add_argument("--theme", default="material", choices=tuple(THEMES))
    parser.add_argument("--light", action="store_true", help="short plans instead of realistic ones")
    parser.add_argument("--against", type=Path, help="another checkout with a .venv")
    return parser.parse_args()


if __name__ == "__main__":
    main()
