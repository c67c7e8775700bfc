"""Where the views stand: in pages that the plugin generates, or in pages of the user at the same place."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from msgspec import Struct

from mkdocs_planning.collecting.selection import Selection
from mkdocs_planning.mkdocs.log import warn
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views import View, with_page
from mkdocs_planning.views.view_options import ViewOptions


class Place(Struct, frozen=True):
    """The page of a view: its path in docs_dir, and whether it is a page of the user (a host)."""

    view: View
    uri: str
    hosted: bool


def places(selection: Selection, options: ViewOptions) -> dict[str, Place]:
    """The place of every view that has a page, by the name of the view, in the order of the site.

    Args:
        selection: says at which path the page of a view is.
        options: say which views have a page.
    """
    found: dict[str, Place] = {}
    for view in with_page(options):
        uri = selection.view_pages[view.path.rstrip("/")]
        found[view.name] = Place(view, uri, hosted=uri in selection.hosts)
    return found


def add_generated(
    places: Mapping[str, Place],
    portfolio: Portfolio,
    options: ViewOptions,
    *,
    files: Files,
    config: MkDocsConfig,
) -> list[File]:
    """Add a page for each view that has something to show and that no page of the user hosts.

    Where the site's configuration excludes a page of the user at that very path, there is none: the
    path is the user's.

    Args:
        places: of the views.
        portfolio: all plans.
        options: of the views.
        files: of the site, to which the pages are added.
        config: of the site.

    Returns:
        The files of these pages.
    """
    added: list[File] = []
    for place in places.values():
        if place.hosted or not place.view.has_content(portfolio, options) or files.get_file_from_path(place.uri) is not None:
            continue
        folder = posixpath.splitext(place.uri)[0]
        if config.use_directory_urls and files.get_file_from_path(folder) is not None:
            warn(folder, 1, f"this file of yours stands where the page {place.view.name} goes, which is left out; rename yours")
            continue
        file = File.generated(config, place.uri, content=_page(place.view.title(options.messages)))
        files.append(file)
        added.append(file)
    return added


def _page(title: str) -> str:
    # mkdocs-macros expands what looks like Jinja, and titles come from plans. mkdocs-rss asks git for the
    # dates of every page that is no draft. A search finds the page by its name, and what stands on it on the
    # pages of the plans.
    # The table of contents of Material would only take space, since the page has one heading.
    front = {"render_macros": False, "draft": True, "hide": ["toc"]}
    return f"---\n{yaml.safe_dump(front)}---\n\n# {title}\n"


def has_explicit_nav(config: MkDocsConfig) -> bool:
    """Whether the site's navigation is written out."""
    return config.nav is not None  # pyright: ignore[reportUnknownMemberType]


def leave_explicit_nav_alone(places: Mapping[str, Place], *, files: Files, config: MkDocsConfig) -> None:
    """Keep generated pages out of MkDocs' list of pages that a written ``nav`` forgets."""
    for place in places.values():
        file = files.get_file_from_path(place.uri)
        if has_explicit_nav(config) and file is not None and not place.hosted:
            file.inclusion = InclusionLevel.NOT_IN_NAV
