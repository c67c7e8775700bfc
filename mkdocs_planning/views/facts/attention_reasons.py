"""Which plans need attention, and why: a decision, a blocker, lateness, a status that does not match, no owner."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts import dependency_flags, flags
from mkdocs_planning.views.facts.flags import Flag, FlagKind
from mkdocs_planning.views.facts.plan_order import day_number
from mkdocs_planning.views.facts.plan_quotes import beyond_status
from mkdocs_planning.views.messages.catalogue import Messages

RANK: tuple[FlagKind, ...] = ("decide", "blocked", "waits", "late", "drift", "unowned")
"""Reasons by urgency. Decisions come first, since only the people in a review can make them."""


class PlanInNeed(Struct, frozen=True):
    """A plan that needs attention: the most urgent reason as a label, all reasons as flags, and the target formatted."""

    plan: Plan
    kind: FlagKind
    label: str
    reasons: tuple[Flag, ...]
    target: str


def plans_in_need(portfolio: Portfolio, plans: tuple[Plan, ...], messages: Messages) -> tuple[PlanInNeed, ...]:
    """Those of *plans* that need attention, the most urgent first."""
    found = [need for plan in plans if (need := _need(portfolio, plan, messages)) is not None]
    return tuple(
        sorted(
            found,
            key=lambda need: (
                RANK.index(need.kind),
                need.plan.status != "review",
                day_number(need.plan.target),
                need.plan.title.lower(),
            ),
        )
    )


def _need(portfolio: Portfolio, plan: Plan, messages: Messages) -> PlanInNeed | None:
    reasons = (
        *_decisions(plan, messages),
        *_blockers(portfolio, plan, messages),
        *flags.late(plan, portfolio, messages),
        *flags.drift(plan, messages),
        *dependency_flags.released(plan, portfolio, messages),
    )
    reasons = (*reasons, *_unowned(plan, messages, alone=not reasons))
    if not reasons:
        return None
    kind = min(reasons, key=lambda reason: RANK.index(reason.kind)).kind
    if kind == "waits" and plan.status == "blocked":
        kind = "blocked"
    target = messages.date(plan.target) if plan.status in ACTIVE else ""
    return PlanInNeed(plan, kind, messages(f"need.{kind}"), reasons, target)


def _decisions(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    # Every draft has open questions; they need no decision before the plan is in review.
    questions = () if plan.status == "draft" else flags.questions(plan, messages)
    if plan.status != "review":
        return questions
    return (Flag("decide", beyond_status(plan, messages) or status_and_progress(plan, messages)), *questions)


def _blockers(portfolio: Portfolio, plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    # A draft that waits for something holds up no work.
    if plan.status in {"draft", "review"}:
        return ()
    waits = dependency_flags.waits_in_short(plan, portfolio, messages)
    if waits or plan.status != "blocked":
        return waits
    return (Flag("blocked", beyond_status(plan, messages) or status_and_progress(plan, messages)),)


def _unowned(plan: Plan, messages: Messages, *, alone: bool) -> tuple[Flag, ...]:
    flag = flags.unowned(plan, messages)
    # As the only reason it is the label of the row already.
    return (Flag("unowned", status_and_progress(plan, messages)),) if flag and alone else flag


def status_and_progress(plan: Plan, messages: Messages) -> str:
    """The status and the number of tasks done, for rows whose label gives the reason already."""
    status = messages.status(plan.status)
    if not plan.progress.total:
        return status
    return messages("need.state", status=status, done=plan.progress.done, total=plan.progress.total)
