"""The review and the burn-up chart in a browser: a site with a small git history."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, Visit, serve, visits
from tests.history.repository import Repo

REVIEW, OVERVIEW, TIDES = "plans/review/", "plans/", "plans/tides/"
CONFIG = """
site_name: Past
theme:
  name: {theme}
  {quiet}
plugins:
  - search
  - planning:
      today: 2026-10-15
      review: {{since: 2026-10-01}}
"""
QUIET = {
    "material": """font: false
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}""",
    "mkdocs": "highlightjs: false",
}
TASKS = [f"Read gauge {n}" for n in range(1, 13)]


def tides(status: str, target: str, done: int, tasks: list[str], question: str = "- [ ] Who pays?") -> str:
    boxes = "\n".join(f"- [{'x' if n < done else ' '}] {text}" for n, text in enumerate(tasks))
    head = f"# Tides\n\n**Status**: {status}\n**Owner**: ana\n**Target**: {target}\n"
    return f"{head}\n## Tasks\n\n{boxes}\n\n## Open questions\n\n{question}\n"


def make(folder: Path, theme: str) -> None:
    """A repository in which plans change: a status, a target, checkboxes, a question; one plan is added and one removed."""
    repo = Repo(folder)
    repo.write(
        {"mkdocs.yml": CONFIG.format(theme=theme, quiet=QUIET[theme]), "docs/index.md": "# Home\n", ".gitignore": "site\n"}
    )
    old = "# Buoys\n\n**Status**: Draft\n**Owner**: bo\n\n- [ ] paint\n"
    plan = "docs/plans/tides.md"
    repo.commit({plan: tides("Draft", "2026-10-20", 0, TASKS[:8]), "docs/plans/buoys.md": old}, "2026-07-01")
    for week, day in enumerate(("2026-08-20", "2026-08-27", "2026-09-03", "2026-09-10", "2026-09-17"), 1):
        repo.commit({plan: tides("In Progress", "2026-10-20", week, TASKS[:8])}, day)
    repo.commit({plan: tides("In Progress", "2026-11-10", 6, TASKS)}, "2026-10-05", "Bo Lindqvist")
    asked = "- [x] Who pays? → The harbour.\n- [ ] Who steers?"
    repo.commit({plan: tides("In Review", "2026-11-10", 9, TASKS, asked)}, "2026-10-09")
    repo.commit({"docs/plans/buoys.md": None, "docs/plans/piers.md": "# Piers\n\n**Status**: Draft\n"}, "2026-10-12")


def built(folder: Path, theme: str) -> Iterator[Site]:
    make(folder, theme)
    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), site_url=""))
    with serve(folder / "site") as url:
        yield Site(folder / "site", url)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from built(tmp_path_factory.mktemp("past"), "material")


@pytest.fixture
def look(browser: Browser, past: Site) -> Visit:
    return visits(browser, past)


def seen(page: Page) -> Counter[str]:
    """Number of visible rows of each kind."""
    rows: list[str] = page.eval_on_selector_all(
        ".pl-fact", "rows => rows.filter(row => row.checkVisibility()).map(row => row.dataset.what)"
    )
    return Counter(rows)


def all_rows(page: Page) -> Counter[str]:
    rows: list[str] = page.eval_on_selector_all(".pl-fact", "rows => rows.map(row => row.dataset.what)")
    return Counter(rows)


def said(page: Page) -> dict[str, int]:
    """The numbers of the summary, by kind."""
    found: list[list[str]] = page.eval_on_selector_all(
        "[data-pl-set]", "links => links.map(link => [link.search, link.textContent])"
    )
    return {query.partition("=")[2]: int(text.split()[0]) for query, text in found}


def test_the_summary_counts_the_rows_below(look: Visit) -> None:
    with look(REVIEW) as page:
        rows = all_rows(page)
        assert said(page) == rows
        # As written into the repository: from five ticked boxes to nine, four new ones, a slip of three weeks.
        assert rows["task-done"] == 4
        assert rows["task-added"] == 4
        assert (rows["slipped"], rows["status"], rows["plan-added"], rows["plan-removed"]) == (1, 1, 1, 1)
        assert "Slipped 21 days" in page.inner_text(".planning")
        assert "Bo Lindqvist, 5 Oct 2026" in page.inner_text(".planning")


def test_a_summary_line_filters_its_rows_and_resets(look: Visit) -> None:
    with look(REVIEW) as page:
        before, rows = seen(page), all_rows(page)
        page.click('[data-pl-set][href*="task-done"]')
        expect(page.locator("details:has([data-what='task-done'])")).to_have_attribute("open", "")
        assert seen(page) == {"task-done": rows["task-done"]}
        page.click('[data-pl-set][href*="task-done"]')
        assert seen(page) == before


def test_everything_is_shown_without_javascript(look: Visit) -> None:
    with look(REVIEW, java_script_enabled=False) as page:
        rows = page.locator(".pl-fact")
        hidden = page.locator("details:not([open]) .pl-fact")
        assert rows.count() == sum(int(str(link.inner_text()).split()[0]) for link in page.locator("[data-pl-set]").all())
        assert all(row.is_visible() for row in rows.all()[:1])
        page.locator("details > summary").first.click()
        assert hidden.count() < rows.count()
        assert page.locator(".pl-fact").last.is_visible()


def test_collapsed_rows_open_by_keyboard(look: Visit) -> None:
    with look(REVIEW) as page:
        page.locator("details > summary").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".planning details").first).to_have_attribute("open", "")


def test_each_row_links_to_its_line(look: Visit, past: Site) -> None:
    with look(REVIEW) as page:
        hrefs: list[str] = page.eval_on_selector_all(
            ".pl-fact .pl-at a", "links => links.map(link => link.getAttribute('href'))"
        )
        html = {part: (past.folder / "plans" / part / "index.html").read_text(encoding="utf-8") for part in ("tides", "piers")}
        assert hrefs
        for href in hrefs:
            name, _, anchor = href.removeprefix("../").partition("/#")
            assert f'id="{anchor}"' in html[name], href


def test_a_printed_review_is_expanded(look: Visit) -> None:
    with look(REVIEW) as page:
        page.emulate_media(media="print")
        assert seen(page) == all_rows(page)
        assert not page.locator(".pl-filter").is_visible()


def test_the_overview_links_to_the_review(look: Visit) -> None:
    with look(OVERVIEW) as page:
        line = page.locator(".pl-lead a")
        assert line.inner_text().startswith("Since ")
        line.click()
        page.wait_for_url("**/plans/review/")


def test_the_tables_of_progress_over_time_end_with_the_numbers_of_plans_json(look: Visit, past: Site) -> None:
    plans = {plan["url"]: plan["progress"] for plan in past.data["plans"]}
    for path, progress in ((OVERVIEW, past.data["totals"]["progress"]), (TIDES, plans[TIDES])):
        with look(path) as page:
            cells = page.locator(".pl-points tbody tr").last.locator("td").all_text_contents()
            assert [int(cell) for cell in cells] == [progress["done"], progress["total"]]


def test_the_chart_has_the_colours_of_the_palette(look: Visit) -> None:
    drawn: dict[str, tuple[str, str]] = {}
    for scheme in ("light", "dark"):
        with look(OVERVIEW, color_scheme=scheme) as page:
            area, line = page.locator(".pl-steps .pl-area"), page.locator(".pl-steps path").last
            drawn[scheme] = (
                area.evaluate("path => getComputedStyle(path).fill"),
                line.evaluate("path => getComputedStyle(path).stroke"),
            )
            assert page.locator(".pl-steps").bounding_box()["height"] > 50  # pyright: ignore[reportOptionalSubscript]
    assert drawn["light"][0] != drawn["dark"][0]
    assert drawn["light"][1] != drawn["dark"][1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violations(look: Visit, scheme: str) -> None:
    found: list[str] = []
    for path in (REVIEW, OVERVIEW, TIDES, "plans/roadmap/", "plans/attention/", "plans/questions/"):
        with look(path, color_scheme=scheme) as page:
            page.evaluate("document.querySelectorAll('.planning details').forEach(details => details.open = true)")
            results: dict[str, Any] = Axe().run(page, context={"include": [[".planning"]]}).response
            found += [
                f"{path}: {violation['id']}: {violation['nodes'][0]['html'][:150]}" for violation in results["violations"]
            ]
    assert not found, "\n".join(found)


def test_the_review_fits_a_phone(look: Visit) -> None:
    for path in (REVIEW, OVERVIEW, TIDES):
        with look(path, viewport={"width": 360, "height": 740}, has_touch=True) as page:
            assert page.evaluate("document.scrollingElement.scrollWidth") <= 360, path


def test_the_review_looks_the_same_without_material(browser: Browser, tmp_path: Path) -> None:
    for site in built(tmp_path / "repo", "mkdocs"):
        look = visits(browser, site)
        with look(REVIEW) as page:
            assert said(page) == all_rows(page)
            grid = page.locator(".pl-changes > li").first.evaluate("row => getComputedStyle(row).display")
            assert grid == "grid"
        with look(OVERVIEW) as page:
            assert page.locator(".pl-steps").is_visible()
        assert json.loads((site.folder / "plans" / "plans.json").read_text(encoding="utf-8"))["plans"]
