"""``plans.json``: everything that was read, as other programs may rely on it (schema 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

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


class Past(msgspec.Struct, frozen=True):
    """What git tells of a plan, oldest first.

    ``since`` is the day from which it is known; ``points`` its progress whenever that changed; of the ``targets`` the
    first is the baseline.
    """

    since: str
    points: tuple[Point, ...]
    statuses: tuple[StatusOn, ...]
    targets: tuple[TargetOn, ...]


class Entry(Plan, frozen=True):
    """A plan with its past; that is null where nothing is known of it."""

    history: Past | None = None


class Document(msgspec.Struct, frozen=True):
    """The whole file. Keys are stable and never missing: what is unknown is null or an empty list."""

    schema: int
    as_of: str
    totals: Totals
    plans: tuple[Entry, ...]


def _entry(plan: Plan, url: str | None, history: PlanHistory | None) -> Entry:
    facts: dict[str, Any] = {name: getattr(plan, name) for name in Plan.__struct_fields__}
    facts["url"] = url
    facts["history"] = _past(history) if history is not None else None
    return Entry(**facts)


def _past(history: PlanHistory) -> Past:
    return Past(
        since=history.since,
        points=history.points,
        statuses=tuple(StatusOn(one.moment.date, one.status, one.moment.author) for one in history.statuses),
        targets=tuple(TargetOn(one.moment.date, one.target, one.moment.author) for one in history.targets),
    )


def encode(portfolio: Portfolio, urls: Mapping[str, str] | None = None) -> bytes:
    """``plans.json`` as UTF-8, ending in a newline. The same portfolio gives the same bytes.

    *urls* gives the URL of each plan by id, relative to the site's root.
    """
    return b"".join(encoded(portfolio, urls))


def encoded(portfolio: Portfolio, urls: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """What :func:`encode` returns, plan by plan: as a whole it is as large as all plans."""
    found = urls or {}
    known: Mapping[str, PlanHistory] = portfolio.history.plans if portfolio.history is not None else {}
    whole = msgspec.json.encode(Document(SCHEMA_VERSION, portfolio.as_of, portfolio.totals, ()))
    end = b"]}"  # of the plans, which come last
    yield whole.removesuffix(end)
    for number, plan in enumerate(portfolio.plans):
        yield (b"," if number else b"") + msgspec.json.encode(_entry(plan, found.get(plan.id), known.get(plan.id)))
    yield end + b"\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``plans.json``."""
    return msgspec.json.schema(Document)
