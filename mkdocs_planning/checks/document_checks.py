"""Rules over one document: placeholders, unclosed fences, task lists without boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.markdown.outline import Block, ListBlock, Outline, Section
from mkdocs_planning.model.plan import Plan, Problem
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

MOST_PLACEHOLDERS = 10
"""So many placeholders are named with their lines; the last says how many more there are."""

_INSIDE = re.compile(r"\{[A-Z][A-Z0-9_]{2,}\}|\bYYYY-MM-DD\b")
_BRACKETED = re.compile(r"(?<![\w\]!\\`])\[(?P<words>[A-Z][\w/'’.&-]*(?: [\w/'’.&,-]+){1,6})\](?![\[(:])")
_NAMED = re.compile(r"[#!/]|^\{\{")
"""What stands in a link to be resolved elsewhere (``[org/repo#1]``), an alert, or a template about templates."""
_CODE = re.compile(r"(`+)(?:(?!\1).)*\1")
_CHOICE = re.compile(r"^(?:[A-Z][a-z]+(?: [a-z]+)?)(?:\s*[|/]\s*(?:[A-Z][a-z]+(?: [a-z]+)?)){2,}$")
_LEVELS = frozenset(
    {"low", "medium", "high", "very high", "critical", "small", "large", "very large", "draft", "ready", "complete"}
)


def check_document(outline: Outline, plan: Plan, vocabulary: Vocabulary) -> list[Problem]:
    """What the rules of this module find in *outline*, whose plan is *plan*, read with *vocabulary*."""
    return [
        *_placeholders(outline, plan.source),
        *_unclosed(outline, plan.source),
        *_without_boxes(outline, plan, vocabulary),
    ]


def _placeholders(outline: Outline, source: str) -> list[Problem]:
    found: dict[int, str] = {}
    for text in outline.texts:
        if not _may_hold(text.raw):
            continue
        for line in text.lines:
            written = _placeholder(line.raw) if text.broken is None or _may_hold(line.raw) else None
            if written and line.number not in found:
                found[line.number] = written
    problems = [
        Problem(
            "unfilled-placeholder",
            "warning",
            f'"{written}" is still the template\'s; fill it in or take the line out',
            source,
            line,
        )
        for line, written in sorted(found.items())
    ]
    if len(problems) > MOST_PLACEHOLDERS:
        last = problems[MOST_PLACEHOLDERS - 1]
        more = len(problems) - MOST_PLACEHOLDERS
        problems = problems[: MOST_PLACEHOLDERS - 1]
        message = f"{last.message}; {more} more lines below hold what the template left"
        problems.append(Problem(last.rule, last.severity, message, source, last.line))
    return problems


def _may_hold(raw: str) -> bool:
    """Whether a text has what every placeholder and every choice has: the cheap test before the patterns."""
    return "[" in raw or "{" in raw or "YYYY" in raw or raw.count("/") + raw.count("|") >= 2


def _placeholder(raw: str) -> str | None:
    """The placeholder in a line of text, or None. Code is left out; a whole value counts in any words."""
    text = _CODE.sub("", raw) if "`" in raw else raw
    if match := _INSIDE.search(text):
        return match.group(0)
    if match := _BRACKETED.search(text):
        return match.group(0)
    value = text.rpartition(":")[2].strip(" *_") if ":" in text else text.strip(" *_")
    if is_placeholder(value) and len(value) > 5 and value[0] in "[{" and not _NAMED.search(value):
        return value
    if _CHOICE.match(value) and all(normal(part) in _LEVELS for part in re.split(r"\s*[|/]\s*", value)):
        return value
    return None


def _unclosed(outline: Outline, source: str) -> list[Problem]:
    message = "this fenced code block is never closed, so all that follows is code; close it with the fence it began with"
    return [Problem("unclosed-fence", "warning", message, source, line) for line in outline.unclosed]


def _without_boxes(outline: Outline, plan: Plan, vocabulary: Vocabulary) -> list[Problem]:
    if any(task.kind == "work" for task in plan.tasks):
        return []
    problems: list[Problem] = []
    for section in outline.sections:
        if section.level < 2 or "task list" not in vocabulary.titles.facts(section.title).subjects:
            continue
        items = [item for block in _own_blocks(section) if isinstance(block, ListBlock) for item in block.items]
        if items and not any(task.line >= section.line and task.line <= section.end_line for task in plan.tasks):
            message = (
                f'the {len(items)} items under "{section.title}" have no boxes, so they count for nothing in progress; '
                "write them as - [ ] where they are to be ticked"
            )
            problems.append(Problem("no-boxes", "info", message, plan.source, section.line))
    return problems


def _own_blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for child in section.sections:
        yield from child.blocks
