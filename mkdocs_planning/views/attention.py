"""Attention: what has quietly gone wrong?"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model.plan import ACTIVE, Plan, Problem
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared import flags
from mkdocs_planning.views.shared.by_plan import by_pressure
from mkdocs_planning.views.shared.flags import Flag, FlagKind
from mkdocs_planning.views.shared.lapses import lapses
from mkdocs_planning.views.shared.needs import state
from mkdocs_planning.views.shared.plan_quotes import message
from mkdocs_planning.views.shared.waiting import clashes, waiting
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

SHOWN_ENTRIES = 10
ORDER: tuple[tuple[str, FlagKind], ...] = (
    ("circle", "waits"),
    ("duplicate-id", "risk"),
    ("late", "late"),
    ("slipped", "late"),
    ("released", "blocked"),
    ("dropped", "waits"),
    ("drift", "drift"),
    ("dates", "late"),
    ("files", "risk"),
    ("overdue-question", "decide"),
    ("stale", "drift"),
    ("unowned", "unowned"),
    ("status", "decide"),
    ("unknown-status", "decide"),
    ("choice-list", "decide"),
    ("unknown-dependency", "waits"),
    ("unfilled-placeholder", "drift"),
    ("invalid-date", "late"),
    ("ambiguous-date", "late"),
    ("invalid-front-matter", "risk"),
    ("not-utf-8", "risk"),
    ("unclosed-fence", "risk"),
    ("too-large", "risk"),
    ("other", "risk"),
    ("no-boxes", "drift"),
)
"""The kinds of trouble with their icons, the gravest first: what stops work, what misleads a reader, what is left undone."""


class Place(Struct, frozen=True):
    """A plan with the line of it that something is about."""

    plan: Plan
    file: str
    line: int


class Entry(Struct, frozen=True):
    """One trouble.

    Attributes:
        places: where it is; several where plans disagree with each other.
        facts: what is wrong there, in words.
        subject: what the places have in common, as text; empty where they are one plan.
    """

    places: tuple[Place, ...]
    facts: tuple[Flag, ...]
    subject: str = ""


class Group(Struct, frozen=True):
    """The troubles of one kind: ``entries`` stand openly, ``more`` fold; ``advice`` says what to do about them."""

    name: str
    icon: FlagKind
    title: str
    advice: str
    entries: tuple[Entry, ...]
    more: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.entries) + len(self.more)


class AttentionPage(Struct, frozen=True):
    """All that is wrong, by kind, the gravest first; ``plans`` counts the plans concerned.

    Attributes:
        whole: all plans of the site are on it. Only then have its groups ids.
    """

    groups: tuple[Group, ...]
    plans: int
    whole: bool
    words: Words

    @property
    def count(self) -> int:
        """How many troubles there are."""
        return sum(group.count for group in self.groups)


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> AttentionPage:
    words = ENGLISH
    found = _found(portfolio, selected, options, words)
    groups = tuple(
        Group(
            name,
            icon,
            words(f"attention.{name}"),
            words(f"attention.{name}.do"),
            tuple(entries[:SHOWN_ENTRIES]),
            tuple(entries[SHOWN_ENTRIES:]),
        )
        for name, icon in ORDER
        if (entries := found.get(name))
    )
    concerned = {place.plan.id for entries in found.values() for entry in entries for place in entry.places}
    return AttentionPage(groups, len(concerned), len(selected) == len(portfolio.plans), words)


def _found(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions, words: Words) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for plan in by_pressure(selected):
        for kind, flag in _flags(plan, portfolio, words):
            found.setdefault(kind, []).append(_entry(plan, flag))
        for problem in plan.problems:
            found.setdefault(_kind(problem), []).append(_problem(plan, problem))
    for kind, lapsed in lapses(portfolio, selected, options, words).items():
        found[kind] = [_entry(plan, flag) for plan, flag in lapsed]
    chosen = {plan.id for plan in selected}
    graph = waiting(portfolio)
    for plans in graph.circles:
        if any(plan.id in chosen for plan in plans):
            place = next(
                Place(edge.after, edge.dependency.file, edge.dependency.line)
                for edge in graph.edges
                if edge.kind == "circle" and edge.after is plans[0] and edge.before is plans[1]
            )
            found.setdefault("circle", []).append(Entry((place,), flags.circle(plans, words)))
    for edge in clashes(graph.edges):
        if edge.after.id in chosen or edge.before.id in chosen:
            found.setdefault("dates", []).append(_entry(edge.after, flags.clash(edge, words)))
    for entry in _files(portfolio, chosen):
        found.setdefault("files", []).append(entry)
    return found


def _flags(plan: Plan, portfolio: Portfolio, words: Words) -> list[tuple[str, Flag]]:
    """The flags of one plan that are a trouble, by their kind here."""
    return [
        *(("late", flag) for flag in flags.late(plan, portfolio, words)),
        *(("released", flag) for flag in flags.released(plan, portfolio, words)),
        *(("dropped", flag) for flag in flags.waits_for_dropped(plan, portfolio, words)),
        *(("drift", flag) for flag in flags.drift(plan, words)),
        # The heading says what is wrong; the row says how far a plan has come without an owner.
        *(("unowned", replace(flag, text=state(plan, words))) for flag in flags.unowned(plan, words)),
        *(("status", flag) for flag in flags.without_status(plan, words)),
    ]


def _entry(plan: Plan, flag: Flag) -> Entry:
    return Entry((Place(plan, flag.file, flag.line),), (flag,))


def _kind(problem: Problem) -> str:
    return problem.rule if any(problem.rule == name for name, _ in ORDER) else "other"


def _problem(plan: Plan, problem: Problem) -> Entry:
    return Entry((Place(plan, problem.file, problem.line),), (Flag("risk", message(problem)),))


def _files(portfolio: Portfolio, chosen: set[str]) -> list[Entry]:
    """Files that more than one plan under way changes, those of the most plans first."""
    found: dict[str, dict[str, Place]] = {}
    for plan in portfolio.plans:
        if plan.status in ACTIVE:
            for file in plan.files:
                path = file.path.strip().strip("`").removeprefix("./").removeprefix("/")
                found.setdefault(path, {}).setdefault(plan.id, Place(plan, file.file, file.line))
    return [
        Entry(tuple(places.values()), (), path)
        for path, places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        if len(places) > 1 and not chosen.isdisjoint(places)
    ]


def _any(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return bool(_found(portfolio, portfolio.plans, options, ENGLISH))


VIEW = View(
    name="attention",
    title=ENGLISH("attention.title"),
    path="attention/",
    template="attention.html",
    build=build,
    shown=_any,
    hide=("toc",),
)
