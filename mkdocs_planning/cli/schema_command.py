"""``mkdocs-planning schema``: the JSON schema of the options, for editors."""

from __future__ import annotations

import json

import click

from mkdocs_planning.cli.output import print_data
from mkdocs_planning.options.json_schema import mkdocs_schema


@click.command()
def schema() -> None:
    """Print a JSON schema of mkdocs.yml, with which editors complete and check the options of the plugin."""
    print_data([json.dumps(mkdocs_schema(), indent=1).encode(), b"\n"])
