"""``mkdocs-planning add``: add a task, question, risk, decision or changelog entry to a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from mkdocs_planning.cli.arguments import config_option
from mkdocs_planning.cli.edit_output import dry_run_option, make_edits
from mkdocs_planning.cli.edit_targets import Target, target_of
from mkdocs_planning.cli.site import site_of
from mkdocs_planning.editing import AddItem, Usage
from mkdocs_planning.editing.additions import LISTS
from mkdocs_planning.editing.edits import ItemKind

_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)


@click.command()
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("name", metavar="PLAN")
@click.argument("text")
@click.option("--after", type=click.IntRange(1), metavar="LINE", help="The entry or the heading that the new one follows.")
@click.option("--owner", help="Who owns a risk.")
@click.option("--likelihood", help="Of a risk, for example high.")
@click.option("--impact", help="Of a risk.")
@click.option("--mitigation", help="Of a risk.")
@click.option("--choice", help="What was chosen, of a decision.")
@click.option("--rationale", help="Why, of a decision.")
@click.option("--date", help="Of a decision or a change; a change without one is of today.")
@click.option("--author", help="Of a change.")
@config_option
@dry_run_option
def add(
    kind: ItemKind, name: str, text: str, after: int | None, config_file: Path | None, dry_run: bool, **values: str | None
) -> None:
    """Add a task, question, risk, decision or change (of the changelog) to PLAN, a path or an id.

    It follows the last of its kind, in the form that this has; where there is none, it goes to a section for such
    entries, or to a new one at the end.

    The exit status is 0 where the entry was added, 1 where the edit was refused (nothing is written then), and 2 where
    the command was called in a wrong way.
    """
    site = site_of(config_file)
    target = target_of(name, site)
    given = {key: value for key, value in values.items() if value is not None}
    if kind == "change":
        given.setdefault("date", site.settings.as_of)
    edit = AddItem(kind, text, after=after, values=given, plan=target.plan.id)
    uri, file = target.file_of(_file_of_last(target, kind))
    make_edits(file, uri, [edit], site.settings.vocabulary, usage=Usage(), dry_run=dry_run)


def _file_of_last(target: Target, kind: ItemKind) -> str:
    """The file in which the last entry of its kind stands; that of the plan where there is none."""
    entries: tuple[Any, ...] = getattr(target.plan, LISTS[kind])
    return str(entries[-1].file) if entries else target.plan.source
