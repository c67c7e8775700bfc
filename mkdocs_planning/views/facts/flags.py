"""Flags: short notices about a plan, for cards, the header of the plan page and lists.

One function makes each flag, so that all views agree. Flags about dependencies are in
:mod:`~mkdocs_planning.views.facts.dependency_flags`, flags that need the git history in
:mod:`~mkdocs_planning.views.facts.history_flags`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, Plan, Task
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.facts.active_risks import highest_level
from mkdocs_planning.views.messages.catalogue import Messages

FlagKind = Literal["decide", "blocked", "waits", "late", "drift", "unowned", "risk"]
_STATUS_RULES = frozenset({"unknown-status", "choice-list"})
"""Rules that report a stated status."""


class Flag(Struct, frozen=True):
    """A notice about a plan: ``text``, then ``plan`` or ``subject``, then ``after``.

    Attributes:
        kind: decides the icon and the urgency.
        text: text of the plugin ("late by 12 days", "waits for").
        plan: another plan that the notice is about.
        subject: what the notice is about where that is not a plan, as inline Markdown of ``file``.
        file: where the fact is stated.
        line: the line there, or 0.
        after: text of the plugin that follows ("and 3 more").
    """

    kind: FlagKind
    text: str
    plan: Plan | None = None
    subject: str | None = None
    file: str = ""
    line: int = 0
    after: str | None = None


def questions(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    """The number of open questions of an active plan."""
    found = [question for question in plan.questions if not question.answered] if plan.status in ACTIVE else []
    if not found:
        return ()
    return (Flag("decide", messages.count("questions", len(found)), file=found[0].file, line=found[0].line),)


def late(plan: Plan, portfolio: Portfolio, messages: Messages) -> tuple[Flag, ...]:
    """That the target of an active plan has passed."""
    days = portfolio.days_late(plan)
    if not days:
        return ()
    return (Flag("late", messages.count("late", days), file=plan.source, line=line_of(plan, "target")),)


def line_of(plan: Plan, field: str) -> int:
    """The line that states *field*, else the first line of the plan."""
    return plan.lines.get(field, plan.line)


def high_risk(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    """That the highest active risk of the plan is high or critical."""
    level = highest_level(plan)
    if level not in {"high", "critical"}:
        return ()
    return (Flag("risk", messages("flag.risk", level=messages.level_in_text(level))),)


def unowned(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    """That an active plan has no owner."""
    if plan.status not in ACTIVE or plan.owners:
        return ()
    return (Flag("unowned", messages("flag.unowned"), file=plan.source, line=plan.line),)


def without_status(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    """That an active plan states no status. A stated status that is wrong is a problem of its own."""
    wrong = any(problem.rule in _STATUS_RULES for problem in plan.problems)
    if plan.status_from == "stated" or plan.status not in ACTIVE or wrong:
        return ()
    text = messages("flag.without-status", status=messages.status(plan.status))
    return (Flag("decide", text, file=plan.source, line=plan.line),)


def drift(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    """That the stated status and the tasks contradict each other."""
    if plan.status_from != "stated":
        return ()
    if plan.status == "complete":
        return _complete_with_open_tasks(plan, messages)
    if plan.status not in ACTIVE or not plan.progress.total:
        return ()
    if plan.progress.done == plan.progress.total:
        return _active_with_all_done(plan, messages)
    return _not_begun_with_done_work(plan, messages) if plan.status in {"draft", "ready"} else ()


def _complete_with_open_tasks(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    n = plan.progress.total - plan.progress.done
    if not n:
        return ()
    first = next((task for task in plan.tasks if task.state in {"open", "active"}), None)
    return (_drift(messages.count("flag.tasks-open", n, status=messages.status(plan.status)), plan, first),)


def _active_with_all_done(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    if plan.uncounted:  # the plan states that there is more to do
        return ()
    return (_drift(messages("flag.all-done", status=messages.status(plan.status)), plan),)


def _not_begun_with_done_work(plan: Plan, messages: Messages) -> tuple[Flag, ...]:
    # Checklists are ticked before the work begins; only work that is done contradicts "ready".
    done = [task for task in plan.tasks if task.kind == "work" and task.state == "done"]
    if not done:
        return ()
    text = messages.count("flag.tasks-done", len(done), status=messages.status(plan.status))
    return (_drift(text, plan, done[0]),)


def _drift(text: str, plan: Plan, task: Task | None = None) -> Flag:
    if task is not None:
        return Flag("drift", text, file=task.file, line=task.line)
    return Flag("drift", text, file=plan.source, line=line_of(plan, "status"))
