"""The navigation: the views before the plans, or instead of them (the option ``nav``)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, file_sort_key
from mkdocs.structure.nav import Navigation

from mkdocs_planning.mkdocs.compat.navigation_items import move_to_front, remove_pages, set_parent
from mkdocs_planning.mkdocs.generated_pages import has_explicit_nav
from mkdocs_planning.mkdocs.log import log
from mkdocs_planning.support.yaml_errors import YAML_ERRORS

_NAV_PLUGINS = ("awesome-nav", "awesome-pages", "literate-nav")
"""Plugins by which users order their navigation themselves."""
MANY_PLANS = 200
"""Plans in the navigation above which the log names the option that takes them out of it (docs/performance.md)."""

_LINK = re.compile(r"\]\(\s*<?([^)>\s]+)")


def is_ordered_by_user(config: MkDocsConfig) -> bool:
    """Whether the user orders the navigation, in ``nav`` or by another plugin."""
    return has_explicit_nav(config) or any(name in config.plugins for name in _NAV_PLUGINS)


def put_views_first(nav: Navigation, paths: Sequence[str]) -> None:
    """Move the pages of views, at *paths*, to the front of the lists they are in, in that order.

    Sorted by name, Board and Progress would be somewhere between the plans. Pages elsewhere (an overview at another place)
    stay there.
    """
    move_to_front(nav, paths)


def named_by_user(config: MkDocsConfig, files: Files) -> set[str]:
    """The paths that the user's own navigation names: in ``nav``, in files of literate-nav and of awesome-nav.

    To be called before literate-nav writes into ``nav`` what its wildcards stand for.
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


def hide(paths: Iterable[str], named: Iterable[str], files: Files) -> list[File]:
    """Keep the pages at *paths* out of the navigation, without MkDocs' message about pages that are not in it.

    Those *named* by the user stay in it, and so does the home page.

    Returns:
        The hidden pages, in the order in which MkDocs would have listed them.
    """
    stay = {file.src_uri for name in named if (file := files.get_file_from_path(name)) is not None}
    pages = [file for path in paths if path not in stay and (file := files.get_file_from_path(path)) is not None]
    hidden = [file for file in pages if file.is_documentation_page() and file.dest_uri != "index.html"]
    for file in hidden:
        if file.inclusion.is_in_nav():
            file.inclusion = InclusionLevel.NOT_IN_NAV
    return sorted(hidden, key=file_sort_key)


def put_below_overview(overview: File | None, hidden: Sequence[File], nav: Navigation) -> None:
    """Let *hidden* pages be reached from the *overview*, as posts are from a blog.

    It is above them in breadcrumbs and active in the navigation while one of them is shown; previous and next lead from one to
    the other. Those that a wildcard put into the navigation are removed from it.
    """
    pages = [file.page for file in hidden if file.page is not None]
    remove_pages(nav, {page.file.src_uri for page in pages})
    set_parent(pages, overview.page if overview is not None else None)


def suggest_hiding(nav: Navigation, plans: AbstractSet[str]) -> None:
    """Name the option ``nav`` in the log where many *plans* (paths) are in the navigation."""
    listed = sum(page.file.src_uri in plans for page in nav.pages)
    if listed > MANY_PLANS:
        log.info(
            "The navigation lists %d plans, and the theme draws it into every page. With `nav: hidden` under `planning` "
            "plans are reached from the views instead; in Material a site of 1,000 plans then builds in a third of the time",
            listed,
        )


def _option(config: MkDocsConfig, plugin: str, name: str) -> str | None:
    """An option of another plugin; None where the site does not use that."""
    loaded = cast("object", config.plugins.get(plugin))  # pyright: ignore[reportUnknownMemberType]
    return str(getattr(loaded, "config", {}).get(name)) if loaded is not None else None


def _content(file: File) -> str:
    try:
        return file.content_bytes.decode("utf-8", "replace")
    except OSError:
        return ""  # the plugin whose file it is reports it


def _yaml(file: File) -> object:
    try:
        return yaml.safe_load(_content(file))
    except YAML_ERRORS:
        return None  # the plugin whose file it is reports it


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
