"""Raw HTML in plans on built pages in Chromium: nothing is executed or loaded, and the rest of the page is unchanged.

The documents of the folder ``PLANNING_HOSTILE`` are tested as well, if it is set.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, serve
from tests.browser.hostile_html import DOCUMENTS, plan

THEMES: dict[str, dict[str, Any]] = {
    "material": {"name": "material", "font": False},
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
}
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "toc", "pymdownx.superfences", "pymdownx.tasklist"]
UNENDED = "comment-never-ends"
"""GitHub hides what follows such a comment, so a page rendered as on GitHub may do so, too."""
POLICY = "script-src 'self' 'report-sample'"

PROVOKE = """async () => {
    const wait = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const elements = [...document.querySelectorAll("[role=main] *, .md-content *, .md-sidebar *")];
    for (const element of elements) {
        for (const type of ["mouseover", "mouseenter", "pointerover", "focus", "focusin", "error", "load", "toggle", "begin"])
            element.dispatchEvent(new Event(type, { bubbles: true }));
        if (element.tagName === "DETAILS") element.open = !element.open;
        if (element.matches("a, area")) element.addEventListener("click", (event) => event.preventDefault(), { once: true });
        if (element.matches("label, button, summary, a, input"))
            element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
        if (element.focus) element.focus();
    }
    await wait();
    return elements.length;
}"""
"""Hovers, focuses, clicks and toggles everything on the page."""

STATE = """() => ({
    hurt: Boolean(window.hurt), title: document.title,
    scripts: [...document.querySelectorAll("a[href], area[href]")].map((element) => element.href)
        .filter((url) => /^(javascript|vbscript|data):/i.test(url)),
    handlers: [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes])
        .map((attribute) => attribute.name).filter((name) => name.startsWith("on")),
})"""


SHELL = """() => [...document.querySelectorAll("body > *, .md-container > *, .md-main__inner > *, header, footer, nav")]
    .filter((element) => !element.closest("[role=main], article") && !element.closest(".md-sidebar, .navbar-nav"))
    .map((element) => `${element.tagName}.${element.className}`)"""
"""The elements around the content of a page."""


def documents() -> dict[str, str]:
    found = {name: plan(name) for name in DOCUMENTS}
    folder = os.environ.get("PLANNING_HOSTILE")
    for path in sorted(Path(folder).glob("*.md")) if folder else ():
        found[path.stem] = path.read_bytes().decode("utf-8", "surrogateescape")
    return found


@pytest.fixture(scope="module", params=[(theme, github) for theme in THEMES for github in ("auto", "off")], ids="-".join)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    theme, github = request.param
    root = tmp_path_factory.mktemp("hostile-html")
    plans = root / "docs" / "plans"
    plans.mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# Home\n\nNothing here.\n", encoding="utf-8")
    (plans / "calm.md").write_text("# Calm\n\n**Status**: Draft\n\nA harbour of words.\n\n- [ ] A task\n", encoding="utf-8")
    for name, text in documents().items():
        (plans / f"{name}.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    config = {
        "site_name": "Hostile HTML",
        "theme": THEMES[theme],
        "markdown_extensions": EXTENSIONS,
        "plugins": ["search", {"planning": {"today": "2026-03-15", "github_markdown": github}}],
    }
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), site_url=""))
    with serve(root / "site", {"Content-Security-Policy-Report-Only": POLICY}) as url:
        yield Site(root / "site", url)


class Visit:
    """A page that was opened and interacted with, and the resulting events."""

    def __init__(self, page: Page, url: str, path: str) -> None:
        self.requests: list[str] = []
        self.violations: set[str] = set()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: (self.violations.add("a dialog"), dialog.dismiss()))
        page.goto(url + path, wait_until="load")
        self.title = page.title()
        self.elements = page.evaluate(PROVOKE)
        self.state = page.evaluate(STATE)
        self.violations |= set(page.evaluate("window.reported"))
        self.shell = page.evaluate(SHELL)
        self.text = page.inner_text("[role=main], .md-content")
        self.elsewhere = [one for one in self.requests if not one.startswith((url, "data:", "blob:"))]


REPORT = """window.reported = []; document.addEventListener("securitypolicyviolation",
    (event) => window.reported.push(`${event.effectiveDirective} ${event.sample}`));"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.add_init_script(REPORT)
        yield page


def test_nothing_is_executed_loaded_or_hidden(page: Page, hostile: Site) -> None:
    calm = Visit(page, hostile.url, "plans/calm/")
    assert calm.elements > 5
    wrong: list[str] = []
    for name in documents():
        visit = Visit(page, hostile.url, f"plans/{name}/")
        facts = {
            "ran": visit.state["hurt"] or visit.state["title"] != visit.title or visit.title == "1",
            "script URLs": visit.state["scripts"],
            "handlers": visit.state["handlers"],
            "requests": visit.elsewhere,
            "policy": visit.violations - calm.violations,
            "another page around it": [] if visit.shell == calm.shell else visit.shell,
        }
        wrong += [f"{name}: {what}: {found}" for what, found in facts.items() if found]
        if name in DOCUMENTS and name != UNENDED and "A harbour of words." not in visit.text:
            wrong.append(f"{name}: the last paragraph is missing")
    assert not wrong, "\n".join(wrong)


def test_search_works_with_hostile_plans(page: Page, hostile: Site) -> None:
    if not (hostile.folder / "assets" / "javascripts").is_dir():
        return  # the theme mkdocs has a separate search page
    for name in documents():
        if name in DOCUMENTS and "clobbered" not in name and "toggles" not in name:
            continue
        page.goto(f"{hostile.url}plans/{name}/", wait_until="load")
        page.click("input.md-search__input")
        page.keyboard.type("harbour")
        page.wait_for_selector(".md-search-result__item", timeout=20_000)
