"""``mkdocs-planning read``: what plans say, as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_planning.cli.arguments import config_option, paths_argument, require_paths
from mkdocs_planning.cli.output import print_data
from mkdocs_planning.cli.plan_paths import portfolio_of_paths
from mkdocs_planning.cli.site import site_of
from mkdocs_planning.exports import plans_json
from mkdocs_planning.exports.export import ExportContext


@click.command()
@paths_argument
@config_option
def read(paths: tuple[Path, ...], config_file: Path | None) -> None:
    """Print what plans say, as JSON in the form of plans.json.

    Each PATH that is a file is read as a plan of its own; a folder is collected as a site would. With --config, PATH may
    be left out for the whole site, folders outside docs_dir (sources) included.
    """
    require_paths(paths, config_file)
    print_data(plans_json.encode(portfolio_of_paths(paths, site_of(config_file)), ExportContext()))
