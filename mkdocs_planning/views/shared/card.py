"""A plan on a card: as much as one sees of it on a board."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, STATUSES, Plan, Progress, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.shared import flags
from mkdocs_planning.views.shared.ages import standing_said
from mkdocs_planning.views.shared.facets import top_level
from mkdocs_planning.views.shared.flags import Flag
from mkdocs_planning.views.words.catalogue import Words


class Card(Struct, frozen=True):
    """One plan on a board.

    Attributes:
        target: as shown; empty where the plan states none.
        since: for how long it has had its status, in words; empty where that is not known.
        data: what the script filters and groups by, as data attributes.
    """

    plan: Plan
    owners: str
    target: str
    since: str
    progress: Progress
    flags: tuple[Flag, ...]
    data: Mapping[str, str] = MappingProxyType({})


class Column(Struct, frozen=True):
    """The plans of one status, the most pressing first."""

    status: Status
    title: str
    cards: tuple[Card, ...]


def card(portfolio: Portfolio, plan: Plan, words: Words) -> Card:
    return Card(
        plan=plan,
        owners=", ".join(plan.owners),
        target=words.date(plan.target),
        since=standing_said(plan, portfolio, words),
        progress=plan.progress,
        flags=(
            *flags.late(plan, portfolio, words),
            *flags.waits_shortly(plan, portfolio, words),
            *flags.questions(plan, words),
            *_risk(plan, words),
        ),
    )


def _risk(plan: Plan, words: Words) -> tuple[Flag, ...]:
    level = top_level(plan)
    return (Flag("risk", words("flag.risk", level=level)),) if level in {"high", "critical"} else ()


def columns(portfolio: Portfolio, plans: tuple[Plan, ...], words: Words) -> tuple[Column, ...]:
    """The columns that have plans, in the order of :data:`STATUSES`; each plan is in exactly one."""
    by_status: dict[Status, list[Plan]] = {}
    for plan in plans:
        by_status.setdefault(plan.status, []).append(plan)
    return tuple(
        Column(
            status,
            words.status(status),
            tuple(card(portfolio, plan, words) for plan in in_order(status, by_status[status])),
        )
        for status in STATUSES
        if status in by_status
    )


def in_order(status: Status, plans: list[Plan]) -> list[Plan]:
    """Plans under way by their target, undated ones by priority after them; finished ones with the latest first."""
    if status in ACTIVE:
        return sorted(plans, key=lambda plan: (day_number(plan.target), plan.priority or "~", plan.title.lower()))
    return sorted(plans, key=lambda plan: (-_ended(plan), plan.title.lower()))


def day_number(iso: str | None) -> int:
    """A number that orders dates of any precision; what has none comes last."""
    return last_day(iso).toordinal() if iso else 10**7


def _ended(plan: Plan) -> int:
    iso = plan.finished or plan.updated or plan.target or plan.created
    return last_day(iso).toordinal() if iso else 0
