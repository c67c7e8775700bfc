"""What the status line of a plan says beyond its status."""

from __future__ import annotations

import re

from mkdocs_planning.model import Plan
from mkdocs_planning.views.words import Words


def beyond_status(plan: Plan, words: Words) -> str:
    """The status as the plan writes it, without the word that the plugin shows anyway.

    ``Blocked - waits for the printer`` says "waits for the printer" beyond "Blocked", ``In Progress
    (2/4)`` says "(2/4)", and ``Shipped`` says itself beyond "Complete".
    """
    written = (plan.status_text or "").strip()
    word = r"[\s_-]+".join(re.escape(part) for part in words.status(plan.status).split())
    match = re.match(rf"{word}(?!\w)[\s:;,.–—-]*", written, re.IGNORECASE)
    return written[match.end() :] if match else written
