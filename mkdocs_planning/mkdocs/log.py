"""The plugin's log."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from mkdocs.plugins import get_plugin_logger

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.render.page_warnings import PageWarning
from mkdocs_planning.support.printable import printable

log = get_plugin_logger("mkdocs_planning")
"""Every message of the plugin goes here; MkDocs or ProperDocs gives it the name under which it counts warnings."""


def _make_printable(record: logging.LogRecord) -> bool:
    """Show control characters of plans, file names and git as escapes, whichever message they are in."""
    record.msg, record.args = printable(record.getMessage()), None
    return True


log.logger.addFilter(_make_printable)  # pyright: ignore[reportUnknownMemberType] - its type parameter has no default


def warn(path: str, line: int, message: str) -> None:
    """Warn of *line* in the file at *path*, in a form that editors and terminals turn into a link."""
    log.warning("%s:%d: %s", path, line, message)


def log_warnings(warnings: Iterable[PageWarning]) -> None:
    """Log *warnings*, and for developers the tracebacks of the errors behind them."""
    for warning in warnings:
        warn(warning.path, warning.line, warning.text)
        if warning.error is not None:
            log.debug("The error behind it:", exc_info=warning.error)


def log_problems(plans: Iterable[Plan]) -> None:
    """Log what is wrong in *plans*: findings of severity info as such, all others as warnings."""
    for plan in plans:
        for problem in plan.problems:
            if problem.severity == "info":
                log.info("%s", problem)
            else:
                warn(problem.file, problem.line, problem.message)
