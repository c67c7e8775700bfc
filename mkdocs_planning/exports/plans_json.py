"""``plans.json``: everything that was read, as other programs may rely on it (schema 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from mkdocs_planning.model import Plan
from mkdocs_planning.portfolio import Portfolio, Totals

SCHEMA_VERSION = 1


class Document(msgspec.Struct, frozen=True):
    """The whole file. Keys are stable and never missing: what is unknown is null or an empty list."""

    schema: int
    as_of: str
    totals: Totals
    plans: tuple[Plan, ...]


def document(portfolio: Portfolio, urls: Mapping[str, str] | None = None) -> Document:
    """The document of *portfolio*; *urls* gives the URL of each plan by id, relative to the site's root."""
    found = urls or {}
    plans = tuple(replace(plan, url=found.get(plan.id)) for plan in portfolio.plans)
    return Document(SCHEMA_VERSION, portfolio.as_of, portfolio.totals, plans)


def encode(portfolio: Portfolio, urls: Mapping[str, str] | None = None) -> bytes:
    """``plans.json`` as UTF-8, ending in a newline. The same portfolio gives the same bytes."""
    return msgspec.json.encode(document(portfolio, urls)) + b"\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``plans.json``."""
    return msgspec.json.schema(Document)
