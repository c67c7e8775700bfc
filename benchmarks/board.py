"""The cost of a large board: the size of its page, and the time that its filters take in Chromium.

    python benchmarks/board.py [--plans 1000] [--rounds 5]

For each filter it prints the milliseconds of the script, those until the next frame, and those of the longest task of the
browser (0 if none is over 50 ms, the threshold of a long task). Values are medians over the rounds. The browser is
found as in the tests.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.conftest import ARGUMENTS, browser_path, serve
from tests.generator import generate, write_plans

STEPS = (
    ("text", "ferry"),
    ("text", "ferry c"),
    ("text", ""),
    ("status", "blocked"),
    ("status", ""),
    ("owner", "Bo Lindqvist"),
    ("owner", ""),
    ("group", "owner"),
    ("text", "ferry"),
    ("text", ""),
    ("group", "none"),
)
"""The steps in order: the control and its new value."""

DO = """async ([name, value]) => {
    const control = document.querySelector(`.pl-filter [name="${name}"]`);
    const long = [];
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ type: "longtask" });
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await frame();
    performance.mark("begin");
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    const script = performance.measure("script", "begin").duration;
    await frame();
    const seen = performance.measure("seen", "begin").duration;
    await new Promise((done) => setTimeout(done, 250));
    observer.disconnect();
    return [script, seen, Math.max(0, ...long)];
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=1000, help="how many plans to generate")
    parser.add_argument("--rounds", type=int, default=5, help="how often each step is taken")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder), options.plans)
        page = site / "plans" / "board" / "index.html"
        print(f"{options.plans} plans: the page has {len(gzip.compress(page.read_bytes())) / 1000:.1f} kB gzipped")
        with serve(site) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
            tab = browser.new_page(viewport={"width": 1440, "height": 900})
            tab.goto(url + "plans/board/")
            for step, rounds in measure(tab, options.rounds).items():
                script, seen, longest = (statistics.median(values) for values in zip(*rounds, strict=True))
                print(f"{step:24} script {script:5.1f} ms, visible after {seen:5.1f} ms, longest task {longest:4.0f} ms")
            browser.close()


def write_site(root: Path, plans: int) -> Path:
    """Build a site of generated plans with Material."""
    (root / "docs").mkdir()
    write_plans(generate(plans), root / "docs")
    config: dict[str, Any] = {
        "site_name": "Benchmark",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"planning": {"today": "2026-06-01"}}],
    }
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site")))
    return root / "site"


def measure(page: Page, rounds: int) -> dict[str, list[tuple[float, float, float]]]:
    """For each step and round: milliseconds of the script, until the next frame, and of the longest task."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(rounds):
        for number, (name, value) in enumerate(STEPS, 1):
            script, seen, longest = page.evaluate(DO, [name, value])
            found.setdefault(f"{number}. {name} {value or 'all'}", []).append((script, seen, longest))
    return found


if __name__ == "__main__":
    main()
