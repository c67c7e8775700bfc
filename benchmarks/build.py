"""What the plugin costs: a site of N generated plans built with and without it, in turns.

    python benchmarks/build.py [--plans 100] [--rounds 3] [--theme material]

The least CPU time of each kind counts.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from sites import THEMES, Kinds, in_turns, write_site

KINDS: Kinds = {"without": None, "with": {}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=100, help="how many plans to generate")
    parser.add_argument("--rounds", type=int, default=3, help="how often each site is built")
    parser.add_argument("--theme", default="material", choices=tuple(THEMES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, options.plans, options.theme, KINDS)
        least = in_turns(root, KINDS, options.rounds)
        bare, planned = least["without"], least["with"]
        print(f"{options.plans} plans, {options.theme}: {bare:.2f} s of CPU without the plugin, {planned:.2f} s with it")
        print(f"ratio {planned / bare:.2f}, {(planned - bare) / options.plans * 1000:.1f} ms a plan")


if __name__ == "__main__":
    main()
