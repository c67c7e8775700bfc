"""A file → the plans in it: one, several where it says ``plans: h2``, or the header facts of a YAML file beside a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from mkdocs_planning.checks.document_checks import check_document
from mkdocs_planning.collecting.page_splitting import holds_several_plans, split_page
from mkdocs_planning.markdown.outline import Outline, read_outline
from mkdocs_planning.model.plan import Plan, Problem, slug_path
from mkdocs_planning.reading.plan import plan_of
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

MAX_BYTES = 1024 * 1024
"""So much of a file is read as plans; a megabyte of boxes is 130,000 of them, and 28 MB of plans.json."""

_YAML = (".yaml", ".yml")
_LINE_END = re.compile(rb"\r\n|\r|\n")


def readable(content: bytes) -> bytes:
    """The part of a file that is read: its whole lines within the limit, or all of the limit where it is one line."""
    if len(content) <= MAX_BYTES:
        return content
    return content[: content.rfind(b"\n", 0, MAX_BYTES) + 1 or MAX_BYTES]


def outline_of(content: bytes | str, source: str) -> Outline:
    """The outline of the readable part of a file; a YAML file (``kep.yaml``) is front matter whose first line is line 1."""
    part = readable(content) if isinstance(content, bytes) else content
    if not source.endswith(_YAML):
        return read_outline(part)
    data = part if isinstance(part, bytes) else part.encode("utf-8", "replace")
    return replace(read_outline(b"---\n" + data.strip(b"\n") + b"\n---\n"), front_matter_line=0)


def read_page(
    content: bytes, source: str, vocabulary: Vocabulary = DEFAULT, outline: Outline | None = None
) -> tuple[Plan, ...]:
    """The plans of one file, with what the document checks find in them. Never raises, whatever the bytes.

    Args:
        content: the file.
        source: its path in docs_dir.
        vocabulary: the words that count.
        outline: that of the readable part of *content*, where the caller has it already.
    """
    plans = plans_in(outline or outline_of(content, source), source, vocabulary)
    read = len(readable(content))
    if read == len(content) or not plans:
        return plans
    message = (
        f"of the {len(content):,} bytes of this file only the first {read:,} are read, up to this line; "
        "split it into several plans"
    )
    last_line = max(1, len(_LINE_END.findall(content, 0, read)))
    problem = Problem("too-large", "warning", message, source, last_line)
    return (replace(plans[0], problems=(*plans[0].problems, problem)), *plans[1:])


def plans_in(outline: Outline, source: str, vocabulary: Vocabulary) -> tuple[Plan, ...]:
    """The plans of *outline*, with what the document checks find in them."""
    if not holds_several_plans(outline) or source.endswith(_YAML):
        return (checked_plan(outline, source, vocabulary),)
    plans: list[Plan] = []
    for slug, part in split_page(outline):
        plan = checked_plan(part, source, vocabulary)
        plans.append(replace(plan, id=plan.stated_id or f"{slug_path(source)}#{slug}", line=part.body_line))
    return tuple(plans)


def checked_plan(outline: Outline, source: str, vocabulary: Vocabulary = DEFAULT) -> Plan:
    """The plan of *outline*, with what the document checks find in it."""
    plan = plan_of(outline, source, vocabulary)
    problems = check_document(outline, plan, vocabulary)
    return replace(plan, problems=in_order((*plan.problems, *problems))) if problems else plan


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """*problems* by file, line and rule."""
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.rule)))
