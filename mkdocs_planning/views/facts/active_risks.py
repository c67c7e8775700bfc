"""Which risks still matter, and how severe they are for a plan."""

from __future__ import annotations

from mkdocs_planning.model.plan import ACTIVE, Level, Plan, Risk
from mkdocs_planning.model.risk_levels import LEVELS
from mkdocs_planning.model.risk_status import is_closed


def is_active(plan: Plan, risk: Risk) -> bool:
    """Whether *risk* still matters: it is not closed, and *plan* is neither finished nor dropped."""
    return plan.status in ACTIVE and not is_closed(risk)


def highest_level(plan: Plan) -> Level | None:
    """The level of the most severe active risk of *plan*, or the risk level that *plan* states where that is higher."""
    if plan.status not in ACTIVE:
        return None
    stated = (plan.risk_level or "").strip().lower()
    stated = "critical" if stated == "very high" else stated
    found = {risk.level for risk in plan.risks if is_active(plan, risk)}
    return next((level for level in reversed(LEVELS) if level in found or level == stated), None)
