"""Takes the screenshots of the documentation: every view of the example site with its history, light and dark.

Run as ``.venv/bin/python docs/_build/screenshots.py``; needs Chromium or Chrome.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "docs" / "assets"
PAGES = {
    "overview": ("plans/", 1000),
    "review": ("plans/review/", 820),
    "board": ("plans/board/", 820),
    "progress": ("plans/progress/", 820),
    "risks": ("plans/risks/", 900),
    "timeline": ("plans/timeline/", 820),
    "roadmap": ("plans/roadmap/", 820),
    "dependencies": ("plans/dependencies/", 900),
    "questions": ("plans/questions/", 720),
    "decisions": ("plans/decisions/", 720),
    "people": ("plans/people/", 720),
    "attention": ("plans/attention/", 820),
    "plan": ("plans/tide-alarms/", 720),
}
"""The screenshots: page and height in CSS pixels."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main() -> None:
    browser = os.environ.get("PLANNING_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("no Chromium or Chrome was found; install one, or name it in PLANNING_BROWSER")
    ASSETS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        example, site = Path(folder, "example"), Path(folder, "site")
        subprocess.run([sys.executable, str(ROOT / "example_site" / "history.py"), str(example)], check=True)
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        subprocess.run(mkdocs, cwd=example, check=True)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            for scheme in ("light", "dark"):
                page = chromium.new_page(color_scheme=scheme)
                for name, (url, height) in PAGES.items():
                    page.set_viewport_size({"width": 1280, "height": height})
                    page.goto(f"http://127.0.0.1:{server.server_port}/{url}", wait_until="networkidle")
                    page.screenshot(path=ASSETS / f"{name}-{scheme}.png")
            chromium.close()
        server.shutdown()


if __name__ == "__main__":
    main()
