"""The command ``mkdocs-planning``: reads and edits plans without building a site. One module a command."""

from __future__ import annotations

import click

from mkdocs_planning import __version__
from mkdocs_planning.cli.add_command import add
from mkdocs_planning.cli.check_command import check
from mkdocs_planning.cli.explain_command import explain
from mkdocs_planning.cli.read_command import read
from mkdocs_planning.cli.review_command import review
from mkdocs_planning.cli.schema_command import schema
from mkdocs_planning.cli.set_command import set_fields
from mkdocs_planning.cli.tick_command import tick


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="mkdocs-planning")
def main() -> None:
    """Read and edit plans written in Markdown."""


for _command in (read, check, explain, review, schema, set_fields, tick, add):
    main.add_command(_command)
