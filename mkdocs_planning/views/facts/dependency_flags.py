"""Flags about what a plan waits for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Dependency, Plan
from mkdocs_planning.model.portfolio import Portfolio, unresolved
from mkdocs_planning.views.facts.dependency_graph import Edge
from mkdocs_planning.views.facts.flags import Flag
from mkdocs_planning.views.messages.catalogue import Messages


def waits(plan: Plan, portfolio: Portfolio, messages: Messages) -> tuple[Flag, ...]:
    """One flag for each thing that an active plan waits for."""
    if plan.status not in ACTIVE:
        return ()
    return tuple(
        Flag(
            "waits",
            messages("flag.waits"),
            plan=portfolio.by_id.get(dependency.plan) if dependency.plan else None,
            subject=subject(dependency),
            file=dependency.file,
            line=dependency.line,
            after=messages("flag.dropped") if _is_dropped(dependency, portfolio) else None,
        )
        for dependency in _distinct(unresolved(plan))
    )


def waits_in_short(plan: Plan, portfolio: Portfolio, messages: Messages) -> tuple[Flag, ...]:
    """:func:`waits` as one flag: the first thing by name, the number of the others."""
    all_of_them = waits(plan, portfolio, messages)
    if len(all_of_them) < 2:
        return all_of_them
    first = all_of_them[0]
    more = messages.count("more", len(all_of_them) - 1)
    return (replace(first, after=f"{first.after} {more}" if first.after else more),)


def waits_for_dropped(plan: Plan, portfolio: Portfolio, messages: Messages) -> tuple[Flag, ...]:
    """The plans that the plan waits for although they were dropped."""
    return tuple(flag for flag in waits(plan, portfolio, messages) if flag.plan is not None and flag.plan.status == "dropped")


def released(plan: Plan, portfolio: Portfolio, messages: Messages) -> tuple[Flag, ...]:
    """That a plan states that it is blocked, although everything it waited for is done."""
    upstream = [dependency for dependency in plan.dependencies if dependency.direction == "upstream"]
    if plan.status != "blocked" or not upstream or unresolved(plan):
        return ()
    things = _distinct(upstream)
    first = things[0]
    return (
        Flag(
            "drift",
            messages("flag.released", status=messages.status(plan.status)),
            plan=portfolio.by_id.get(first.plan) if first.plan else None,
            subject=subject(first),
            file=first.file,
            line=first.line,
            after=messages.count("more", len(things) - 1) if len(things) > 1 else None,
        ),
    )


def date_conflict(edge: Edge, messages: Messages) -> Flag:
    """That a plan has an earlier target than a plan it waits for. Both plans of *edge* have a target."""
    days = (last_day(edge.before.target or "") - last_day(edge.after.target or "")).days
    return Flag(
        "late",
        messages("flag.due", date=messages.date(edge.after.target)),
        plan=edge.before,
        file=edge.dependency.file,
        line=edge.dependency.line,
        after=messages.count("flag.due-later", days, date=messages.date(edge.before.target)),
    )


def cycle(plans: tuple[Plan, ...], messages: Messages) -> tuple[Flag, ...]:
    """The way round a circular dependency, in which each of *plans* waits for the next and the last for the first."""
    return tuple(
        Flag("waits", messages("flag.waits" if n == 0 else "flag.which-waits"), plan=plan)
        for n, plan in enumerate((*plans[1:], plans[0]))
    )


def subject(dependency: Dependency) -> str:
    """What *dependency* is about, as inline Markdown: its text, with the ticket in brackets unless the text has it."""
    text, ticket = dependency.text, dependency.blocked_by
    return f"{text} ({ticket})" if text and ticket and ticket not in text else text or ticket or ""


def _is_dropped(dependency: Dependency, portfolio: Portfolio) -> bool:
    other = portfolio.by_id.get(dependency.plan or "")
    return other is not None and other.status == "dropped"


def _distinct(dependencies: Iterable[Dependency]) -> list[Dependency]:
    # A header line and a table of dependencies often name the same plan.
    seen: dict[str, Dependency] = {}
    for dependency in dependencies:
        seen.setdefault(dependency.plan or dependency.text, dependency)
    return list(seen.values())
