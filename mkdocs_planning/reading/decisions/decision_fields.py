"""The fields of a decision and the names that people give them."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.reading.entries import Fields

FIELDS = {
    "decision": "decision", "decided": "decision", "decision made": "decision",
    "choice": "choice", "choice made": "choice", "chosen": "choice", "chosen option": "choice", "selected": "choice",
    "selected option": "choice", "outcome": "choice", "decision outcome": "choice", "resolution": "choice",
    "final choice": "choice", "we chose": "choice",
    "rationale": "rationale", "reason": "rationale", "reasons": "rationale", "reasoning": "rationale", "why": "rationale",
    "because": "rationale", "justification": "rationale", "decision rationale": "rationale", "motivation": "rationale",
    "date": "date", "decided on": "date", "decision date": "date", "date author": "date", "made on": "date", "when": "date",
}  # fmt: skip
"""Names of a decision's fields in labels and headings, by the field."""


class FoundDecision(Struct, gc=False):
    """A decision as it was found: its text, its line, its fields."""

    raw: str
    line: int
    fields: Fields
