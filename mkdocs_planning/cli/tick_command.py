"""``mkdocs-planning tick``: set the state of a task."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from mkdocs_planning.cli.arguments import config_option
from mkdocs_planning.cli.edit_output import dry_run_option, make_edits
from mkdocs_planning.cli.edit_targets import file_and_line
from mkdocs_planning.cli.site import site_of
from mkdocs_planning.editing import SetTask, Usage
from mkdocs_planning.model.plan import TaskState

_STATES: tuple[TaskState, ...] = get_args(TaskState)


@click.command()
@click.argument("place", metavar="FILE:LINE")
@click.option("--state", type=click.Choice(_STATES), default="done", show_default=True, help="The new state of the task.")
@config_option
@dry_run_option
def tick(place: str, state: TaskState, config_file: Path | None, dry_run: bool) -> None:
    """Set the state of the task on a line of a plan. A task that has the state already stays as it is.

    The exit status is 0 where the task has the state, 1 where the edit was refused (nothing is written then), and 2 where
    the command was called in a wrong way.
    """
    site = site_of(config_file)
    uri, file, line = file_and_line(place, site)
    make_edits(file, uri, [SetTask(line, state)], site.settings.vocabulary, usage=Usage(), dry_run=dry_run)
