"""Hostile plans, on every view and on their own pages: nothing is executed, nothing leaves its element, no view is too wide."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser

from mkdocs_planning.views import PAGES
from tests.browser.conftest import Site, serve, visits
from tests.browser.hostile import ATTACKS, END, plans

WIDTHS = (390, 1280)

HARM = """() => {
    const found = [];
    for (const element of document.querySelectorAll(".md-content *, .md-nav *")) {
        for (const { name, value } of element.attributes) {
            if (name.startsWith("on")) found.push(`${name} of ${element.tagName}`);
            const runs = name === "src" ? /^\\s*(javascript|vbscript):/i : /^\\s*(javascript|data|vbscript):/i;
            if (["href", "src", "xlink:href"].includes(name) && runs.test(value)) found.push(value.slice(0, 80));
        }
        if (/^(script|iframe|object|embed)$/i.test(element.tagName)) found.push(element.tagName);
    }
    window.alert = window.confirm = window.prompt = () => (window.hurt = 1);
    for (const element of document.querySelectorAll(".md-content *")) {
        for (const type of ["mouseover", "mouseenter", "focus", "error", "load"]) element.dispatchEvent(new Event(type));
    }
    return found.concat(window.hurt ? ["something ran"] : []);
}"""
"""What could be executed, and whether anything was when everything was hovered and focused."""

WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= room) return [];
    const scrolls = (element) =>
        element && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    return [`${document.scrollingElement.scrollWidth} px`].concat([...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > room + 1 && !scrolls(element.parentElement))
        .map((element) => `${element.tagName}.${element.className}`).slice(0, 5));
}"""
"""The elements that make the page wider than the window."""

TURNED = """(end) => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
    const apart = (element) => {
        const { unicodeBidi, display } = getComputedStyle(element);
        return /isolate/.test(unicodeBidi) || !/^(inline|contents)$/.test(display) || element.tagName === "text";
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.includes("\\u202e") || !node.parentElement.closest(".planning")) continue;
        if (node.parentElement.closest("title, .pl-hide")) continue; // is not drawn
        let around = node.parentElement;
        while (!apart(around)) around = around.parentElement;
        // Words of the plugin that stand in the same run of text would be turned round too.
        for (const line of around.textContent.split("\\n").filter((line) => line.includes(end))) {
            const rest = line.split(end).pop().replace(/[ ,(@]*direction(-after)?\\)?|\\(due: [-\\d]+\\)/g, "");
            if (/\\w/.test(rest)) found.push(`${around.tagName}.${around.className}: ${rest}`);
        }
    }
    return found;
}"""
"""Words that change direction although they are not part of the text."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("hostile")
    for path, text in {"index.md": "# Home\n", **plans()}.items():
        target = root / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    config = {
        "site_name": "Hostile",
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ["attr_list", "md_in_html"],
        "plugins": ["search", {"planning": {"today": "2026-03-15", "board_group": "owner"}}],
    }
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), site_url=""))
    with serve(root / "site") as url:
        yield Site(root / "site", url)


def test_the_attacks_cover_every_fact(hostile: Site) -> None:
    stated = {
        name: {
            key
            for plan in hostile.data["plans"]
            if plan["source"].startswith(f"plans/{name}")
            for key, value in plan.items()
            if mark in json.dumps(value, ensure_ascii=False)
        }
        for name, mark in (("script", "window.hurt"), ("direction", END), ("wide", ATTACKS["wide"]))
    }
    for name, reached in stated.items():
        assert not FACTS - reached, name


FACTS = {
    "id", "title", "status_text", "owners", "priority", "tags", "effort", "complexity", "summary", "links", "fields", "tasks",
    "phases", "milestones", "risks", "questions", "decisions", "criteria", "dependencies", "rollout", "references", "changes",
}  # fmt: skip
"""All facts that a plan states as text, except paths of files and names of components, which cannot contain such texts."""


def test_every_view_exists(hostile: Site) -> None:
    pages = hostile.pages()
    assert {f"plans/{view.path}" for view in PAGES if view.name != "review"} <= set(pages)
    assert {f"plans/{name}/" for name in ATTACKS} <= set(pages)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_executed_and_no_view_is_wider_than_the_page(browser: Browser, hostile: Site, width: int) -> None:
    visit = visits(browser, hostile)
    wrong: list[str] = []
    for path in [path for path in hostile.pages() if not path.endswith(("-after/", "-front/"))]:
        with visit(path, viewport={"width": width, "height": 800}) as page:
            page.evaluate("document.querySelectorAll('.planning details').forEach((details) => details.open = true)")
            wrong += [f"{path}: {one}" for one in page.evaluate(HARM)]
            wrong += [f"{path} is too wide: {one}" for one in page.evaluate(WIDE)]
            wrong += [f"{path} turns round {one}" for one in page.evaluate(TURNED, END)]
    assert not wrong, "\n".join(wrong[:60])
