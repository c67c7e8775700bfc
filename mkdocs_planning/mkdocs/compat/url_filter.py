"""The theme's ``url`` filter, for sites of many pages.

A theme that lists every page on every page asks for the URL of each from each; on a site of a thousand
pages a tenth of the build goes into working them out. Pages of one folder get the same answers, but for
those that lead to themselves or below; so one folder's answers are kept in a table.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from jinja2 import Environment, pass_context
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import TemplateContext, url_filter

_TABLES = 4
"""So many folders' tables are kept: pages are made folder by folder."""


def remember_urls(env: Environment) -> None:
    """Put a filter that remembers in the place of MkDocs' own; one that another plugin has put there stays."""
    if env.filters.get("url") is url_filter:
        env.filters.update({"url": pass_context(_remembering())})  # pyright: ignore[reportArgumentType, reportCallIssue]


def _remembering() -> Callable[[TemplateContext, object], str]:
    tables: dict[object, dict[str, str]] = {}
    table: dict[str, str] = {}
    own = ""
    seen: object = tables  # no page yet

    def url(context: TemplateContext, value: object) -> str:
        nonlocal table, own, seen
        page = context["page"]
        path = value if type(value) is str else str(value)
        if page is not seen:
            seen = page
            folder, own = _folder(page)
            table = tables.pop(folder, {})
            tables[folder] = table
            if len(tables) > _TABLES:
                del tables[next(iter(tables))]
        shared = not path.startswith(own)
        known = table.get(path) if shared else None
        if known is None:
            known = normalize_url(path, page=page, base=context["base_url"])
            if shared and _is_normal(path):
                table[path] = known
        return known

    return url


def _folder(page: Page | None) -> tuple[object, str]:
    """What the pages are known by that get the same answers as *page*, and how paths begin that lead to it or below."""
    if page is None:  # a page of the theme, such as 404.html: its answers depend on more
        return None, ""
    folder, _, name = page.url.rpartition("/")
    if "." in name:  # a file: its own name stands in no answer
        return (folder,), "\0"
    own = page.url.rstrip("/")
    return posixpath.dirname(own), own


def _is_normal(path: str) -> bool:
    """Whether *path* has no other form, so that it is seen at its beginning where it leads."""
    bare = path.removesuffix("/")
    return bool(bare) and not bare.startswith(("/", ".")) and posixpath.normpath(bare) == bare
