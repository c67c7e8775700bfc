"""Which risks still matter."""

from __future__ import annotations

from mkdocs_planning.model.plan import ACTIVE, Plan, Risk
from mkdocs_planning.model.risk_status import is_closed


def is_live(plan: Plan, risk: Risk) -> bool:
    """Whether a risk still matters: it is not closed, and its plan is neither finished nor given up."""
    return plan.status in ACTIVE and not is_closed(risk)
