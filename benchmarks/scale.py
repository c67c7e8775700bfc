"""Growth of the plugin's work with the number of plans: collecting, reading, assembling, and all views.

    python benchmarks/scale.py [--plans 1000] [--times 10] [--rounds 3]

A separate process does the plugin's work, without that of MkDocs, for a site of generated plans and for one with
``--times`` as many plans: it collects and reads all plans, assembles them, and renders every view. No cache is kept
between rounds. The least CPU time of each is printed; growth is linear if the larger site takes ``--times`` as long.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.sites import EMPTIED, write_site


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=1000, help="number of plans of the smaller site")
    parser.add_argument("--times", type=int, default=10, help="factor between the two sites")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--site", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.site:
        print(seconds(Path(options.site)))
        return
    with tempfile.TemporaryDirectory() as folder:
        sizes = (options.plans, options.plans * options.times)
        for size in sizes:
            root = Path(folder) / str(size)
            root.mkdir()
            write_site(root, size, "material", {"with": {"cache_dir": EMPTIED}})
        times: dict[int, list[float]] = {size: [] for size in sizes}
        for number in range(1, options.rounds + 1):
            for size in sizes:
                times[size].append(in_separate_process(Path(folder) / str(size)))
            print(f"round {number}: " + ", ".join(f"{size} plans {times[size][-1]:.2f} s" for size in sizes), flush=True)
        small, large = (min(times[size]) for size in sizes)
        print(f"{sizes[0]} plans {small:.2f} s, {sizes[1]} plans {large:.2f} s of CPU: {large / small:.1f} times as much")


def in_separate_process(root: Path) -> float:
    shutil.rmtree(root / EMPTIED, ignore_errors=True)
    made = subprocess.run([sys.executable, __file__, "--site", str(root)], check=True, capture_output=True, text=True)
    return float(made.stdout.split()[-1])


def seconds(root: Path) -> float:
    """CPU time in seconds of the plugin's own work for the site in *root*."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files
    from mkdocs.structure.pages import Page

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(root / "with.yml"), site_dir=str(root / "site"))
    plugins = config.plugins
    plugins.on_startup(command="build", dirty=False)
    plugins.on_config(config)
    files = get_files(config)
    before = time.process_time()
    files = plugins.on_files(files, config=config)
    for file in files.documentation_pages():
        if file.generated_by is not None:
            page = Page(None, file, config)
            page.content = ""
            plugins["planning"].on_page_content("", page=page, config=config, files=files)
            plugins["planning"].on_page_context({}, page=page, config=config, nav=None)
            assert len(page.content) > 500
    return time.process_time() - before


if __name__ == "__main__":
    main()
