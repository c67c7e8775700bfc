"""``mkdocs-planning explain``: the lines of plans beside the facts that were read from them."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_planning.cli.arguments import config_option
from mkdocs_planning.cli.explanation import ExplainedLine, explain_file
from mkdocs_planning.cli.output import CommandError, print_line
from mkdocs_planning.cli.plan_paths import files_of_paths
from mkdocs_planning.cli.site import site_of
from mkdocs_planning.model.plan import Plan


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@config_option
@click.option("--all", "show_all", is_flag=True, help="Show the lines that say nothing, too.")
def explain(path: Path, config_file: Path | None, show_all: bool) -> None:
    """Show the lines of a plan beside the facts that were read from them.

    Of a folder, each file that a site would collect is shown. Lines that look like facts and gave none are marked
    with "?" and the reason.
    """
    site = site_of(config_file)
    contents = [(source, found.contents[source]) for found in files_of_paths([path], site) for source in found.sources]
    if not contents:
        raise CommandError(f"{path}: no plan in this folder; name a file, or the folder that a site would collect")
    for number, (source, content) in enumerate(contents):
        if len(contents) > 1:
            if number:
                print_line("")
            print_line(source)
        _print(*explain_file(content, source, site.settings.vocabulary), show_all=show_all)


def _print(plan: Plan, lines: list[ExplainedLine], *, show_all: bool) -> None:
    print_line(f"{plan.title}: {plan.status} ({plan.status_from}), {plan.progress.done}/{plan.progress.total} done")
    for line in lines:
        if not (line.facts or line.missed or show_all):
            continue
        print_line(f"{line.number:5}  {line.text}")
        for fact in line.facts:
            print_line(f"       = {fact}")
        if line.missed:
            print_line(f"       ? {line.missed}")
