"""The option ``nav``: plans in the navigation, or outside it and linked from the views."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import Tag

from mkdocs_planning.mkdocs import navigation as nav
from tests.mkdocs.conftest import CONFIG, Built, Make

PLANS = """
docs/index.md
    # Home
docs/guide.md
    # Guide
docs/plans/alpha.md
    # Alpha

    **Status**: In Progress

    - [x] one
docs/plans/team/beta.md
    # Beta

    **Depends on**: [Alpha](../alpha.md)

    - [ ] two
docs/plans/zeta.md
    # Zeta

    - [ ] three
"""
HIDDEN = CONFIG + "      nav: hidden\n"
MATERIAL = "theme: {name: material, font: false, features: [navigation.path, navigation.footer%s]}"
PATHS = ("plans/alpha/", "plans/team/beta/", "plans/zeta/")


def material(*features: str) -> str:
    return HIDDEN.replace("theme: mkdocs", MATERIAL % "".join(f", {feature}" for feature in features))


def lead(links: list[Tag], path: str) -> list[str]:
    """The targets of *links* on the page at *path*, as paths in the site."""
    return [str((Path("/") / path / str(link["href"])).resolve()).rstrip("/") + "/" for link in links]


def test_plans_are_in_the_navigation_by_default(site: Make):
    assert {"Alpha", "Beta", "Zeta"} <= set(site(PLANS).nav())


def test_hidden_plans_are_not_in_the_navigation(site: Make):
    built = site(PLANS, config=HIDDEN + "strict: true\nvalidation: {nav: {omitted_files: warn}}\n")

    assert built.nav() == ["Home", "Guide", "Plans", "Plans", "Board", "Progress", "Dependencies", "Attention"]
    assert all(built.exists(path) for path in PATHS)
    assert built.broken_links() == []
    assert not [info for info in built.infos if "not included in the" in info]


def test_hidden_plans_are_linked_from_the_overview(site: Make):
    built = site(PLANS, config=HIDDEN)

    linked = lead(built.page("plans/").select(".planning a[href]"), "plans/")
    assert {f"/{path}" for path in PATHS} <= set(linked)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_previous_and_next_links_between_hidden_plans(site: Make, theme: str):
    built = site(PLANS, config=HIDDEN.replace("theme: mkdocs", f"theme: {theme}"))

    def to(rel: str, path: str) -> list[str]:
        links = built.page(path).select(f"link[rel={rel}][href], a[rel={rel}][href]")
        links = links or built.page(path).select(
            f".rst-footer-buttons a[title][href].float-{'left' if rel == 'prev' else 'right'}"
        )
        return lead(links, path)[:1]

    order = ["plans/", "plans/alpha/", "plans/zeta/", "plans/team/beta/"]  # as MkDocs lists them: files before folders
    for before, after in pairwise(order[1:]):
        assert to("next", before) == [f"/{after}"]
        assert to("prev", after) == [f"/{before}"]
    assert to("prev", order[1]) == ["/plans/"]
    assert to("next", order[-1]) == []
    assert to("next", "plans/") == ["/plans/board/"]


@pytest.mark.parametrize(
    "features", [(), ("navigation.tabs", "navigation.sections"), ("navigation.indexes", "navigation.instant")]
)
def test_breadcrumbs_contain_the_overview(site: Make, features: tuple[str, ...]):
    built = site(PLANS, config=material(*features) + "site_url: https://example.org/team/\n")

    for path in PATHS:
        page = built.page(path)
        crumbs = page.select(".md-path a")
        assert [crumb.get_text(strip=True) for crumb in crumbs] == ["Home", "Plans"]
        assert lead(crumbs, path) == ["/", "/plans/"]
        active = page.select(".md-nav--primary .md-nav__item--active")[-1]
        assert lead([active.select_one("a[href]")], path) == ["/plans/"]
        assert len(page.select(".md-nav--primary a[href]")) < 20
        if "navigation.tabs" in features:
            assert page.select_one(".md-tabs__item--active").get_text(strip=True) == "Plans"
    assert not built.page("guide/").select(".md-nav--primary .md-nav__item--active a[href*=plans]")


def test_breadcrumbs_contain_a_renamed_section(site: Make):
    config = material() + "nav: [index.md, {Work: [{Where we are: plans/index.md}, plans/board.md]}]\n"
    built = site(PLANS, config=config)

    assert [crumb.get_text(strip=True) for crumb in built.page("plans/zeta/").select(".md-path a")] == [
        "Home",
        "Work",
        "Where we are",
    ]


def test_the_overview_is_active_in_the_other_themes(site: Make):
    plain = site(PLANS, config=HIDDEN)
    active = plain.page("plans/alpha/").select("#navbar-collapse .dropdown-item.active")
    assert lead(active, "plans/alpha/") == ["/plans/"]

    docs = site(PLANS, config=HIDDEN.replace("theme: mkdocs", "theme: readthedocs"))
    current = docs.page("plans/alpha/").select(".wy-menu li.current > a")
    assert lead(current, "plans/alpha/") == ["/plans/"]
    assert lead(docs.page("plans/alpha/").select(".wy-breadcrumbs li.breadcrumb-item a"), "plans/alpha/") == ["/plans/"]


@pytest.mark.parametrize("config", [HIDDEN, material()], ids=["mkdocs", "material"])
def test_search_finds_hidden_plans_and_the_sitemap_names_them(site: Make, config: str):
    built = site(PLANS, config=config + "site_url: https://example.org/\n")

    found = {entry["location"].partition("#")[0] for entry in built.data("search/search_index.json")["docs"]}
    assert set(PATHS) <= found
    assert all(f"https://example.org/{path}<" in (built.site / "sitemap.xml").read_text() for path in PATHS)


def test_a_plan_named_in_the_navigation_stays_there(site: Make):
    config = HIDDEN + "strict: true\nnav: [index.md, guide.md, plans/index.md, {First: plans/alpha.md}]\n"
    built = site(PLANS, config=config + "validation: {nav: {omitted_files: warn}}\n")

    assert built.nav() == ["Home", "Guide", "Plans", "First"]
    assert lead(built.page("plans/").select("a[rel=next]"), "plans/") == ["/plans/alpha/"]
    assert lead(built.page("plans/zeta/").select("a[rel=prev]"), "plans/zeta/") == ["/plans/"]


def test_a_home_page_that_is_a_plan_is_not_hidden(site: Make):
    built = site(PLANS.replace("    # Home", "    ---\n    plan: true\n    ---\n    # Home"), config=HIDDEN)

    assert built.nav()[0] == "Home"
    assert "index.md" in built.sources()


def test_a_plan_page_with_a_view_is_not_hidden(site: Make):
    built = site(PLANS + "docs/plans/board.md\n    ---\n    plan: true\n    ---\n    # Ours\n", config=HIDDEN)

    assert "Ours" in built.nav()
    assert "plans/board.md" in built.sources()


def test_a_user_written_overview_is_the_parent_of_hidden_plans(site: Make):
    built = site(PLANS + "docs/plans/README.md\n    # Where we are\n", config=material())

    crumbs = built.page("plans/alpha/").select(".md-path a")
    assert [crumb.get_text(strip=True) for crumb in crumbs] == ["Home", "Plans", "Where we are"]


def test_an_unreadable_page_is_hidden_too(site: Make, tmp_path: Path):
    (tmp_path / "docs/plans").mkdir(parents=True)
    (tmp_path / "docs/plans/gone.md").symlink_to("nowhere.md")
    built = site(PLANS, config=HIDDEN)

    assert "Gone" not in built.nav()
    assert built.exists("plans/gone/index.html")


def hints(built: Built) -> list[str]:
    return [info for info in built.infos if "`nav: hidden`" in info]


def test_a_long_navigation_mentions_the_option_once(site: Make, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nav, "MANY_PLANS", 2)

    first, again = hints(site(PLANS)), hints(site(PLANS))
    assert len(first) == 1
    assert "lists 3 plans" in first[0]
    assert again == []


@pytest.mark.parametrize(("many", "config"), [(3, CONFIG), (2, HIDDEN), (2, CONFIG + "nav: [index.md, plans/index.md]\n")])
def test_a_short_navigation_mentions_no_option(site: Make, monkeypatch: pytest.MonkeyPatch, many: int, config: str):
    monkeypatch.setattr(nav, "MANY_PLANS", many)

    assert hints(site(PLANS, config=config)) == []
