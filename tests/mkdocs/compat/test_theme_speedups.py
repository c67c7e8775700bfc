"""What only makes themes faster changes no byte of the site, and still does something in the theme it is made for."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.templates import url_filter

from tests.mkdocs.conftest import CONFIG, Make

TREE = """
docs/index.md
    # Home

    <!-- planning:board -->
docs/guide/one.md
    # One `code` title
docs/plans/alpha.md
    ---
    tags: [a, b]
    ---
    # Alpha & *Omega* <i>x</i>

    **Depends on**: [Beta](team/beta.md)

    - [x] one
docs/plans/team/index.md
    # Team

    - [ ] two
docs/plans/team/beta.md
    # Beta "quoted"

    - [ ] two
docs/plans/progress.md
    # Our progress
"""
MATERIAL = (
    "theme: {name: material, font: false, features: [navigation.path, navigation.footer, navigation.indexes, navigation.tabs]}"
)


@pytest.mark.parametrize("nav", ["listed", "hidden"])
@pytest.mark.parametrize("directories", ["true", "false"])
@pytest.mark.parametrize("theme", ["theme: {name: mkdocs, highlightjs: false}", "theme: readthedocs", MATERIAL])
def test_the_site_is_the_same_without_it(site: Make, monkeypatch: pytest.MonkeyPatch, theme: str, directories: str, nav: str):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773576000")
    config = CONFIG.replace("theme: mkdocs", theme) + f"      nav: {nav}\n      theme_speedups: %s\n"
    config += f"use_directory_urls: {directories}\nsite_url: https://example.org/docs/\n"

    def files() -> dict[str, bytes]:
        root = site_dir
        made = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        return {name: content for name, content in made.items() if not name.endswith(".gz")}

    site_dir = site(TREE, config=config % "true").site
    fast = files()
    site(TREE, config=config % "false")

    slow = files()
    assert sorted(fast) == sorted(slow)
    assert [name for name, content in fast.items() if slow[name] != content] == []


def test_themes_make_their_urls_by_the_filter_that_is_replaced(config: MkDocsConfig):
    assert config.theme.get_env().filters["url"] is url_filter


def test_material_asks_for_the_attributes_that_are_set():
    found = find_spec("material")
    assert found is not None
    assert found.origin is not None
    item = (Path(found.origin).parent / "templates" / "partials" / "nav-item.html").read_text(encoding="utf-8")
    for name in ("typeset", "pages"):
        assert f"nav_item.{name}" in item or f".{name}" in item
