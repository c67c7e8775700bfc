"""A plan as a card, as boards show it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from mkdocs_planning.model.plan import Plan, Progress
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts import dependency_flags, flags
from mkdocs_planning.views.facts.ages import status_age_text
from mkdocs_planning.views.facts.flags import Flag
from mkdocs_planning.views.messages.catalogue import Messages


class Card(Struct, frozen=True):
    """A plan on a board.

    Attributes:
        owners: formatted.
        target: formatted; empty where the plan has none.
        status_age: how long it has had its status, in words; empty where that is not known.
        data: data attributes (without ``data-``) by which the script filters and groups.
    """

    plan: Plan
    owners: str
    target: str
    status_age: str
    progress: Progress
    flags: tuple[Flag, ...]
    data: Mapping[str, str] = MappingProxyType({})


def card(portfolio: Portfolio, plan: Plan, messages: Messages) -> Card:
    """The card of *plan*."""
    return Card(
        plan=plan,
        owners=", ".join(plan.owners),
        target=messages.date(plan.target),
        status_age=status_age_text(plan, portfolio, messages),
        progress=plan.progress,
        flags=(
            *flags.late(plan, portfolio, messages),
            *dependency_flags.waits_in_short(plan, portfolio, messages),
            *flags.questions(plan, messages),
            *flags.high_risk(plan, messages),
        ),
    )
