"""Sanitized HTML as Chromium's own parser sees it contains only what is on the allow-list.

``python -m tests.fuzz.sanitize_html`` tests any number of strings.
"""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.hostile_html import DOCUMENTS
from tests.fuzz.html_soup import ALLOWED, VIOLATIONS, soups
from tests.fuzz.sanitize_html import violations


def test_only_allowed_elements_are_left(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        assert violations(page, [*soups(1_000, seed=20), *DOCUMENTS.values()]) == []


def test_the_check_detects_elements_that_are_not_allowed(browser: Browser) -> None:
    hostile = [
        "<img src=x onerror=a>",
        "<script></script>",
        "<a href='javascript:a'>",
        "</main><p>",
        "<p id=__config>",
        "<!-- a -->",
    ]
    with browser.new_context() as context:
        page = context.new_page()
        found = {index for index, _ in page.evaluate(VIOLATIONS, [ALLOWED, hostile])}
    assert found == set(range(len(hostile)))
