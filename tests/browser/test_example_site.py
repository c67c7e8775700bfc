"""The example site in a browser, with a mouse, a keyboard, or on a phone."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visit

BOARD = "plans/board/"
SCHEMES = ["light", "dark"]


def cards(page: Page, site: Site) -> Counter[tuple[str, str]]:
    """How often each plan is in each column: (status, URL)."""
    found: list[list[str]] = page.eval_on_selector_all(
        ".pl-col .pl-card a[href]:first-of-type",
        """links => links.map(link => [
            [...link.closest(".pl-col").classList].find(name => name.startsWith("pl-s-")).slice(5), link.href])""",
    )
    return Counter((status, href.removeprefix(site.url)) for status, href in found)


def truth(site: Site) -> Counter[tuple[str, str]]:
    return Counter((plan["status"], plan["url"]) for plan in site.data["plans"])


def test_the_board_shows_each_plan_once_in_the_right_column(visit: Visit, site: Site) -> None:
    with visit(BOARD) as page:
        assert cards(page, site) == truth(site)
        assert page.locator(".pl-card").first.is_visible()


def test_the_board_works_without_javascript(visit: Visit, site: Site) -> None:
    with visit(BOARD, java_script_enabled=False) as page:
        shown = [urljoin(site.url + BOARD, str(link.get_attribute("href"))) for link in page.locator(".pl-card > a").all()]
        assert sorted(shown) == sorted(site.url + plan["url"] for plan in site.data["plans"])


def test_the_keyboard_reaches_every_card(visit: Visit, site: Site) -> None:
    with visit(BOARD) as page:
        wanted = {url for _, url in truth(site)}
        reached: set[str] = set()
        for _ in range(400):
            page.keyboard.press("Tab")
            href: str | None = page.evaluate("document.activeElement.closest('.pl-card') && document.activeElement.href")
            if href:
                reached.add(href.removeprefix(site.url))
            if reached == wanted:
                break
        assert reached == wanted
        outline = page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
        assert outline != "none", "nobody sees which card has the focus"
        target = page.evaluate("document.activeElement.href")
        page.keyboard.press("Enter")
        page.wait_for_url(target)
        assert page.locator(".planning.pl-header").is_visible()


def test_every_page_with_a_view_opens_without_an_error(visit: Visit, site: Site) -> None:
    pages = site.pages()
    assert {BOARD, "plans/progress/", "plans/"} <= set(pages)
    for path in pages:
        with visit(path) as page:
            assert page.locator(".planning").first.is_visible(), path


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violations(visit: Visit, site: Site, scheme: str) -> None:
    found: list[str] = []
    for path in _views_and_some_plans(site):
        with visit(path, color_scheme=scheme) as page:
            assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
            page.evaluate("document.querySelectorAll('.planning details').forEach(details => details.open = true)")
            results: dict[str, Any] = Axe().run(page, context={"include": [[".planning"]]}).response
            for violation in results["violations"]:
                found += [f"{path}: {violation['id']}: {node['html'][:150]}" for node in violation["nodes"]]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_view_fits_a_phone(visit: Visit, site: Site, scheme: str) -> None:
    wide: list[str] = []
    for path in _views_and_some_plans(site):
        with visit(path, viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True) as page:
            width = page.evaluate("document.scrollingElement.scrollWidth")
            if width > 360:
                wide.append(f"{path} is {width} wide")
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("width", [1440, 1024])
def test_the_board_fades_only_where_columns_are_hidden(visit: Visit, width: int) -> None:
    fades = "e => ['--pl-before', '--pl-after'].map(name => parseFloat(getComputedStyle(e).getPropertyValue(name)) > 0)"
    with visit(BOARD, viewport={"width": width, "height": 900}) as page:
        board = page.locator(".pl-board")
        assert board.evaluate("e => e.scrollWidth > e.clientWidth"), "all columns fit, and nothing is seen of the fade"
        for place, expected in ((0, [False, True]), (0.5, [True, True]), (1, [True, False])):
            board.evaluate(
                "(e, place) => e.scrollTo({left: place * (e.scrollWidth - e.clientWidth), behavior: 'instant'})", place
            )
            page.wait_for_function(
                f"JSON.stringify(({fades})(document.querySelector('.pl-board'))) == '{str(expected).lower().replace(' ', '')}'"
            )
        page.locator(".pl-filter [name=status]").select_option("draft")
        page.wait_for_function("(e => e.scrollWidth == e.clientWidth)(document.querySelector('.pl-board'))")
        page.wait_for_function(f"!({fades})(document.querySelector('.pl-board')).some(Boolean)")


def test_attention_paths_are_readable_on_a_phone(visit: Visit) -> None:
    with visit("plans/attention/", viewport={"width": 390, "height": 900}) as page:
        boxes = [
            (path.bounding_box(), path.evaluate("e => e.parentElement.offsetWidth")) for path in page.locator(".pl-what").all()
        ]
        assert boxes
        assert all(box and box["width"] > 0.9 * room and box["height"] < 60 for box, room in boxes), boxes


def test_a_printed_board_shows_every_plan(visit: Visit, site: Site) -> None:
    with visit(BOARD) as page:
        page.emulate_media(media="print")
        assert all(card.is_visible() for card in page.locator(".pl-card").all())
        assert cards(page, site) == truth(site)


def test_the_overview_prints_on_one_page(visit: Visit, site: Site) -> None:
    with visit("plans/") as page:
        paper = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
        page.emulate_media(media="print")
        assert page.locator(".pl-need").count() == page.locator(".pl-need:visible").count()


def _views_and_some_plans(site: Site) -> list[str]:
    plans = {plan["url"] for plan in site.data["plans"]}
    pages = site.pages()
    return [path for path in pages if path not in plans] + [path for path in pages if path in plans][:2]
