"""``mkdocs-planning check``: what is wrong with plans, one finding a line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mkdocs_planning.cli.arguments import config_option, paths_argument, require_paths
from mkdocs_planning.cli.output import print_line
from mkdocs_planning.cli.plan_paths import portfolio_of_paths
from mkdocs_planning.cli.site import site_of
from mkdocs_planning.collecting.page_reader import in_order


@click.command()
@paths_argument
@config_option
def check(paths: tuple[Path, ...], config_file: Path | None) -> None:
    """Print what is wrong with plans, one problem a line: file:line: severity rule message.

    The exit status is 1 where there is a warning, 0 where there is none. With --config, PATH may be left out for the
    whole site, folders outside docs_dir (sources) included.
    """
    require_paths(paths, config_file)
    site = site_of(config_file)
    problems = in_order(problem for plan in portfolio_of_paths(paths, site).plans for problem in plan.problems)
    for problem in problems:
        print_line(f"{problem.file}:{problem.line}: {problem.severity} {problem.rule} {problem.message}")
    if site.has_warnings or any(problem.severity != "info" for problem in problems):
        sys.exit(1)
