"""Plans that were followed through time → their :class:`~mkdocs_planning.model.history.History`, where they still exist."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_planning.history.commit_moments import Moments
from mkdocs_planning.history.following import Followed, Following
from mkdocs_planning.history.matching import phases_of
from mkdocs_planning.model.history import History, Moment, Place, PlanHistory, Point, StatusMove, TargetMove
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio


def history_of(portfolio: Portfolio, following: Following, moments: Moments, *, shallow: bool) -> History:
    """The past of *portfolio*.

    Args:
        following: its plans, followed up to the present.
        moments: what the numbers in it stand for.
        shallow: whether its beginning is not that of the history.
    """
    plans: dict[str, PlanHistory] = {}
    finished: dict[Place, Moment] = {}
    born: dict[Place, Moment] = {}
    for plan in portfolio.plans:
        number = following.present.get((plan.source, plan.line))
        if number is None:
            continue
        followed = following.plans[number]
        if moments.is_committed(followed.born):
            plans[plan.id] = _past(followed, moments)
        _date(plan, followed, moments, finished, born)
    return History(moments.day(0), shallow, plans, _points(following.points, moments), finished, born)


def _past(followed: Followed, moments: Moments) -> PlanHistory:
    return PlanHistory(
        since=moments.day(followed.born),
        points=_points(followed.points, moments),
        statuses=tuple(StatusMove(status, moments.from_beginning(number)) for number, status in followed.statuses),
        targets=tuple(TargetMove(target, moments.from_beginning(number)) for number, target in followed.targets),
        touched=moments.from_beginning(followed.touched),
    )


def _points(points: Iterable[tuple[int, int, int]], moments: Moments) -> tuple[Point, ...]:
    """The last point of each day, where it differs from that of the day before."""
    by_day: dict[str, Point] = {}
    for number, done, total in points:
        day = moments.day(number)
        by_day[day] = Point(day, done, total)
    found: list[Point] = []
    for point in by_day.values():
        if not found or (found[-1].done, found[-1].total) != (point.done, point.total):
            found.append(point)
    return tuple(found)


def _date(plan: Plan, followed: Followed, moments: Moments, finished: dict[Place, Moment], born: dict[Place, Moment]) -> None:
    """Enter when the facts of *plan* came and when its tasks were ticked; where that is not known, nothing."""
    lists = {
        "task": plan.tasks,
        "risk": plan.risks,
        "question": plan.questions,
        "decision": plan.decisions,
        "phase": [phase for phase, _ in phases_of(plan.phases)],
    }
    for kind, things in followed.things.items():
        facts = lists.get(kind, ())
        if len(facts) != len(things):
            continue
        for fact, thing in zip(facts, things, strict=True):
            place = Place(fact.file, fact.line)
            moment = moments.at(thing.born)
            if moment is not None:
                born.setdefault(place, moment)
    for task, thing in zip(plan.tasks, followed.things["task"], strict=False):
        moment = moments.at(thing.changed) if task.state == "done" else None
        if moment is not None:
            finished[Place(task.file, task.line)] = moment
