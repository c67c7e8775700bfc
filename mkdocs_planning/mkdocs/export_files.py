"""The exports of a site as files beside its overview."""

from __future__ import annotations

import posixpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_planning.exports.export import Export, ExportContext
from mkdocs_planning.exports.registry import EXPORTS
from mkdocs_planning.mkdocs.compat.streamed_file import StreamedFile
from mkdocs_planning.mkdocs.log import warn
from mkdocs_planning.mkdocs.site_urls import MkDocsPages
from mkdocs_planning.render.inline_html import to_plain
from mkdocs_planning.render.links import Links
from mkdocs_planning.render.site_plans import SitePlans
from mkdocs_planning.views.view import OVERVIEW
from mkdocs_planning.views.view_options import ViewOptions


def add_exports(plans: SitePlans, options: ViewOptions, files: Files, config: MkDocsConfig) -> None:
    """Add the exports that a site with *plans* has, except where the site has a file of its own at that path.

    Args:
        plans: those of the site.
        options: of the views.
        files: of the site, to which the exports are added.
        config: of the site.
    """
    folder = posixpath.dirname(plans.view_pages[OVERVIEW].path)
    for export in EXPORTS:
        if not export.in_site(plans.portfolio):
            continue
        path = posixpath.join(folder, export.name)
        if files.get_file_from_path(path) is not None:
            warn(path, 1, "this file of yours stands where the plugin writes its data, which is left out; rename yours")
        else:
            files.append(_export_file(export, path, plans, options, files, config))


def _export_file(export: Export, path: str, plans: SitePlans, options: ViewOptions, files: Files, config: MkDocsConfig) -> File:
    def context() -> ExportContext:
        return ExportContext(
            options=options,
            links=Links(path, MkDocsPages(files), plans),
            site_name=config.site_name,
            site_url=config.site_url or "",
            url=file.url,
            plain=to_plain,
        )

    file = StreamedFile.of(path, lambda: export.encode(plans.portfolio, context()), config)
    return file
