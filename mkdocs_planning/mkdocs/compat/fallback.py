"""A way out where rendering the Markdown of a page fails."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc


def survive_rendering(page: Page, failed: Callable[[Exception], None]) -> None:
    """Have *page* end up empty, and *failed* called, where rendering it raises, instead of ending the build.

    There is no hook around rendering, and Python-Markdown and its extensions do fail: by recursion on
    a run of ten thousand asterisks, for one.
    """
    render = page.render

    def guarded(config: MkDocsConfig, files: Files) -> None:
        try:
            render(config, files)
        except Exception as error:
            page.content = ""
            page.toc = get_toc([])
            failed(error)
        finally:
            vars(page).pop("render", None)  # a circle, which keeps the page's parser in memory

    page.render = guarded
