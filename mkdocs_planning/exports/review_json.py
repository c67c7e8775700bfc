"""``review.json``: what changed since the last review, for other programs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mkdocs_planning.exports.export import Export, ExportContext
from mkdocs_planning.model.plan_review import Review
from mkdocs_planning.model.portfolio import Portfolio


class ReviewDocument(msgspec.Struct, frozen=True):
    """The whole file; keys are stable and never missing. ``review`` is null where nothing is known of the history."""

    schema: int
    review: Review | None


def encode(portfolio: Portfolio, _context: ExportContext) -> Iterator[bytes]:
    """The review of *portfolio* as UTF-8, ending in a newline."""
    yield msgspec.json.encode(ReviewDocument(1, portfolio.review)) + b"\n"


EXPORT = Export("review.json", encode)
