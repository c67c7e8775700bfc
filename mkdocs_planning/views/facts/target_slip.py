"""How far a plan's target has moved from its baseline: the first target that was committed."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.history import Moment
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.authorship import author_name
from mkdocs_planning.views.messages.catalogue import Messages


class Slip(Struct, frozen=True):
    """A target that has moved.

    Attributes:
        baseline: the first target (ISO, as precise as written).
        days: how many days later the current target is; negative where it is earlier.
        text: the same in words, with when and by whom it was moved last.
        baseline_text: the baseline in words.
    """

    baseline: str
    days: int
    text: str
    baseline_text: str


def target_slip(plan: Plan, portfolio: Portfolio, messages: Messages) -> Slip | None:
    """The slip of *plan*; None where its target has not moved, or its history is not known."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    moves = [move for move in past.targets if move.target] if past else []
    if not moves or not plan.target or moves[-1].target != plan.target:
        return None
    baseline = moves[0].target or ""
    days = (last_day(plan.target) - last_day(baseline)).days
    if not days:
        return None
    text = _text("slipped" if days > 0 else "earlier", abs(days), moves[-1].moment, messages)
    return Slip(baseline, days, text, messages("slipped-from", date=messages.date(baseline)))


def _text(key: str, days: int, moment: Moment, messages: Messages) -> str:
    if not moment.commit:
        return messages.count(key, days)
    when = messages.date(moment.date)
    if not moment.author:
        return messages.count(f"{key}-on", days, when=when)
    return messages.count(f"{key}-by", days, when=when, who=author_name(moment))
