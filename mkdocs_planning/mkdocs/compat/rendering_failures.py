"""A page whose Markdown cannot be rendered does not end the build.

Python-Markdown and its extensions fail on some texts, by recursion on a run of ten thousand asterisks for one, and no hook
of MkDocs is around rendering.

Relies on: MkDocs calling ``page.render(config, files)``, so that an attribute of the instance is found first, and taking
the result from ``page.content`` and ``page.toc``.

Without it: such a plan ends the build with Python-Markdown's exception; exclude it from the site until it is fixed.
"""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc


def on_failure(page: Page, failed: Callable[[Exception], None]) -> None:
    """Have *page* end up empty, and *failed* called, where rendering it raises an exception."""
    render = page.render

    def guarded(config: MkDocsConfig, files: Files) -> None:
        try:
            render(config, files)
        except Exception as error:
            page.content = ""
            page.toc = get_toc([])
            failed(error)
        finally:
            vars(page).pop("render", None)  # a reference cycle, which would keep the page's parser in memory

    page.render = guarded
