"""The board: what is the status of each plan?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, STATUSES, Plan, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.plan_card import Card, card
from mkdocs_planning.views.facts.plan_order import by_status
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_controls import Control, Facet, attributes, controls, group_control
from mkdocs_planning.views.selection.plan_groups import Group, groups
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

FILTERS: tuple[Facet, ...] = ("owner", "tag", "status", "priority", "risk")
CARD_FACETS: tuple[Facet, ...] = ("owner", "tag", "priority", "risk", "folder")
"""What cards are filtered and grouped by; the status of a card is that of its column."""

LARGE = 200
"""The number of cards above which the script shows them in steps."""
VISIBLE_CARDS = 100
"""The number of cards of a column, or of a lane in it, that are visible; the others are collapsed."""


class Lane(Struct, frozen=True):
    """The cards of a column that belong to one group. ``row`` is the grid row of the group, from 2."""

    title: str
    row: int
    cards: tuple[Card, ...]


class Column(Struct, frozen=True):
    """The plans of one status in lanes; one lane without a title where the board is not grouped.

    Attributes:
        count: number of plans. A plan with several owners or tags is in several lanes.
    """

    status: Status
    title: str
    lanes: tuple[Lane, ...]
    count: int


class Board(Struct, frozen=True):
    """The board.

    Attributes:
        columns: each plan that is on the board is in one of them.
        lanes: number of groups; 0 where the board is not grouped.
        group: what it is grouped by; empty where it is not.
        controls: the filters, and the control of groups at the end.
        hidden: what is not on the board, in words.
        whole: whether all plans of the site were to be shown. Only then do the columns have ids, since a page may
            show the board and a part of it.
        visible: number of cards of a lane that are not collapsed.
    """

    columns: tuple[Column, ...]
    lanes: int
    group: str
    controls: tuple[Control, ...]
    hidden: tuple[str, ...]
    whole: bool
    messages: Messages
    visible: int = VISIBLE_CARDS

    @property
    def large(self) -> bool:
        """Whether a browser takes noticeable time for the layout of all cards at once."""
        return sum(column.count for column in self.columns) > LARGE

    @property
    def tracks(self) -> str:
        """The CSS grid tracks where a column is empty, which is then as wide as its head; else empty."""
        counts = [column.count for column in self.columns]
        return "" if all(counts) else " ".join("minmax(var(--pl-col),1fr)" if count else "max-content" for count in counts)


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> Board:
    messages = options.messages
    recent, hidden_by_age = _without_old(portfolio, _in_columns(selected, options), options)
    titles = _titles(recent, options)
    plans = tuple(by_status(recent, titles))
    filters = controls(plans, FILTERS, messages, statuses={str(status): title for status, title in titles.items()})
    group = group_control(plans, options.board_group, messages)
    facets = _facets(filters, group)
    cards = {plan.id: replace(card(portfolio, plan, messages), data=attributes(plan, facets)) for plan in plans}
    lanes = groups(plans, options.board_group, messages)
    return Board(
        columns=tuple(_column(status, title, lanes, cards) for status, title in titles.items()),
        lanes=len(lanes) if options.board_group else 0,
        group=options.board_group or "",
        controls=(*filters, *((group,) if group else ())),
        hidden=(*hidden_by_age, *_hidden_by_status(selected, options)),
        whole=len(selected) == len(portfolio.plans),
        messages=messages,
    )


def _in_columns(plans: tuple[Plan, ...], options: ViewOptions) -> list[Plan]:
    """The plans whose status has a column."""
    wanted = options.board_columns or STATUSES
    return [plan for plan in plans if plan.status in wanted]


def _hidden_by_status(plans: tuple[Plan, ...], options: ViewOptions) -> list[str]:
    """The plans whose status has no column, in words."""
    wanted = options.board_columns or STATUSES
    counts = Counter(plan.status for plan in plans if plan.status not in wanted)
    return [
        options.messages("board.left-status", n=counts[status], status=options.messages.status_in_text(status))
        for status in STATUSES
        if counts[status]
    ]


def _without_old(portfolio: Portfolio, plans: list[Plan], options: ViewOptions) -> tuple[list[Plan], tuple[str, ...]]:
    """*plans* without those that ended too long ago, and these in words."""
    if options.board_hide_done_after is None:
        return plans, ()
    day = (last_day(portfolio.as_of) - timedelta(days=options.board_hide_done_after)).isoformat()
    recent = [plan for plan in plans if not _ended_before(plan, day)]
    if len(recent) == len(plans):
        return plans, ()
    text = options.messages.count("board.old", len(plans) - len(recent), date=options.messages.date(day))
    return recent, (text,)


def _ended_before(plan: Plan, day: str) -> bool:
    """Whether *plan* ended before *day*. A plan without a date of its end did not."""
    ended = plan.finished or plan.updated
    return plan.status not in ACTIVE and ended is not None and last_day(ended) < last_day(day)


def _titles(plans: Sequence[Plan], options: ViewOptions) -> dict[Status, str]:
    """The statuses that have a column, with their titles. A configured column is shown even if it is empty."""
    found = {plan.status for plan in plans}
    columns = (options.board_columns if plans else {}) or {status: "" for status in STATUSES if status in found}
    return {status: title or options.messages.status(status) for status, title in columns.items()}


def _facets(filters: tuple[Control, ...], group: Control | None) -> tuple[Facet, ...]:
    """The facets that cards need as data attributes; others would only make the page larger."""
    used = {control.name for control in filters} | {choice.value for choice in (group.choices if group else ())}
    return tuple(facet for facet in CARD_FACETS if facet in used)


def _column(status: Status, title: str, lanes: tuple[Group, ...], cards: Mapping[str, Card]) -> Column:
    order = {plan_id: str(number) for number, plan_id in enumerate(cards)}
    placed: set[str] = set()
    made: list[Lane] = []

    def in_lane(plan: Plan) -> Card:
        """The card of *plan* with its place on the ungrouped board, marked where it is in an earlier lane too."""
        again = {"twin": ""} if plan.id in placed else {}
        one = cards[plan.id]
        return replace(one, data={**one.data, "n": order[plan.id], **again})

    for row, group in enumerate(lanes, 2):
        inside = [plan for plan in group.plans if plan.status == status]
        if inside:
            of_lane = tuple(in_lane(plan) if group.title else cards[plan.id] for plan in inside)
            made.append(Lane(group.title, row, of_lane))
            placed.update(plan.id for plan in inside)
    return Column(status, title, tuple(made), len(placed))


VIEW = View("board", build)
