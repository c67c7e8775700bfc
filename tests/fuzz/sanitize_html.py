"""Compares sanitized HTML with what Chromium's own parser finds in it.

    python -m tests.fuzz.sanitize_html [--strings 200000] [--seed 1]

Prints each string for which Chromium finds an element, attribute or URL that is not on the allow-list; the exit
status is then 1. The tests run a thousand strings.
"""

from __future__ import annotations

import argparse
import sys

from playwright.sync_api import Page, sync_playwright

from mkdocs_planning.render.sanitize import Sanitizer
from tests.browser.conftest import ADVICE, ARGUMENTS, browser_path
from tests.fuzz.html_soup import ALLOWED, VIOLATIONS, soups

BATCH = 2_000


def violations(page: Page, strings: list[str]) -> list[tuple[str, str, str]]:
    """For each violation: the string, the cleaned HTML and the reason."""
    sanitizer = Sanitizer()
    cleaned = [sanitizer.clean(text, {"__config", "x"}).html for text in strings]
    # A lone surrogate or a NUL cannot be sent to the browser; the cleaned text has neither.
    found = page.evaluate(VIOLATIONS, [ALLOWED, cleaned])
    return [(strings[index], cleaned[index], what) for index, what in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strings", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    path = browser_path()
    if path is None:
        sys.exit(ADVICE)
    wrong = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page()
        for start in range(0, options.strings, BATCH):
            for text, html, what in violations(page, soups(min(BATCH, options.strings - start), options.seed + start)):
                wrong += 1
                print(f"{what}\n  from {text!r}\n  made {html!r}")
        browser.close()
    print(f"{options.strings} strings, {wrong} violations")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
