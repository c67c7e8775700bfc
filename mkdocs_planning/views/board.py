"""The board: where does every plan stand?"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, STATUSES, Plan, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared.card import Card, card, in_order
from mkdocs_planning.views.shared.facets import GROUPINGS, Control, Facet, attributes, controls, grouping
from mkdocs_planning.views.shared.groups import Group, groups
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

FILTERS: tuple[Facet, ...] = ("owner", "tag", "status", "priority", "risk")

MANY = 200

ROOM = 100
"""How many cards of a column, or of a lane in it, stand openly; the others fold beneath them."""


class Lane(Struct, frozen=True):
    """The cards of a column that belong to one group. ``row`` is that of the group across the board, from 2."""

    title: str
    row: int
    cards: tuple[Card, ...]


class Column(Struct, frozen=True):
    """The plans of one status, the most pressing first, in one lane without a title where they are not grouped.

    Attributes:
        count: how many plans; a plan stands in several lanes where it has several owners or tags.
    """

    status: Status
    title: str
    lanes: tuple[Lane, ...]
    count: int


class Board(Struct, frozen=True):
    """The board.

    Attributes:
        columns: each plan that is on the board stands in one of them.
        lanes: how many groups the board is cut into; 0 for none.
        group: what they are made by.
        controls: by what the reader may filter, and group at the end.
        left: what is not on the board, in words.
        whole: all plans of the site were to be shown. Only then do its columns have ids, so that a page
            with a board and a part of it has no id twice.
        words: the language it speaks.
        room: how many cards of a lane stand openly.
    """

    columns: tuple[Column, ...]
    lanes: int
    group: str
    controls: tuple[Control, ...]
    left: tuple[str, ...]
    whole: bool
    words: Words
    room: int = ROOM

    @property
    def many(self) -> bool:
        """Whether laying out all cards at once would take a browser noticeable time."""
        return sum(column.count for column in self.columns) > MANY

    @property
    def tracks(self) -> str:
        """The widths of the columns where one is empty: that one takes no more room than its head."""
        counts = [column.count for column in self.columns]
        return "" if all(counts) else " ".join("minmax(var(--pl-col),1fr)" if count else "max-content" for count in counts)


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> Board:
    words = ENGLISH
    shown, left = _on_board(portfolio, selected, options, words)
    titled = _columns(shown, options, words)
    ordered = tuple(
        plan for status, _ in titled for plan in in_order(status, [plan for plan in shown if plan.status == status])
    )
    filters = controls(ordered, FILTERS, words, statuses=dict[str, str](titled))
    group = grouping(ordered, options.board_group, words)
    names = _names(filters, group)
    cards = {plan.id: replace(card(portfolio, plan, words), data=attributes(plan, names)) for plan in ordered}
    lanes = groups(ordered, options.board_group, words)
    return Board(
        columns=tuple(_column(status, title, lanes, cards) for status, title in titled),
        lanes=len(lanes) if options.board_group else 0,
        group=options.board_group or "",
        controls=(*filters, *((group,) if group else ())),
        left=left,
        whole=len(selected) == len(portfolio.plans),
        words=words,
    )


def _columns(plans: list[Plan], options: ViewOptions, words: Words) -> tuple[tuple[Status, str], ...]:
    """The statuses that have a column, with their titles; one that was asked for has one even where it is empty."""
    found = {plan.status for plan in plans}
    asked = (options.board_columns if plans else ()) or tuple((status, "") for status in STATUSES if status in found)
    return tuple((status, title or words.status(status)) for status, title in asked)


def _on_board(
    portfolio: Portfolio, plans: tuple[Plan, ...], options: ViewOptions, words: Words
) -> tuple[list[Plan], tuple[str, ...]]:
    """Those of *plans* that are on the board, and what the others are, in words."""
    asked = {status for status, _ in options.board_columns}
    others = Counter(plan.status for plan in plans if asked and plan.status not in asked)
    said = [
        words("board.left-status", n=others[status], status=words.status(status).lower())
        for status in STATUSES
        if others[status]
    ]
    shown = [plan for plan in plans if plan.status not in others]
    if options.board_hide_done_after is not None:
        day = (last_day(portfolio.as_of) - timedelta(days=options.board_hide_done_after)).isoformat()
        recent = [plan for plan in shown if not _ended_before(plan, day)]
        if len(recent) < len(shown):
            said.insert(0, words.count("board.old", len(shown) - len(recent), date=words.date(day)))
        shown = recent
    return shown, tuple(said)


def _ended_before(plan: Plan, day: str) -> bool:
    """Whether *plan* is over since before *day*; one that does not say since when stays."""
    ended = plan.finished or plan.updated
    return plan.status not in ACTIVE and ended is not None and last_day(ended) < last_day(day)


def _names(filters: tuple[Control, ...], group: Control | None) -> tuple[Facet, ...]:
    """The facets that cards must tell of: fewer attributes make a smaller page."""
    chosen = {control.name for control in filters} | {choice.value for choice in (group.choices if group else ())}
    # The status of a card is that of its column.
    return tuple(facet for facet in (*FILTERS, *GROUPINGS[-1:]) if facet in chosen and facet != "status")


def _column(status: Status, title: str, lanes: tuple[Group, ...], cards: dict[str, Card]) -> Column:
    order = {plan_id: str(number) for number, plan_id in enumerate(cards)}
    placed: set[str] = set()
    made: list[Lane] = []

    def placing(plan: Plan, *, grouped: bool) -> Card:
        """The card of *plan*, which says where it stands without groups and whether it stands elsewhere already."""
        one = cards[plan.id]
        if not grouped:
            return one
        again = {"twin": ""} if plan.id in placed else {}
        return replace(one, data={**one.data, "n": order[plan.id], **again})

    for row, group in enumerate(lanes, 2):
        inside = [plan for plan in group.plans if plan.status == status]
        if inside:
            made.append(Lane(group.title, row, tuple(placing(plan, grouped=bool(group.title)) for plan in inside)))
            placed.update(plan.id for plan in inside)
    return Column(status, title, tuple(made), len(placed))


VIEW = View(
    name="board",
    title=ENGLISH("board.title"),
    path="board/",
    template="board.html",
    build=build,
    hide=("toc",),
)
