"""``plans.json``: everything that was read, as other programs may rely on it (schema 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from mkdocs_planning.exports.export import Export, ExportContext
from mkdocs_planning.model.history import PlanHistory, Point
from mkdocs_planning.model.plan import Plan, Status
from mkdocs_planning.model.portfolio import Portfolio, Totals

SCHEMA_VERSION = 1


class StatusOn(msgspec.Struct, frozen=True):
    """A plan took this status on a day; the author is null where that is not known."""

    date: str
    status: Status
    author: str | None


class TargetOn(msgspec.Struct, frozen=True):
    """The target of a plan became this date, or none, on a day."""

    date: str
    target: str | None
    author: str | None


class PlanHistoryDocument(msgspec.Struct, frozen=True):
    """The history of a plan, oldest first.

    ``since`` is the day from which it is known; ``points`` its progress whenever that changed; of the ``targets`` the
    first is the baseline.
    """

    since: str
    points: tuple[Point, ...]
    statuses: tuple[StatusOn, ...]
    targets: tuple[TargetOn, ...]


class PlanDocument(Plan, frozen=True):
    """A plan with its history; that is null where nothing is known of it."""

    history: PlanHistoryDocument | None = None


class PlansDocument(msgspec.Struct, frozen=True):
    """The whole file. Keys are stable and never missing: what is unknown is null or an empty list."""

    schema: int
    as_of: str
    totals: Totals
    plans: tuple[PlanDocument, ...]


def encode(portfolio: Portfolio, context: ExportContext) -> Iterator[bytes]:
    """``plans.json`` as UTF-8, ending in a newline; plan by plan, since as a whole it is as large as all plans."""
    links = context.links
    histories: Mapping[str, PlanHistory] = portfolio.history.plans if portfolio.history is not None else {}
    whole = msgspec.json.encode(PlansDocument(SCHEMA_VERSION, portfolio.as_of, portfolio.totals, ()))
    end = b"]}"  # of the plans, which come last
    yield whole.removesuffix(end)
    for number, plan in enumerate(portfolio.plans):
        url = links.from_root(plan) if links is not None else None
        yield (b"," if number else b"") + msgspec.json.encode(_plan(plan, url, histories.get(plan.id)))
    yield end + b"\n"


def _plan(plan: Plan, url: str | None, history: PlanHistory | None) -> PlanDocument:
    facts: dict[str, Any] = {name: getattr(plan, name) for name in Plan.__struct_fields__}
    facts["url"] = url
    facts["history"] = _history(history) if history is not None else None
    return PlanDocument(**facts)


def _history(history: PlanHistory) -> PlanHistoryDocument:
    return PlanHistoryDocument(
        since=history.since,
        points=history.points,
        statuses=tuple(StatusOn(one.moment.date, one.status, one.moment.author) for one in history.statuses),
        targets=tuple(TargetOn(one.moment.date, one.target, one.moment.author) for one in history.targets),
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``plans.json``."""
    return msgspec.json.schema(PlansDocument)


EXPORT = Export("plans.json", encode, in_site=lambda _portfolio: True)
