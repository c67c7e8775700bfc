"""Ages, as the git history tells them: of a status, a question, a risk, a plan since its last commit.

Without history there is no age. Where a shallow clone ends before the beginning, the age is a lower bound.
"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import Place
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.messages.catalogue import Messages


class Age(Struct, frozen=True):
    """An age in days; with ``or_more`` it is a lower bound."""

    days: int
    or_more: bool = False

    def text(self, key: str, messages: Messages, **values: object) -> str:
        """Format the age by the plural *key*.

        The phrases ``KEY-today`` (for zero days) and ``KEY-or-more`` are used where they apply.
        """
        if self.days == 0 and not self.or_more and f"{key}-today" in messages.phrases:
            return messages(f"{key}-today", **values)
        return messages.count(f"{key}-or-more" if self.or_more else key, self.days, **values)


def status_age(plan: Plan, portfolio: Portfolio) -> Age | None:
    """How long *plan* has had its status; None for a finished or dropped plan, or where it is not known."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    last = past.statuses[-1] if past and past.statuses else None
    # An uncommitted change of status may not be in the history.
    if last is None or last.status != plan.status or plan.status not in ACTIVE:
        return None
    return _since(last.moment.date, portfolio)


def status_age_text(plan: Plan, portfolio: Portfolio, messages: Messages) -> str:
    """:func:`status_age` in words ("in review for 12 days"); empty where it is not known."""
    age = status_age(plan, portfolio)
    return age.text("status-since", messages, status=messages.status_in_text(plan.status)) if age else ""


def age_since_commit(plan: Plan, portfolio: Portfolio) -> Age | None:
    """How long no commit has changed any file of *plan*; None where that is not known."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    return _since(past.touched.date, portfolio) if past else None


def age_of(file: str, line: int, portfolio: Portfolio) -> Age | None:
    """The age of the task, risk, question, decision or phase at *line* of *file*; None where that is not known."""
    added = portfolio.history.added.get(Place(file, line)) if portfolio.history else None
    return _since(added.date, portfolio) if added else None


def _since(day: str, portfolio: Portfolio) -> Age:
    history = portfolio.history
    cut = history is not None and history.shallow and last_day(day) <= last_day(history.since)
    return Age(max(0, (last_day(portfolio.as_of) - last_day(day)).days), cut)
