"""Several files that are one plan, and one file that holds several.

In a plan of several files every fact keeps its own file and line; header facts come from the first part that
states them. On a page that says ``plans: h2`` every H2 is a plan of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from mkdocs_planning.markdown.outline import Heading, Outline, section_tree
from mkdocs_planning.model.plan import Boxes, Plan, Progress, Status, Task, derived_status
from mkdocs_planning.reading.header.titles import clean_title
from mkdocs_planning.vocabulary.normal_form import normal

_GENERIC = frozenset(
    {"plan", "tasks", "task list", "implementation tasks", "implementation plan", "requirements", "requirements document",
     "design", "design document", "technical design", "proposal", "spec", "specification", "readme", "index", "overview",
     "change proposal", "feature specification", "tasks document"}
)  # fmt: skip
"""Titles that name the kind of a file and not the plan."""
_LEADING_NUMBER = re.compile(r"^(?:\d{4}-\d\d-\d\d|\d+)[-_ ]+")


def merge_parts(parts: Sequence[Plan], folder: str, *, archived: bool = False) -> Plan:
    """One plan of several, read from the files of *folder*.

    Args:
        parts: in the order in which they speak; at least one.
        folder: the path of their folder, the plan's id where none is stated.
        archived: whether the kit keeps it among what is done, which completes it.
    """
    first = parts[0]
    stated = next((part for part in parts if part.status_from == "stated"), None)
    progress = sum((part.progress for part in parts), Progress())
    holder = _phase_holder(parts)
    status: Status = stated.status if stated else derived_status(progress)
    merged = replace(
        first,
        id=next((part.stated_id for part in parts if part.stated_id), None) or folder,
        stated_id=next((part.stated_id for part in parts if part.stated_id), None),
        parts=tuple(part.source for part in parts[1:]),
        title=_title(parts, folder),
        status="complete" if archived and status != "dropped" else status,
        status_text=stated.status_text if stated else None,
        status_from="stated" if stated or archived else "derived",
        owners=next((part.owners for part in parts if part.owners), ()),
        created=next((part.created for part in parts if part.created), None),
        updated=max((part.updated for part in parts if part.updated), default=None),
        start=next((part.start for part in parts if part.start), None),
        target=next((part.target for part in parts if part.target), None),
        finished=next((part.finished for part in parts if part.finished), None),
        priority=next((part.priority for part in parts if part.priority), None),
        tags=tuple(dict.fromkeys(tag for part in parts for tag in part.tags)),
        effort=next((part.effort for part in parts if part.effort), None),
        complexity=next((part.complexity for part in parts if part.complexity), None),
        risk_level=next((part.risk_level for part in parts if part.risk_level), None),
        summary=next((part.summary for part in parts if part.summary), None),
        links=tuple(link for part in parts for link in part.links),
        fields={key: value for part in reversed(parts) for key, value in part.fields.items()},
        boxes=Boxes(sum(part.boxes.done for part in parts), sum(part.boxes.total for part in parts)),
        progress=progress,
        tasks=tuple(task for part in parts for task in _tasks(part, part is holder)),
        phases=holder.phases,
        milestones=tuple(fact for part in parts for fact in part.milestones),
        risks=tuple(fact for part in parts for fact in part.risks),
        assumptions=tuple(fact for part in parts for fact in part.assumptions),
        questions=tuple(fact for part in parts for fact in part.questions),
        decisions=tuple(fact for part in parts for fact in part.decisions),
        criteria=tuple(fact for part in parts for fact in part.criteria),
        dependencies=tuple(fact for part in parts for fact in part.dependencies),
        files=tuple(fact for part in parts for fact in part.files),
        components=tuple(fact for part in parts for fact in part.components),
        rollback=any(part.rollback for part in parts),
        rollout=tuple(fact for part in parts for fact in part.rollout),
        references=tuple(fact for part in parts for fact in part.references),
        changes=tuple(fact for part in parts for fact in part.changes),
        problems=tuple(problem for part in parts for problem in part.problems),
        uncounted=sum(part.uncounted for part in parts),
    )
    return replace(merged, lines={name: line for name, line in first.lines.items() if _is_of(first, merged, name)})


def _is_of(part: Plan, whole: Plan, field: str) -> bool:
    """Whether *part* alone states what *whole* says of itself in *field*."""
    return getattr(part, field) == getattr(whole, field)


def _phase_holder(parts: Sequence[Plan]) -> Plan:
    """The part whose phases divide the plan: the one with most work in its phases, the earliest of equals."""
    return max(parts, key=lambda part: (sum(phase.progress.total for phase in part.phases), len(part.phases)))


def _tasks(part: Plan, holds_phases: bool) -> tuple[Task, ...]:
    return part.tasks if holds_phases else tuple(replace(task, phase=None) for task in part.tasks)


def _title(parts: Sequence[Plan], folder: str) -> str:
    for part in parts:
        if normal(part.title) not in _GENERIC:
            return part.title
    name = _LEADING_NUMBER.sub("", folder.rsplit("/", 1)[-1])
    return clean_title(re.sub(r"[-_]+", " ", name)).capitalize() or folder


def split_page(outline: Outline) -> list[tuple[str, Outline]]:
    """The plans of a page that says ``plans: h2``: (slug of its heading, the outline of its section) each.

    Slugs are those that Python-Markdown's ``toc`` gives, so that they are anchors of the page.
    """
    blocks = outline.blocks
    cuts: list[tuple[int, str | None]] = []  # where an H1 or H2 begins, with the slug of an H2
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            slug = _unique(_slug(block.text.plain), seen)
            if block.level <= 2:
                cuts.append((index, slug if block.level == 2 else None))
    found: list[tuple[str, Outline]] = []
    for (first, slug), (last, _) in pairwise([*cuts, (len(blocks), None)]):
        if slug is not None:
            end = blocks[last].line - 1 if last < len(blocks) else len(outline.starts)
            tree = section_tree(blocks[first:last], end)
            part = replace(
                outline, blocks=blocks[first:last], root=tree[0], sections=tree, front_matter=None, body_line=blocks[first].line
            )
            found.append((slug, part))
    return found


def _slug(text: str) -> str:
    """A heading's id as ``markdown.extensions.toc.slugify`` makes it."""
    value = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", value).strip().lower())


def _unique(slug: str, seen: set[str]) -> str:
    """*slug*, or it with ``_1``, ``_2`` … behind it, as ``markdown.extensions.toc.unique`` does."""
    while slug in seen or not slug:
        match = re.match(r"^(.*)_(\d+)$", slug)
        slug = f"{match.group(1)}_{int(match.group(2)) + 1}" if match else f"{slug}_1"
    seen.add(slug)
    return slug
