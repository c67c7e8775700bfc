"""The overview: what needs us today, and where do the plans stand?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model.plan import Plan, Progress, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.burn_up import BurnUp, burn_up_of_all
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.review import headline
from mkdocs_planning.views.risks import Entry, top_risks
from mkdocs_planning.views.shared.card import Card, columns
from mkdocs_planning.views.shared.needs import Need, needs
from mkdocs_planning.views.timeline import Happened, lately
from mkdocs_planning.views.view import View, chosen
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

SHOWN_NEEDS = 7
SHOWN_CARDS = 3


class Share(Struct, frozen=True):
    """One status with the number of its plans, its first cards, and how many more there are."""

    status: Status
    title: str
    count: int
    cards: tuple[Card, ...]
    more: int


class Overview(Struct, frozen=True):
    """The overview.

    Attributes:
        as_of: the day that "late" refers to, as shown.
        changed: what has changed since the last review, in one line; empty where that is not known.
        burn: progress over time, where it is known.
        needs: the first few plans that need somebody; ``more_needs`` are the others.
        shares: the statuses that occur.
        risks: the gravest risks that matter.
        lately: what happened last.
        pages: the other views, for links.
    """

    as_of: str
    plans: int
    progress: Progress
    changed: str
    burn: BurnUp | None
    needs: tuple[Need, ...]
    more_needs: tuple[Need, ...]
    shares: tuple[Share, ...]
    risks: tuple[Entry, ...]
    lately: tuple[Happened, ...]
    pages: tuple[View, ...]
    words: Words


def build(
    portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS, pages: tuple[View, ...] = ()
) -> Overview:
    words = ENGLISH
    wanted = needs(portfolio, selected, words)
    return Overview(
        as_of=words.date(portfolio.as_of),
        plans=len(selected),
        progress=sum((plan.progress for plan in selected), Progress()),
        changed=headline(portfolio, selected, words),
        burn=burn_up_of_all(portfolio, selected, words),
        needs=wanted[:SHOWN_NEEDS],
        more_needs=wanted[SHOWN_NEEDS:],
        shares=tuple(
            Share(
                column.status,
                column.title,
                len(column.cards),
                column.cards[:SHOWN_CARDS],
                max(0, len(column.cards) - SHOWN_CARDS),
            )
            for column in columns(portfolio, selected, words)
        ),
        risks=top_risks(portfolio, selected, options),
        lately=lately(portfolio, selected, words),
        pages=pages,
        words=words,
    )


def view(pages: tuple[View, ...]) -> View:
    """The overview, which links to the other views *pages*."""

    def build_with_pages(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions) -> Overview:
        return build(
            portfolio, selected, options, tuple(page for page in chosen(pages, options) if page.shown(portfolio, options))
        )

    return View(
        name="overview",
        title=ENGLISH("overview.title"),
        path="",
        template="overview.html",
        build=build_with_pages,
        hide=("toc",),
    )
