"""What exports write."""

from __future__ import annotations

from mkdocs_planning.exports import plans_json
from mkdocs_planning.exports.export import Export, ExportContext
from mkdocs_planning.model.portfolio import Portfolio

NO_SITE = ExportContext()


def encoded(export: Export, portfolio: Portfolio, context: ExportContext = NO_SITE) -> bytes:
    return b"".join(export.encode(portfolio, context))


def plans_as_json(portfolio: Portfolio) -> bytes:
    """``plans.json`` without a site."""
    return encoded(plans_json.EXPORT, portfolio)
