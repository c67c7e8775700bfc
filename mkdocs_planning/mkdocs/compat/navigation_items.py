"""The items of the navigation, and the overview above plans that are not in it.

Relies on: ``Navigation.items`` and ``Navigation.pages`` being lists that may be changed; themes going up from a page by
``parent`` for breadcrumbs and for what is active, and reading ``is_page``, ``title``, ``url``, ``meta``, ``children`` and
``active`` of what they find there, as Material's blog has pages above its posts.

Without it: views are sorted among the plans by name, and hidden plans have no breadcrumbs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


class _OverviewAsParent(StructureItem):
    """The overview as the parent of a plan.

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


def set_parent(pages: Sequence[Page], overview: Page | None) -> None:
    """Let *pages*, which are not in the navigation, have the *overview* above them and each other before and after."""
    parent = _OverviewAsParent(overview) if overview is not None else None
    for before, page, after in zip([overview, *pages[:-1]], pages, [*pages[1:], None], strict=True):
        page.parent = cast("Section | None", parent)  # MkDocs has only sections there, Material's blog has pages too
        page.previous_page, page.next_page = before, after


def move_to_front(nav: Navigation, paths: Sequence[str]) -> None:
    """Move the pages at *paths* to the front of the lists they are in, in that order, behind the index page."""
    items = _items(nav)
    _sort(items, {path: number for number, path in enumerate(paths)})
    _link(nav, _pages(items))


def remove_pages(nav: Navigation, paths: AbstractSet[str]) -> None:
    """Remove the pages at *paths*, and the sections that have nothing else."""
    if not any(page.file.src_uri in paths for page in nav.pages):
        return
    items = _items(nav)
    _prune(items, paths)
    _link(nav, _pages(items))


def _prune(items: list[StructureItem], paths: AbstractSet[str]) -> None:
    for item in list(items):
        if isinstance(item, Section):
            _prune(item.children, paths)
            if not item.children:
                items.remove(item)
        elif isinstance(item, Page) and item.file.src_uri in paths:
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
    """Make *pages* those of the navigation, each with the ones before and after it."""
    if pages == nav.pages:
        return
    nav.pages[:] = pages
    for before, page, after in zip([None, *pages[:-1]], pages, [*pages[1:], None], strict=True):
        page.previous_page, page.next_page = before, after
