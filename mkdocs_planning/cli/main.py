"""The command ``mkdocs-planning``: what the reader finds, without a site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mkdocs_planning import __version__
from mkdocs_planning.cli.explanation import explain
from mkdocs_planning.cli.review_command import reviewed
from mkdocs_planning.collecting.disk import files_with_plans, portfolio, settings_of
from mkdocs_planning.exports import review_json
from mkdocs_planning.exports.plans_json import encode
from mkdocs_planning.exports.review_markdown import review_markdown
from mkdocs_planning.vocabulary.vocabulary import Vocabulary


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="mkdocs-planning")
def main() -> None:
    """Read plans written in Markdown."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="A site's mkdocs.yml: its options count.")
def read(paths: tuple[Path, ...], config_file: Path | None) -> None:
    """Print what plans say, as JSON in the form of plans.json.

    Each PATH that is a file is read as a plan of its own; a folder is collected as a site would.
    """
    sys.stdout.buffer.write(encode(portfolio(paths, settings_of(config_file))))


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="A site's mkdocs.yml: its options count.")
def check(paths: tuple[Path, ...], config_file: Path | None) -> None:
    """Print what is wrong with plans, one problem a line: file:line: severity rule message.

    The exit status is 1 where there is a warning, 0 where there is none.
    """
    found = portfolio(paths, settings_of(config_file))
    problems = sorted(
        (problem for plan in found.plans for problem in plan.problems),
        key=lambda problem: (problem.file, problem.line, problem.rule),
    )
    for problem in problems:
        click.echo(f"{problem.file}:{problem.line}: {problem.severity} {problem.rule} {problem.message}")
    if any(problem.severity != "info" for problem in problems):
        sys.exit(1)


@main.command("explain")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="A site's mkdocs.yml: its options count.")
@click.option("--all", "everything", is_flag=True, help="Show the lines that say nothing, too.")
def explain_file(path: Path, config_file: Path | None, everything: bool) -> None:
    """Show the lines of a plan beside the facts that were read from them.

    Of a folder, each file that a site would collect is shown. Lines that look like facts and gave none are marked
    with "?" and the reason.
    """
    settings = settings_of(config_file)
    files, _ = files_with_plans(path, settings)
    if not files:
        raise click.ClickException(f"{path}: no plan in this folder; name a file, or the folder that a site would collect")
    for number, (source, content) in enumerate(files.items()):
        if len(files) > 1:
            click.echo(f"{'' if number == 0 else chr(10)}{source}")
        _show(content, source, settings.vocabulary, everything=everything)


def _show(content: bytes, source: str, vocabulary: Vocabulary, *, everything: bool) -> None:
    plan, lines = explain(content, source, vocabulary)
    click.echo(f"{plan.title}: {plan.status} ({plan.status_from}), {plan.progress.done}/{plan.progress.total} done")
    for line in lines:
        if line.facts or line.missed or everything:
            click.echo(f"{line.number:5}  {line.text}")
            for fact in line.facts:
                click.echo(f"       = {fact}")
            if line.missed:
                click.echo(f"       ? {line.missed}")


@main.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="[PATH]", required=False)
@click.option("--since", metavar="WHEN", help="A date, a number of days (14 days), a tag or a commit.")
@click.option("--until", metavar="WHEN", help="A date, a tag or a commit; without it, the files as they are.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="A site's mkdocs.yml: its options count.")
@click.option("--format", "form", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
def review(path: Path | None, since: str | None, until: str | None, config_file: Path | None, form: str) -> None:
    """Print what has changed in the plans of the folder PATH since the last review, from git.

    PATH is the docs_dir of the configuration, or the current folder, where it is not given. Without --since, the
    review begins at the newest tag that begins with review/, else 14 days ago.
    """
    settings = settings_of(config_file)
    found = reviewed(path or settings.docs_dir or Path(), settings, since, until)
    if form == "markdown":
        click.echo(review_markdown(found), nl=False)
    elif found.review is not None:
        sys.stdout.buffer.write(review_json.encode(found.review))
