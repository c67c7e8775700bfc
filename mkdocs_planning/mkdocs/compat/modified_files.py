"""Which pages ``--dirty`` makes again.

Relies on: MkDocs calling ``file.is_modified()`` for each page, first before it renders the page's Markdown, when all plugins
have added their files, and again before it writes the page; on an attribute of the instance being found before the
method; and on ``Page(None, file, config)`` setting ``file.page``, which MkDocs itself does page by page for files that are
not in the navigation.

Without it: a page of a view stays as it was in ``--dirty`` builds until its own file changes; a build without ``--dirty``
makes all pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page


def override_is_modified(file: File, is_modified: Callable[[], bool]) -> None:
    """Let *is_modified* answer whether the page of *file* is made again."""
    vars(file)["is_modified"] = is_modified


def make_missing_pages(files: Iterable[File], config: MkDocsConfig) -> None:
    """Make those pages of *files* that MkDocs would make later, so that all have the URL at which they are edited."""
    for file in files:
        if file.page is None and file.inclusion.is_not_in_nav():
            Page(None, file, config)
