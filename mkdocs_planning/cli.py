"""The command ``mkdocs-planning``: what the reader finds, without a site."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import click

from mkdocs_planning import __version__
from mkdocs_planning.checks import Setting, as_set, check_portfolio
from mkdocs_planning.clock import as_of
from mkdocs_planning.collect import MARKDOWN, Rule, collect, collect_folder_plans, says_plan
from mkdocs_planning.explain import explain
from mkdocs_planning.exports.plans_json import encode
from mkdocs_planning.layouts import LAYOUTS, META_NAMES, Layout
from mkdocs_planning.model import Plan
from mkdocs_planning.pages import put_together, read_page
from mkdocs_planning.portfolio import Portfolio, build_portfolio
from mkdocs_planning.vocabulary import DEFAULT, Vocabulary


class Settings(NamedTuple):
    """What a site's configuration says about reading. ``docs_dir`` is None without a configuration."""

    docs_dir: Path | None = None
    rule: Rule = Rule()
    layouts: Sequence[Layout] = LAYOUTS
    vocabulary: Vocabulary = DEFAULT
    validation: Mapping[str, Setting] = {}
    today: str | None = None


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
        for plan in _plans(path, settings):
            plans[plan.id if plan.source in plans else plan.source] = plan
    try:
        day = as_of(settings.today)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    return as_set(check_portfolio(build_portfolio(plans.values(), day)), settings.validation)


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


def _plans(path: Path, settings: Settings) -> list[Plan]:
    """The plans of *path*: those of a file, or what a site would collect in a folder."""
    if not path.is_dir():
        if not path.exists():
            raise click.ClickException(f"{path}: no such file or folder")
        inside = settings.docs_dir is not None and path.resolve().is_relative_to(settings.docs_dir)
        source = path.resolve().relative_to(settings.docs_dir or "").as_posix() if inside else path.as_posix()
        return list(read_page(_bytes(path), source, settings.vocabulary))
    base = _docs_dir(path, settings)
    found = (file for file in sorted(path.resolve().rglob("*")) if file.suffix in MARKDOWN or file.name in META_NAMES)
    files = {file.relative_to(base).as_posix(): file for file in found if file.is_file()}
    said = {source: _said(file) for source, file in files.items()}
    folders = collect_folder_plans(files, settings.layouts, said.get)
    members = frozenset[str]().union(*(folder.members for folder in folders))
    sources = collect((source for source in files if source not in members), settings.rule, said.__getitem__)
    sources += [source for folder in folders for source in (*folder.files, folder.meta) if source in files]
    return put_together({source: read_page(_bytes(files[source]), source, settings.vocabulary) for source in sources}, folders)


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
        return Settings()
    # MkDocs is only needed to read its configuration file.
    import mkdocs.utils.yaml

    from mkdocs_planning.site.config import PlanningConfig, validation_of, vocabulary_of

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
    rule = Rule(options.include, options.exclude)
    return Settings(docs_dir, rule, options.layouts, vocabulary_of(options), validation_of(options), options.today)


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """What stands under ``planning`` in the plugins of a configuration, a list or a mapping."""
    plugins: Any = config.get("plugins") or []
    listed = cast("list[Any]", [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else [])
    for entry in listed:
        if isinstance(entry, dict) and "planning" in entry:
            options = cast("dict[str, Any]", entry)["planning"]
            return cast("dict[str, Any]", options) if isinstance(options, dict) else {}
    return {}
