"""How far a plan's target has moved from the first one that was committed, its baseline."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.shared.moments import name_of
from mkdocs_planning.views.words.catalogue import Words


class Slip(Struct, frozen=True):
    """A target that is not where it began.

    Attributes:
        baseline: the first target (ISO, as precise as written).
        days: how many days later the present one is; negative where it is earlier.
        text: the same in words, with when and by whom it was moved last.
        was: the baseline in words.
    """

    baseline: str
    days: int
    text: str
    was: str


def slip(plan: Plan, portfolio: Portfolio, words: Words) -> Slip | None:
    """The slip of *plan*; None where its target stands where it began, or nothing is known of its beginning."""
    past = portfolio.history.plans.get(plan.id) if portfolio.history else None
    moves = [move for move in past.targets if move.target] if past else []
    if not moves or not plan.target or moves[-1].target != plan.target:
        return None
    baseline = moves[0].target or ""
    days = (last_day(plan.target) - last_day(baseline)).days
    if not days:
        return None
    key = "slipped" if days > 0 else "slipped-earlier"
    moment = moves[-1].moment
    by = words("slip.by", who=name_of(moment)) if moment.author else ""
    last = words("slip.last", when=words.date(moment.date), by=by) if moment.commit else ""
    return Slip(baseline, days, words.count(key, abs(days), last=last), words("slip.baseline", date=words.date(baseline)))
