"""What the plugin costs: a site of N generated plans built with and without it, in turns.

    python benchmarks/build.py [--plans 100] [--rounds 3] [--theme material]

The least CPU time of each kind counts. ``first`` is a build that finds nothing in the folder of the option
``cache_dir``, ``again`` one after it, as all others are on a developer's machine, and in CI where it is kept.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sites import FORGOTTEN, Kinds, arguments, in_turns, peak_memory, write_site

KINDS: Kinds = {"without": None, "first": {"cache_dir": FORGOTTEN}, "again": {}}


def main() -> None:
    options = arguments(__doc__, plans=100, rounds=3)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, options.plans, options.theme, KINDS)
        least = in_turns(root, KINDS, options.rounds)
        bare = least["without"]
        print(f"{options.plans} plans, {options.theme}: {bare:.2f} s of CPU without the plugin")
        for kind in ("first", "again"):
            more = (least[kind] - bare) / options.plans * 1000
            print(f"{kind} with it: {least[kind]:.2f} s, ratio {least[kind] / bare:.3f}, {more:+.2f} ms a plan")
        memory = {kind: peak_memory(root, kind) for kind in ("without", "first")}
        ratio = memory["first"] / memory["without"]
        print(f"peak memory: {memory['without']:.0f} MB without it, {memory['first']:.0f} MB with it, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
