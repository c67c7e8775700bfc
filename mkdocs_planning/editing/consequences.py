"""What follows from an edit: the facts beside the named one that the reader makes of the same text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from mkdocs_planning.editing.proof import MISSING, Permit, Step
from mkdocs_planning.model.plan import Plan

_MARK = re.compile(r"^\[[^\[\]]{1,2}\]\*?\s+")
_PHASE_DEPTH = 4
"""Steps nested deeper than this are not read."""
_PHASE_LISTS = ("prerequisites", "deliverables", "acceptance", "verification")
_BY_BOX = (
    ("criteria", "met"), ("questions", "answered"), ("dependencies", "resolved"), ("risks", "status"),
    ("milestones", "status"),
)  # fmt: skip
"""What a box also says of a fact that is read from the same line."""


_WITH_MARK = (("questions", "text"), ("criteria", "text"), ("dependencies", "text"), ("risks", "risk"))
"""Texts of such facts that hold a custom mark, but no box."""


def of_phases(*fields: str, test: Callable[[Any, Any], bool] | None = None) -> tuple[Permit, ...]:
    """Fields of phases and their steps."""
    found: list[Permit] = []
    for depth in range(_PHASE_DEPTH):
        steps: tuple[Step, ...] = ("steps", None, None) * depth
        found += [Permit(("phases", None, None, *steps, field), test) for field in fields]
    return tuple(found)


def of_task_state(plan: Plan, line: int | None) -> tuple[Permit, ...]:
    """What follows from the state of the task on *line* (None: on any): counts, progress, a derived status."""
    permits = [Permit(("boxes",)), Permit(("progress",)), Permit(("uncounted",)), *of_phases("progress")]
    permits += of_phases(*_PHASE_LISTS, test=_same_but_for_marks)
    if plan.status_from == "derived":
        permits.append(Permit(("status",)))
    for name, field in _WITH_MARK:
        permits.append(Permit((name, line, None, field), _same_but_for_mark))
    permits += [Permit((name, line, None, field)) for name, field in _BY_BOX]
    return tuple(permits)


def of_decided(line: int) -> Permit:
    """A decision that a box says is made, or not made: an open box is none yet."""
    return Permit(("decisions", line, None))


def of_new_text() -> tuple[Permit, ...]:
    """What follows from a new list item: it may be one of what its phase lists, and nothing there may be lost."""
    return of_phases(*_PHASE_LISTS, test=_only_added)


def _same_but_for_mark(old: object, new: object) -> bool:
    return isinstance(old, str) and isinstance(new, str) and _MARK.sub("", old) == _MARK.sub("", new)


def _same_but_for_marks(old: Any, new: Any) -> bool:
    if not isinstance(old, tuple) or not isinstance(new, tuple):
        return False
    before, after = cast("tuple[str, ...]", old), cast("tuple[str, ...]", new)
    return _without_mark(before) == _without_mark(after) or _without_marked(before) == _without_marked(after)


def _without_mark(texts: tuple[str, ...]) -> list[str]:
    return [_MARK.sub("", text) for text in texts]


def _without_marked(texts: tuple[str, ...]) -> list[str]:
    """A placeholder is left out of these lists, but is taken for a text behind a mark."""
    return [text for text in texts if not _MARK.match(text)]


def _only_added(old: Any, new: Any) -> bool:
    if old == MISSING or new == MISSING or len(new) != len(old) + 1:
        return False
    left = list(cast("tuple[str, ...]", new))
    for text in cast("tuple[str, ...]", old):
        if text not in left:
            return False
        left.remove(text)
    return True
