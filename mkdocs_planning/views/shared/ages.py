"""For how long something is as it is: a status, a question, a risk, a plan that nobody touches.

Nothing is said where nothing is known; where the clone ends before the beginning, "or more" is said.
"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import Place
from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.words.catalogue import Words


class Age(Struct, frozen=True):
    """So many days, or ``more``: what came before is not known."""

    days: int
    more: bool = False

    def said(self, key: str, words: Words, **values: object) -> str:
        """The phrase *key* for these days."""
        if self.days == 0 and not self.more:
            return words(f"{key}-today", **values)
        return words.count(f"{key}-or-more" if self.more else key, self.days, **values)


def standing(plan: Plan, portfolio: Portfolio) -> Age | None:
    """For how long *plan*, which is neither finished nor given up, has had its status."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    last = past.statuses[-1] if past and past.statuses else None
    # The status of a file that was changed since, and not yet committed, may have no moment.
    if last is None or last.status != plan.status or plan.status not in ACTIVE:
        return None
    return _since(last.moment.date, portfolio)


def standing_said(plan: Plan, portfolio: Portfolio, words: Words) -> str:
    """The same in words ("in review for 12 days"); empty where it is not known."""
    age = standing(plan, portfolio)
    return age.said("standing", words, status=words.status(plan.status).lower()) if age else ""


def untouched(plan: Plan, portfolio: Portfolio) -> Age | None:
    """For how long no commit has changed any file of *plan*."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    return _since(past.touched.date, portfolio) if past else None


def age_of(file: str, line: int, portfolio: Portfolio) -> Age | None:
    """The age of the task, risk, question, decision or phase at *line* of *file*."""
    born = portfolio.history.born.get(Place(file, line)) if portfolio.history else None
    return _since(born.date, portfolio) if born else None


def _since(day: str, portfolio: Portfolio) -> Age:
    history = portfolio.history
    unknown = history is not None and history.shallow and last_day(day) <= last_day(history.since)
    return Age(max(0, (last_day(portfolio.as_of) - last_day(day)).days), unknown)
