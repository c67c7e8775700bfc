"""``mkdocs-planning review``: what changed in the plans of a folder, from its repository."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import click

from mkdocs_planning.collecting.disk import Settings, day_of, docs_dir_of, files_of, plans_of, portfolio_of
from mkdocs_planning.history.git import GitError
from mkdocs_planning.history.past_reader import Folders, PastReader
from mkdocs_planning.history.versions import Rules
from mkdocs_planning.history.window import SinceError, end_of
from mkdocs_planning.model.portfolio import Portfolio

PATIENCE = 1.0
"""Seconds after which a terminal is shown how far the reading has come."""


def reviewed(path: Path, settings: Settings, since: str | None, until: str | None) -> Portfolio:
    """The plans of the folder *path* with their past.

    Args:
        since: a date, a number of days, a tag or a commit; None for what *settings* say.
        until: a date, a tag or a commit; None for the files as they are.

    Raises:
        click.ClickException: where there is no such folder, no repository, or none of the moments asked for.
    """
    if not path.is_dir():
        what = "a file; a review is that of a folder" if path.exists() else "no such folder"
        raise click.ClickException(f"{path}: {what}")
    base = docs_dir_of(path, settings)
    beneath = path.resolve().relative_to(base).as_posix()
    under = "" if beneath == "." else f"{beneath}/"
    rules = Rules(
        rule=settings.rule,
        layouts=tuple(settings.layouts),
        vocabulary=settings.vocabulary,
        accepts=lambda uri: uri.startswith(under),
        mark=f"{settings.mark} {under}",
    )
    reader = PastReader()
    progress = Progress()
    try:
        record = reader.read(Folders(base, cache=settings.cache), rules, progress.report)
        if until is None:
            now = portfolio_of(plans_of(path, settings), settings)
            return reader.show(record, now, files_of(path, base, settings), since=since or settings.since)
        tip = end_of(record, until)
        if tip is None:
            raise SinceError(f"{until} lies before the first commit that is known, which is of {record.days[0]}")
        record = record.until(tip, progress.report)
        day = min(_day(until) or record.repository.when(tip).day or day_of(settings), day_of(settings))
        return reader.show(record, record.portfolio_at(tip, day), since=since or settings.since)
    except (GitError, SinceError) as error:
        raise click.ClickException(f"{path}: nothing can be told of its past: {error}") from error
    finally:
        progress.end()


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


class Progress:
    """A bar on the terminal for what takes longer than :data:`PATIENCE`; nothing elsewhere."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: Any = None
        self._shown = 0

    def report(self, done: int, total: int) -> None:
        """Show that *done* of *total* versions are read."""
        if self._bar is None and (not sys.stderr.isatty() or time.monotonic() - self._began < PATIENCE):
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label="Reading the past", file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._shown)
        self._shown = done

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
