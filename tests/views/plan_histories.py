"""Histories and reviews for the tests of the views, as a repository would give them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from mkdocs_planning.model.history import History, Moment, PlanHistory, Point, StatusMove, TargetMove
from mkdocs_planning.model.plan import Plan, Status
from mkdocs_planning.model.plan_review import Entry, PlanReview, Review
from mkdocs_planning.model.portfolio import Portfolio


def moment(day: str, author: str | None = "Ana") -> Moment:
    return Moment(day, author, "c0ffee" + day.replace("-", ""))


def past(
    *points: tuple[str, int, int],
    statuses: Iterable[tuple[str, Status]] = (),
    targets: Iterable[tuple[str, str | None]] = (),
    touched: str | None = None,
    author: str = "Ana",
) -> PlanHistory:
    """The history of a plan: (day, done, total), (day, status), (day, target)."""
    days = [point[0] for point in points] + [one[0] for one in (*statuses, *targets)]
    return PlanHistory(
        since=min(days),
        points=tuple(Point(*point) for point in points),
        statuses=tuple(StatusMove(status, moment(day, author)) for day, status in statuses),
        targets=tuple(TargetMove(target, moment(day, author)) for day, target in targets),
        touched=moment(touched or max(days), author),
    )


def with_history(of: Portfolio, *histories: PlanHistory, shallow: bool = False, **known: object) -> Portfolio:
    """*of* with the history of its plans, in their order."""
    plans = {plan.id: one for plan, one in zip(of.plans, histories, strict=False)}
    since = min((one.since for one in histories), default=of.as_of)
    points = histories[0].points if len(histories) == 1 else ()
    history = History(since, shallow=shallow, plans=plans, points=points)
    return replace(of, history=replace(history, **known))


def changed(plan: Plan, *entries: Entry, gone: bool = False) -> PlanReview:
    return PlanReview(plan.id, plan.title, plan.source, entries, gone)


def with_review(
    of: Portfolio, *plans: PlanReview, note: str = "", committed: bool = True, asked: str = "14 days ago"
) -> Portfolio:
    """*of* with a review of the last fortnight; *asked* is the requested start."""
    until = moment(of.as_of) if committed else Moment(of.as_of)
    return replace(of, review=Review(moment("2026-10-01"), until, asked, plans, note))
