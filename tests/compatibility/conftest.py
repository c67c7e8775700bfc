"""Sites with other plugins beside this one, all with the same plans, and what every site must show of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tests.mkdocs.conftest import Built, site

__all__ = ["site"]

PLANS = """
docs/index.md
    # Home

    Welcome aboard.
docs/guide.md
    # Guide

    How to sail.
docs/plans/alpha.md
    ---
    tags: [infra]
    ---
    # Alpha

    **Status**: In Progress
    **Owner**: ana
    **Depends on**: [Beta](team/beta.md)

    ## Phase 1: Foundation

    - [x] pour the anchovy concrete
    - [ ] two
docs/plans/team/beta.md
    # Beta

    **Status**: Draft
    **Owner**: bo

    - [ ] three

    ## Risks

    | Risk | Likelihood | Impact | Mitigation |
    |---|---|---|---|
    | Fog | high | high | Horns |
docs/plans/zeta.md
    # Zeta

    **Status**: Complete

    - [x] four
"""
TITLES = {"plans/alpha.md": "Alpha", "plans/team/beta.md": "Beta", "plans/zeta.md": "Zeta"}
BOXES = {"plans/alpha.md": (1, 2), "plans/team/beta.md": (0, 1), "plans/zeta.md": (1, 1)}
VIEWS = ("", "board/", "progress/", "risks/", "dependencies/", "people/")
MATERIAL = "theme: {name: material, font: false, features: [navigation.path, navigation.indexes]}"


def config(*plugins: str, theme: str = MATERIAL, planning: str = "", extra: str = "", strict: bool = True) -> str:
    """A configuration with *plugins* (lines of YAML) before this plugin, as users write them."""
    lines = [f"  - {plugin}" for plugin in ("search", *plugins)]
    ours = f"  - planning: {{today: 2026-03-15{', ' if planning else ''}{planning}}}"
    return "\n".join(
        [
            "site_name: Test",
            "site_url: https://example.org/docs/",
            theme,
            f"strict: {str(strict).lower()}",
            "plugins:",
            *lines,
            ours,
            extra,
            "",
        ]
    )


def check_site(
    built: Built, *, sources: Iterable[str] = tuple(TITLES), views: Iterable[str] = VIEWS, pages: str = "directory"
) -> None:
    """Check what a user must see on every site: views, cards, headers, links, search."""
    sources = set(sources)
    address = (lambda path: path) if pages == "directory" else _as_file
    data = {plan["source"]: plan for plan in built.data()["plans"]}
    assert set(data) == sources
    for source in sources:
        assert (data[source]["boxes"]["done"], data[source]["boxes"]["total"]) == BOXES[source]
        url = address(source.removesuffix(".md") + "/")
        assert data[source]["url"] == url
        page = built.page(url)
        assert len(page.select(".pl-header")) == 1
        assert TITLES[source] in page.h1.get_text()
    for view in views:
        assert built.page(address(f"plans/{view}")).select_one(".planning"), view
    cards = {link.get_text(strip=True) for link in built.page(address("plans/board/")).select(".pl-card a[href]")}
    assert {TITLES[source] for source in sources} <= cards
    assert built.broken_links() == []
    assert built.warnings == []
    entries = json.loads((built.site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    where = {entry["location"].partition("#")[0] for entry in entries if "anchovy" in entry["text"]}
    assert where == {address("plans/alpha/")}


def _as_file(path: str) -> str:
    return f"{path}index.html" if path in ("", "plans/") else f"{path.rstrip('/')}.html"


def sidebar(built: Built, path: str = "guide/") -> list[str]:
    """The titles of the entries in Material's navigation on a page, in order, including sections without links."""
    entries = built.page(path).select(".md-nav--primary .md-nav__item > .md-nav__link, .md-nav__container > a.md-nav__link")
    texts = [" ".join(entry.get_text().split()) for entry in entries if "md-nav__container" not in (entry.get("class") or [])]
    return [text for number, text in enumerate(texts) if text and text not in texts[:number]]


def write(root: Path, path: str, text: str) -> None:
    """Write a file below *root* and create its folders."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
