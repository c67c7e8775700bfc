"""The title that the plugin gives a page counts in MkDocs and in themes, as an attribute or in the metadata."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from mkdocs_planning.mkdocs.compat.page_titles import set_title


@pytest.fixture
def page(config: MkDocsConfig) -> Page:
    made = Page(None, File.generated(config, "plans/a.md", content="# Heading\n"), config)
    made.markdown = "# Heading\n"
    return made


@pytest.mark.parametrize("title", ["Plan", "Plan &amp; more"])
def test_it_counts_before_the_text(page: Page, title: str):
    set_title(page, title)
    assert page.title == title


def test_front_matter_counts_before_it(page: Page):
    page.meta["title"] = "By hand"
    set_title(page, "Plan")
    assert page.title == "By hand"


def test_only_references_go_into_the_metadata_where_templates_would_look_for_more(page: Page):
    set_title(page, "Plan")
    assert page.meta == {}
