"""What needs somebody: the plans that want a decision, wait, are late, drift or have no owner."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.shared import flags
from mkdocs_planning.views.shared.card import day_number
from mkdocs_planning.views.shared.flags import Flag, FlagKind
from mkdocs_planning.views.shared.plan_quotes import beyond_status
from mkdocs_planning.views.words.catalogue import Words

RANK: tuple[FlagKind, ...] = ("decide", "blocked", "waits", "late", "drift", "unowned")
"""Decisions come first: they are what only the people in the room can give."""


class Need(Struct, frozen=True):
    """One plan that needs somebody: the most pressing reason as a word, and all facts behind it."""

    plan: Plan
    kind: FlagKind
    word: str
    facts: tuple[Flag, ...]
    target: str


def needs(portfolio: Portfolio, plans: tuple[Plan, ...], words: Words) -> tuple[Need, ...]:
    """The plans that need somebody, the most pressing first, each once."""
    found = [need for plan in plans if (need := _need(portfolio, plan, words)) is not None]
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


def _need(portfolio: Portfolio, plan: Plan, words: Words) -> Need | None:
    facts = (
        *_decide(plan, words),
        *_blocked(portfolio, plan, words),
        *flags.late(plan, portfolio, words),
        *flags.drift(plan, words),
        *flags.released(plan, portfolio, words),
    )
    facts = (*facts, *_unowned(plan, words, alone=not facts))
    if not facts:
        return None
    kind = min(facts, key=lambda fact: RANK.index(fact.kind)).kind
    if kind == "waits" and plan.status == "blocked":
        kind = "blocked"
    target = words.date(plan.target) if plan.status in ACTIVE else ""
    return Need(plan, kind, words(f"need.{kind}"), facts, target)


def _decide(plan: Plan, words: Words) -> tuple[Flag, ...]:
    # Every draft has open questions; they hold nobody up before the plan is up for a decision.
    asked = () if plan.status == "draft" else flags.questions(plan, words)
    if plan.status != "review":
        return asked
    return (Flag("decide", beyond_status(plan, words) or state(plan, words)), *asked)


def _blocked(portfolio: Portfolio, plan: Plan, words: Words) -> tuple[Flag, ...]:
    # A draft that waits for something keeps nobody from working.
    if plan.status in {"draft", "review"}:
        return ()
    waiting = flags.waits_shortly(plan, portfolio, words)
    if waiting or plan.status != "blocked":
        return waiting
    return (Flag("blocked", beyond_status(plan, words) or state(plan, words)),)


def _unowned(plan: Plan, words: Words, *, alone: bool) -> tuple[Flag, ...]:
    flag = flags.unowned(plan, words)
    # Where it is the only reason, the word in front of the row says it already.
    return (Flag("unowned", state(plan, words)),) if flag and alone else flag


def state(plan: Plan, words: Words) -> str:
    """What to say where the word in front has said it all: how far the plan is."""
    status = words.status(plan.status)
    if not plan.progress.total:
        return status
    return words("need.state", status=status, done=plan.progress.done, total=plan.progress.total)
