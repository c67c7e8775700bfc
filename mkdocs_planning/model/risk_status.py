"""Which risks are over, by the status that they state."""

from __future__ import annotations

import re

from mkdocs_planning.model.plan import Risk

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


def is_closed(risk: Risk) -> bool:
    """Whether its status says that it is over ("Closed", "Mitigated on 3 May"); "partly mitigated" does not."""
    first = re.match(r"\W*(\w+)", risk.status or "")
    return first is not None and first[1].lower() in _CLOSED
