"""The order of the generated pages in a navigation that MkDocs makes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


def put_views_first(nav: Navigation, uris: Sequence[str]) -> None:
    """Move the pages at *uris* to the front of the lists they stand in, in that order.

    Sorted by name, Board and Progress would stand somewhere between the plans. Pages that stand
    elsewhere (an overview at another place) keep it.
    """
    order = {uri: number for number, uri in enumerate(uris)}
    items = cast("list[StructureItem]", nav.items)  # pyright: ignore[reportUnknownMemberType]
    _sort(items, order)
    pages = _pages(items)
    if pages == nav.pages:
        return
    nav.pages[:] = pages
    for before, page, after in zip([None, *pages[:-1]], pages, [*pages[1:], None], strict=True):
        page.previous_page, page.next_page = before, after


def _sort(items: list[StructureItem], order: dict[str, int]) -> None:
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


def _pages(items: Sequence[StructureItem]) -> list[Page]:
    found: list[Page] = []
    for item in items:
        if isinstance(item, Page):
            found.append(item)
        elif isinstance(item, Section):
            found.extend(_pages(item.children))
    return found
