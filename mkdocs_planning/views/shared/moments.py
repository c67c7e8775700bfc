"""Who did something, and when, in words."""

from __future__ import annotations

import unicodedata

from mkdocs_planning.model.history import Moment, Place
from mkdocs_planning.model.plan import Task
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.words.catalogue import Words


def said_of(moment: Moment | None, words: Words) -> str:
    """Who did something, and when: "Ana, 3 Nov 2026"; empty where nothing is known."""
    if moment is None:
        return ""
    if moment.commit is None:
        return words("moment.uncommitted")
    when = words.date(moment.date)
    return words("moment.who", who=name_of(moment), when=when) if moment.author else when


def name_of(moment: Moment) -> str:
    """The author's name without what is not seen: marks of direction would turn the words behind it round."""
    return "".join(char for char in moment.author or "" if not unicodedata.category(char).startswith("C")).strip()


def ticked(task: Task, portfolio: Portfolio, words: Words) -> str:
    """Who ticked a task that is done, and when; empty where that is not known."""
    if task.state != "done" or portfolio.history is None:
        return ""
    said = said_of(portfolio.history.finished.get(Place(task.file, task.line)), words)
    return words("moment.done", moment=said) if said else ""
