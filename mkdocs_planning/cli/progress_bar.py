"""A progress bar for what takes long."""

from __future__ import annotations

import sys
import time
from typing import Any

import click

DELAY = 1.0
"""Seconds after which the bar is shown."""


class ProgressBar:
    """A bar for what takes longer than :data:`DELAY`; nothing where the standard error output is no terminal."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = time.monotonic()
        self._bar: Any = None
        self._shown = 0

    def report(self, done: int, total: int) -> None:
        """Show that *done* of *total* steps are done."""
        if self._bar is None and (not sys.stderr.isatty() or time.monotonic() - self._began < DELAY):
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._shown)
        self._shown = done

    def end(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
