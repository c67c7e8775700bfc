"""The folder of the option ``cache_dir`` on disk, which must not be one that holds something else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs_planning.options.option_values import OptionError, shown


def cache_folder(cache_dir: str, base: Path) -> Path:
    """The folder of the option ``cache_dir``.

    Args:
        cache_dir: the option.
        base: the folder of the configuration file.

    Raises:
        OptionError: where it is *base* or a folder above it, which is no place for files that may be deleted.
    """
    try:
        folder = (base / cache_dir).resolve()
        project = base.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links
        raise OptionError(f"{shown(cache_dir)} is not a path: {error}.") from error
    if project.is_relative_to(folder):
        raise OptionError(
            f"Expected a folder of its own such as .cache/planning, found {shown(cache_dir)}, which is the folder of "
            "the project or one above it."
        )
    return folder


def folder_around(folder: Path, others: Iterable[Path]) -> Path | None:
    """The first of *others* in which *folder* lies; None where it lies in none."""
    return next((other for other in others if folder.is_relative_to(other.resolve())), None)
