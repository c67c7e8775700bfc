"""What a command knows of a site: its files and its options, from a configuration file or as they are without one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_planning.cli.output import CommandError, print_warning
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import MKDOCS_EXCLUDES, SiteFiles, mount_of
from mkdocs_planning.support.clock import as_of


class Site(Struct, frozen=True):
    """The site that a command works on.

    Attributes:
        settings: how its plans are found, read and checked.
        files: of the site; None without a configuration.
        since: the option ``review``; "" where it is not set.
        cache: the folder of the option ``cache_dir``; None for none.
        has_warnings: whether something in the configuration is wrong, which the user has been told.
    """

    settings: CollectingSettings
    files: SiteFiles | None = None
    since: str = ""
    cache: Path | None = None
    has_warnings: bool = False


def site_of(config_file: Path | None) -> Site:
    """The site of *config_file*, a ``mkdocs.yml``; the defaults without one. What is wrong but not fatal is printed.

    Raises:
        CommandError: where it cannot be read, or an option is wrong.
    """
    if config_file is None:
        return Site(CollectingSettings(_day(None)))
    # MkDocs is only needed to read its configuration file.
    import mkdocs.utils.yaml

    from mkdocs_planning.mkdocs.config import PlanningConfig, collecting_settings_of

    try:
        with config_file.open("rb") as file:
            mkdocs_yaml: Any = mkdocs.utils.yaml
            config: dict[str, Any] = mkdocs_yaml.yaml_load(file, mkdocs_yaml.get_yaml_loader()) or {}
    except OSError as error:
        raise CommandError(f"{config_file}: cannot be read ({error.strerror})") from error
    except Exception as error:  # YAML's own errors and those of its constructors, of which there is no common base
        raise CommandError(f"{config_file}: not valid YAML: {error}") from error
    options: Any = PlanningConfig()
    options.load_dict(_plugin_options(config))
    errors, _ = options.validate()
    for name, error in errors:
        raise CommandError(f"{config_file}: option `{name}` of planning: {error}")
    base = config_file.parent
    mounts = [mount_of(source, base) for source in options.sources]
    missing = [mount for mount in mounts if not mount.folder.is_dir()]
    for mount in missing:
        print_warning(f"the folder {mount.folder} of the option `sources` does not exist")
    files = SiteFiles(
        docs_dir=(base / str(config.get("docs_dir", "docs"))).resolve(),
        mounts=tuple(mount for mount in mounts if mount not in missing),
        excluded=_excluded(config),
    )
    return Site(
        settings=collecting_settings_of(options, files.mounts, _day(options.today)),
        files=files,
        since=options.review,
        cache=(base / options.cache_dir).resolve(),
        has_warnings=bool(missing),
    )


def _day(today: str | None) -> str:
    """The day by which plans are late."""
    try:
        return as_of(today)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _excluded(config: dict[str, Any]) -> GitIgnoreSpec:
    """What MkDocs leaves out of docs_dir."""
    lines = [line for name in ("exclude_docs", "draft_docs") for line in str(config.get(name) or "").splitlines()]
    return GitIgnoreSpec.from_lines([*MKDOCS_EXCLUDES, *lines])


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """What stands under ``planning`` in the plugins of a configuration, a list or a mapping."""
    plugins: Any = config.get("plugins") or []
    listed = cast("list[Any]", [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else [])
    for entry in listed:
        if isinstance(entry, dict) and "planning" in entry:
            options = cast("dict[str, Any]", entry)["planning"]
            return cast("dict[str, Any]", options) if isinstance(options, dict) else {}
    return {}
