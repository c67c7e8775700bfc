"""What somebody should know of a plan beside its numbers: it waits, it is late, it contradicts itself.

A flag stands in one short phrase on a card, in the header of the plan and in the overview's list,
so that the three cannot disagree.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model import ACTIVE, Dependency, Plan, count
from mkdocs_planning.portfolio import Portfolio, unresolved
from mkdocs_planning.views.words import Words

FlagKind = Literal["decide", "blocked", "waits", "late", "drift", "unowned", "risk"]


class Flag(Struct, frozen=True):
    """One thing to know of a plan.

    Attributes:
        kind: which icon it has and how pressing it is.
        text: the plugin's own words ("late by 12 days", "waits for").
        plan: the plan it is about, where it is about another one.
        subject: inline Markdown of ``file`` that the words are about, where it is not a plan.
        file: where it is stated.
        line: the line there, or 0.
        after: the plugin's own words that follow ("and 3 more").
    """

    kind: FlagKind
    text: str
    plan: Plan | None = None
    subject: str | None = None
    file: str = ""
    line: int = 0
    after: str | None = None


def waits(plan: Plan, portfolio: Portfolio, words: Words) -> tuple[Flag, ...]:
    """One flag for each thing that an active plan waits for."""
    if plan.status not in ACTIVE:
        return ()
    return tuple(
        Flag(
            "waits",
            words("flag.waits"),
            plan=portfolio.by_id.get(dependency.plan) if dependency.plan else None,
            subject=_subject(dependency),
            file=dependency.file,
            line=dependency.line,
        )
        for dependency in _distinct(unresolved(plan))
    )


def waits_shortly(plan: Plan, portfolio: Portfolio, words: Words) -> tuple[Flag, ...]:
    """The same in one flag: the first thing by name, the others as a number."""
    all_of_them = waits(plan, portfolio, words)
    if len(all_of_them) < 2:
        return all_of_them
    first = all_of_them[0]
    more = words.count("waits-more", len(all_of_them) - 1)
    return (Flag(first.kind, first.text, first.plan, first.subject, first.file, first.line, more),)


def _subject(dependency: Dependency) -> str:
    text, ticket = dependency.text, dependency.blocked_by
    return f"{text} ({ticket})" if text and ticket and ticket not in text else text or ticket or ""


def _distinct(dependencies: tuple[Dependency, ...]) -> list[Dependency]:
    # The header line and the table of dependencies often name the same plan.
    seen: dict[str, Dependency] = {}
    for dependency in dependencies:
        seen.setdefault(dependency.plan or dependency.text, dependency)
    return list(seen.values())


def questions(plan: Plan, words: Words) -> tuple[Flag, ...]:
    n = sum(not question.answered for question in plan.questions) if plan.status in ACTIVE else 0
    if not n:
        return ()
    first = next(question for question in plan.questions if not question.answered)
    return (Flag("decide", words.count("questions", n), file=first.file, line=first.line),)


def late(plan: Plan, portfolio: Portfolio, words: Words) -> tuple[Flag, ...]:
    days = portfolio.days_late(plan)
    return (Flag("late", words.count("late", days)),) if days else ()


def risk(plan: Plan, words: Words) -> tuple[Flag, ...]:
    """A flag where the plan calls its own risk high or critical."""
    level = (plan.risk_level or "").strip().lower()
    if plan.status not in ACTIVE or level not in {"high", "very high", "critical"}:
        return ()
    return (Flag("risk", words("flag.risk", level=level)),)


def unowned(plan: Plan, words: Words) -> tuple[Flag, ...]:
    return (Flag("unowned", words("flag.unowned")),) if plan.status in ACTIVE and not plan.owners else ()


def drift(plan: Plan, words: Words) -> tuple[Flag, ...]:
    """A flag where the stated status and the boxes contradict each other."""
    if plan.status_from != "stated":
        return ()
    status, progress = words.status(plan.status), plan.progress
    if plan.status == "complete":
        n = progress.total - progress.done
        return (Flag("drift", words.count("drift.open", n, status=status)),) if n else ()
    if plan.status not in ACTIVE or not progress.total:
        return ()
    if progress.done == progress.total:
        return (Flag("drift", words("drift.ticked", status=status)),)
    if plan.status in {"draft", "ready"}:
        # Checklists are ticked before the work begins; only work that is done contradicts "ready".
        n = count([task for task in plan.tasks if task.kind == "work"]).done
        return (Flag("drift", words.count("drift.begun", n, status=status)),) if n else ()
    return ()
