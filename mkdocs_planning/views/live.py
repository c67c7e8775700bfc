"""Which risks still matter."""

from __future__ import annotations

import re

from mkdocs_planning.model import ACTIVE, Plan, Risk

_CLOSED = frozenset(
    {
        "closed",
        "resolved",
        "mitigated",
        "retired",
        "done",
        "complete",
        "completed",
        "obsolete",
        "expired",
        "avoided",
        "eliminated",
    }
)


def is_live(plan: Plan, risk: Risk) -> bool:
    """Whether a risk still matters: it is not closed, and its plan is neither finished nor given up."""
    return plan.status in ACTIVE and not is_closed(risk)


def is_closed(risk: Risk) -> bool:
    """Whether its status says that it is over ("Closed", "Mitigated on 3 May"); "partly mitigated" does not."""
    first = re.match(r"\W*(\w+)", risk.status or "")
    return first is not None and first[1].lower() in _CLOSED
