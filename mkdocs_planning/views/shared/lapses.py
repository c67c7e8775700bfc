"""What only the past tells: targets that slipped, plans that nobody touches, questions that wait too long."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import ViewOptions
from mkdocs_planning.views.shared.ages import age_of, untouched
from mkdocs_planning.views.shared.flags import Flag
from mkdocs_planning.views.shared.slip import slip
from mkdocs_planning.views.words.catalogue import Words

Lapse = tuple[int, Plan, Flag]
"""How many days, of which plan, and what."""


def lapses(
    portfolio: Portfolio, plans: Iterable[Plan], options: ViewOptions, words: Words
) -> dict[str, list[tuple[Plan, Flag]]]:
    """What *plans* under way have let slip, by its kind in the view Attention, the longest first."""
    active = [plan for plan in plans if plan.status in ACTIVE]
    found = {
        "slipped": [one for plan in active for one in _slipped(plan, portfolio, words)],
        "stale": [one for plan in active for one in _stale(plan, portfolio, options, words)],
        "overdue-question": [one for plan in active for one in _overdue(plan, portfolio, options, words)],
    }
    return {
        kind: [(plan, flag) for _, plan, flag in sorted(entries, key=lambda entry: -entry[0])]
        for kind, entries in found.items()
        if entries
    }


def _slipped(plan: Plan, portfolio: Portfolio, words: Words) -> list[Lapse]:
    found = slip(plan, portfolio, words)
    if found is None or found.days < 0:
        return []
    return [(found.days, plan, Flag("late", found.text, file=plan.source, line=plan.lines.get("target", plan.line)))]


def _stale(plan: Plan, portfolio: Portfolio, options: ViewOptions, words: Words) -> list[Lapse]:
    age = untouched(plan, portfolio)
    if age is None or age.days < options.stale_after:
        return []
    return [(age.days, plan, Flag("drift", age.said("untouched", words), file=plan.source, line=plan.line))]


def _overdue(plan: Plan, portfolio: Portfolio, options: ViewOptions, words: Words) -> list[Lapse]:
    found: list[Lapse] = []
    for question in plan.questions:
        age = None if question.answered else age_of(question.file, question.line, portfolio)
        if age is not None and age.days > options.question_overdue_after:
            text = words("overdue", open=age.said("open-for", words))
            flag = Flag("decide", text, subject=question.text, file=question.file, line=question.line)
            found.append((age.days, plan, flag))
    return found
