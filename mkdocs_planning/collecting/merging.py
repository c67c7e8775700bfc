"""Several files that are one plan.

Every fact keeps its own file and line. A header fact comes from the first part that states it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from msgspec.structs import replace

from mkdocs_planning.collecting.layouts import FolderPlan
from mkdocs_planning.model.plan import Boxes, Plan, Progress, Task, derived_status
from mkdocs_planning.reading.header.titles import clean_title
from mkdocs_planning.vocabulary.normal_form import normal

OF_FIRST_STATED = (
    "stated_id", "owners", "created", "start", "target", "finished", "priority", "effort", "complexity", "risk_level",
    "summary",
)  # fmt: skip
"""Fields of a plan that come from the first part in which they are not empty."""
OF_ALL_PARTS = (
    "links", "milestones", "risks", "assumptions", "questions", "decisions", "criteria", "dependencies", "files", "components",
    "rollout", "references", "changes", "problems",
)  # fmt: skip
"""Fields of a plan that hold what all parts have, in order."""
_GENERIC = frozenset(
    {"plan", "tasks", "task list", "implementation tasks", "implementation plan", "requirements", "requirements document",
     "design", "design document", "technical design", "proposal", "spec", "specification", "readme", "index", "overview",
     "change proposal", "feature specification", "tasks document"}
)  # fmt: skip
"""Titles that name the kind of a file and not the plan."""
_LEADING_NUMBER = re.compile(r"^(?:\d{4}-\d\d-\d\d|\d+)[-_ ]+")


def merge_folder_plans(pages: Mapping[str, tuple[Plan, ...]], folders: Iterable[FolderPlan]) -> list[Plan]:
    """The plans of all *pages* (path → plans), with the files of each of *folders* as one plan."""
    parts: set[str] = set()
    plans: list[Plan] = []
    for folder in folders:
        sources = [source for source in folder.sources if source in pages]
        parts.update(sources)
        found = [plan for source in sources for plan in pages[source][:1]]
        if found:
            plans.append(merge_parts(found, folder.folder, archived=folder.archived))
    plans.extend(plan for path, page in pages.items() if path not in parts for plan in page)
    return plans


def merge_parts(parts: Sequence[Plan], folder: str, *, archived: bool = False) -> Plan:
    """One plan of several, read from the files of *folder*.

    Args:
        parts: in order of precedence; at least one.
        folder: the path of their folder, the plan's id where none is stated.
        archived: whether the kit keeps the folder with what is done, which makes the plan complete.
    """
    first = parts[0]
    holder = _phase_holder(parts)
    merged = replace(
        first,
        **{name: _first_stated(parts, name) for name in OF_FIRST_STATED},
        **{name: _of_all(parts, name) for name in OF_ALL_PARTS},
        **_status(parts, archived=archived),
        parts=tuple(part.source for part in parts[1:]),
        title=_title(parts, folder),
        updated=max((part.updated for part in parts if part.updated), default=None),
        tags=tuple(dict.fromkeys(tag for part in parts for tag in part.tags)),
        fields={key: value for part in reversed(parts) for key, value in part.fields.items()},
        boxes=Boxes(sum(part.boxes.done for part in parts), sum(part.boxes.total for part in parts)),
        progress=_progress(parts),
        tasks=tuple(task for part in parts for task in _tasks(part, holds_phases=part is holder)),
        phases=holder.phases,
        rollback=any(part.rollback for part in parts),
        uncounted=sum(part.uncounted for part in parts),
    )
    lines = {name: line for name, line in first.lines.items() if getattr(first, name) == getattr(merged, name)}
    return replace(merged, id=merged.stated_id or folder, lines=lines)


def _first_stated(parts: Sequence[Plan], name: str) -> Any:
    values = [getattr(part, name) for part in parts]
    return next((value for value in values if value), values[0])


def _of_all(parts: Sequence[Plan], name: str) -> tuple[object, ...]:
    return tuple(fact for part in parts for fact in cast("tuple[object, ...]", getattr(part, name)))


def _progress(parts: Sequence[Plan]) -> Progress:
    return sum((part.progress for part in parts), Progress())


def _status(parts: Sequence[Plan], *, archived: bool) -> dict[str, Any]:
    """The fields about the status: that of the first part that states one; an archived plan is complete unless dropped."""
    stated = next((part for part in parts if part.status_from == "stated"), None)
    status = stated.status if stated else derived_status(_progress(parts))
    return {
        "status": "complete" if archived and status != "dropped" else status,
        "status_text": stated.status_text if stated else None,
        "status_from": "stated" if stated or archived else "derived",
    }


def _phase_holder(parts: Sequence[Plan]) -> Plan:
    """The part whose phases divide the plan: the one with most work in its phases, the earliest of equals."""
    return max(parts, key=lambda part: (sum(phase.progress.total for phase in part.phases), len(part.phases)))


def _tasks(part: Plan, *, holds_phases: bool) -> tuple[Task, ...]:
    return part.tasks if holds_phases else tuple(replace(task, phase=None) for task in part.tasks)


def _title(parts: Sequence[Plan], folder: str) -> str:
    for part in parts:
        if normal(part.title) not in _GENERIC:
            return part.title
    name = _LEADING_NUMBER.sub("", folder.rsplit("/", 1)[-1])
    return clean_title(re.sub(r"[-_]+", " ", name)).capitalize() or folder
