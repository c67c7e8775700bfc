"""What somebody should know of a plan beside its numbers: it waits, it is late, it contradicts itself.

A flag stands in one short phrase on a card, in the header of the plan and in the overview's list,
so that the three cannot disagree.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.dates import last_day
from mkdocs_planning.model.plan import ACTIVE, Dependency, Plan, Task
from mkdocs_planning.model.portfolio import Portfolio, unresolved
from mkdocs_planning.views.shared.slip import slip
from mkdocs_planning.views.shared.waiting import Edge
from mkdocs_planning.views.words.catalogue import Words

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
            subject=subject(dependency),
            file=dependency.file,
            line=dependency.line,
            after=words("flag.dropped") if _is_dropped(dependency, portfolio) else None,
        )
        for dependency in _distinct(unresolved(plan))
    )


def _is_dropped(dependency: Dependency, portfolio: Portfolio) -> bool:
    other = portfolio.by_id.get(dependency.plan or "")
    return other is not None and other.status == "dropped"


def waits_for_dropped(plan: Plan, portfolio: Portfolio, words: Words) -> tuple[Flag, ...]:
    """Of what the plan waits for, the plans that were given up, so that it waits for ever."""
    return tuple(flag for flag in waits(plan, portfolio, words) if flag.plan is not None and flag.plan.status == "dropped")


def waits_shortly(plan: Plan, portfolio: Portfolio, words: Words) -> tuple[Flag, ...]:
    """The same in one flag: the first thing by name, the others as a number."""
    all_of_them = waits(plan, portfolio, words)
    if len(all_of_them) < 2:
        return all_of_them
    first = all_of_them[0]
    more = words.count("waits-more", len(all_of_them) - 1)
    if first.after:
        more = f"{first.after} {more}"
    return (Flag(first.kind, first.text, first.plan, first.subject, first.file, first.line, more),)


def subject(dependency: Dependency) -> str:
    """What a dependency is about, as inline Markdown: its text, and its ticket where that does not stand in it."""
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
    return (Flag("late", words.count("late", days), file=plan.source, line=_line(plan, "target")),) if days else ()


def slipped(plan: Plan, portfolio: Portfolio, words: Words) -> tuple[Flag, ...]:
    """A flag where the target of a plan under way is not where it was first committed."""
    found = slip(plan, portfolio, words) if plan.status in ACTIVE else None
    return (Flag("late", found.text, file=plan.source, line=_line(plan, "target")),) if found else ()


def _line(plan: Plan, field: str) -> int:
    """The line that states *field*, else the plan's first one."""
    return plan.lines.get(field, plan.line)


def clash(edge: Edge, words: Words) -> Flag:
    """That a plan aims at an earlier day than one it waits for, which both must have a target."""
    days = (last_day(edge.before.target or "") - last_day(edge.after.target or "")).days
    return Flag(
        "late",
        words("flag.aims", date=words.date(edge.after.target)),
        plan=edge.before,
        file=edge.dependency.file,
        line=edge.dependency.line,
        after=words.count("aims-later", days, date=words.date(edge.before.target)),
    )


def circle(plans: tuple[Plan, ...], words: Words) -> tuple[Flag, ...]:
    """The way round a circle of plans, of which each waits for the next."""
    return tuple(
        Flag("waits", words("flag.waits" if n == 0 else "flag.which-waits"), plan=plan)
        for n, plan in enumerate((*plans[1:], plans[0]))
    )


def risk(plan: Plan, words: Words) -> tuple[Flag, ...]:
    """A flag where the plan calls its own risk high or critical."""
    level = (plan.risk_level or "").strip().lower()
    if plan.status not in ACTIVE or level not in {"high", "very high", "critical"}:
        return ()
    return (Flag("risk", words("flag.risk", level=level)),)


def unowned(plan: Plan, words: Words) -> tuple[Flag, ...]:
    if plan.status not in ACTIVE or plan.owners:
        return ()
    return (Flag("unowned", words("flag.unowned"), file=plan.source, line=plan.line),)


def without_status(plan: Plan, words: Words) -> tuple[Flag, ...]:
    """A flag where a plan under way states no status; what is wrong with a stated one is a problem of its own."""
    wrong = any(problem.rule in {"unknown-status", "choice-list"} for problem in plan.problems)
    if plan.status_from == "stated" or plan.status not in ACTIVE or wrong:
        return ()
    return (Flag("decide", words("flag.without-status", status=words.status(plan.status)), file=plan.source, line=plan.line),)


def drift(plan: Plan, words: Words) -> tuple[Flag, ...]:
    """A flag where the stated status and the boxes contradict each other."""
    if plan.status_from != "stated":
        return ()
    status, progress = words.status(plan.status), plan.progress
    if plan.status == "complete":
        n = progress.total - progress.done
        first = next((task for task in plan.tasks if task.state in {"open", "active"}), None)
        return (_drift(words.count("drift.open", n, status=status), plan, first),) if n else ()
    if plan.status not in ACTIVE or not progress.total:
        return ()
    if progress.done == progress.total:
        if plan.uncounted:  # the plan says itself that there is more to do
            return ()
        return (_drift(words("drift.ticked", status=status), plan),)
    if plan.status in {"draft", "ready"}:
        # Checklists are ticked before the work begins; only work that is done contradicts "ready".
        done = [task for task in plan.tasks if task.kind == "work" and task.state == "done"]
        return (_drift(words.count("drift.begun", len(done), status=status), plan, done[0]),) if done else ()
    return ()


def _drift(text: str, plan: Plan, task: Task | None = None) -> Flag:
    if task is not None:
        return Flag("drift", text, file=task.file, line=task.line)
    return Flag("drift", text, file=plan.source, line=_line(plan, "status"))


def released(plan: Plan, portfolio: Portfolio, words: Words) -> tuple[Flag, ...]:
    """A flag where a plan says that it is blocked, although all that it waited for is there."""
    upstream = tuple(dependency for dependency in plan.dependencies if dependency.direction == "upstream")
    if plan.status != "blocked" or not upstream or unresolved(plan):
        return ()
    things = _distinct(upstream)
    first = things[0]
    return (
        Flag(
            "drift",
            words("drift.released", status=words.status(plan.status)),
            plan=portfolio.by_id.get(first.plan) if first.plan else None,
            subject=subject(first),
            file=first.file,
            line=first.line,
            after=words.count("waits-more", len(things) - 1) if len(things) > 1 else None,
        ),
    )
