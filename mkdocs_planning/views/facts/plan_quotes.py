"""Text quoted from plans, prepared for use within text of the plugin."""

from __future__ import annotations

import re

from mkdocs_planning.model.plan import Plan, Problem
from mkdocs_planning.views.messages.catalogue import Messages

_DIRECTION_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def message(problem: Problem) -> str:
    """The message of *problem* without marks of direction: quoted from a plan, they would reverse the text after it."""
    return _DIRECTION_MARKS.sub("", problem.message)


def beyond_status(plan: Plan, messages: Messages) -> str:
    """The status as the plan writes it, without the name of the status where it begins with that.

    ``Blocked - waits for the printer`` gives "waits for the printer", ``In Progress (2/4)`` gives "(2/4)",
    and ``Shipped``, which means "Complete", gives "Shipped".
    """
    written = (plan.status_text or "").strip()
    name = r"[\s_-]+".join(re.escape(part) for part in messages.status(plan.status).split())
    match = re.match(rf"{name}(?!\w)[\s:;,.–—-]*", written, re.IGNORECASE)
    return written[match.end() :] if match else written
