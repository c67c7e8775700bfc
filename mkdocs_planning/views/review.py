"""Review: what has changed since the last review?

Plans and their changes are in the order of the :class:`~mkdocs_planning.model.plan_review.Review`: by importance.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mkdocs_planning.model.plan import STATUSES, Plan
from mkdocs_planning.model.plan_review import Entry, Kind, PlanReview, Review
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.authorship import author_name, authored
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_controls import Control, attributes, controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

MAX_HEADLINE = 5
"""Number of tallies in the line of the overview."""
MAX_ALIKE = 3
"""More changes of one kind in a plan than this are collapsed."""

ORDER = (
    "plan-finished",
    "plan-dropped",
    "slipped",
    "status",
    "plan-added",
    "plan-removed",
    "target-earlier",
    "target",
    "risk-raised",
    "risk-new",
    "risk-reopened",
    "risk-closed",
    "risk-lowered",
    "risk-removed",
    "question-opened",
    "question-reopened",
    "question-answered",
    "question-removed",
    "decision",
    "task-done",
    "task-reopened",
    "task-added",
    "task-dropped",
    "task-removed",
    "owner",
    "title",
    "text",
)
"""The kinds of changes by importance: those of an entry, and for a moved target whether it slipped or came nearer."""


class Line(Struct, frozen=True):
    """One change.

    Attributes:
        kind: one of :data:`ORDER`.
        label: what happened.
        change: from what to what; empty where the label is sufficient.
        authored: by whom and when, as far as known.
    """

    entry: Entry
    kind: str
    label: str
    change: str
    authored: str


class Bundle(Struct, frozen=True):
    """The changes of one kind in one plan. Where there are many they are collapsed below ``title``, else that is empty."""

    title: str
    authored: str
    lines: tuple[Line, ...]


class Changed(Struct, frozen=True):
    """The changes of a plan. ``plan`` is None where it was removed; ``data`` are its data attributes for filters."""

    plan: Plan | None
    title: str
    status: str
    bundles: tuple[Bundle, ...]
    data: dict[str, str]


class Tally(Struct, frozen=True):
    """The number of changes of a kind; ``text`` states it in words."""

    kind: str
    text: str
    count: int


class ReviewPage(Struct, frozen=True):
    """The changes between two moments.

    Attributes:
        known: whether there is any history.
        span: from when to when, in words.
        note: why less than that is known; empty otherwise.
        tallies: all changes by kind.
        plans: plans with their changes; ``text_only`` are those of which only the text changed.
        controls: the filters.
        whole: whether all plans of the site are shown. Only then are removed plans included and tallies linked.
    """

    known: bool
    span: str
    note: str
    tallies: tuple[Tally, ...]
    plans: tuple[Changed, ...]
    text_only: tuple[Changed, ...]
    controls: tuple[Control, ...]
    whole: bool
    messages: Messages


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> ReviewPage:
    messages = options.messages
    whole = len(selected) == len(portfolio.plans)
    review = portfolio.review
    if review is None:
        return ReviewPage(False, "", "", (), (), (), (), whole, messages)
    found = _of_page(portfolio, review, selected)
    changed = [plan for one in found if (plan := portfolio.by_id.get(one.plan))]
    return ReviewPage(
        known=True,
        span=_span(review, messages),
        note=review.note,
        tallies=tallies((entry for one in found for entry in one.entries), messages),
        plans=tuple(_changed(one, portfolio, messages) for one in found if not one.text_only),
        text_only=tuple(_changed(one, portfolio, messages) for one in found if one.text_only),
        controls=controls(changed, ("plan", "owner"), messages),
        whole=whole,
        messages=messages,
    )


def _of_page(portfolio: Portfolio, review: Review, selected: tuple[Plan, ...]) -> list[PlanReview]:
    """The changes in the plans of a page. Removed plans are part of the page of all plans only."""
    ids = {plan.id for plan in selected}
    whole = len(selected) == len(portfolio.plans)
    return [one for one in review.plans if one.entries and (whole or (one.plan in ids and not one.gone))]


def tallies(entries: Iterable[Entry], messages: Messages) -> tuple[Tally, ...]:
    """The number of *entries* by kind, in the order of :data:`ORDER`."""
    counts: dict[str, int] = {}
    for entry in entries:
        kind = kind_of(entry)
        counts[kind] = counts.get(kind, 0) + 1
    return tuple(Tally(kind, messages.count(f"review.{kind}", counts[kind]), counts[kind]) for kind in ORDER if kind in counts)


def kind_of(entry: Entry) -> str:
    """The kind of *entry*, one of :data:`ORDER`."""
    if entry.kind == "target" and entry.days:
        return "slipped" if entry.days > 0 else "target-earlier"
    return entry.kind


def _span(review: Review, messages: Messages) -> str:
    """From when to when. A tag is named first, since a day in its name may differ from the day of its commit."""
    since = messages.date(review.since.date)
    if review.asked != review.since.date:
        since = messages("review.state", asked=review.asked, since=since)
    key = "review.span" if review.until.commit else "review.span-tree"
    return messages(key, since=since, until=messages.date(review.until.date))


def _changed(one: PlanReview, portfolio: Portfolio, messages: Messages) -> Changed:
    plan = None if one.gone else portfolio.by_id.get(one.plan)
    by_kind: dict[str, list[Line]] = {}
    for entry in one.entries:
        by_kind.setdefault(kind_of(entry), []).append(_line(entry, messages))
    data = attributes(plan, ("plan", "owner")) if plan else {"plan": one.plan}
    return Changed(
        plan=plan,
        title=plan.title if plan else one.title,
        status=messages.status(plan.status) if plan else "",
        bundles=tuple(_bundle(kind, lines, messages) for kind, lines in by_kind.items()),
        data=data,
    )


def _bundle(kind: str, lines: list[Line], messages: Messages) -> Bundle:
    if len(lines) <= MAX_ALIKE:
        return Bundle("", "", tuple(lines))
    return Bundle(messages.count(f"review.{kind}", len(lines)), _authors(lines, messages), tuple(lines))


def _authors(lines: list[Line], messages: Messages) -> str:
    """Who made the changes *lines*, and the dates of the first and the last."""
    moments = [line.entry.moment for line in lines if line.entry.moment]
    if not moments:
        return ""
    first, last = min(moment.date for moment in moments), max(moment.date for moment in moments)
    when = (
        messages.date(last) if first == last else messages("review.days", first=messages.date(first), last=messages.date(last))
    )
    people = dict.fromkeys(author_name(moment) for moment in moments if moment.author)
    return messages("authored", who=", ".join(people), when=when) if people else when


def _line(entry: Entry, messages: Messages) -> Line:
    kind = kind_of(entry)
    label = messages.count(f"review.{kind}-by", abs(entry.days)) if entry.days else messages(f"review.{kind}-one")
    return Line(entry, kind, label, _change(entry, messages), authored(entry.moment, messages))


_BOTH: frozenset[Kind] = frozenset(
    {"status", "target", "risk-raised", "risk-lowered", "owner", "title", "plan-finished", "plan-dropped"}
)
"""Kinds for which the states before and after are shown."""
_AFTER: frozenset[Kind] = frozenset({"plan-added", "risk-new"})
"""Kinds for which the state after is shown."""


def _change(entry: Entry, messages: Messages) -> str:
    """From what to what, for kinds for which that is shown."""
    moved = entry.kind == "text" and entry.before != entry.after  # the file has another path
    if entry.kind in _BOTH or moved:
        before, after = (_state(entry, value, messages) or messages("review.none") for value in (entry.before, entry.after))
        return messages("review.change", before=before, after=after)
    return _state(entry, entry.after, messages) if entry.kind in _AFTER else ""


def _state(entry: Entry, value: str | None, messages: Messages) -> str:
    if entry.kind == "target":
        return messages.date(value)
    if entry.kind.startswith("risk-"):
        return messages.level(value) or ""
    if value in STATUSES and (entry.kind == "status" or entry.kind.startswith("plan-")):
        return messages.status(value)
    return value or ""


def headline(portfolio: Portfolio, selected: tuple[Plan, ...], messages: Messages) -> str:
    """The review in one line for the overview: since when, and the first tallies; empty without history."""
    review = portfolio.review
    if review is None:
        return ""
    found = tallies((entry for one in _of_page(portfolio, review, selected) for entry in one.entries), messages)
    what = ", ".join(tally.text for tally in found[:MAX_HEADLINE]) or messages("review.nothing")
    return messages("review.headline", since=messages.date(review.since.date), what=what)


def _has_history(portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return portfolio.review is not None


VIEW = View("review", build, has_content=_has_history)
