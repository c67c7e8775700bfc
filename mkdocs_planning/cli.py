"""The command ``mkdocs-planning``: what the reader finds, without a site."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

import click

from mkdocs_planning import __version__
from mkdocs_planning.checks import check_portfolio, read_checked
from mkdocs_planning.collect import MARKDOWN, Rule, collect, says_plan
from mkdocs_planning.explain import explain
from mkdocs_planning.exports.plans_json import encode
from mkdocs_planning.model import Plan
from mkdocs_planning.portfolio import Portfolio, build_portfolio
from mkdocs_planning.vocabulary import DEFAULT, Vocabulary


class Settings(NamedTuple):
    """What a site's configuration says about reading. ``docs_dir`` is None without a configuration."""

    docs_dir: Path | None
    rule: Rule
    vocabulary: Vocabulary
    today: str | None


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
    sys.stdout.buffer.write(encode(_portfolio(paths, _settings(config_file))))


def _portfolio(paths: tuple[Path, ...], settings: Settings) -> Portfolio:
    plans: dict[str, Plan] = {}
    for path in paths:
        for source, file in _files(path, settings):
            plans[source] = read_checked(_bytes(file), source, settings.vocabulary)
    return check_portfolio(build_portfolio(plans.values(), as_of(settings.today)))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: cannot be read ({error.strerror})") from error


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="A site's mkdocs.yml: its options count.")
def check(paths: tuple[Path, ...], config_file: Path | None) -> None:
    """Print what is wrong with plans, one problem a line: file:line: severity rule message.

    The exit status is 1 where there is a warning, 0 where there is none.
    """
    settings = _settings(config_file)
    portfolio = _portfolio(paths, settings)
    problems = sorted(
        (problem for plan in portfolio.plans for problem in plan.problems),
        key=lambda problem: (problem.file, problem.line, problem.rule),
    )
    for problem in problems:
        click.echo(f"{problem.file}:{problem.line}: {problem.severity} {problem.rule} {problem.message}")
    if any(problem.severity != "info" for problem in problems):
        sys.exit(1)


@main.command("explain")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--config", "config_file", type=click.Path(path_type=Path), help="A site's mkdocs.yml: its options count.")
@click.option("--all", "everything", is_flag=True, help="Show the lines that say nothing, too.")
def explain_file(path: Path, config_file: Path | None, everything: bool) -> None:
    """Show the lines of a plan beside the facts that were read from them.

    Lines that look like facts and gave none are marked with "?" and the reason.
    """
    settings = _settings(config_file)
    plan, lines = explain(_bytes(path), path.as_posix(), settings.vocabulary)
    click.echo(f"{plan.title}: {plan.status} ({plan.status_from}), {plan.progress.done}/{plan.progress.total} done")
    for line in lines:
        if line.facts or line.missed or everything:
            click.echo(f"{line.number:5}  {line.text}")
            for fact in line.facts:
                click.echo(f"       = {fact}")
            if line.missed:
                click.echo(f"       ? {line.missed}")


def as_of(today: str | None) -> str:
    """The day that "late" refers to: the option ``today``, else ``SOURCE_DATE_EPOCH``, else today."""
    if today:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return date.today().isoformat()


def _files(path: Path, settings: Settings) -> list[tuple[str, Path]]:
    """(source, file) of every plan that *path* names."""
    if path.is_dir():
        base = _docs_dir(path, settings)
        below = path.resolve()
        found = [file for file in sorted(below.rglob("*")) if file.suffix in MARKDOWN and file.is_file()]
        by_source = {file.relative_to(base).as_posix(): file for file in found}
        plans = collect(by_source, settings.rule, lambda source: _said(by_source[source]))
        return [(source, by_source[source]) for source in plans]
    if not path.exists():
        raise click.ClickException(f"{path}: no such file or folder")
    if settings.docs_dir is not None and path.resolve().is_relative_to(settings.docs_dir):
        return [(path.resolve().relative_to(settings.docs_dir).as_posix(), path)]
    return [(path.as_posix(), path)]


def _docs_dir(folder: Path, settings: Settings) -> Path:
    """The folder that sources are relative to: docs_dir, else *folder*, or its parent where it is a plan folder itself."""
    resolved = folder.resolve()
    if settings.docs_dir is not None and resolved.is_relative_to(settings.docs_dir):
        return settings.docs_dir
    return resolved.parent if settings.rule.includes(f"{resolved.name}/plan-of-this-folder.md") else resolved


def _said(file: Path) -> bool | None:
    try:
        return says_plan(file.read_bytes())
    except OSError:
        return None


def _settings(config_file: Path | None) -> Settings:
    if config_file is None:
        return Settings(None, Rule(), DEFAULT, None)
    # MkDocs is only needed to read its configuration file.
    import mkdocs.utils.yaml

    from mkdocs_planning.site.config import PlanningConfig

    try:
        with config_file.open("rb") as file:
            mkdocs_yaml: Any = mkdocs.utils.yaml
            config: dict[str, Any] = mkdocs_yaml.yaml_load(file, mkdocs_yaml.get_yaml_loader()) or {}
    except OSError as error:
        raise click.ClickException(f"{config_file}: cannot be read ({error.strerror})") from error
    except Exception as error:  # YAML's own errors and those of its constructors, of which there is no common base
        raise click.ClickException(f"{config_file}: not valid YAML: {error}") from error
    options: Any = PlanningConfig()
    options.load_dict(_plugin_options(config))
    errors, _ = options.validate()
    for name, error in errors:
        raise click.ClickException(f"{config_file}: option `{name}` of planning: {error}")
    docs_dir = (config_file.parent / str(config.get("docs_dir", "docs"))).resolve()
    return Settings(docs_dir, Rule(options.include, options.exclude), DEFAULT, options.today)


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """What stands under ``planning`` in the plugins of a configuration, a list or a mapping."""
    plugins: Any = config.get("plugins") or []
    listed = cast("list[Any]", [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else [])
    for entry in listed:
        if isinstance(entry, dict) and "planning" in entry:
            options = cast("dict[str, Any]", entry)["planning"]
            return cast("dict[str, Any]", options) if isinstance(options, dict) else {}
    return {}
