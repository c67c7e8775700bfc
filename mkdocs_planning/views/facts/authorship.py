"""Who made a change, and when."""

from __future__ import annotations

import unicodedata

from mkdocs_planning.model.history import Moment, Place
from mkdocs_planning.model.plan import Task
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.messages.catalogue import Messages


def authored(moment: Moment | None, messages: Messages) -> str:
    """Author and date of *moment* ("Ana, 3 Nov 2026"); empty for None."""
    if moment is None:
        return ""
    if moment.commit is None:
        return messages("uncommitted")
    when = messages.date(moment.date)
    return messages("authored", who=author_name(moment), when=when) if moment.author else when


def author_name(moment: Moment) -> str:
    """The author's name without control characters: marks of direction would reverse the text after it."""
    return "".join(char for char in moment.author or "" if not unicodedata.category(char).startswith("C")).strip()


def completed_by(task: Task, portfolio: Portfolio, messages: Messages) -> str:
    """Who completed a task, and when; empty where the task is not done or that is not known."""
    if task.state != "done" or portfolio.history is None:
        return ""
    text = authored(portfolio.history.finished.get(Place(task.file, task.line)), messages)
    return messages("done-by", authored=text) if text else ""
