"""Decisions: what did we decide, and why?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import Decision, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared.by_plan import OfPlan, by_freshness, by_plan
from mkdocs_planning.views.shared.facets import LISTS, Control, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words


class Dated(Struct, frozen=True):
    """A decision that states its day; ``date`` is as shown."""

    plan: Plan
    decision: Decision
    date: str


class DecisionsPage(Struct, frozen=True):
    """The decisions of the plans.

    Attributes:
        dated: the newest first.
        undated: by plan, the plan with the latest day first.
        count: of both.
        plans: how many plans have any.
        controls: by what the reader may filter.
        whole: all plans of the site are on it.
    """

    dated: tuple[Dated, ...]
    undated: tuple[OfPlan[Decision], ...]
    count: int
    plans: int
    controls: tuple[Control, ...]
    whole: bool
    words: Words


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> DecisionsPage:
    words = ENGLISH
    dated = [
        (decision.date, Dated(plan, decision, words.date(decision.date)))
        for plan in selected
        for decision in plan.decisions
        if decision.date
    ]
    # By day alone: a sort keeps the order of plans and of their lines within a day, also when it is reversed.
    dated.sort(key=lambda item: last_day(item[0]), reverse=True)
    return DecisionsPage(
        dated=tuple(one for _, one in dated),
        undated=by_plan(by_freshness(selected), _undated, words),
        count=sum(len(plan.decisions) for plan in selected),
        plans=sum(bool(plan.decisions) for plan in selected),
        controls=controls([plan for plan in selected if plan.decisions], LISTS, words),
        whole=len(selected) == len(portfolio.plans),
        words=words,
    )


def _undated(plan: Plan) -> tuple[Decision, ...]:
    return tuple(decision for decision in plan.decisions if not decision.date)


def _any(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.decisions for plan in portfolio.plans)


VIEW = View(
    name="decisions",
    title=ENGLISH("decisions.title"),
    path="decisions/",
    template="decisions.html",
    build=build,
    shown=_any,
    hide=("toc",),
)
