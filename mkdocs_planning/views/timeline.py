"""The timeline: what happened, when?"""

from __future__ import annotations

from itertools import groupby, islice

from msgspec import Struct

from mkdocs_planning.model.dates import first_day, last_day
from mkdocs_planning.model.events import Event, events
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared.facets import LISTS, Control, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

SHOWN_LATELY = 5
FEED = "timeline.xml"
"""The name of the Atom feed, which stands beside the overview."""


class Happened(Struct, frozen=True):
    """An event with its day as shown beneath its month, and the plugin's own words where the plan has none."""

    event: Event
    day: str
    said: str


class Month(Struct, frozen=True):
    """What happened in a month, or in a quarter or a year where nothing more precise is stated."""

    title: str
    events: tuple[Happened, ...]


class Timeline(Struct, frozen=True):
    """The timeline.

    Attributes:
        months: the latest months, newest first, shown openly.
        earlier: the months before them, folded.
        undated: the entries of changelogs that have no date.
        controls: by what the reader may filter.
        whole: all plans of the site are on it; only then does the feed say the same.
    """

    months: tuple[Month, ...]
    earlier: tuple[Month, ...]
    undated: tuple[Event, ...]
    feed: str
    controls: tuple[Control, ...]
    whole: bool
    words: Words

    @property
    def more(self) -> int:
        """How many events are folded."""
        return sum(len(month.events) for month in self.earlier)


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> Timeline:
    words = ENGLISH
    dated, undated = events(selected)
    months = tuple(
        Month(words.date(period), tuple(_happened(event, words) for event in inside))
        for period, inside in groupby(dated, key=lambda event: (event.date or "")[:7])
    )
    opened = _open(months, options.timeline_open)
    told = {event.plan.id: event.plan for event in (*dated, *undated)}
    return Timeline(
        months=months[:opened],
        earlier=months[opened:],
        undated=undated,
        feed=FEED,
        controls=controls(told.values(), LISTS, words),
        whole=len(selected) == len(portfolio.plans),
        words=words,
    )


def lately(portfolio: Portfolio, plans: tuple[Plan, ...], words: Words) -> tuple[Happened, ...]:
    """The newest few events up to today, each with its whole date, for a page that has room for no more."""
    past = (event for event in events(plans)[0] if first_day(event.date or "") <= last_day(portfolio.as_of))
    return tuple(Happened(event, words.date(event.date), _said(event, words)) for event in islice(past, SHOWN_LATELY))


def _open(months: tuple[Month, ...], room: int) -> int:
    """How many months fit into *room* entries; the latest one always does."""
    for number, month in enumerate(months):
        room -= len(month.events)
        if room < 0:
            return max(1, number)
    return len(months)


def _happened(event: Event, words: Words) -> Happened:
    return Happened(event, words.day(event.date), _said(event, words))


def _said(event: Event, words: Words) -> str:
    return "" if event.kind == "entry" else words(f"timeline.{event.kind}")


def _shown(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(events(portfolio.plans))


VIEW = View(
    name="timeline",
    title=ENGLISH("timeline.title"),
    path="timeline/",
    template="timeline.html",
    build=build,
    shown=_shown,
    hide=("toc",),
)
