"""Filters, groups, sorting and the heat map: by mouse and keyboard, after a reload, and with instant loading.

The expected content is taken from ``plans.json``.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.board import STEPS, write_site
from tests.browser.conftest import EXAMPLE, Site, Visit, serve, visits
from tests.views import truth

BOARD, RISKS, PROGRESS = "plans/board/", "plans/risks/", "plans/progress/"
UNDER_WAY = {"draft", "review", "ready", "in-progress", "blocked"}
LEVELS = ("low", "medium", "high", "critical")


def query(page: Page) -> dict[str, str]:
    """The query of the URL of *page*; typed text arrives there a moment later."""
    page.clock.fast_forward(1000)
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def cards(page: Page) -> list[str]:
    """The URLs of the plans whose cards are visible, each once."""
    settle(page)
    return sorted(set(paths(page, ".pl-card:not([hidden]) > a")))


def settle(page: Page) -> None:
    """Wait until the filter has finished; it updates a few cards per frame."""
    page.evaluate(
        """async () => {
            const shown = () => document.querySelectorAll(".pl-card:not([hidden])").length;
            for (let before = -1; before !== shown(); ) {
                before = shown();
                for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
            }
        }"""
    )


def paths(page: Page, selector: str) -> list[str]:
    """The targets of links, as ``plans.json`` writes them."""
    return page.eval_on_selector_all(selector, "links => links.map((link) => link.pathname.slice(1))")


def heads(page: Page) -> dict[str, int]:
    """The counts in the column headings, by status."""
    return dict(
        page.eval_on_selector_all(
            ".pl-col",
            "columns => columns.map((one) => [one.dataset.status, Number(one.querySelector('.pl-head span').textContent)])",
        )
    )


def urls(plans: list[dict[str, Any]]) -> list[str]:
    return sorted(plan["url"] for plan in plans)


def level_of(plan: dict[str, Any]) -> str:
    """The risk level of a plan: that of its highest open risk, or the stated one."""
    found = [risk["level"] for risk in plan["risks"] if risk["level"]] + [(plan["risk_level"] or "").lower()]
    known = [level for level in found if level in LEVELS] if plan["status"] in UNDER_WAY else []
    return max(known, key=LEVELS.index, default="none")


def check_board(page: Page, site: Site, wanted: list[dict[str, Any]]) -> None:
    """Check that the board shows exactly *wanted*, also in its headings and its text."""
    assert cards(page) == urls(wanted)
    counts = Counter(plan["status"] for plan in wanted)
    assert heads(page) == {status: counts[status] for status in heads(page)}
    total = len(site.data["plans"])
    if len(wanted) < total:
        expect(page.locator(".pl-shown")).to_contain_text(f"{len(wanted)} of {total} shown")
    else:
        expect(page.locator(".pl-shown")).to_be_hidden()


def test_each_filter_shows_the_matching_plans_and_survives_a_reload(visit: Visit, site: Site) -> None:
    plans = site.data["plans"]
    of = {
        "owner": lambda plan: plan["owners"] or ["none"],
        "tag": lambda plan: plan["tags"] or ["none"],
        "status": lambda plan: [plan["status"]],
        "priority": lambda plan: [plan["priority"] or "none"],
        "risk": lambda plan: [level_of(plan)],
    }
    with visit(BOARD) as page:
        for name, values in of.items():
            offered = [str(one.get_attribute("value")) for one in page.locator(f'.pl-filter [name="{name}"] option').all()]
            assert {one.lower() for one in offered[1:]} == {value.lower() for plan in plans for value in values(plan)}, name
            for value in offered[1:3]:
                page.select_option(f'.pl-filter [name="{name}"]', value)
                wanted = [plan for plan in plans if value.lower() in [one.lower() for one in values(plan)]]
                check_board(page, site, wanted)
            assert query(page) == {name: offered[min(2, len(offered) - 1)]}
            page.reload()
            check_board(page, site, wanted)
            page.get_by_role("button", name="Clear filters").click()
            check_board(page, site, plans)
            assert query(page) == {}


def test_text_and_owner_filters_by_keyboard(visit: Visit, site: Site) -> None:
    plans = site.data["plans"]
    with visit(BOARD) as page:
        tab_to(page, '[name="text"]')
        page.keyboard.type("TABLES")
        check_board(page, site, [plan for plan in plans if "tables" in plan["title"].lower()])
        tab_to(page, '[name="owner"]')
        page.keyboard.type("mei")
        wanted = [plan for plan in plans if "tables" in plan["title"].lower() and "mei" in plan["owners"]]
        check_board(page, site, wanted)
        assert query(page) == {"text": "TABLES", "owner": "mei"}
        page.reload()
        check_board(page, site, wanted)
        assert page.locator('.pl-filter [name="text"]').input_value() == "TABLES"
        tab_to(page, ".pl-shown button")
        page.keyboard.press("Enter")
        check_board(page, site, plans)
        assert page.evaluate("document.activeElement.name") == "text", "the focus is where one would set a filter"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_an_empty_column_is_reduced_to_its_heading(visit: Visit, site: Site) -> None:
    with visit(BOARD + "?status=blocked") as page:
        widths = dict(page.eval_on_selector_all(".pl-col", "all => all.map((one) => [one.dataset.status, one.offsetWidth])"))
        blocked = widths.pop("blocked")
        assert widths
        assert all(width < blocked / 2 for width in widths.values()), widths


def test_a_filter_value_that_no_longer_exists_is_ignored(visit: Visit, site: Site) -> None:
    with visit(BOARD + "?owner=nobody&status=BLOCKED") as page:
        check_board(page, site, [plan for plan in site.data["plans"] if plan["status"] == "blocked"])


def lanes(page: Page) -> dict[tuple[str, str], list[str]]:
    """(status, group) → the plans in it; checks the counts of the headings."""
    settle(page)
    found: list[list[Any]] = page.eval_on_selector_all(
        ".pl-lane:not([hidden])",
        """lanes => lanes.map((lane) => [lane.closest(".pl-col").dataset.status, lane.querySelector("bdi").textContent,
            [...lane.querySelectorAll(".pl-card:not([hidden]) > a")].map((link) => link.pathname.slice(1)),
            Number(lane.querySelector(".pl-head span").textContent)])""",
    )
    assert all(len(plans) == count for _, _, plans, count in found)
    return {(status, name): sorted(plans) for status, name, plans, _ in found}


def grouped(plans: list[dict[str, Any]], key: str, none: str) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        for value in plan[key] or [none]:
            found.setdefault((plan["status"], value), []).append(plan["url"])
    return {where: sorted(there) for where, there in found.items()}


def test_groups_are_rows_and_can_be_removed(visit: Visit, site: Site) -> None:
    plans = site.data["plans"]
    with visit(BOARD) as page:
        before = page.locator(".pl-board").inner_text()
        for key, by, none in (("owners", "owner", "No owner"), ("tags", "tag", "No tag")):
            page.select_option('[name="group"]', by)
            assert lanes(page) == grouped(plans, key, none)
            check_board(page, site, plans)
            tops = page.eval_on_selector_all(
                ".pl-lane", "all => all.map((one) => [one.querySelector('bdi').textContent, one.getBoundingClientRect().top])"
            )
            assert len({tuple(one) for one in tops}) == len({name for name, _ in tops}), "a group stands in one row"
            assert query(page) == {"group": by}
        page.reload()
        assert lanes(page) == grouped(plans, "tags", "No tag")
        page.select_option('[name="owner"]', "mei")
        assert lanes(page) == grouped([plan for plan in plans if "mei" in plan["owners"]], "tags", "No tag")
        page.get_by_role("button", name="Clear filters").click()
        assert query(page) == {"group": "tag"}, "groups hide nothing and so stay"
        page.select_option('[name="group"]', "none")
        expect(page.locator(".pl-lane")).to_have_count(0)
        assert page.locator(".pl-board").inner_text() == before
        assert query(page) == {}


def rows(page: Page) -> Locator:
    return page.locator(".pl-filter ~ .pl-table > tbody > tr:visible")


def test_every_cell_and_total_shows_as_many_risks_as_it_counts(visit: Visit, site: Site) -> None:
    total = sum(len(plan["risks"]) for plan in site.data["plans"] if plan["status"] in UNDER_WAY)
    with visit(RISKS) as page:
        expect(rows(page)).to_have_count(total)
        links = page.locator(".pl-heat a, .pl-tally a").all()
        assert links
        for link in links:
            link.click()
            count = int(link.locator("xpath=..").inner_text().split()[0]) if link.locator("b").count() else _tally(link)
            expect(rows(page)).to_have_count(count)
            expect(link).to_have_attribute("aria-current", "true")
            expect(page.locator("[aria-current]:is(.pl-heat a, .pl-tally a)")).to_have_count(1)
        last = query(page)
        assert last
        page.reload()
        expect(rows(page)).to_have_count(count)
        page.get_by_role("button", name="Clear filters").click()
        expect(rows(page)).to_have_count(total)
        assert query(page) == {}


def _tally(link: Locator) -> int:
    return int(link.locator("xpath=../..").locator("b").inner_text())


def test_a_heat_map_cell_by_keyboard(visit: Visit, site: Site) -> None:
    risks = [risk for plan in site.data["plans"] if plan["status"] in UNDER_WAY for risk in plan["risks"]]
    wanted = sum((risk["likelihood"], risk["impact"]) == ("medium", "high") for risk in risks)
    assert 0 < wanted < len(risks)
    with visit(RISKS) as page:
        tab_to(page, '.pl-heat a[href*="?likelihood=medium&impact=high"]')
        page.keyboard.press("Enter")
        expect(rows(page)).to_have_count(wanted)
        assert query(page) == {"likelihood": "medium", "impact": "high"}
        assert page.evaluate("document.activeElement.matches('[aria-current]')")
        page.keyboard.press("Enter")
        expect(rows(page)).to_have_count(len(risks))
        assert query(page) == {}


def test_the_owner_filter_finds_a_person_s_risks(visit: Visit, site: Site) -> None:
    mine = [
        risk
        for plan in site.data["plans"]
        if plan["status"] in UNDER_WAY
        for risk in plan["risks"]
        if risk["owner"] == "ana" or (not risk["owner"] and "ana" in plan["owners"])
    ]
    assert mine
    with visit(RISKS) as page:
        tab_to(page, '[name="owner"]')
        page.keyboard.type("ana")
        expect(rows(page)).to_have_count(len(mine))
        assert query(page) == {"owner": "ana"}
        page.reload()
        expect(rows(page)).to_have_count(len(mine))
        page.get_by_role("link", name="No risk owner").click()
        unowned = sum(not risk["owner"] for plan in site.data["plans"] if plan["status"] in UNDER_WAY for risk in plan["risks"])
        expect(rows(page)).to_have_count(unowned)
        assert query(page) == {"owner": "none"}
        assert page.locator('[name="owner"]').input_value() == "none"


def test_sorting_a_table_by_mouse_and_keyboard(visit: Visit, site: Site) -> None:
    plans = site.data["plans"]
    share = {plan["url"]: plan["progress"]["done"] / plan["progress"]["total"] for plan in plans if plan["progress"]["total"]}
    titles = sorted((plan["title"] for plan in plans), key=str.lower)
    with visit(PROGRESS) as page:
        before = _order(page)
        page.get_by_role("button", name="Done").click()
        shares = [share[url] for url in _order(page)]
        assert shares == sorted(shares, reverse=True)
        expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
        assert query(page) == {"sort": "done", "dir": "desc"}
        page.reload()
        assert [share[url] for url in _order(page)] == shares
        tab_to(page, "th:first-child button")
        page.keyboard.press("Enter")
        assert page.locator(".pl-list tbody th > a").all_inner_texts() == titles
        assert query(page) == {"sort": "plan", "dir": "asc"}
        page.keyboard.press("Enter")
        assert page.locator(".pl-list tbody th > a").all_inner_texts() == titles[::-1]
        page.keyboard.press("Enter")
        assert _order(page) == before, "the third time it is as the page was made"
        assert query(page) == {}


def _order(page: Page) -> list[str]:
    return paths(page, ".pl-list tbody th > a")


def test_the_register_sorts_by_its_scores(visit: Visit) -> None:
    with visit(RISKS + "?sort=score&dir=asc") as page:
        scores = [int(text or 0) for text in page.locator('.pl-filter ~ .pl-table td[data-l="Score"]').all_inner_texts()]
        assert scores == sorted(scores)
        assert scores[0] < scores[-1]


@pytest.mark.parametrize(
    ("path", "items", "key"),
    [("plans/questions/", ".pl-fact", "questions"), ("plans/decisions/", ".pl-fact", "decisions")],
)
def test_a_list_can_be_filtered_by_plan(visit: Visit, site: Site, path: str, items: str, key: str) -> None:
    plan = max(site.data["plans"], key=lambda plan: len(plan[key]))
    with visit(path) as page:
        page.select_option('[name="plan"]', plan["id"])
        expect(page.locator(f"{items}:not([hidden])")).to_have_count(len(plan[key]))
        for item in page.locator(f"{items}:not([hidden])").all():
            assert item.is_visible(), "what is folded is opened for a filter"
        assert query(page) == {"plan": plan["id"]}
        page.reload()
        expect(page.locator(f"{items}:not([hidden])")).to_have_count(len(plan[key]))


def test_the_timeline_can_be_filtered_by_text(visit: Visit) -> None:
    with visit("plans/timeline/") as page:
        said = page.locator(".pl-event").all_inner_texts()
        page.fill('[name="text"]', "harbour")
        wanted = sum("harbour" in text.lower() for text in said)
        expect(page.locator(".pl-event:visible")).to_have_count(wanted)
        assert all("harbour" in month.inner_text().lower() for month in page.locator(".pl-month:visible").all())


def test_without_javascript_there_are_no_controls_and_all_numbers(visit: Visit, site: Site) -> None:
    with visit(BOARD, java_script_enabled=False) as page:
        expect(page.locator(".pl-filter")).to_be_hidden()
        said = page.locator(".pl-board").inner_text()
        for plan in site.data["plans"]:
            assert plan["title"] in said
            if plan["progress"]["total"]:
                assert f"{plan['progress']['done']}/{plan['progress']['total']}" in said
    with visit(PROGRESS, java_script_enabled=False) as page:
        expect(page.locator("button:visible").filter(has_text="Done")).to_have_count(0)
        for plan in site.data["plans"]:
            row = page.locator(".pl-list tbody", has_text=plan["title"]).first.inner_text()
            assert f"{plan['progress']['done']}/{plan['progress']['total']}" in row
            assert truth.criteria([plan]) in " ".join(row.split())
    with visit(RISKS, java_script_enabled=False) as page:
        total = sum(len(plan["risks"]) for plan in site.data["plans"])
        expect(page.locator(".pl-table tbody tr")).to_have_count(total)


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example site with Material's instant loading, which needs a site_url."""
    folder = tmp_path_factory.mktemp("instant")
    with serve(folder) as url:
        config = load_config(str(EXAMPLE), site_dir=str(folder), site_url=url)
        config.theme["features"] = [*config.theme["features"], "navigation.instant", "navigation.tracking"]
        build(config)
        yield Site(folder, url)


def test_filters_work_with_instant_loading(browser: Browser, instant: Site) -> None:
    plans = instant.data["plans"]
    risks = [risk for plan in plans if plan["status"] in UNDER_WAY for risk in plan["risks"]]
    wanted = sum((risk["likelihood"], risk["impact"]) == ("medium", "high") for risk in risks)
    with visits(browser, instant)("plans/") as page:
        page.evaluate("window.same = true")
        go(page, "Board")
        page.select_option('[name="owner"]', "mei")
        check_board(page, instant, [plan for plan in plans if "mei" in plan["owners"]])
        assert query(page) == {"owner": "mei"}
        go(page, "Risks")
        assert query(page) == {}, "a filter is that of its page"
        page.click('.pl-heat a[href*="?likelihood=medium&impact=high"]')
        expect(rows(page)).to_have_count(wanted)
        page.get_by_role("button", name="Score").click()
        assert query(page) == {"likelihood": "medium", "impact": "high", "sort": "score", "dir": "desc"}
        page.mouse.wheel(0, 300)
        assert query(page) == {"likelihood": "medium", "impact": "high", "sort": "score", "dir": "desc"}
        assert page.evaluate("window.same"), "the page was loaded anew, so this tested nothing"
        page.go_back()
        page.wait_for_url("**/board/?owner=mei")
        expect(page.locator(".pl-shown")).to_be_visible()
        check_board(page, instant, [plan for plan in plans if "mei" in plan["owners"]])
        assert page.evaluate("window.same")
        page.reload()
        check_board(page, instant, [plan for plan in plans if "mei" in plan["owners"]])


def go(page: Page, title: str) -> None:
    """Follow the navigation link to the page *title*."""
    page.locator(".md-nav__link:visible", has_text=title).first.click()
    expect(page.locator("h1").first).to_contain_text(title)
    expect(page.locator(".pl-filter").first).to_be_visible()


def test_a_filter_of_a_thousand_plans_changes_each_card_at_most_twice(browser: Browser, tmp_path: Path) -> None:
    """``benchmarks/board.py`` measures the time."""
    site = write_site(tmp_path, 1000)
    assert len(gzip.compress((site / "plans" / "board" / "index.html").read_bytes())) < 120_000
    with serve(site) as url:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url + BOARD)
        page.evaluate(COUNT_CHANGES)
        for name, value in STEPS:
            page.locator(f'.pl-filter [name="{name}"]').evaluate(SET, value)
            settle(page)
            changed = page.evaluate("() => window.changed()")
            if name != "group":
                assert max(changed, default=0) <= 2, (name, value)
        expect(page.locator(".pl-card:not([hidden])")).to_have_count(1000)
        page.close()


SET = """(control, value) => {
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
}"""
COUNT_CHANGES = """() => {
    const seen = new Map();
    new MutationObserver((changes) => {
        for (const { target } of changes) if (target.matches(".pl-card")) seen.set(target, (seen.get(target) ?? 0) + 1);
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["hidden"] });
    window.changed = () => {
        const counts = [...seen.values()];
        seen.clear();
        return counts;
    };
}"""
"""From now on ``changed()`` returns how often each card was shown or hidden since the last call."""
