"""In ``--dirty`` builds MkDocs asks each file whether it is modified, before it writes the first page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from mkdocs.structure.files import File

from mkdocs_planning.mkdocs import incremental_builds
from mkdocs_planning.mkdocs.page_hooks import PageHooks
from tests.mkdocs.conftest import CONFIG, Make

TREE = "docs/index.md\n    # Home\ndocs/plans/a.md\n    # A\ndocs/plans/b.md\n    # B\n"


def test_every_page_is_asked_before_one_is_written(site: Make, monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []
    override = incremental_builds.override_is_modified

    def recording(file: File, is_modified: Callable[[], bool]) -> None:
        override(file, lambda: seen.append(file.src_uri) or is_modified())

    complete = PageHooks.complete
    monkeypatch.setattr(incremental_builds, "override_is_modified", recording)
    monkeypatch.setattr(PageHooks, "complete", lambda self, html, page: seen.append("written") or complete(self, html, page))
    site(TREE)
    assert set(seen) == {"written"}, "a build without --dirty does not ask"
    seen.clear()

    site(TREE.replace("# A", "# Another"), dirty=True)

    assert "written" in seen
    assert {"index.md", "plans/a.md", "plans/b.md", "plans/index.md"} <= set(seen[: seen.index("written")])


def test_all_pages_exist_when_the_first_is_asked_even_out_of_the_navigation(site: Make):
    config = CONFIG + "repo_url: https://example.org/app\nedit_uri: edit/main/docs/\nnot_in_nav: /plans/\n"
    tree = TREE + "docs/where.md\n    # Where\n\n    <!-- planning:attention -->\n"
    site(tree, config=config)
    built = site(tree + "docs/new.md\n    # New\n\n    <!-- planning:overview -->\n", config=config, dirty=True)
    assert built.broken_links() == []
