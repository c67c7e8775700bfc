"""The lines of a file beside the facts that were read from them, and why lines that look like facts gave none.

Pure: text in, lines out. ``mkdocs-planning explain`` prints them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from msgspec import Struct

from mkdocs_planning.collecting.page_reader import checked_plan, outline_of
from mkdocs_planning.markdown.outline import Block, Code, Html, ListBlock, Outline, Quote
from mkdocs_planning.model.plan import Phase, Plan
from mkdocs_planning.reading.header.metadata import Metadata, read_metadata
from mkdocs_planning.reading.labels import split_text
from mkdocs_planning.reading.tasks.emoji_lists import status_emoji
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

_BULLET = re.compile(r"\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+(?:\*\*)?")
_BOX = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s*\[(?P<mark>[^\[\]]{0,2})\]")
_USUAL_KEYS = ("status", "owners", "target", "created", "priority")
"""The header fields whose keys are looked for outside the header."""


class ExplainedLine(Struct, frozen=True):
    """One line of a file: its number and text, the facts read from it, and why it gave none though it looks like one."""

    number: int
    text: str
    facts: tuple[str, ...]
    missed: str | None


def explain_file(content: bytes | str, source: str, vocabulary: Vocabulary = DEFAULT) -> tuple[Plan, list[ExplainedLine]]:
    """The plan of *content* and every line of it. *source* is its path, which tells a YAML file by its suffix."""
    outline = outline_of(content, source)
    plan = checked_plan(outline, source, vocabulary)
    facts = _by_line(_facts(plan, read_metadata(outline, source, vocabulary)))
    problems = _by_line((one.line, f"{one.severity} {one.rule}: {one.message}") for one in plan.problems)
    missed = _MissedFacts(outline, plan, vocabulary)
    lines: list[ExplainedLine] = []
    for number, text in enumerate(_lines(outline), 1):
        found = facts.get(number, [])
        reason = None if found else missed.reason(number, text)
        lines.append(ExplainedLine(number, text, (*found, *problems.get(number, ())), reason))
    return plan, lines


def _by_line(entries: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for line, text in entries:
        found.setdefault(line, []).append(text)
    return found


def _lines(outline: Outline) -> list[str]:
    ends = [*outline.starts[1:], len(outline.data)]
    lines = [
        outline.data[start:end].decode("utf-8", "replace").rstrip("\r\n")
        for start, end in zip(outline.starts, ends, strict=True)
    ]
    return lines if outline.front_matter_line else lines[1:-1]  # the fences that a YAML file does not have


def _facts(plan: Plan, meta: Metadata) -> Iterator[tuple[int, str]]:
    """What was read, in words, each with its line."""
    for name, line in meta.lines.items():
        yield line, _header_fact(name, plan)
    for phase, depth in _with_steps(plan.phases, 0):
        label = "phase" if depth == 0 else "step"
        yield phase.line, f"{label}: {phase.title} ({phase.progress.done}/{phase.progress.total})"
    for name, in_words in _IN_WORDS.items():
        for fact in getattr(plan, name):
            yield fact.line, in_words(fact)


def _header_fact(name: str, plan: Plan) -> str:
    """What the header states of *name*: a field of the plan, ``link:spec`` or ``field:Team``."""
    kind, _, key = name.partition(":")
    if kind == "link":
        return "; ".join(f"link {link.rel}: {link.href}" for link in plan.links if link.rel == key)
    if kind == "field":
        return f"field {key}: {plan.fields.get(key, '')}"
    if name == "status":
        return f"status: {plan.status}" if plan.status_from == "stated" else "status: not stated, derived from boxes"
    value: Any = getattr(plan, name, None)
    return f"{name}: {', '.join(cast('tuple[str, ...]', value)) if isinstance(value, tuple) else value}"


_IN_WORDS: Mapping[str, Callable[[Any], str]] = {
    "tasks": lambda task: f"task{f' {task.id}' if task.id else ''}: {task.state}, {task.kind}",
    "risks": lambda risk: f"risk: likelihood {risk.likelihood}, impact {risk.impact}, level {risk.level}",
    "questions": lambda question: "question: answered" if question.answered else "question: open",
    "dependencies": lambda one: f"dependency: {one.direction}, {'resolved' if one.resolved else 'unresolved'}",
    "criteria": lambda criterion: "criterion: met" if criterion.met else "criterion: not met",
    "changes": lambda change: f"change: {change.date}",
    "milestones": lambda _: "milestone",
    "assumptions": lambda _: "assumption",
    "decisions": lambda _: "decision",
    "files": lambda _: "file",
    "components": lambda _: "component",
    "rollout": lambda _: "stage of the rollout",
    "references": lambda _: "reference",
}
"""Lists of facts in a plan, and the words for each fact."""


def _with_steps(phases: Iterable[Phase], depth: int) -> Iterator[tuple[Phase, int]]:
    for phase in phases:
        yield phase, depth
        yield from _with_steps(phase.steps, depth + 1)


class _MissedFacts:
    """Why lines that look like a box, a task or a header line gave no fact.

    Args:
        outline: of the file.
        plan: that was read from it.
        vocabulary: the words that count.
    """

    def __init__(self, outline: Outline, plan: Plan, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._verbatim = dict(_verbatim_lines(outline.blocks))
        self._sections = [(section.line, section.title) for section in outline.sections if section.level]
        self._body_line = outline.body_line
        self._emoji = status_emoji(vocabulary)
        self._has_boxes = any(task.kind == "work" and task.mark is not None for task in plan.tasks)

    def reason(self, number: int, text: str) -> str | None:
        """Why line *number*, which gave no fact, gave none; None for one that does not look like a fact."""
        box = _BOX.match(text)
        if box is not None:
            return self._no_box(number, box["mark"], text[box.end() :])
        if number < self._body_line or number in self._verbatim:
            return None
        bullet = _BULLET.match(text)
        if bullet is not None and text.startswith(self._emoji, bullet.end()):
            return self._no_task()
        return self._no_header_line(number, text)

    def _no_box(self, number: int, mark: str, rest: str) -> str:
        """Why ``[mark]`` at the beginning of an item, with *rest* behind it, is no box."""
        if number in self._verbatim:
            return f"looks like a box, but stands in {self._verbatim[number]}, where GitHub shows none"
        if mark == "":
            return "looks like a box, but [] without a space is none for GitHub"
        if mark not in (" ", "x", "X"):
            return f'looks like a mark, but "{mark}" has no meaning; give it one with the option `marks`'
        if not rest.strip():
            return "looks like a box, but has no text, so GitHub shows none"
        if rest[0] not in (" ", "\t"):
            return "looks like a box, but GitHub needs a space behind the bracket"
        return "looks like a box, but GitHub shows none here (behind a quote mark or a second bullet)"

    def _no_task(self) -> str:
        """Why an item that begins with a status emoji is no task."""
        if self._has_boxes:
            return "begins with a status emoji, but is not counted, because this plan has `- [ ]` boxes for its work"
        return (
            "begins with a status emoji, but is no task: status emoji count in a list under a heading about work, "
            "of which at least one says that something is not done yet"
        )

    def _no_header_line(self, number: int, text: str) -> str | None:
        """Why a line such as ``Status: Draft`` is no line of the header; None for a line that does not look like one."""
        pairs = split_text(text.strip().lstrip("-*+> ").strip(), allow_plain=False)
        if not pairs or not pairs[0][1] or self._vocabulary.keys.get(normal(pairs[0][0])) not in _USUAL_KEYS:
            return None
        titles = [title for line, title in self._sections if line < number]
        return f'looks like a header line, but is that of the section "{titles[-1]}"' if titles else None


def _verbatim_lines(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """The lines inside code and HTML, with the word for it."""
    for block in blocks:
        if isinstance(block, Code):
            word = "fenced code" if block.fenced else "indented code"
            yield from ((line, word) for line in range(block.line, block.end_line + 1))
        elif isinstance(block, Html):
            word = "a comment" if block.text.lstrip().startswith("<!--") else "HTML"
            yield from ((line, word) for line in range(block.line, block.end_line + 1))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _verbatim_lines(item.blocks)
        elif isinstance(block, Quote):
            yield from _verbatim_lines(block.blocks)
