"""Pages that the plugin adds to the site: one for each view that no page of the user shows."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_planning.mkdocs.log import log, warn
from mkdocs_planning.render.site_plans import SitePlans
from mkdocs_planning.render.view_pages import ViewPage
from mkdocs_planning.views.charts import graph_layout
from mkdocs_planning.views.view_options import ViewOptions


def add_view_pages(plans: SitePlans, options: ViewOptions, files: Files, config: MkDocsConfig) -> list[File]:
    """Add a page for each view that has content and that no page of the user shows.

    Where the site's configuration excludes a page of the user at that path, there is none: the path is the user's.

    Args:
        plans: those of the site.
        options: of the views.
        files: of the site, to which the pages are added.
        config: of the site.

    Returns:
        The files of these pages.
    """
    wanted = [page for page in plans.view_pages.values() if page.view.has_content(plans.portfolio, options)]
    if any(page.view.name == "dependencies" for page in wanted) and not graph_layout.available():
        log.info("fast-sugiyama is not installed; the page of dependencies has its lists and no picture")
    added: list[File] = []
    for page in wanted:
        if page.is_hosted or files.get_file_from_path(page.path) is not None or _is_taken(page, files, config):
            continue
        file = File.generated(config, page.path, content=_content(page.view.title(options.messages)))
        files.append(file)
        added.append(file)
    return added


def _is_taken(page: ViewPage, files: Files, config: MkDocsConfig) -> bool:
    """Whether a file of the user stands where the folder of a page goes."""
    folder = posixpath.splitext(page.path)[0]
    if not config.use_directory_urls or files.get_file_from_path(folder) is None:
        return False
    warn(folder, 1, f"this file of yours stands where the page {page.view.name} goes, which is left out; rename yours")
    return True


def _content(title: str) -> str:
    # mkdocs-macros expands what looks like Jinja, and titles come from plans. mkdocs-rss asks git for the dates of every page
    # that is no draft. Material's table of contents would only take space, since the page has one heading. A search finds the
    # page by its title, and what is on it on the pages of the plans.
    front = {"render_macros": False, "draft": True, "hide": ["toc"]}
    return f"---\n{yaml.safe_dump(front)}---\n\n# {title}\n"


def has_explicit_nav(config: MkDocsConfig) -> bool:
    """Whether the navigation is written out in ``nav``."""
    return config.nav is not None  # pyright: ignore[reportUnknownMemberType]


def keep_out_of_explicit_nav(pages: Mapping[str, ViewPage], files: Files, config: MkDocsConfig) -> None:
    """Keep generated pages out of MkDocs' list of pages that an explicit ``nav`` lacks."""
    for page in pages.values():
        file = files.get_file_from_path(page.path)
        if has_explicit_nav(config) and file is not None and not page.is_hosted:
            file.inclusion = InclusionLevel.NOT_IN_NAV
