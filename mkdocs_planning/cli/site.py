"""What a command knows of a site: its files and its options, from a configuration file or as they are without one."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_planning.cli.output import CommandError, print_warning
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import MKDOCS_EXCLUDES, SiteFiles, mount_of
from mkdocs_planning.options import ConfigFileError, SiteConfig, load
from mkdocs_planning.options.option_values import OptionError
from mkdocs_planning.options.schema import collecting_settings_of
from mkdocs_planning.options.site_folders import cache_folder, folder_around
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
    try:
        config = load(config_file)
        cache = cache_folder(config.options.cache_dir, config_file.parent)
        if folder_around(cache, (config.docs_dir, config.site_dir)) is not None:
            cache = None  # as in a build, which warns of it
    except (ConfigFileError, OptionError) as error:
        raise CommandError(str(error)) from error
    _report(config)
    options = config.options
    mounts = [mount_of(source, config_file.parent) for source in options.sources]
    missing = [mount for mount in mounts if not mount.folder.is_dir()]
    for mount in missing:
        print_warning(f"the folder {mount.folder} of the option `sources` does not exist")
    files = SiteFiles(
        docs_dir=config.docs_dir,
        mounts=tuple(mount for mount in mounts if mount not in missing),
        excluded=GitIgnoreSpec.from_lines([*MKDOCS_EXCLUDES, *config.excluded]),
    )
    return Site(
        settings=collecting_settings_of(options, [mount.uri for mount in files.mounts], _day(options.today)),
        files=files,
        since=options.review.since,
        cache=cache,
        has_warnings=bool(missing or config.problems),
    )


def _report(config: SiteConfig) -> None:
    """Print what is wrong with the options.

    Raises:
        CommandError: for an error, which keeps a site from being built.
    """
    for problem in config.problems:
        option = f" option `{problem.option}` of" if problem.option else ""
        message = f"{config.file}:{option} planning: {problem.message}"
        if problem.severity == "error":
            raise CommandError(message)
        print_warning(message)


def _day(today: str | None) -> str:
    """The day by which plans are late."""
    try:
        return as_of(today)
    except ValueError as error:
        raise CommandError(str(error)) from error
