"""The navigation: the views before the plans, or in place of them (the option ``nav``)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_planning.mkdocs.log import log
from mkdocs_planning.mkdocs.view_pages import has_explicit_nav
from mkdocs_planning.support.yaml_errors import YAML_ERRORS

_NAV_MAKERS = ("awesome-nav", "awesome-pages", "literate-nav")
"""Plugins by which users order their navigation themselves."""
MANY_PLANS = 200
"""Plans in the navigation above which the option that takes them out of it is named (docs/performance.md)."""

_LINK = re.compile(r"\]\(\s*<?([^)>\s]+)")


def is_written(config: MkDocsConfig) -> bool:
    """Whether the user orders the navigation, in ``nav`` or by another plugin."""
    return has_explicit_nav(config) or any(name in config.plugins for name in _NAV_MAKERS)


class _Above(StructureItem):
    """The overview as what stands above a plan.

    Not its page itself: where that is the index of a section of the same name, breadcrumbs would have the name twice.
    """

    is_page = True
    children = None

    def __init__(self, page: Page) -> None:
        self._page = page
        self.url = page.url

    @property
    def title(self) -> str | None:  # pyright: ignore[reportIncompatibleVariableOverride]
        return cast("str | None", self._page.title)  # pyright: ignore[reportUnknownMemberType]

    @property
    def meta(self) -> Mapping[str, object]:
        return self._page.meta

    @property
    def parent(self) -> Section | None:  # pyright: ignore[reportIncompatibleVariableOverride]
        section = self._page.parent
        return section.parent if section is not None and section.title == self.title else section

    @property
    def active(self) -> bool:
        return self._page.active

    @active.setter
    def active(self, value: bool) -> None:
        self._page.active = value


def put_views_first(nav: Navigation, uris: Sequence[str]) -> None:
    """Move the pages at *uris* to the front of the lists they stand in, in that order.

    Sorted by name, Board and Progress would stand somewhere between the plans. Pages that stand
    elsewhere (an overview at another place) keep it.
    """
    order = {uri: number for number, uri in enumerate(uris)}
    items = _items(nav)
    _sort(items, order)
    _link(nav, _pages(items))


def named_by_user(config: MkDocsConfig, files: Files) -> set[str]:
    """The paths that the user's own navigation names: in ``nav``, in files of literate-nav and of awesome-nav.

    To be asked before literate-nav writes into ``nav`` what its wildcards stand for.
    """
    names = set(_texts(cast("object", config.nav)))  # pyright: ignore[reportUnknownMemberType]
    literate = _option(config, "literate-nav", "nav_file")
    awesome = _option(config, "awesome-nav", "filename")
    for file in files:
        folder, name = posixpath.split(file.src_uri)
        if name and name in (literate, awesome):
            found = _LINK.findall(_content(file)) if name == literate else _texts(_yaml(file))
            names.update(posixpath.normpath(posixpath.join(folder, text)) for text in found)
    return names


def hide(uris: Iterable[str], named: Iterable[str], files: Files) -> list[File]:
    """Keep the pages at *uris* out of the navigation, without a message that it lacks them.

    Those *named* stay in it, and so does the home page.

    Returns:
        The pages that left, in the order in which MkDocs would have listed them.
    """
    stay = {file.src_uri for name in named if (file := files.get_file_from_path(name)) is not None}
    pages = [file for uri in uris if uri not in stay and (file := files.get_file_from_path(uri)) is not None]
    hidden = [file for file in pages if file.is_documentation_page() and file.dest_uri != "index.html"]
    for file in hidden:
        if file.inclusion.is_in_nav():
            file.inclusion = InclusionLevel.NOT_IN_NAV
    return sorted(hidden, key=file_sort_key)


def put_under(overview: File | None, hidden: Sequence[File], nav: Navigation) -> None:
    """Have the pages that are *hidden* reached from the *overview*, as posts are from a blog.

    They have it above them (in breadcrumbs; it is active in the navigation while one of them is shown),
    and each other before and behind them. What a wildcard put into the navigation is taken out.
    """
    pages = [file.page for file in hidden if file.page is not None]
    _take_out(nav, {page.file.src_uri for page in pages})
    first = overview.page if overview is not None else None
    above = _Above(first) if first is not None else None
    for before, page, after in zip([first, *pages[:-1]], pages, [*pages[1:], None], strict=True):
        page.parent = cast("Section | None", above)  # MkDocs has but sections there, Material's blog has pages too
        page.previous_page, page.next_page = before, after


def say_what_hiding_saves(nav: Navigation, plans: AbstractSet[str]) -> None:
    """Name the option where there are so many *plans* (paths) in the navigation that it is worth it."""
    listed = sum(page.file.src_uri in plans for page in nav.pages)
    if listed > MANY_PLANS:
        log.info(
            "The navigation lists %d plans, and the theme draws it into every page. With `nav: hidden` under `planning` "
            "plans are reached from the views instead; in Material a site of 1,000 plans then builds in a third of the time",
            listed,
        )


def _take_out(nav: Navigation, uris: AbstractSet[str]) -> None:
    if not any(page.file.src_uri in uris for page in nav.pages):
        return
    items = _items(nav)
    _prune(items, uris)
    _link(nav, _pages(items))


def _prune(items: list[StructureItem], uris: AbstractSet[str]) -> None:
    """Take the pages at *uris* out of *items*, and the sections that have nothing else."""
    for item in list(items):
        if isinstance(item, Section):
            _prune(item.children, uris)
            if not item.children:
                items.remove(item)
        elif isinstance(item, Page) and item.file.src_uri in uris:
            items.remove(item)


def _sort(items: list[StructureItem], order: Mapping[str, int]) -> None:
    def rank(item: StructureItem) -> tuple[int, int]:
        if not isinstance(item, Page):
            return 2, 0
        if item.is_index:
            return 0, 0
        number = order.get(item.file.src_uri)
        return (2, 0) if number is None else (1, number)

    if any(isinstance(item, Page) and item.file.src_uri in order for item in items):
        items.sort(key=rank)
    for item in items:
        if isinstance(item, Section):
            _sort(item.children, order)


def _items(nav: Navigation) -> list[StructureItem]:
    return cast("list[StructureItem]", nav.items)  # pyright: ignore[reportUnknownMemberType]


def _pages(items: Sequence[StructureItem]) -> list[Page]:
    found: list[Page] = []
    for item in items:
        if isinstance(item, Page):
            found.append(item)
        elif isinstance(item, Section):
            found.extend(_pages(item.children))
    return found


def _link(nav: Navigation, pages: list[Page]) -> None:
    """Make *pages* those of the navigation, each with the one before it and the one behind."""
    if pages == nav.pages:
        return
    nav.pages[:] = pages
    for before, page, after in zip([None, *pages[:-1]], pages, [*pages[1:], None], strict=True):
        page.previous_page, page.next_page = before, after


def _option(config: MkDocsConfig, plugin: str, name: str) -> str | None:
    """An option of another plugin; None where the site does not use that."""
    loaded = cast("object", config.plugins.get(plugin))  # pyright: ignore[reportUnknownMemberType]
    return str(getattr(loaded, "config", {}).get(name)) if loaded is not None else None


def _content(file: File) -> str:
    try:
        return file.content_bytes.decode("utf-8", "replace")
    except OSError:
        return ""  # the plugin whose file it is says so


def _yaml(file: File) -> object:
    try:
        return yaml.safe_load(_content(file))
    except YAML_ERRORS:
        return None  # the plugin whose file it is says so


def _texts(value: object) -> Iterator[str]:
    """All texts in lists and in values of mappings, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in cast("Mapping[object, object]", value).values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in cast("list[object]", value):
            yield from _texts(part)
