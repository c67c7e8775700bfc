"""What only makes themes faster: pages are the same without it.

A theme that lists all pages on every page asks each of them the same questions on every page; on a site of a thousand pages
that is a fifth of the build. The option ``theme_speedups: false`` switches all of it off.

Relies on: ``mkdocs.utils.templates.url_filter`` being the filter ``url`` of the theme's environment and depending on the
page's URL, the value and ``base_url`` only; and Material reading the attributes ``pages`` (of a blog's view) and ``typeset``
(a title with markup) of each page it lists.

Without it: the theme takes longer.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from jinja2 import Environment, pass_context
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import TemplateContext, url_filter

_RARE_ATTRIBUTES = ("pages", "typeset")
_MAX_TABLES = 4
"""Tables of URLs are kept for so many folders: pages are made folder by folder."""


def cache_urls(environment: Environment) -> None:
    """Put a filter with a cache in the place of MkDocs' own ``url``; one of another plugin stays."""
    if environment.filters.get("url") is url_filter:
        environment.filters.update({"url": _UrlFilter().url})  # pyright: ignore[reportArgumentType, reportCallIssue]


def set_rare_attributes(files: Iterable[File]) -> None:
    """Set attributes that themes ask every page for and few pages have to None.

    A page that lacks one gives the same answer by two exceptions; on a site of a thousand pages Material asks two million
    times, which is a tenth of the build.
    """
    for file in files:
        if file.page is not None:
            for name in _RARE_ATTRIBUTES:
                if name not in vars(file.page):
                    setattr(file.page, name, None)


class _UrlFilter:
    """The URL of anything from the page that is being made.

    Pages of one folder get the same answers, but for those that lead to themselves or below; so the answers are kept in a
    table for each folder.
    """

    def __init__(self) -> None:
        self._tables: dict[object, dict[str, str]] = {}
        self._table: dict[str, str] = {}
        self._own = ""
        self._page: object = self  # no page yet

    @pass_context
    def url(self, context: TemplateContext, value: object) -> str:
        page = context["page"]
        path = value if type(value) is str else str(value)
        if page is not self._page:
            self._use_table_of(page)
        is_shared = not path.startswith(self._own)
        known = self._table.get(path) if is_shared else None
        if known is None:
            known = normalize_url(path, page=page, base=context["base_url"])
            if is_shared and _is_normal(path):
                self._table[path] = known
        return known

    def _use_table_of(self, page: Page | None) -> None:
        self._page = page
        folder, self._own = _folder(page)
        self._table = self._tables.pop(folder, {})
        self._tables[folder] = self._table
        if len(self._tables) > _MAX_TABLES:
            del self._tables[next(iter(self._tables))]


def _folder(page: Page | None) -> tuple[object, str]:
    """A key for the pages that get the same answers as *page*, and how paths begin that lead to it or below."""
    if page is None:  # a page of the theme, such as 404.html: its answers depend on more
        return None, ""
    folder, _, name = page.url.rpartition("/")
    if "." in name:  # a file: its own name is in no answer
        return (folder,), "\0"
    own = page.url.rstrip("/")
    return posixpath.dirname(own), own


def _is_normal(path: str) -> bool:
    """Whether *path* has no other spelling, so that its beginning says where it leads."""
    bare = path.removesuffix("/")
    return bool(bare) and not bare.startswith(("/", ".")) and posixpath.normpath(bare) == bare
