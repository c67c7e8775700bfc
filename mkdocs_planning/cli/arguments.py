"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
config_option = click.option(
    "--config", "config_file", type=click.Path(path_type=Path), help="A site's mkdocs.yml: its files and options are used."
)


def require_paths(paths: tuple[Path, ...], config_file: Path | None) -> None:
    """Ask for a PATH where there is no configuration that could say which files are meant.

    Raises:
        click.UsageError: where there is neither.
    """
    if not paths and config_file is None:
        raise click.UsageError("Missing argument 'PATH...', or the option '--config', which stands for a whole site.")
