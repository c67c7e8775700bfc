"""Attention: which problems do the plans have?"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model.plan import ACTIVE, Plan, Problem
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts import dependency_flags, flags
from mkdocs_planning.views.facts.attention_reasons import status_and_progress
from mkdocs_planning.views.facts.dependency_graph import date_conflicts, dependency_graph
from mkdocs_planning.views.facts.flags import Flag, FlagKind
from mkdocs_planning.views.facts.history_flags import overdue_flags
from mkdocs_planning.views.facts.plan_order import by_urgency
from mkdocs_planning.views.facts.plan_quotes import message
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

VISIBLE_ENTRIES = 10
GROUPS: dict[str, FlagKind] = {
    "cycle": "waits",
    "duplicate-id": "risk",
    "late": "late",
    "slipped": "late",
    "released": "blocked",
    "dropped": "waits",
    "drift": "drift",
    "dates": "late",
    "files": "risk",
    "overdue-question": "decide",
    "stale": "drift",
    "unowned": "unowned",
    "status": "decide",
    "unknown-status": "decide",
    "choice-list": "decide",
    "unknown-dependency": "waits",
    "unfilled-placeholder": "drift",
    "invalid-date": "late",
    "ambiguous-date": "late",
    "invalid-front-matter": "risk",
    "not-utf-8": "risk",
    "unclosed-fence": "risk",
    "too-large": "risk",
    "other": "risk",
    "no-boxes": "drift",
}
"""Groups of problems with their icons: first what stops work, then what misleads readers, then what is left undone.

A problem that a check found belongs to the group with the name of its rule, else to "other".
"""


class Place(Struct, frozen=True):
    """A line of a plan."""

    plan: Plan
    file: str
    line: int


class Entry(Struct, frozen=True):
    """One problem.

    Attributes:
        places: where it is; several where plans conflict with each other.
        facts: what the problem is.
        subject: what several places have in common, as text; empty for a single place.
    """

    places: tuple[Place, ...]
    facts: tuple[Flag, ...]
    subject: str = ""


class Group(Struct, frozen=True):
    """Problems of one kind: ``entries`` are visible, ``more`` are collapsed; ``advice`` is inline Markdown."""

    name: str
    icon: FlagKind
    title: str
    advice: str
    entries: tuple[Entry, ...]
    more: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """Number of problems."""
        return len(self.entries) + len(self.more)


class AttentionPage(Struct, frozen=True):
    """All problems by kind.

    Attributes:
        groups: those that have entries, in the order of :data:`GROUPS`.
        plans: number of plans with problems.
        whole: whether all plans of the site are shown. Only then do the groups have ids.
    """

    groups: tuple[Group, ...]
    plans: int
    whole: bool
    messages: Messages

    @property
    def count(self) -> int:
        """Number of problems."""
        return sum(group.count for group in self.groups)


Found = dict[str, list[Entry]]
"""Name of a group → its entries."""


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> AttentionPage:
    messages = options.messages
    found = _found(portfolio, selected, options)
    groups = tuple(
        Group(
            name,
            icon,
            messages(f"attention.{name}"),
            messages(f"attention.{name}.do"),
            tuple(entries[:VISIBLE_ENTRIES]),
            tuple(entries[VISIBLE_ENTRIES:]),
        )
        for name, icon in GROUPS.items()
        if (entries := found.get(name))
    )
    plans = {place.plan.id for entries in found.values() for entry in entries for place in entry.places}
    return AttentionPage(groups, len(plans), len(selected) == len(portfolio.plans), messages)


def _found(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions) -> Found:
    found: Found = {}
    for plan in by_urgency(selected):
        for group, flag in _flags(plan, portfolio, options.messages):
            found.setdefault(group, []).append(_entry(plan, flag))
        for problem in plan.problems:
            found.setdefault(_group_of(problem), []).append(_problem(plan, problem))
    for group, overdue in overdue_flags(portfolio, selected, options).items():
        found[group] = [_entry(plan, flag) for plan, flag in overdue]
    ids = {plan.id for plan in selected}
    return found | _conflicts(portfolio, ids, options.messages) | _shared_files(portfolio, ids)


def _flags(plan: Plan, portfolio: Portfolio, messages: Messages) -> list[tuple[str, Flag]]:
    """The flags of one plan that are problems, by their group."""
    return [
        *(("late", flag) for flag in flags.late(plan, portfolio, messages)),
        *(("released", flag) for flag in dependency_flags.released(plan, portfolio, messages)),
        *(("dropped", flag) for flag in dependency_flags.waits_for_dropped(plan, portfolio, messages)),
        *(("drift", flag) for flag in flags.drift(plan, messages)),
        # The heading of the group states that there is no owner already.
        *(("unowned", replace(flag, text=status_and_progress(plan, messages))) for flag in flags.unowned(plan, messages)),
        *(("status", flag) for flag in flags.without_status(plan, messages)),
    ]


def _entry(plan: Plan, flag: Flag) -> Entry:
    return Entry((Place(plan, flag.file, flag.line),), (flag,))


def _group_of(problem: Problem) -> str:
    return problem.rule if problem.rule in GROUPS else "other"


def _problem(plan: Plan, problem: Problem) -> Entry:
    return Entry((Place(plan, problem.file, problem.line),), (Flag("risk", message(problem)),))


def _conflicts(portfolio: Portfolio, ids: set[str], messages: Messages) -> Found:
    """Circular dependencies and conflicting dates that concern plans with *ids*."""
    found: Found = {}
    graph = dependency_graph(portfolio)
    for plans in graph.cycles:
        if any(plan.id in ids for plan in plans):
            place = next(
                Place(edge.after, edge.dependency.file, edge.dependency.line)
                for edge in graph.edges
                if edge.kind == "cycle" and edge.after is plans[0] and edge.before is plans[1]
            )
            found.setdefault("cycle", []).append(Entry((place,), dependency_flags.cycle(plans, messages)))
    for edge in date_conflicts(graph.edges):
        if edge.after.id in ids or edge.before.id in ids:
            found.setdefault("dates", []).append(_entry(edge.after, dependency_flags.date_conflict(edge, messages)))
    return found


def _shared_files(portfolio: Portfolio, ids: set[str]) -> Found:
    """Files that several active plans change, among them one with *ids*; those of the most plans first."""
    places_of: dict[str, dict[str, Place]] = {}
    for plan in portfolio.plans:
        if plan.status in ACTIVE:
            for file in plan.files:
                path = file.path.strip().strip("`").removeprefix("./").removeprefix("/")
                places_of.setdefault(path, {}).setdefault(plan.id, Place(plan, file.file, file.line))
    found = [
        Entry(tuple(places.values()), (), path)
        for path, places in sorted(places_of.items(), key=lambda item: (-len(item[1]), item[0]))
        if len(places) > 1 and not ids.isdisjoint(places)
    ]
    return {"files": found} if found else {}


def _has_problems(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return bool(_found(portfolio, portfolio.plans, options))


VIEW = View("attention", build, has_content=_has_problems)
