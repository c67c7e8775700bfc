"""The cost of plans in the navigation: a site of N generated plans without the plugin, and with it, listed and hidden.

    python benchmarks/nav.py [--plans 1000] [--rounds 2] [--theme material]

The kinds are built alternately. The least CPU time of each kind is printed, and the median of its ratio to the site
without the plugin, whose navigation lists every plan.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sites import Kinds, arguments, in_turns, ratio, write_site

KINDS: Kinds = {"without": None, "listed": {"nav": "listed"}, "hidden": {"nav": "hidden"}}


def main() -> None:
    options = arguments(__doc__, plans=1000, rounds=2)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, options.plans, options.theme, KINDS)
        times = in_turns(root, {kind: (kind, sys.executable) for kind in KINDS}, options.rounds)
        print(f"{options.plans} plans, {options.theme}: {min(times['without']):.2f} s of CPU time without the plugin")
        for kind in ("listed", "hidden"):
            print(f"nav: {kind}: {min(times[kind]):.2f} s, ratio {ratio(times, kind, 'without'):.2f}")


if __name__ == "__main__":
    main()
