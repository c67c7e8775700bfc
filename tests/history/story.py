"""A repository of random edits to plans, with the expected facts of every commit.

The expected facts are what the generator did to its own plans, in which every item has a permanent name; they are
never what was read.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tests.history.repository import Repo

SYLLABLES = "ba be bi co cu da di fo fu ga ge hi ho ja ju ka ke lo lu ma mi na no pa pe ra ro sa si ta to va vo we za".split()  # noqa: SIM905
PEOPLE = ("Ana Ruiz", "Bo Lindqvist", "Chidi Eze", "Dora Weiss")
STATUSES = {
    "Draft": "draft", "In Review": "review", "Approved": "ready", "In Progress": "in-progress", "Blocked": "blocked",
    "Complete": "complete", "Cancelled": "dropped",
}  # fmt: skip
MARKS = {"open": " ", "done": "x", "active": "/", "dropped": "-"}
STEPS = {"low": 1, "medium": 2, "high": 3}


@dataclass
class Thing:
    """A task, risk, question or decision. ``name`` is permanent."""

    name: int
    text: str
    state: str = ""
    likelihood: str = "low"
    impact: str = "low"
    added: int = 0
    changed: int = 0

    @property
    def score(self) -> int:
        return STEPS[self.likelihood] * STEPS[self.impact]

    @property
    def level(self) -> str:
        return "low" if self.score <= 2 else "medium" if self.score <= 4 else "high"


@dataclass
class Plan:
    name: int
    path: str
    title: str
    status: str
    owner: str
    id: str | None = None
    target: str | None = None
    phases: list[list[Thing]] = field(default_factory=lambda: [[], []])
    risks: list[Thing] = field(default_factory=list)
    questions: list[Thing] = field(default_factory=list)
    decisions: list[Thing] = field(default_factory=list)
    remark: int = 0

    @property
    def tasks(self) -> list[Thing]:
        return [task for phase in self.phases for task in phase]

    def text(self) -> str:
        lines = [f"# {self.title}", "", f"**Status**: {self.status}", f"**Owner**: {self.owner}"]
        lines += [f"**Plan ID**: {self.id}"] if self.id else []
        lines += [f"**Target**: {self.target}"] if self.target else []
        lines += ["", "## Overview", "", f"Edition {self.remark} of these words.", "", "## Implementation Phases"]
        for number, phase in enumerate(self.phases, 1):
            lines += ["", f"### Phase {number}: Part {['one', 'two', 'three'][number - 1]}", ""]
            lines += [f"- [{MARKS[task.state]}] {task.text}" for task in phase]
        lines += ["", "## Risks", "", "| Risk | Likelihood | Impact | Mitigation | Status |", "|---|---|---|---|---|"]
        lines += [f"| {r.text} | {r.likelihood} | {r.impact} | Wait | {r.state} |" for r in self.risks]
        lines += ["", "## Open Questions", ""]
        lines += [f"- [{'x' if question.state == 'answered' else ' '}] {question.text}?" for question in self.questions]
        lines += ["", "## Decisions", "", "| Decision | Choice | Rationale |", "|---|---|---|"]
        lines += [f"| {decision.text} | {decision.state} | So it is |" for decision in self.decisions]
        return "\n".join(lines) + "\n"


Expected = tuple[str, str, str, str | None, str | None]
"""Kind, title of the plan, text, before, after."""


@dataclass
class Commit:
    """A commit of the main branch; its id is filled in once git has created it."""

    day: str
    author: str
    plans: list[Plan]
    id: str = ""


class Story:
    """Random edits: ``Story(seed).write(root, commits)``."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.commits: list[Commit] = []
        self._names = 0
        self._used: set[str] = set()

    def word(self) -> str:
        while True:
            made = "".join(self.chance.choices(SYLLABLES, k=4))
            if made not in self._used:
                self._used.add(made)
                return made

    def words(self) -> str:
        return " ".join(self.word() for _ in range(6)).capitalize()

    def thing(self, state: str = "open") -> Thing:
        self._names += 1
        return Thing(self._names, self.words(), state, self.chance.choice(list(STEPS)), self.chance.choice(list(STEPS)))

    def plan(self) -> Plan:
        self._names += 1
        name = self.word()
        chance = self.chance
        plan = Plan(
            self._names,
            f"docs/plans/{chance.choice(('', 'sub folder/', 'ünter/'))}{name}.md",
            self.words(),
            chance.choice(list(STATUSES)),
            chance.choice(PEOPLE),
            id=f"P-{self._names}" if chance.random() < 0.5 else None,
            target=self.day() if chance.random() < 0.6 else None,
        )
        plan.phases = [[self.thing() for _ in range(chance.randint(2, 6))] for _ in range(chance.randint(1, 3))]
        plan.risks = [self.thing() for _ in range(2)]
        plan.questions = [self.thing() for _ in range(2)]
        plan.decisions = [self.thing(self.word()) for _ in range(1)]
        return plan

    def day(self) -> str:
        return (date(2026, 1, 1) + timedelta(self.chance.randint(0, 400))).isoformat()

    def reworded(self, text: str) -> str:
        if self.chance.random() < 0.3:
            return f"{text} {self.word()}"
        parts = text.split(" ")
        parts[self.chance.randrange(1, len(parts))] = self.word()
        return " ".join(parts)

    def edit(self, plan: Plan) -> None:
        """Change a few items of *plan*, each at most once."""
        chance = self.chance
        lists = [*plan.phases, plan.risks, plan.questions]
        there = [thing for things in lists for thing in things]
        for thing in chance.sample(there, min(len(there), chance.randint(1, 3))):
            self._change(plan, thing)
        for _ in range(chance.randint(0, 2)):
            self._turn(plan)

    def _change(self, plan: Plan, thing: Thing) -> None:
        if thing in plan.tasks:
            self._change_task(plan, thing)
        elif thing in plan.risks:
            self._change_risk(plan, thing)
        else:
            self._change_question(plan, thing)

    def _change_task(self, plan: Plan, task: Thing) -> None:
        chance = self.chance
        phase = next(phase for phase in plan.phases if task in phase)
        what = chance.choice(("tick", "tick", "tick", "state", "edit", "both", "move", "remove", "add"))
        if what in ("tick", "both"):
            task.state = "open" if task.state == "done" and chance.random() < 0.3 else "done"
        if what == "state":
            task.state = chance.choice(list(MARKS))
        if what in ("edit", "both"):
            task.text = self.reworded(task.text)
        if what in ("move", "remove"):
            phase.remove(task)
        if what == "move":
            other = chance.choice(plan.phases)
            other.insert(chance.randint(0, len(other)), task)
        if what == "add":
            phase.insert(chance.randint(0, len(phase)), self.thing(chance.choice(("open", "open", "done"))))

    def _change_risk(self, plan: Plan, risk: Thing) -> None:
        chance = self.chance
        what = chance.choice(("level", "level", "close", "edit", "add", "remove"))
        if what == "level":
            risk.likelihood, risk.impact = chance.choice(list(STEPS)), chance.choice(list(STEPS))
        if what == "close":
            risk.state = "closed" if risk.state == "open" else "open"
        if what == "edit":
            risk.text = self.reworded(risk.text)
        if what == "add":
            plan.risks.insert(chance.randint(0, len(plan.risks)), self.thing())
        if what == "remove":
            plan.risks.remove(risk)

    def _change_question(self, plan: Plan, question: Thing) -> None:
        what = self.chance.choice(("answer", "answer", "edit", "add", "remove"))
        if what == "answer":
            question.state = "answered" if question.state == "open" else "open"
        if what == "edit":
            question.text = self.reworded(question.text)
        if what == "add":
            plan.questions.append(self.thing())
        if what == "remove":
            plan.questions.remove(question)

    def _turn(self, plan: Plan) -> None:
        chance = self.chance
        what = chance.choice(("status", "target", "owner", "title", "decision", "rename", "remark", "remark"))
        if what == "status":
            plan.status = chance.choice(list(STATUSES))
        if what == "target":
            plan.target = None if plan.target and chance.random() < 0.2 else self.day()
        if what == "owner":
            plan.owner = chance.choice(PEOPLE)
        if what == "title":
            plan.title = self.reworded(plan.title)
        if what == "decision":
            plan.decisions.append(self.thing(self.word()))
        if what == "rename":
            plan.path = f"docs/plans/{chance.choice(('', 'moved/'))}{self.word()}.md"
        if what == "remark":
            plan.remark += 1

    def write(self, root: Path, commits: int) -> Repo:
        """Create a repository of *commits* commits on the main branch, some of them merges."""
        repo = Repo(root)
        stream = _Stream()
        now: list[Plan] = []
        day = date(2026, 1, 1)
        mark = 0
        numbers: list[int] = []
        for number in range(commits):
            day += timedelta(self.chance.choice((0, 0, 1, 1, 2)))
            before = deepcopy(now)
            author = self.chance.choice(PEOPLE)
            parents = [mark] if mark else []
            if len(now) < 3 or (len(now) < 8 and self.chance.random() < 0.1):
                now.append(self.plan())
            elif self.chance.random() < 0.03:
                now.remove(self.chance.choice(now))
            elif self.chance.random() < 0.1:  # a branch of two commits, merged
                plan = self.chance.choice(now)
                other = deepcopy(now)
                tip = mark
                for _ in range(2):
                    started = deepcopy(other)
                    self.edit(next(one for one in other if one.name == plan.name))
                    tip = stream.commit("side", day, self.chance.choice(PEOPLE), [tip], started, other)
                now = other
                parents.append(tip)
            else:
                for plan in self.chance.sample(now, self.chance.randint(1, 2)):
                    self.edit(plan)
            self._date(before, now, number)
            mark = stream.commit("main", day, author, parents, before, now)
            numbers.append(mark)
            self.commits.append(Commit(day.isoformat(), author, deepcopy(now)))
        marked = root / ".git" / "marks"
        repo.git("fast-import", "--quiet", f"--export-marks={marked}", text=b"".join(stream.lines))
        ids = dict(line.split(" ") for line in marked.read_text("ascii").splitlines())
        for commit, number in zip(self.commits, numbers, strict=True):
            commit.id = ids[f":{number}"]
        repo.git("checkout", "-q", "-f", "main")
        return repo

    @staticmethod
    def _date(before: list[Plan], now: list[Plan], number: int) -> None:
        """Record in the items of *now* when they were added and when they reached their state."""
        old = {thing.name: thing for plan in before for thing in _things(plan)}
        for plan in now:
            for thing in _things(plan):
                was = old.get(thing.name)
                if was is None:
                    thing.added = thing.changed = number
                elif was.state != thing.state:
                    thing.changed = number

    def expected(self, first: int, last: int) -> set[Expected]:
        """The entries that a review between the two commits must have."""
        old = {plan.name: plan for plan in self.commits[first].plans}
        new = {plan.name: plan for plan in self.commits[last].plans}
        found: set[Expected] = {
            ("plan-removed", plan.title, "", STATUSES[plan.status], None) for name, plan in old.items() if name not in new
        }
        for name, plan in new.items():
            was = old.get(name)
            entries = set(_expected(was, plan))
            if was is not None and not entries and (was.text() != plan.text() or was.path != plan.path):
                moved = was.path != plan.path
                entries = {("text", "", was.path[5:] if moved else None, plan.path[5:] if moved else None)}
            found |= {(kind, plan.title, *rest) for kind, *rest in entries}  # type: ignore[misc]
        return found


class _Stream:
    """A stream for ``git fast-import``."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self._marks = 0

    def commit(self, branch: str, day: date, author: str, parents: list[int], before: list[Plan], after: list[Plan]) -> int:
        self._marks += 1
        stamp = (day - date(1970, 1, 1)).days * 86_400 + 43_200 + self._marks
        who = f"{author} <{author.split()[0].lower()}@example.org> {stamp} +0000"
        self.lines.append(f"commit refs/heads/{branch}\nmark :{self._marks}\n".encode())
        self.lines.append(f"author {who}\ncommitter {who}\ndata 4\nWork\n".encode())
        self.lines += [f"{'merge' if number else 'from'} :{mark}\n".encode() for number, mark in enumerate(parents)]
        old, new = {plan.path: plan.text() for plan in before}, {plan.path: plan.text() for plan in after}
        self.lines += [f'D "{path}"\n'.encode() for path in sorted(old.keys() - new.keys())]
        for path, text in sorted(new.items()):
            if old.get(path) != text:
                self.lines.append(f'M 100644 inline "{path}"\ndata {len(text.encode())}\n{text}\n'.encode())
        return self._marks


def _things(plan: Plan) -> list[Thing]:
    return [*plan.tasks, *plan.risks, *plan.questions, *plan.decisions]


Entry = tuple[str, str, str | None, str | None]
"""Kind, text, before, after."""
Pairs = list[tuple[Thing | None, Thing | None]]


def _expected(old: Plan | None, new: Plan) -> list[Entry]:
    def pairs(of: Callable[[Plan], list[Thing]]) -> Pairs:
        before = {thing.name: thing for thing in (of(old) if old else [])}
        after = {thing.name: thing for thing in of(new)}
        return [(before.get(name), after.get(name)) for name in before.keys() | after.keys()]

    return [
        *_of_plan(old, new),
        *(entry for was, now in pairs(lambda plan: plan.tasks) for entry in _of_task(was, now, new_plan=old is None)),
        *(entry for was, now in pairs(lambda plan: plan.risks) for entry in _of_risk(was, now)),
        *(entry for was, now in pairs(lambda plan: plan.questions) for entry in _of_question(was, now)),
        *(
            ("decision", now.text, None, now.state)
            for was, now in pairs(lambda plan: plan.decisions)
            if was is None and now is not None
        ),
    ]


def _of_plan(old: Plan | None, new: Plan) -> Iterator[Entry]:
    if old is None:
        yield "plan-added", "", None, STATUSES[new.status]
        return
    if old.status != new.status:
        kind = {"Complete": "plan-finished", "Cancelled": "plan-dropped"}.get(new.status, "status")
        yield kind, "", STATUSES[old.status], STATUSES[new.status]
    for kind, before, after in (
        ("target", old.target, new.target),
        ("owner", old.owner, new.owner),
        ("title", old.title, new.title),
    ):
        if before != after:
            yield kind, "", before, after


def _of_task(was: Thing | None, now: Thing | None, *, new_plan: bool) -> Iterator[Entry]:
    if now is None:
        assert was is not None
        yield "task-removed", was.text, was.state, None
        return
    state = was.state if was else None
    if was is None and not new_plan:
        yield "task-added", now.text, None, now.state
    if now.state == "done" != state:
        yield "task-done", now.text, state, "done"
    elif was is not None and now.state == "dropped" != state:
        yield "task-dropped", now.text, state, "dropped"
    elif state in ("done", "dropped") and now.state != state:
        yield "task-reopened", now.text, state, now.state


def _of_risk(was: Thing | None, now: Thing | None) -> Iterator[Entry]:
    if now is None:
        assert was is not None
        yield "risk-removed", was.text, was.level, None
        return
    closed = now.state == "closed"
    if was is None:
        yield ("risk-closed", now.text, None, "closed") if closed else ("risk-new", now.text, None, now.level)
    elif was.state != now.state:
        yield ("risk-closed", now.text, was.level, "closed") if closed else ("risk-reopened", now.text, "closed", now.level)
    elif not closed and was.score != now.score:
        words = (was.level, now.level) if was.level != now.level else (str(was.score), str(now.score))
        yield ("risk-raised" if now.score > was.score else "risk-lowered", now.text, *words)


def _of_question(was: Thing | None, now: Thing | None) -> Iterator[Entry]:
    if now is None:
        assert was is not None
        yield "question-removed", f"{was.text}?", was.state, None
    elif was is None or was.state != now.state:
        opened = "question-reopened" if was else "question-opened"
        yield "question-answered" if now.state == "answered" else opened, f"{now.text}?", was.state if was else None, now.state
