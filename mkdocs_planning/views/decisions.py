"""Decisions: what was decided, and why?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import Decision, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.facts_by_plan import FactsOfPlan, facts_by_plan
from mkdocs_planning.views.facts.plan_order import by_latest_date
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_controls import FACT_FACETS, Control, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions


class DatedDecision(Struct, frozen=True):
    """A decision that has a date; ``date`` is formatted."""

    plan: Plan
    decision: Decision
    date: str


class DecisionsPage(Struct, frozen=True):
    """The decisions of the plans.

    Attributes:
        dated: newest first.
        undated: by plan, the plan with the latest date first.
        count: number of all decisions.
        plans: number of plans with decisions.
        controls: the filters.
        whole: whether all plans of the site are shown.
    """

    dated: tuple[DatedDecision, ...]
    undated: tuple[FactsOfPlan[Decision], ...]
    count: int
    plans: int
    controls: tuple[Control, ...]
    whole: bool
    messages: Messages


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> DecisionsPage:
    messages = options.messages
    dated = [
        (decision.date, DatedDecision(plan, decision, messages.date(decision.date)))
        for plan in selected
        for decision in plan.decisions
        if decision.date
    ]
    # A stable sort by day keeps the order of plans and lines within a day, also in reverse.
    dated.sort(key=lambda item: last_day(item[0]), reverse=True)
    return DecisionsPage(
        dated=tuple(one for _, one in dated),
        undated=facts_by_plan(by_latest_date(selected), _undated, messages),
        count=sum(len(plan.decisions) for plan in selected),
        plans=sum(bool(plan.decisions) for plan in selected),
        controls=controls([plan for plan in selected if plan.decisions], FACT_FACETS, messages),
        whole=len(selected) == len(portfolio.plans),
        messages=messages,
    )


def _undated(plan: Plan) -> tuple[Decision, ...]:
    return tuple(decision for decision in plan.decisions if not decision.date)


def _has_decisions(portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.decisions for plan in portfolio.plans)


VIEW = View("decisions", build, has_content=_has_decisions)
