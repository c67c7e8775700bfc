"""What changed since the last review, as JSON for other programs."""

from __future__ import annotations

import msgspec

from mkdocs_planning.model.review import Review


class Document(msgspec.Struct, frozen=True):
    """The whole file; keys are stable and never missing."""

    schema: int
    review: Review


def encode(review: Review) -> bytes:
    """*review* as UTF-8, ending in a newline."""
    return msgspec.json.encode(Document(1, review)) + b"\n"
