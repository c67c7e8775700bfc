"""The fields of a risk and the names that people give them."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.reading.entries import Fields

RISK_FIELDS = {
    "risk": "risk", "risks": "risk", "risk description": "risk", "risk item": "risk", "identified risk": "risk",
    "potential risk": "risk", "risk factor": "risk", "risk name": "risk", "risk title": "risk",
    "likelihood": "likelihood", "probability": "likelihood", "chance": "likelihood",
    "likelihood of occurrence": "likelihood",
    "impact": "impact", "severity": "impact", "consequence": "impact", "consequences": "impact",
    "impact if it occurs": "impact",
    "mitigation": "mitigation", "mitigations": "mitigation", "mitigation strategy": "mitigation",
    "mitigation plan": "mitigation", "mitigation strategies": "mitigation", "mitigation approach": "mitigation",
    "mitigation steps": "mitigation", "mitigated by": "mitigation", "response": "mitigation", "prevention": "mitigation",
    "countermeasure": "mitigation", "countermeasures": "mitigation", "treatment": "mitigation", "resolution": "mitigation",
    "handling": "mitigation", "control": "mitigation", "controls": "mitigation", "safeguard": "mitigation",
    "contingency": "mitigation", "contingency plan": "mitigation", "remediation": "mitigation", "solution": "mitigation",
    "owner": "owner", "risk owner": "owner", "assigned to": "owner", "assigned": "owner", "assignee": "owner",
    "responsible": "owner", "status": "status", "risk level": "level",
}  # fmt: skip
"""Names of a risk's fields in tables and in labels, by the field."""
JUDGING = frozenset({"mitigation", "likelihood", "impact"})
"""Fields of which one at least tells a risk from other entries."""


class FoundRisk(Struct, gc=False):
    """A risk as it was found: its text, its fields, the level of the group it stands in, whether it is settled."""

    text: str
    line: int
    fields: Fields
    level: str | None = None
    closed: bool | None = None
