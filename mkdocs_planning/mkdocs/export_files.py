"""The exports of a site as files beside its overview."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_planning.exports.export import Export, ExportContext
from mkdocs_planning.exports.registry import EXPORTS
from mkdocs_planning.mkdocs.compat.lazy_file import MadeFile
from mkdocs_planning.mkdocs.log import warn
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.inline_html import to_plain
from mkdocs_planning.render.links import Links
from mkdocs_planning.views.view_options import ViewOptions


def add_exports(
    portfolio: Portfolio,
    overview: str,
    options: ViewOptions,
    links: Callable[[File], Links],
    *,
    files: Files,
    config: MkDocsConfig,
) -> None:
    """Add the exports that a site with *portfolio* has, except where the site has a file of its own at that path.

    Args:
        portfolio: all plans.
        overview: the path of the overview's page.
        options: of the views.
        links: makes URLs for a file.
        files: of the site, to which the exports are added.
        config: of the site.
    """
    for export in EXPORTS:
        if not export.in_site(portfolio):
            continue
        uri = posixpath.join(posixpath.dirname(overview), export.name)
        if files.get_file_from_path(uri) is not None:
            warn(uri, 1, "this file of yours stands where the plugin writes its data, which is left out; rename yours")
        else:
            files.append(_export_file(export, uri, portfolio, options, links, config))


def _export_file(
    export: Export,
    uri: str,
    portfolio: Portfolio,
    options: ViewOptions,
    links: Callable[[File], Links],
    config: MkDocsConfig,
) -> File:
    file = cast("MadeFile", MadeFile.generated(config, uri, content=b""))
    file.make = lambda: export.encode(
        portfolio,
        ExportContext(
            options=options,
            links=links(file),
            site_name=config.site_name,
            site_url=config.site_url or "",
            url=file.url,
            plain=to_plain,
        ),
    )
    return file
