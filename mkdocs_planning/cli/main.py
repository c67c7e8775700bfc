"""The command ``mkdocs-planning``: what the reader finds in plans, without building a site. One module a command."""

from __future__ import annotations

import click

from mkdocs_planning import __version__
from mkdocs_planning.cli.check_command import check
from mkdocs_planning.cli.explain_command import explain
from mkdocs_planning.cli.read_command import read
from mkdocs_planning.cli.review_command import review
from mkdocs_planning.cli.schema_command import schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="mkdocs-planning")
def main() -> None:
    """Read plans written in Markdown."""


for _command in (read, check, explain, review, schema):
    main.add_command(_command)
