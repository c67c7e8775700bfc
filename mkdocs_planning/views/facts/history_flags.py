"""Flags that need the git history: targets that slipped, plans without recent commits, overdue questions."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.ages import age_of, age_since_commit
from mkdocs_planning.views.facts.flags import Flag, line_of
from mkdocs_planning.views.facts.target_slip import target_slip
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.view_options import ViewOptions

DatedFlag = tuple[int, Plan, Flag]
"""A flag of a plan, with the number of days that it is about."""


def slipped(plan: Plan, portfolio: Portfolio, messages: Messages) -> tuple[Flag, ...]:
    """That the target of an active plan has moved, to a later or an earlier day."""
    slip = target_slip(plan, portfolio, messages) if plan.status in ACTIVE else None
    return (Flag("late", slip.text, file=plan.source, line=line_of(plan, "target")),) if slip else ()


def overdue_flags(portfolio: Portfolio, plans: Iterable[Plan], options: ViewOptions) -> dict[str, list[tuple[Plan, Flag]]]:
    """What in the active ones of *plans* has slipped, is stale or overdue, by the group of the Attention view.

    In each group the flag with the most days comes first.
    """
    active = [plan for plan in plans if plan.status in ACTIVE]
    found = {
        "slipped": [one for plan in active for one in _slipped_to_later(plan, portfolio, options)],
        "stale": [one for plan in active for one in _stale(plan, portfolio, options)],
        "overdue-question": [one for plan in active for one in _overdue_questions(plan, portfolio, options)],
    }
    return {
        group: [(plan, flag) for _, plan, flag in sorted(entries, key=lambda entry: -entry[0])]
        for group, entries in found.items()
        if entries
    }


def _slipped_to_later(plan: Plan, portfolio: Portfolio, options: ViewOptions) -> list[DatedFlag]:
    slip = target_slip(plan, portfolio, options.messages)
    if slip is None or slip.days < 0:
        return []
    return [(slip.days, plan, flag) for flag in slipped(plan, portfolio, options.messages)]


def _stale(plan: Plan, portfolio: Portfolio, options: ViewOptions) -> list[DatedFlag]:
    age = age_since_commit(plan, portfolio)
    if age is None or age.days < options.stale_after:
        return []
    return [(age.days, plan, Flag("drift", age.text("untouched", options.messages), file=plan.source, line=plan.line))]


def _overdue_questions(plan: Plan, portfolio: Portfolio, options: ViewOptions) -> list[DatedFlag]:
    found: list[DatedFlag] = []
    for question in plan.questions:
        age = None if question.answered else age_of(question.file, question.line, portfolio)
        if age is not None and age.days > options.question_overdue_after:
            text = options.messages("flag.question-open", age=age.text("open-since", options.messages))
            flag = Flag("decide", text, subject=question.text, file=question.file, line=question.line)
            found.append((age.days, plan, flag))
    return found
