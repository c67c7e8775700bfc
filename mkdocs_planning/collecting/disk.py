"""Plans on disk, without a site: what a folder or a file holds, and what a site's configuration says about reading it.

What goes wrong is told as a :class:`click.ClickException`, for the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import click

from mkdocs_planning.checks import Setting, as_set, check_portfolio
from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.collecting.layouts import LAYOUTS, META_NAMES, FolderPlan, Layout, find_folder_plans
from mkdocs_planning.collecting.page_reader import put_together, read_page
from mkdocs_planning.collecting.selection import MARKDOWN, Rule, collect, collect_folder_plans, says_plan
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.support.clock import as_of
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary


class Settings(NamedTuple):
    """What a site's configuration says about reading.

    Attributes:
        docs_dir: None without a configuration.
        since: the option ``review``.
        cache: the option ``cache_dir``; None without a configuration.
        mark: what ``rule`` was made of.
    """

    docs_dir: Path | None = None
    rule: Rule = Rule()
    layouts: Sequence[Layout] = LAYOUTS
    vocabulary: Vocabulary = DEFAULT
    validation: Mapping[str, Setting] = {}
    today: str | None = None
    since: str = ""
    cache: Path | None = None
    mark: str = ""


def portfolio(paths: tuple[Path, ...], settings: Settings) -> Portfolio:
    """The plans of all *paths* together."""
    plans: dict[str, Plan] = {}
    for path in paths:
        for plan in plans_of(path, settings):
            plans[plan.id if plan.source in plans else plan.source] = plan
    return portfolio_of(plans.values(), settings)


def portfolio_of(plans: Iterable[Plan], settings: Settings) -> Portfolio:
    """*plans* put together and checked, as of the day of *settings*."""
    return as_set(check_portfolio(build_portfolio(plans, day_of(settings))), settings.validation)


def day_of(settings: Settings) -> str:
    """The day by which plans are called late."""
    try:
        return as_of(settings.today)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def read_file(file: Path) -> bytes:
    """The content of *file*."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: cannot be read ({error.strerror})") from error


def plans_of(path: Path, settings: Settings) -> list[Plan]:
    """The plans of *path*: those of a file, or what a site would collect in a folder."""
    files, folders = files_with_plans(path, settings)
    pages = {source: read_page(content, source, settings.vocabulary) for source, content in files.items()}
    return put_together(pages, folders)


def files_with_plans(path: Path, settings: Settings) -> tuple[dict[str, bytes], list[FolderPlan]]:
    """The files that are read for *path*, source → content, and which of them are plans of several files."""
    path = located(path, settings)
    if not path.is_dir():
        inside = settings.docs_dir is not None and path.resolve().is_relative_to(settings.docs_dir)
        source = path.resolve().relative_to(settings.docs_dir or "").as_posix() if inside else path.as_posix()
        return {source: read_file(path)}, []
    base = docs_dir_of(path, settings)
    files = files_of(path, base, settings)
    said = {source: says_plan(content) for source, content in files.items()}
    folders = collect_folder_plans(files, settings.layouts, said.get)
    members = frozenset[str]().union(*(folder.members for folder in folders))
    sources = collect((source for source in files if source not in members), settings.rule, said.__getitem__)
    sources += [source for folder in folders for source in (*folder.files, folder.meta) if source in files]
    return {source: files[source] for source in sources}, folders


def located(path: Path, settings: Settings) -> Path:
    """*path* as given, or within docs_dir where only that is there: the commands print paths so."""
    if path.exists():
        return path
    if settings.docs_dir is not None and (settings.docs_dir / path).exists():
        return settings.docs_dir / path
    beside = f", nor is there one in {settings.docs_dir}" if settings.docs_dir is not None else ""
    raise click.ClickException(f"{path}: no such file or folder{beside}")


def files_of(folder: Path, base: Path, settings: Settings) -> dict[str, bytes]:
    """What may be a plan or a part of one beneath *folder*: path from *base* → content."""
    found: dict[str, bytes] = {}
    for file in sorted(folder.resolve().rglob("*")):
        if (file.suffix in MARKDOWN or file.name in META_NAMES) and file.is_file():
            source = file.relative_to(base).as_posix()
            try:
                found[source] = read_file(file)
            except click.ClickException:
                if settings.rule.includes(source):  # what is no plan need not be readable
                    raise
    return found


def docs_dir_of(folder: Path, settings: Settings) -> Path:
    """The folder that sources are relative to: docs_dir, else *folder*, or one above it whose name makes it hold plans."""
    resolved = folder.resolve()
    if settings.docs_dir is not None and resolved.is_relative_to(settings.docs_dir):
        return settings.docs_dir
    if settings.rule.includes(f"{resolved.name}/plan-of-this-folder.md"):
        return resolved.parent
    return next((base for base in (resolved, *resolved.parents[:3]) if _holds_folder_plans(resolved, base, settings)), resolved)


def _holds_folder_plans(folder: Path, base: Path, settings: Settings) -> bool:
    """Whether *folder* is a plan of several files, or one beneath it is, where paths begin at *base* (``specs/001-x``)."""
    beneath = (file.relative_to(base).as_posix() for pattern in ("*", "*/*") for file in folder.glob(pattern))
    return bool(find_folder_plans(beneath, settings.layouts))


def settings_of(config_file: Path | None) -> Settings:
    """What *config_file*, a site's ``mkdocs.yml``, sets."""
    if config_file is None:
        return Settings()
    # MkDocs is only needed to read its configuration file.
    import mkdocs.utils.yaml

    from mkdocs_planning.mkdocs.config import PlanningConfig, validation_of, vocabulary_of

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
    return Settings(
        docs_dir=docs_dir,
        rule=Rule(options.include, options.exclude),
        layouts=options.layouts,
        vocabulary=vocabulary_of(options),
        validation=validation_of(options),
        today=options.today,
        since=options.review,
        cache=(config_file.parent / options.cache_dir).resolve(),
        mark=repr((options.include, options.exclude)),
    )


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """What stands under ``planning`` in the plugins of a configuration, a list or a mapping."""
    plugins: Any = config.get("plugins") or []
    listed = cast("list[Any]", [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else [])
    for entry in listed:
        if isinstance(entry, dict) and "planning" in entry:
            options = cast("dict[str, Any]", entry)["planning"]
            return cast("dict[str, Any]", options) if isinstance(options, dict) else {}
    return {}
