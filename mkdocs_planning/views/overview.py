"""The overview: what needs attention today, and what is the status of the plans?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import STATUSES, Plan, Progress, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.burn_up import BurnUp, burn_up_of_all
from mkdocs_planning.views.facts.attention_reasons import PlanInNeed, plans_in_need
from mkdocs_planning.views.facts.plan_card import Card, card
from mkdocs_planning.views.facts.plan_order import sorted_in_status
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.review import headline
from mkdocs_planning.views.risks import Entry, top_risks
from mkdocs_planning.views.timeline import TimelineItem, recent_items
from mkdocs_planning.views.view import OVERVIEW, View, chosen
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

VISIBLE_NEEDS = 7
VISIBLE_CARDS = 3


class StatusSummary(Struct, frozen=True):
    """The plans of one status: their number, the first cards, and how many more there are."""

    status: Status
    title: str
    count: int
    cards: tuple[Card, ...]
    more: int


class Overview(Struct, frozen=True):
    """The overview.

    Attributes:
        as_of: the day for which the site is built, formatted.
        plans: number of plans.
        progress: the sum of their progress.
        changes: one line about the changes since the last review; empty without history.
        burn_up: progress over time; None without history.
        needs: the first plans that need attention; ``more_needs`` are the others.
        statuses: the statuses that occur.
        risks: the most severe open risks.
        activity: the latest events.
        pages: name and title of the other views, for links.
    """

    as_of: str
    plans: int
    progress: Progress
    changes: str
    burn_up: BurnUp | None
    needs: tuple[PlanInNeed, ...]
    more_needs: tuple[PlanInNeed, ...]
    statuses: tuple[StatusSummary, ...]
    risks: tuple[Entry, ...]
    activity: tuple[TimelineItem, ...]
    pages: tuple[tuple[str, str], ...]
    messages: Messages


def build(
    portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS, pages: tuple[View, ...] = ()
) -> Overview:
    messages = options.messages
    needs = plans_in_need(portfolio, selected, messages)
    return Overview(
        as_of=messages.date(portfolio.as_of),
        plans=len(selected),
        progress=sum((plan.progress for plan in selected), Progress()),
        changes=headline(portfolio, selected, messages),
        burn_up=burn_up_of_all(portfolio, selected, messages),
        needs=needs[:VISIBLE_NEEDS],
        more_needs=needs[VISIBLE_NEEDS:],
        statuses=_statuses(portfolio, selected, messages),
        risks=top_risks(portfolio, selected, options),
        activity=recent_items(portfolio, selected, messages),
        pages=tuple((page.name, page.title(messages)) for page in pages),
        messages=messages,
    )


def _statuses(portfolio: Portfolio, plans: tuple[Plan, ...], messages: Messages) -> tuple[StatusSummary, ...]:
    by_status: dict[Status, list[Plan]] = {status: sorted_in_status(status, plans) for status in STATUSES}
    return tuple(
        StatusSummary(
            status,
            messages.status(status),
            len(found),
            tuple(card(portfolio, plan, messages) for plan in found[:VISIBLE_CARDS]),
            max(0, len(found) - VISIBLE_CARDS),
        )
        for status, found in by_status.items()
        if found
    )


def view(pages: tuple[View, ...]) -> View:
    """The overview, with links to those of *pages* that the site has."""

    def build_with_links(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions) -> Overview:
        shown = tuple(page for page in chosen(pages, options) if page.has_content(portfolio, options))
        return build(portfolio, selected, options, shown)

    return View(OVERVIEW, build_with_links)
