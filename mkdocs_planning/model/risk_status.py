"""Which risks are over, by the status that they state."""

from __future__ import annotations

import re

from mkdocs_planning.model.plan import Risk

CLOSED_TITLES = ("resolved", "closed", "mitigated", "retired")
"""Words that close a risk at the end of its heading too, where "complete" or "expired" may belong to its name."""
CLOSED_WORDS = frozenset({*CLOSED_TITLES, "done", "complete", "completed", "obsolete", "expired", "avoided", "eliminated"})
"""First words of the status of a risk that is over."""


def is_closed(risk: Risk) -> bool:
    """Whether its status says that it is over ("Closed", "Mitigated on 3 May"); "partly mitigated" does not."""
    first = re.match(r"\W*(\w+)", risk.status or "")
    return first is not None and first[1].lower() in CLOSED_WORDS
