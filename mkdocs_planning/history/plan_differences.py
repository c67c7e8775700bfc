"""Plans tracked from one moment to another → what changed in them, what matters first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar, get_args

from mkdocs_planning.history.commit_index import CommitIndex
from mkdocs_planning.history.fact_matching import FactKind
from mkdocs_planning.history.plan_tracking import PlanTracker, TrackedPlan
from mkdocs_planning.model.dates import days_between
from mkdocs_planning.model.history import Moment
from mkdocs_planning.model.plan import Decision, Milestone, Plan, Question, Risk, Task
from mkdocs_planning.model.plan_review import Entry, Kind, PlanReview
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.risk_levels import LEVELS
from mkdocs_planning.model.risk_status import is_closed

_RANK: dict[str, int] = {kind: rank for rank, kind in enumerate(get_args(Kind))}
_F = TypeVar("_F", bound="_Fact")


class _Fact(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


class _Pair(NamedTuple, Generic[_F]):
    """A fact as it was and as it is, one of which is None where it came or went, and when that was."""

    old: _F | None
    new: _F | None
    changed: Moment | None
    added: Moment | None

    def entry(
        self, kind: Kind, text: str, before: str | None, after: str | None, *, days: int | None = None, added: bool = False
    ) -> Entry:
        """An entry about the fact; *added* for one that is dated by when the fact came, and not by its last change."""
        fact = self.new or self.old
        assert fact is not None
        moment = self.added if added else self.changed
        return Entry(kind, text, fact.file, fact.line, before, after, days, self.new is None, moment)


def plan_differences(tracker: PlanTracker, portfolio: Portfolio, index: CommitIndex) -> tuple[PlanReview, ...]:
    """What changed in each plan.

    Args:
        tracker: the plans that were touched, from the one moment (their ``first_known``) to the other.
        portfolio: all plans at the other moment.
        index: what the positions in *tracker* stand for.
    """
    present = {(plan.source, plan.line): plan for plan in portfolio.plans}
    found: list[PlanReview] = []
    for number, end in tracker.plans.items():
        start = tracker.first_known.get(number)
        if end.ended is not None:
            review = _of_removed(start.plan, index.moment(end.ended)) if start is not None else None
        else:
            plan = present.get((end.plan.source, end.plan.line))  # None for what is no part of this site
            review = _of_present(start, end, plan, index) if plan is not None else None
        if review is not None:
            found.append(review)
    return tuple(sorted(found, key=_importance))


def _of_removed(plan: Plan, moment: Moment | None) -> PlanReview:
    gone = Entry("plan-removed", "", plan.source, plan.line, plan.status, None, gone=True, moment=moment)
    return PlanReview(plan.id, plan.title, plan.source, (gone,), gone=True)


def _of_present(start: TrackedPlan | None, end: TrackedPlan, plan: Plan, index: CommitIndex) -> PlanReview | None:
    """What changed in *plan*; None where nothing did."""
    entries = sorted(_entries(start, end, plan, index), key=_order)
    if not entries and start is not None and (start.blobs != end.blobs or start.plan.source != plan.source):
        paths = (None, None) if start.plan.source == plan.source else (start.plan.source, plan.source)
        entries = [Entry("text", "", plan.source, plan.line, *paths, moment=index.moment(end.touched))]
    return PlanReview(plan.id, plan.title, plan.source, tuple(entries)) if entries else None


def _order(entry: Entry) -> tuple[int, int, str, int]:
    return _RANK[entry.kind], -(entry.days or 0), entry.file, entry.line


def _importance(plan: PlanReview) -> tuple[int, int, int, str, str]:
    first = plan.entries[0]
    return _RANK[first.kind], -(first.days or 0), -len(plan.entries), plan.title.lower(), plan.plan


def _entries(start: TrackedPlan | None, end: TrackedPlan, plan: Plan, index: CommitIndex) -> Iterator[Entry]:
    yield from _of_plan(start, end, plan, index)
    asked = _places_of_questions(plan)
    asked_before = _places_of_questions(start.plan) if start is not None else frozenset[tuple[str, int]]()

    def pairs(kind: FactKind, facts: Callable[[Plan], Sequence[_F]]) -> Iterator[_Pair[_F]]:
        return _pairs(kind, facts, start, end, index)

    for pair in pairs("task", lambda plan: plan.tasks):
        fact = pair.new or pair.old
        # A box that is a question has an entry as a question.
        if fact is not None and (fact.file, fact.line) not in (asked if pair.new is not None else asked_before):
            yield from _of_task(pair, new_plan=start is None)
    for pair in pairs("risk", lambda plan: plan.risks):
        yield from _of_risk(pair)
    for pair in pairs("question", lambda plan: plan.questions):
        yield from _of_question(pair)
    for pair in pairs("decision", lambda plan: plan.decisions):
        yield from _of_decision(pair)
    for pair in pairs("milestone", lambda plan: plan.milestones):
        yield from _of_milestone(pair)


def _places_of_questions(plan: Plan) -> frozenset[tuple[str, int]]:
    return frozenset((question.file, question.line) for question in plan.questions)


def _of_plan(start: TrackedPlan | None, end: TrackedPlan, plan: Plan, index: CommitIndex) -> Iterator[Entry]:
    def entry(kind: Kind, field: str, position: int, before: str | None, after: str | None, days: int | None = None) -> Entry:
        line = plan.lines.get(field, plan.line)
        return Entry(kind, "", plan.source, line, before, after, days, moment=index.moment(position))

    if start is None:
        yield entry("plan-added", "", end.added, None, plan.status)
        return
    old = start.plan
    if old.status != plan.status:
        kinds: dict[str, Kind] = {"complete": "plan-finished", "dropped": "plan-dropped"}
        yield entry(kinds.get(plan.status, "status"), "status", end.statuses[-1][0], old.status, plan.status)
    if old.target != plan.target:
        yield entry("target", "target", end.targets[-1][0], old.target, plan.target, days_between(old.target, plan.target))
    if old.owners != plan.owners:
        yield entry("owner", "owners", end.owners_changed, ", ".join(old.owners) or None, ", ".join(plan.owners) or None)
    if old.title != plan.title:
        yield entry("title", "title", end.title_changed, old.title, plan.title)


def _pairs(
    kind: FactKind,
    facts: Callable[[Plan], Sequence[_F]],
    start: TrackedPlan | None,
    end: TrackedPlan,
    index: CommitIndex,
) -> Iterator[_Pair[_F]]:
    """The facts of a kind as they were and as they are; those that were removed come last."""
    old: dict[int, _F] = {}
    if start is not None:
        old = {one.number: fact for one, fact in zip(start.facts[kind], facts(start.plan), strict=False)}
    for one, fact in zip(end.facts[kind], facts(end.plan), strict=False):
        yield _Pair(old.pop(one.number, None), fact, index.moment(one.changed), index.moment(one.added))
    removed = {one.fact.number: one.at for one in end.removed if one.kind == kind}
    for number, fact in old.items():
        yield _Pair(fact, None, index.moment(removed[number]) if number in removed else None, None)


def _of_task(pair: _Pair[Task], *, new_plan: bool) -> Iterator[Entry]:
    old, new = pair.old, pair.new
    if new is None:
        if old is not None:
            yield pair.entry("task-removed", old.text, old.state, None)
        return
    was = old.state if old is not None else None
    if old is None and not new_plan:
        yield pair.entry("task-added", new.text, None, new.state, added=True)
    if new.state == was:
        return
    if new.state == "done":
        yield pair.entry("task-done", new.text, was, "done")
    elif old is not None and new.state in ("dropped", "deferred"):
        if was not in ("dropped", "deferred"):
            yield pair.entry("task-dropped", new.text, was, new.state)
    elif was in ("done", "dropped", "deferred"):
        yield pair.entry("task-reopened", new.text, was, new.state)


def _of_risk(pair: _Pair[Risk]) -> Iterator[Entry]:
    old, new = pair.old, pair.new
    if new is None:
        if old is not None:
            yield pair.entry("risk-removed", old.risk, old.level, None)
    elif old is None:
        kind: Kind = "risk-closed" if is_closed(new) else "risk-new"
        yield pair.entry(kind, new.risk, None, "closed" if is_closed(new) else new.level, added=True)
    elif is_closed(old) != is_closed(new):
        if is_closed(new):
            yield pair.entry("risk-closed", new.risk, old.level, "closed")
        else:
            yield pair.entry("risk-reopened", new.risk, "closed", new.level)
    elif not is_closed(new) and (rise := _height(new) - _height(old)):
        words = (old.level, new.level) if old.level != new.level else (str(old.score), str(new.score))
        yield pair.entry("risk-raised" if rise > 0 else "risk-lowered", new.risk, *words)


def _height(risk: Risk) -> int:
    """How high a risk is: by its score, or its level where only that is known; 0 where neither is."""
    if risk.score is not None:
        return risk.score * 10
    return (LEVELS.index(risk.level) + 1) if risk.level else 0


def _of_question(pair: _Pair[Question]) -> Iterator[Entry]:
    old, new = pair.old, pair.new
    if new is None:
        if old is not None:
            yield pair.entry("question-removed", old.text, "answered" if old.answered else "open", None)
    elif old is None:
        if new.answered:
            yield pair.entry("question-answered", new.text, None, "answered")
        else:
            yield pair.entry("question-opened", new.text, None, "open", added=True)
    elif old.answered != new.answered:
        words = ("open", "answered") if new.answered else ("answered", "open")
        yield pair.entry("question-answered" if new.answered else "question-reopened", new.text, *words)


def _of_decision(pair: _Pair[Decision]) -> Iterator[Entry]:
    old, new = pair.old, pair.new
    if new is not None and (old is None or old.choice != new.choice):
        yield pair.entry("decision", new.decision, old.choice if old else None, new.choice, added=old is None)


def _of_milestone(pair: _Pair[Milestone]) -> Iterator[Entry]:
    old, new = pair.old, pair.new
    if old is not None and new is not None and old.date != new.date:
        yield pair.entry("target", new.title, old.date, new.date, days=days_between(old.date, new.date))
