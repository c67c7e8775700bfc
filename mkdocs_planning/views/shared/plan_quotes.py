"""What a plan says, put in order for standing among the plugin's own words."""

from __future__ import annotations

import re

from mkdocs_planning.model.plan import Plan, Problem
from mkdocs_planning.views.words.catalogue import Words

_TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def message(problem: Problem) -> str:
    """What is wrong. It quotes the plan, whose marks of direction would turn the words behind the quotation round."""
    return _TURNS.sub("", problem.message)


def beyond_status(plan: Plan, words: Words) -> str:
    """The status as the plan writes it, without the word that the plugin shows anyway.

    ``Blocked - waits for the printer`` says "waits for the printer" beyond "Blocked", ``In Progress
    (2/4)`` says "(2/4)", and ``Shipped`` says itself beyond "Complete".
    """
    written = (plan.status_text or "").strip()
    word = r"[\s_-]+".join(re.escape(part) for part in words.status(plan.status).split())
    match = re.match(rf"{word}(?!\w)[\s:;,.–—-]*", written, re.IGNORECASE)
    return written[match.end() :] if match else written
