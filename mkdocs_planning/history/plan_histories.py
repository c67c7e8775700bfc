"""Tracked plans → their :class:`~mkdocs_planning.model.history.History`, where they still exist."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_planning.history.commit_index import CommitIndex
from mkdocs_planning.history.fact_matching import phases_with_steps
from mkdocs_planning.history.plan_tracking import PlanTracker, TrackedPlan
from mkdocs_planning.model.history import History, Moment, Place, PlanHistory, Point, StatusMove, TargetMove
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio


def history_of(portfolio: Portfolio, tracker: PlanTracker, index: CommitIndex, *, shallow: bool) -> History:
    """The history of *portfolio*.

    Args:
        portfolio: the plans as they are.
        tracker: these plans, tracked up to the present.
        index: what the positions in it stand for.
        shallow: whether the history is known only from some commit on.
    """
    plans: dict[str, PlanHistory] = {}
    finished: dict[Place, Moment] = {}
    added: dict[Place, Moment] = {}
    for plan in portfolio.plans:
        number = tracker.present.get((plan.source, plan.line))
        if number is None:
            continue
        tracked = tracker.plans[number]
        if index.is_committed(tracked.added):
            plans[plan.id] = _plan_history(tracked, index)
        _enter_additions(plan, tracked, index, added)
        finished |= _finished_tasks(plan, tracked, index)
    return History(index.day(0), shallow, plans, _points(tracker.points, index), finished, added)


def _plan_history(tracked: TrackedPlan, index: CommitIndex) -> PlanHistory:
    return PlanHistory(
        since=index.day(tracked.added),
        points=_points(tracked.points, index),
        statuses=tuple(StatusMove(status, index.moment_or_first(position)) for position, status in tracked.statuses),
        targets=tuple(TargetMove(target, index.moment_or_first(position)) for position, target in tracked.targets),
        touched=index.moment_or_first(tracked.touched),
    )


def _points(points: Iterable[tuple[int, int, int]], index: CommitIndex) -> tuple[Point, ...]:
    """The last point of each day, where it differs from that of the day before."""
    by_day: dict[str, Point] = {}
    for position, done, total in points:
        day = index.day(position)
        by_day[day] = Point(day, done, total)
    found: list[Point] = []
    for point in by_day.values():
        if not found or (found[-1].done, found[-1].total) != (point.done, point.total):
            found.append(point)
    return tuple(found)


def _enter_additions(plan: Plan, tracked: TrackedPlan, index: CommitIndex, added: dict[Place, Moment]) -> None:
    """Enter into *added* when the facts of *plan* came, where that is known. Of two facts in one place the first counts."""
    lists = {
        "task": plan.tasks,
        "risk": plan.risks,
        "question": plan.questions,
        "decision": plan.decisions,
        "phase": [phase for phase, _ in phases_with_steps(plan.phases)],
    }
    for kind, tracked_facts in tracked.facts.items():
        facts = lists.get(kind, ())
        if len(facts) != len(tracked_facts):
            continue
        for fact, one in zip(facts, tracked_facts, strict=True):
            moment = index.moment(one.added)
            if moment is not None:
                added.setdefault(Place(fact.file, fact.line), moment)


def _finished_tasks(plan: Plan, tracked: TrackedPlan, index: CommitIndex) -> dict[Place, Moment]:
    """When the tasks of *plan* that are done were ticked, where that is known."""
    found: dict[Place, Moment] = {}
    for task, one in zip(plan.tasks, tracked.facts["task"], strict=False):
        moment = index.moment(one.changed) if task.state == "done" else None
        if moment is not None:
            found[Place(task.file, task.line)] = moment
    return found
