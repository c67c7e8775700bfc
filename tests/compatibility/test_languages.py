"""mkdocs-static-i18n builds the site once per language: plans are read in each, views are in the default language."""

from __future__ import annotations

import pytest

from tests.compatibility.conftest import PLANS, check_site, config
from tests.mkdocs.conftest import Make

I18N = """i18n:
      docs_structure: %s
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: de, name: Deutsch, build: true}"""
GERMAN = """
docs/plans/alpha.de.md
    # Alpha auf Deutsch

    **Status**: In Progress

    - [x] eins
"""


@pytest.mark.parametrize("nav", ["listed", "hidden"])
def test_views_are_in_the_default_language_and_headers_in_all(site: Make, nav: str):
    built = site(PLANS + GERMAN, config=config(I18N % "suffix", planning=f"nav: {nav}"))

    entries = built.data("search/search_index.json")["docs"]
    assert {"plans/alpha/", "de/plans/alpha/"} <= {entry["location"].partition("#")[0] for entry in entries}
    assert built.page("plans/board/").select(".pl-card a[href]")
    assert "Alpha auf Deutsch" in built.page("de/plans/alpha/").h1.get_text()
    assert built.page("de/plans/alpha/").select_one(".pl-header")
    assert built.page("de/plans/zeta/").select_one(".pl-header")
    assert not built.exists("de/plans/board")
    assert built.broken_links() == []
    assert built.warnings == []


def test_a_single_language_changes_nothing(site: Make):
    one = I18N.replace("\n        - {locale: de, name: Deutsch, build: true}", "")
    built = site(PLANS, config=config(one % "suffix"))

    check_site(built)


def test_folders_by_language(site: Make):
    tree = (
        PLANS.replace("docs/", "docs/en/")
        + "docs/de/index.md\n    # Start\ndocs/de/plans/alpha.md\n    # Erstens\n\n    - [x] eins\n"
    )
    built = site(tree, config=config(I18N % "folder"))

    assert built.page("de/plans/alpha/").select_one(".pl-header")
    assert built.page("plans/alpha/").select_one(".pl-header")
    assert built.warnings == []
