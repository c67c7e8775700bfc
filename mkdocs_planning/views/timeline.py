"""The timeline: what happened when?"""

from __future__ import annotations

from itertools import groupby, islice

from msgspec import Struct

from mkdocs_planning.model.dates import first_day, last_day
from mkdocs_planning.model.events import Event, events
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_controls import FACT_FACETS, Control, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

RECENT_ITEMS = 5
FEED = "timeline.xml"
"""File name of the Atom feed, in the folder of the overview."""


class TimelineItem(Struct, frozen=True):
    """An event with its date, formatted, and with a text of the plugin where the plan has none, else empty."""

    event: Event
    date: str
    text: str


class Period(Struct, frozen=True):
    """The events of a month; those that state only a quarter or a year have a period of their own."""

    title: str
    items: tuple[TimelineItem, ...]


class Timeline(Struct, frozen=True):
    """The timeline.

    Attributes:
        periods: the visible periods, newest first.
        earlier: earlier periods, which are collapsed.
        undated: changelog entries without a date.
        feed: file name of the Atom feed.
        controls: the filters.
        whole: whether all plans of the site are shown, as in the feed.
    """

    periods: tuple[Period, ...]
    earlier: tuple[Period, ...]
    undated: tuple[Event, ...]
    feed: str
    controls: tuple[Control, ...]
    whole: bool
    messages: Messages

    @property
    def more(self) -> int:
        """Number of collapsed events."""
        return sum(len(period.items) for period in self.earlier)


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> Timeline:
    messages = options.messages
    dated, undated = events(selected)
    periods = tuple(
        Period(messages.date(period), tuple(_item(event, messages) for event in inside))
        for period, inside in groupby(dated, key=lambda event: (event.date or "")[:7])
    )
    visible = _visible(periods, options.timeline_open)
    plans = {event.plan.id: event.plan for event in (*dated, *undated)}
    return Timeline(
        periods=periods[:visible],
        earlier=periods[visible:],
        undated=undated,
        feed=FEED,
        controls=controls(plans.values(), FACT_FACETS, messages),
        whole=len(selected) == len(portfolio.plans),
        messages=messages,
    )


def recent_items(portfolio: Portfolio, plans: tuple[Plan, ...], messages: Messages) -> tuple[TimelineItem, ...]:
    """The latest events up to today, with full dates, for the overview."""
    past = (event for event in events(plans)[0] if first_day(event.date or "") <= last_day(portfolio.as_of))
    return tuple(
        TimelineItem(event, messages.date(event.date), event_text(event, messages)) for event in islice(past, RECENT_ITEMS)
    )


def _visible(periods: tuple[Period, ...], limit: int) -> int:
    """How many periods have at most *limit* events together, but at least one."""
    for number, period in enumerate(periods):
        limit -= len(period.items)
        if limit < 0:
            return max(1, number)
    return len(periods)


def _item(event: Event, messages: Messages) -> TimelineItem:
    return TimelineItem(event, messages.date_in_year(event.date or ""), event_text(event, messages))


def event_text(event: Event, messages: Messages) -> str:
    """The text of an event for which the plan has none; empty for an entry of a changelog."""
    return "" if event.kind == "entry" else messages(f"timeline.{event.kind}")


def _has_events(portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(events(portfolio.plans))


VIEW = View("timeline", build, has_content=_has_events)
