"""People: what is the workload of each person, and what has no owner?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar
from urllib.parse import quote

from msgspec import Struct, field

from mkdocs_planning.model.plan import ACTIVE, STATUSES, Level, Plan, Progress, Question, Risk, Status, Task
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.risk_levels import LEVELS
from mkdocs_planning.views.facts.active_risks import is_active
from mkdocs_planning.views.facts.person_names import name_key, names_in
from mkdocs_planning.views.facts.plan_order import by_urgency, day_number
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

VISIBLE_PLANS = 10
NOBODY = ""
"""The key of facts without an owner."""
Fact = TypeVar("Fact", Task, Question, Risk)


class PersonFact(Struct, Generic[Fact], frozen=True):
    """A task, question or risk of a person, with the plan that states it; ``note`` is its due date or level, formatted."""

    plan: Plan
    fact: Fact
    text: str
    note: str
    level: Level | None = None


class OwnedPlan(Struct, frozen=True):
    """An active plan of a person; ``target`` and ``late`` are formatted, and empty where they do not apply."""

    plan: Plan
    status: str
    target: str
    late: str
    progress: Progress


class StatusCount(Struct, frozen=True):
    """The number of a person's plans of one status."""

    status: Status
    title: str
    count: int


class Person(Struct, frozen=True):
    """The workload of one person, or what has no owner (then ``query`` is empty).

    Attributes:
        name: as the first plan writes it.
        query: the query that shows the person's plans on the board (``?owner=ana``).
        anchor: the id of the person's section; empty where a page may show it twice.
        plans: active plans, the most urgent first.
        statuses: all plans by status.
        tasks: number of open tasks: those without an owner in the person's plans, and the assigned ones.
        assigned: the tasks that name the person as owner, the nearest due date first.
        questions: open questions that name the person, or nobody and are of a plan of the person.
        risks: active risks likewise, the most severe first.
    """

    name: str
    query: str
    anchor: str
    plans: tuple[OwnedPlan, ...]
    statuses: tuple[StatusCount, ...]
    tasks: int
    assigned: tuple[PersonFact[Task], ...]
    questions: tuple[PersonFact[Question], ...]
    risks: tuple[PersonFact[Risk], ...]

    @property
    def idle(self) -> bool:
        """Whether nothing active is left."""
        return not (self.plans or self.tasks or self.questions or self.risks)

    @property
    def late(self) -> int:
        """Number of late plans."""
        return sum(bool(plan.late) for plan in self.plans)


class PeoplePage(Struct, frozen=True):
    """The people by workload.

    Attributes:
        people: those with most active plans first.
        nobody: what has no owner; None where everything has one.
        whole: whether all plans of the site are shown.
        visible: number of plans of a person that are not collapsed.
    """

    people: tuple[Person, ...]
    nobody: Person | None
    whole: bool
    messages: Messages
    visible: int = VISIBLE_PLANS

    @property
    def all(self) -> tuple[Person, ...]:
        """Everybody, and nobody last."""
        return (*self.people, self.nobody) if self.nobody else self.people


class _Workload(Struct):
    """What one person has to do, while it is collected."""

    plans: list[Plan] = field(default_factory=list)
    tasks: int = 0
    assigned: list[PersonFact[Task]] = field(default_factory=list)
    questions: list[PersonFact[Question]] = field(default_factory=list)
    risks: list[PersonFact[Risk]] = field(default_factory=list)


_Workloads = dict[str, _Workload]
"""Key of a person, or :data:`NOBODY` → workload."""


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> PeoplePage:
    messages = options.messages
    whole = len(selected) == len(portfolio.plans)
    titles = _titles(selected)
    anchors = _anchors(titles) if whole else {}
    workloads = _workloads(selected, messages)
    people = [
        _person(
            workloads.get(name) or _Workload(),
            title,
            _query(title),
            anchors.get(name, ""),
            portfolio,
            messages,
        )
        for name, title in titles.items()
    ]
    unowned = workloads.get(NOBODY) or _Workload()
    unowned.assigned.clear()
    nobody = _person(unowned, messages("people.nobody"), "", "planning-nobody" if whole else "", portfolio, messages)
    return PeoplePage(
        people=tuple(sorted(people, key=lambda one: (-len(one.plans), -one.tasks, name_key(one.name)))),
        nobody=None if nobody.idle else nobody,
        whole=whole,
        messages=messages,
    )


def _person(workload: _Workload, title: str, query: str, anchor: str, portfolio: Portfolio, messages: Messages) -> Person:
    counts = Counter(plan.status for plan in workload.plans)
    return Person(
        name=title,
        query=query,
        anchor=anchor,
        plans=tuple(_owned(plan, portfolio, messages) for plan in workload.plans if plan.status in ACTIVE),
        statuses=tuple(StatusCount(status, messages.status(status), counts[status]) for status in STATUSES if counts[status]),
        tasks=workload.tasks,
        assigned=tuple(sorted(workload.assigned, key=lambda one: day_number(one.fact.due))),
        questions=tuple(workload.questions),
        risks=tuple(sorted(workload.risks, key=lambda one: -LEVELS.index(one.level) if one.level else 1)),
    )


def _query(name: str) -> str:
    return "?owner=" + quote(name.removeprefix("@"))


def _titles(plans: Iterable[Plan]) -> dict[str, str]:
    """Everybody whom a plan names, by key, as first written."""
    found: dict[str, str] = {}
    for plan in plans:
        facts = (*plan.tasks, *plan.questions, *plan.risks) if plan.status in ACTIVE else ()
        for name in (*plan.owners, *(name for fact in facts for name in names_in(fact.owner))):
            found.setdefault(name_key(name), name.strip().removeprefix("@"))
    found.pop(NOBODY, None)
    return found


def _workloads(plans: Iterable[Plan], messages: Messages) -> _Workloads:
    workloads: _Workloads = {}
    for plan in by_urgency(tuple(plans)):
        for owner in _owners(plan):
            workloads.setdefault(owner, _Workload()).plans.append(plan)
    for plan in plans:
        if plan.status in ACTIVE:
            _add_tasks(plan, workloads, messages)
            _add_questions(plan, workloads)
            _add_risks(plan, workloads, messages)
    return workloads


def _add_tasks(plan: Plan, workloads: _Workloads, messages: Messages) -> None:
    for task in plan.tasks:
        if task.state not in {"open", "active"}:
            continue
        assignees = _named(task.owner)
        for name in assignees or _owners(plan):
            workloads.setdefault(name, _Workload()).tasks += 1
        for name in assignees:
            workloads[name].assigned.append(PersonFact(plan, task, task.text, messages.date(task.due)))


def _add_questions(plan: Plan, workloads: _Workloads) -> None:
    for question in plan.questions:
        if not question.answered:
            for name in _named(question.owner) or _owners(plan):
                workloads.setdefault(name, _Workload()).questions.append(PersonFact(plan, question, question.text, ""))


def _add_risks(plan: Plan, workloads: _Workloads, messages: Messages) -> None:
    for risk in plan.risks:
        if is_active(plan, risk):
            one = PersonFact(plan, risk, risk.risk, messages.level(risk.level) or "", risk.level)
            for name in _named(risk.owner) or _owners(plan):
                workloads.setdefault(name, _Workload()).risks.append(one)


def _owners(plan: Plan) -> tuple[str, ...]:
    """The keys of the owners of *plan*; :data:`NOBODY` where it has none."""
    return tuple(dict.fromkeys(name_key(owner) for owner in plan.owners)) or (NOBODY,)


def _named(owner: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name_key(name) for name in names_in(owner)))


def _owned(plan: Plan, portfolio: Portfolio, messages: Messages) -> OwnedPlan:
    days = portfolio.days_late(plan)
    late = messages.count("late", days) if days else ""
    return OwnedPlan(plan, messages.status(plan.status), messages.date(plan.target), late, plan.progress)


def _anchors(keys: Iterable[str]) -> dict[str, str]:
    """Key → a unique id made of its letters and digits."""
    made: dict[str, str] = {}
    for name in keys:
        base = anchor = "planning-p-" + (re.sub(r"\W+", "-", name).strip("-") or "x")
        n = 2
        while anchor in made.values():
            anchor, n = f"{base}-{n}", n + 1
        made[name] = anchor
    return made


def _has_people(portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.owners or any(task.owner for task in plan.tasks) for plan in portfolio.plans)


VIEW = View("people", build, has_content=_has_people)
