"""``mkdocs-planning set``: change facts of a plan's header."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_planning.cli.arguments import config_option
from mkdocs_planning.cli.edit_output import dry_run_option, make_edits
from mkdocs_planning.cli.edit_targets import file_that_states, target_of
from mkdocs_planning.cli.plan_paths import portfolio_of_paths
from mkdocs_planning.cli.site import site_of
from mkdocs_planning.editing import Change, SetField, SetStatus, Usage, usage_of
from mkdocs_planning.editing.header import KNOWN
from mkdocs_planning.model.plan import STATUSES, Status
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_MANY = ("owners", "tags")


@click.command("set")
@click.argument("name", metavar="PLAN")
@click.argument("assignments", nargs=-1, required=True, metavar="KEY=VALUE...")
@config_option
@dry_run_option
def set_fields(name: str, assignments: tuple[str, ...], config_file: Path | None, dry_run: bool) -> None:
    """Set facts of the header of PLAN, a path or an id: status, owner, start, target, priority, tags, or another key.

    Several owners or tags are separated by commas. Facts are changed where they stand, in the form that they have there;
    one that is not stated is added beside the others. Of several facts in one file all are set or none.

    The exit status is 0 where the facts are as asked for, 1 where the edit was refused (nothing is written then), and 2
    where the command was called in a wrong way.
    """
    site = site_of(config_file)
    target = target_of(name, site)
    vocabulary = site.settings.vocabulary
    by_file: dict[tuple[str, Path], list[Change]] = {}
    for assignment in assignments:
        field, edit = _edit(assignment, target.plan.id, vocabulary)
        by_file.setdefault(file_that_states(target, field, site), []).append(edit)
    stated = any(isinstance(edit, SetStatus) for edits in by_file.values() for edit in edits)
    usage = usage_of(portfolio_of_paths((), site).plans) if stated and site.files is not None else Usage()
    for (uri, file), edits in by_file.items():
        make_edits(file, uri, edits, vocabulary, usage=usage, dry_run=dry_run)


def _edit(assignment: str, plan: str, vocabulary: Vocabulary) -> tuple[str, Change]:
    """The field that ``key=value`` names, and the edit that sets it."""
    key, sign, value = assignment.partition("=")
    key = key.strip()
    if not sign or not key:
        raise click.UsageError(f"{assignment}: expected KEY=VALUE, for example status=blocked")
    field = key if key in KNOWN else vocabulary.keys.get(normal(key), key)
    if field == "status":
        return field, SetStatus(_status(value, vocabulary), plan=plan)
    values = tuple(part.strip() for part in value.split(",")) if field in _MANY else (value.strip(),)
    return field, SetField(field, values, plan=plan)


def _status(value: str, vocabulary: Vocabulary) -> Status:
    """The status that a word means."""
    by_name: dict[str, Status] = {status: status for status in STATUSES}
    found = by_name.get(value.strip()) or vocabulary.status_of(value)
    if found is None:
        raise click.UsageError(f"status={value}: expected one of {', '.join(STATUSES)}")
    return found
