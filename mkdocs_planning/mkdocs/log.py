"""The plugin's log, and the problems of plans in it."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from mkdocs.plugins import get_plugin_logger

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.support.printable import printable

log = get_plugin_logger("mkdocs_planning")
"""Every message of the plugin goes here; the engine gives it the name under which it counts warnings."""


def _make_printable(record: logging.LogRecord) -> bool:
    """Show control characters of plans, file names and git as escapes, whichever message they are in."""
    record.msg, record.args = printable(record.getMessage()), None
    return True


log.logger.addFilter(_make_printable)  # pyright: ignore[reportUnknownMemberType] - its type parameter has no default


def warn(file: str, line: int, message: str) -> None:
    """Warn of *line* in *file*, in a form that editors and terminals make a link of."""
    log.warning("%s:%d: %s", file, line, message)


def log_problems(plans: Iterable[Plan]) -> None:
    """Log what is wrong in *plans*: an info as such, everything else as a warning."""
    for plan in plans:
        for problem in plan.problems:
            if problem.severity == "info":
                log.info("%s", problem)
            else:
                warn(problem.file, problem.line, problem.message)
