"""People: who carries what, and what does nobody carry?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar
from urllib.parse import quote

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, STATUSES, Level, Plan, Progress, Question, Risk, Status, Task
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.shared.by_plan import by_pressure
from mkdocs_planning.views.shared.card import day_number
from mkdocs_planning.views.shared.live_risks import is_live
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

SHOWN_PLANS = 10
Fact = TypeVar("Fact", Task, Question, Risk)
_GRAVEST: tuple[Level | None, ...] = ("critical", "high", "medium", "low", None)


class Of(Struct, Generic[Fact], frozen=True):
    """A task, a question or a risk with the plan that states it; ``note`` is its due day or its level, as shown."""

    plan: Plan
    fact: Fact
    text: str
    note: str
    level: Level | None = None


class Carried(Struct, frozen=True):
    """A plan under way that somebody owns; ``target`` as shown, ``late`` in words and empty where it is not."""

    plan: Plan
    status: str
    target: str
    late: str
    progress: Progress


class Share(Struct, frozen=True):
    """How many plans of one status somebody owns."""

    status: Status
    title: str
    count: int


class Person(Struct, frozen=True):
    """What one person carries, or (``query`` is empty) nobody.

    Attributes:
        name: as the first plan writes it.
        query: what leads to the same on the board (``?owner=ana``).
        anchor: the id of the person's section; empty where a page may hold it twice.
        plans: those under way, the most pressing first.
        shares: all plans by status.
        tasks: how many tasks are open: those of the person's plans that nobody else has, and those assigned by name.
        assigned: the latter, one by one.
        questions: open ones that the person is asked, or that nobody in particular is in a plan of theirs.
        risks: likewise, those that still matter.
    """

    name: str
    query: str
    anchor: str
    plans: tuple[Carried, ...]
    shares: tuple[Share, ...]
    tasks: int
    assigned: tuple[Of[Task], ...]
    questions: tuple[Of[Question], ...]
    risks: tuple[Of[Risk], ...]

    @property
    def idle(self) -> bool:
        """Whether nothing is left to carry; the table has a row for them all the same."""
        return not (self.plans or self.tasks or self.questions or self.risks)

    @property
    def late(self) -> int:
        """How many plans are late."""
        return sum(bool(carried.late) for carried in self.plans)


class PeoplePage(Struct, frozen=True):
    """The people by how much they carry, and what nobody does (null where there is nothing of that kind).

    Attributes:
        whole: all plans of the site are on it.
        shown: how many plans of each stand openly.
    """

    people: tuple[Person, ...]
    nobody: Person | None
    whole: bool
    words: Words
    shown: int = SHOWN_PLANS

    @property
    def all(self) -> tuple[Person, ...]:
        """Everybody, and nobody last."""
        return (*self.people, self.nobody) if self.nobody else self.people


def key(name: str) -> str:
    """What is the same for all ways to write a name."""
    return name.strip().removeprefix("@").casefold()


def names(text: str | None) -> tuple[str, ...]:
    """The people of a text such as "ana, @mei"."""
    return tuple(name for part in re.split(r"[,;&]|\sand\s", text or "") if (name := part.strip().removeprefix("@")))


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> PeoplePage:
    words = ENGLISH
    whole = len(selected) == len(portfolio.plans)
    known = _known(selected)
    tasks, assigned, questions, risks = _facts(selected, words)
    of_owner: dict[str, list[Plan]] = {}
    for plan in by_pressure(selected):
        for owner in dict.fromkeys(key(owner) for owner in plan.owners) or ("",):
            of_owner.setdefault(owner, []).append(plan)
    anchors = _anchors(known)

    def person(name: str, title: str) -> Person:
        plans = of_owner.get(name, [])
        counts = Counter(plan.status for plan in plans)
        return Person(
            name=title,
            query="?owner=" + quote(title.removeprefix("@")) if name else "",
            anchor=(anchors[name] if name else "planning-nobody") if whole else "",
            plans=tuple(_carried(plan, portfolio, words) for plan in plans if plan.status in ACTIVE),
            shares=tuple(Share(status, words.status(status), counts[status]) for status in STATUSES if counts[status]),
            tasks=tasks[name],
            assigned=tuple(sorted(assigned.get(name, ()), key=lambda one: day_number(one.fact.due))) if name else (),
            questions=tuple(questions.get(name, ())),
            risks=tuple(sorted(risks.get(name, ()), key=lambda one: _GRAVEST.index(one.level))),
        )

    people = [person(name, title) for name, title in known.items()]
    nobody = person("", words("people.nobody"))
    return PeoplePage(
        people=tuple(sorted(people, key=lambda one: (-len(one.plans), -one.tasks, key(one.name)))),
        nobody=nobody if nobody.plans or nobody.tasks or nobody.questions or nobody.risks else None,
        whole=whole,
        words=words,
    )


def _known(plans: Iterable[Plan]) -> dict[str, str]:
    """Everybody whom a plan names, by key, as first written."""
    found: dict[str, str] = {}
    for plan in plans:
        facts = (*plan.tasks, *plan.questions, *plan.risks) if plan.status in ACTIVE else ()
        for name in (*plan.owners, *(name for fact in facts for name in names(fact.owner))):
            found.setdefault(key(name), name.strip().removeprefix("@"))
    found.pop("", None)
    return found


def _facts(
    plans: Iterable[Plan], words: Words
) -> tuple[Counter[str], dict[str, list[Of[Task]]], dict[str, list[Of[Question]]], dict[str, list[Of[Risk]]]]:
    """What each person, by key ("" is nobody), carries of the plans under way."""
    tasks: Counter[str] = Counter()
    assigned: dict[str, list[Of[Task]]] = {}
    questions: dict[str, list[Of[Question]]] = {}
    risks: dict[str, list[Of[Risk]]] = {}
    for plan in plans:
        if plan.status not in ACTIVE:
            continue
        owners = tuple(dict.fromkeys(key(owner) for owner in plan.owners)) or ("",)
        for task in plan.tasks:
            if task.state in {"open", "active"}:
                named = _named(task.owner)
                tasks.update(named or owners)
                for name in named:
                    assigned.setdefault(name, []).append(Of(plan, task, task.text, words.date(task.due)))
        for question in plan.questions:
            if not question.answered:
                for name in _named(question.owner) or owners:
                    questions.setdefault(name, []).append(Of(plan, question, question.text, ""))
        for risk in plan.risks:
            if is_live(plan, risk):
                level = words.level(risk.level) or ""
                for name in _named(risk.owner) or owners:
                    risks.setdefault(name, []).append(Of(plan, risk, risk.risk, level, risk.level))
    return tasks, assigned, questions, risks


def _named(owner: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key(name) for name in names(owner)))


def _carried(plan: Plan, portfolio: Portfolio, words: Words) -> Carried:
    days = portfolio.days_late(plan)
    return Carried(
        plan, words.status(plan.status), words.date(plan.target), words.count("late", days) if days else "", plan.progress
    )


def _anchors(known: Iterable[str]) -> dict[str, str]:
    """An id for each key, made of its letters and digits, and of a number where two are alike."""
    made: dict[str, str] = {}
    for name in known:
        base = anchor = "planning-p-" + (re.sub(r"\W+", "-", name).strip("-") or "x")
        n = 2
        while anchor in made.values():
            anchor, n = f"{base}-{n}", n + 1
        made[name] = anchor
    return made


def _any(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.owners or any(task.owner for task in plan.tasks) for plan in portfolio.plans)


VIEW = View(
    name="people",
    title=ENGLISH("people.title"),
    path="people/",
    template="people.html",
    build=build,
    shown=_any,
    hide=("toc",),
)
