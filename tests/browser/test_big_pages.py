"""Collapsed items on large pages are found by filters, included in sorting, and printed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect

from mkdocs_planning.views import board, progress
from tests.browser.conftest import Site, serve

PLANS = progress.VISIBLE_PLANS + 40
RISK = "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n| Rain {n} | High | High | A tent |\n"

NAMES = """() => [...document.querySelectorAll(".pl-list .pl-name > a")]
    .filter((link) => link.checkVisibility()).map((link) => link.innerText)"""
"""The visible plans on the progress page, in order."""


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("big")
    plans = root / "docs" / "plans"
    plans.mkdir(parents=True)
    for n in range(PLANS):
        last = n == PLANS - 1
        owner = "Zita" if last else "ana"
        boxes = "\n".join(f"- [{'x' if last or box < n % 3 else ' '}] Step {box}" for box in range(3))
        text = f"# Plan {n:03}\n\n**Status**: In Progress  \n**Owner**: {owner}\n\n## Steps\n\n{boxes}\n\n{RISK.format(n=n)}"
        (plans / f"p{n:03}.md").write_text(text, encoding="utf-8")
    config = {
        "site_name": "Big",
        "theme": {"name": "mkdocs", "highlightjs": False},
        "plugins": [{"planning": {"today": "2026-06-01"}}],
    }
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site")))
    with serve(root / "site") as url:
        yield Site(root / "site", url)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": 1440, "height": 900})
    yield made
    made.close()


@pytest.mark.parametrize("view", ["board", "progress", "risks"])
def test_a_filter_finds_collapsed_items(big: Site, page: Page, view: str) -> None:
    page.goto(f"{big.url}plans/{view}/")
    zita = page.locator("a:visible", has_text=f"Plan {PLANS - 1:03}")
    expect(zita).to_have_count(0)
    page.goto(f"{big.url}plans/{view}/?owner=Zita")
    expect(zita).to_have_count(1)
    page.locator(".pl-shown button").click()
    expect(zita).to_have_count(0)


def test_sorting_includes_collapsed_rows(big: Site, page: Page) -> None:
    page.goto(f"{big.url}plans/progress/")
    before = page.evaluate(NAMES)
    assert len(before) == progress.VISIBLE_PLANS
    page.get_by_role("button", name="Done").click()
    after = page.evaluate(NAMES)
    done = {plan["title"]: plan["progress"]["done"] for plan in big.data["plans"]}
    assert sorted(after) == sorted(done)
    assert [done[name] for name in after] == sorted(done.values(), reverse=True)
    page.reload()
    assert page.evaluate(NAMES) == after
    page.goto(f"{big.url}plans/progress/?sort=done&dir=desc&owner=zita")
    assert page.evaluate(NAMES) == [f"Plan {PLANS - 1:03}"]
    page.goto(f"{big.url}plans/progress/?sort=done&dir=asc")
    page.get_by_role("button", name="Done").click()
    assert page.evaluate(NAMES) == before


def test_collapsed_items_open_without_javascript(big: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{big.url}plans/board/")
    cards = page.locator(".pl-card:visible")
    expect(cards).to_have_count(board.VISIBLE_CARDS)
    page.get_by_text(f"and {PLANS - board.VISIBLE_CARDS} more").click()
    expect(cards).to_have_count(PLANS)
    context.close()


def test_print_includes_everything(big: Site, page: Page) -> None:
    page.goto(f"{big.url}plans/progress/")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".pl-list .pl-name > a:visible")).to_have_count(PLANS)
