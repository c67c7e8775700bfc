"""What plans cost in the navigation: a site of N generated plans without the plugin, and with it, listed and hidden.

    python benchmarks/nav.py [--plans 1000] [--rounds 2] [--theme material]

Built in turns; the least CPU time of each kind counts. The ratio is that of ``nav: hidden`` to the site
without the plugin, in whose navigation every plan stands; the aim for 1,000 plans in Material is 0.5.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sites import Kinds, arguments, in_turns, write_site

KINDS: Kinds = {"without": None, "listed": {"nav": "listed"}, "hidden": {"nav": "hidden"}}


def main() -> None:
    options = arguments(__doc__, plans=1000, rounds=2)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, options.plans, options.theme, KINDS)
        least = in_turns(root, KINDS, options.rounds)
        bare = least["without"]
        print(f"{options.plans} plans, {options.theme}: {bare:.2f} s of CPU time without the plugin")
        for kind in ("listed", "hidden"):
            print(f"nav: {kind}: {least[kind]:.2f} s, ratio {least[kind] / bare:.2f}")


if __name__ == "__main__":
    main()
