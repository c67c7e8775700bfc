"""Review: what has changed since the last one?

The order of the plans, and of what changed in each, is that of the :class:`~mkdocs_planning.model.review.Review`:
what matters first stands first.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mkdocs_planning.model.plan import STATUSES, Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.review import Entry, Kind, PlanReview, Review
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared.facets import Control, attributes, controls
from mkdocs_planning.views.shared.moments import name_of, said_of
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

HEADLINE = 5
"""How many tallies fit into one line of the overview."""
SHOWN_ALIKE = 3
"""So many entries of one kind stand openly in a plan; more of them fold into one line."""

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
"""The kinds of change, what matters first: those of an entry, but for targets that slipped or came nearer."""


class Line(Struct, frozen=True):
    """One change.

    Attributes:
        kind: which it is, one of :data:`ORDER`.
        word: what happened, in words.
        change: from what to what, in words; empty where the word says it all.
        who: by whom and when, as far as known.
    """

    entry: Entry
    kind: str
    word: str
    change: str
    who: str


class Bundle(Struct, frozen=True):
    """The changes of one kind in one plan. Where they are many, ``title`` says how many, and they fold beneath it."""

    title: str
    who: str
    lines: tuple[Line, ...]


class Changed(Struct, frozen=True):
    """What changed in a plan. ``plan`` is null where it is no longer there."""

    plan: Plan | None
    title: str
    status: str
    bundles: tuple[Bundle, ...]
    data: dict[str, str]


class Tally(Struct, frozen=True):
    """How many changes of a kind there are, in words."""

    kind: str
    text: str
    count: int


class ReviewPage(Struct, frozen=True):
    """What changed between two moments.

    Attributes:
        known: whether anything is known of the past at all.
        span: from when until when, in words; ``note`` says why less is known.
        tallies: all changes by kind.
        plans: with what changed in them; ``text_only`` are those of which the text alone did.
        controls: by what the reader may filter.
        whole: all plans of the site are on it. Only then does it tell of plans that are gone, and link its tallies.
    """

    known: bool
    span: str
    note: str
    tallies: tuple[Tally, ...]
    plans: tuple[Changed, ...]
    text_only: tuple[Changed, ...]
    controls: tuple[Control, ...]
    whole: bool
    words: Words


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> ReviewPage:
    words = ENGLISH
    whole = len(selected) == len(portfolio.plans)
    review = portfolio.review
    if review is None:
        return ReviewPage(False, "", "", (), (), (), (), whole, words)
    found = _chosen(portfolio, review, selected)
    changed = [plan for one in found if (plan := portfolio.by_id.get(one.plan))]
    return ReviewPage(
        known=True,
        span=_span(review, words),
        note=review.note,
        tallies=tallies((entry for one in found for entry in one.entries), words),
        plans=tuple(_changed(one, portfolio, words) for one in found if not one.text_only),
        text_only=tuple(_changed(one, portfolio, words) for one in found if one.text_only),
        controls=controls(changed, ("plan", "owner"), words),
        whole=whole,
        words=words,
    )


def _chosen(portfolio: Portfolio, review: Review, selected: tuple[Plan, ...]) -> list[PlanReview]:
    """What changed in the plans of a page: those that are gone belong to the page of all plans."""
    ids = {plan.id for plan in selected}
    whole = len(selected) == len(portfolio.plans)
    return [one for one in review.plans if one.entries and (whole or (one.plan in ids and not one.gone))]


def tallies(entries: Iterable[Entry], words: Words) -> tuple[Tally, ...]:
    """*entries* counted by kind, in the order of :data:`ORDER`; each entry counts once."""
    counts: dict[str, int] = {}
    for entry in entries:
        kind = kind_of(entry)
        counts[kind] = counts.get(kind, 0) + 1
    return tuple(Tally(kind, words.count(f"review.{kind}", counts[kind]), counts[kind]) for kind in ORDER if kind in counts)


def kind_of(entry: Entry) -> str:
    """The kind of *entry*, one of :data:`ORDER`."""
    if entry.kind == "target" and entry.days:
        return "slipped" if entry.days > 0 else "target-earlier"
    return entry.kind


def _span(review: Review, words: Words) -> str:
    """From when until when. A tag is named first: the day that its name may have is not that of its commit."""
    since = words.date(review.since.date)
    if review.asked != review.since.date:
        since = words("review.state", asked=review.asked, since=since)
    key = "review.span" if review.until.commit else "review.span-tree"
    return words(key, since=since, until=words.date(review.until.date))


def _changed(one: PlanReview, portfolio: Portfolio, words: Words) -> Changed:
    plan = None if one.gone else portfolio.by_id.get(one.plan)
    by_kind: dict[str, list[Line]] = {}
    for entry in one.entries:
        by_kind.setdefault(kind_of(entry), []).append(_line(entry, words))
    data = attributes(plan, ("plan", "owner")) if plan else {"plan": one.plan}
    return Changed(
        plan=plan,
        title=plan.title if plan else one.title,
        status=words.status(plan.status) if plan else "",
        bundles=tuple(_bundle(kind, lines, words) for kind, lines in by_kind.items()),
        data=data,
    )


def _bundle(kind: str, lines: list[Line], words: Words) -> Bundle:
    if len(lines) <= SHOWN_ALIKE:
        return Bundle("", "", tuple(lines))
    return Bundle(words.count(f"review.{kind}", len(lines)), _together(lines, words), tuple(lines))


def _together(lines: list[Line], words: Words) -> str:
    """Who made all of *lines*, and when the first and the last of them."""
    moments = [line.entry.moment for line in lines if line.entry.moment]
    if not moments:
        return ""
    first, last = min(moment.date for moment in moments), max(moment.date for moment in moments)
    when = words.date(last) if first == last else words("review.days", first=words.date(first), last=words.date(last))
    people = dict.fromkeys(name_of(moment) for moment in moments if moment.author)
    return words("moment.who", who=", ".join(people), when=when) if people else when


def _line(entry: Entry, words: Words) -> Line:
    kind = kind_of(entry)
    word = words.count(f"review.{kind}-by", abs(entry.days)) if entry.days else words(f"review.{kind}-one")
    return Line(entry, kind, word, _change(entry, words), said_of(entry.moment, words))


_BOTH: frozenset[Kind] = frozenset(
    {"status", "target", "risk-raised", "risk-lowered", "owner", "title", "plan-finished", "plan-dropped"}
)
"""Kinds of which both states are shown."""
_AFTER: frozenset[Kind] = frozenset({"plan-added", "risk-new"})
"""Kinds of which the state afterwards is shown."""


def _change(entry: Entry, words: Words) -> str:
    """From what to what, where the state says more than the kind."""
    moved = entry.kind == "text" and entry.before != entry.after  # the file has another path
    if entry.kind in _BOTH or moved:
        before, after = (_state(entry, value, words) or words("review.none") for value in (entry.before, entry.after))
        return words("review.change", before=before, after=after)
    return _state(entry, entry.after, words) if entry.kind in _AFTER else ""


def _state(entry: Entry, value: str | None, words: Words) -> str:
    if entry.kind == "target":
        return words.date(value)
    if entry.kind.startswith("risk-"):
        return words.level(value) or ""
    if value in STATUSES and (entry.kind == "status" or entry.kind.startswith("plan-")):
        return words.status(value)
    return value or ""


def headline(portfolio: Portfolio, selected: tuple[Plan, ...], words: Words) -> str:
    """What the overview says of the review in one line: since when, and the first few tallies."""
    review = portfolio.review
    if review is None:
        return ""
    found = tallies((entry for one in _chosen(portfolio, review, selected) for entry in one.entries), words)
    what = ", ".join(tally.text for tally in found[:HEADLINE]) or words("review.nothing")
    return words("review.headline", since=words.date(review.since.date), what=what)


def _any(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return portfolio.review is not None


VIEW = View(
    name="review",
    title=ENGLISH("review.title"),
    path="review/",
    template="review.html",
    build=build,
    shown=_any,
    hide=("toc",),
)
