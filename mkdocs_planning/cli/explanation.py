"""Why? A file's lines beside the facts that were read from them, and the lines that look like facts and are none.

Pure: text in, lines out. ``mkdocs-planning explain`` prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from msgspec import Struct

from mkdocs_planning.checks import checked
from mkdocs_planning.collecting.page_reader import outline_of
from mkdocs_planning.markdown.outline import Block, Code, Html, Line, ListBlock, Outline, Quote, Section
from mkdocs_planning.model.plan import Phase, Plan
from mkdocs_planning.reading.header.metadata import Metadata, read_metadata
from mkdocs_planning.reading.labels import split_line
from mkdocs_planning.reading.tasks.emoji_lists import signs_of
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

_BULLET = re.compile(r"\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+(?:\*\*)?")
_BOX = re.compile(r"^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s*\[(?P<mark>[^\[\]]{0,2})\]")


class Explained(Struct, frozen=True):
    """One line of the file: its number and text, the facts read from it, and why it gave none though it looks like one."""

    number: int
    text: str
    facts: tuple[str, ...]
    missed: str | None


def explain(text: bytes | str, source: str, vocabulary: Vocabulary = DEFAULT) -> tuple[Plan, list[Explained]]:
    """The plan of *text* and every line of it, explained. *source* is its path, which tells a YAML file by its suffix."""
    outline = outline_of(text, source)
    plan = checked(outline, source, vocabulary)
    facts = _facts(plan, read_metadata(outline, source, vocabulary))
    problems = _problems(plan)
    verbatim = dict(_verbatim(outline.blocks))
    sections = _section_of(outline)
    boxed = any(task.kind == "work" and task.mark is not None for task in plan.tasks)
    shown: list[Explained] = []
    for number, line in enumerate(_lines(outline), 1):
        found = tuple(facts.get(number, ()))
        missed = None if found else _missed(line, number, verbatim, sections, outline, vocabulary, boxed)
        shown.append(Explained(number, line, (*found, *problems.get(number, ())), missed))
    return plan, shown


def _lines(outline: Outline) -> list[str]:
    ends = [*outline.starts[1:], len(outline.data)]
    lines = [
        outline.data[start:end].decode("utf-8", "replace").rstrip("\r\n")
        for start, end in zip(outline.starts, ends, strict=True)
    ]
    return lines if outline.front_matter_line else lines[1:-1]  # the fences that a YAML file does not have


def _facts(plan: Plan, meta: Metadata) -> dict[int, list[str]]:
    """What was read, by line, in words."""
    found: dict[int, list[str]] = {}

    def add(line: int, fact: str) -> None:
        found.setdefault(line, []).append(fact)

    for name, line in meta.lines.items():
        kind, _, key = name.partition(":")
        if kind == "link":
            links = [link for link in plan.links if link.rel == key]
            add(line, "; ".join(f"link {link.rel}: {link.href}" for link in links))
        elif kind == "field":
            add(line, f"field {key}: {plan.fields.get(key, '')}")
        elif name == "status":
            add(line, f"status: {plan.status}" if plan.status_from == "stated" else "status: not stated, derived from boxes")
        else:
            value: Any = getattr(plan, name, None)
            add(line, f"{name}: {', '.join(cast('tuple[str, ...]', value)) if isinstance(value, tuple) else value}")
    for phase, depth in _phases(plan.phases, 0):
        label = "phase" if depth == 0 else "step"
        add(phase.line, f"{label}: {phase.title} ({phase.progress.done}/{phase.progress.total})")
    for task in plan.tasks:
        identity = f" {task.id}" if task.id else ""
        add(task.line, f"task{identity}: {task.state}, {task.kind}")
    for risk in plan.risks:
        add(risk.line, f"risk: likelihood {risk.likelihood}, impact {risk.impact}, level {risk.level}")
    for question in plan.questions:
        add(question.line, "question: answered" if question.answered else "question: open")
    for dependency in plan.dependencies:
        add(dependency.line, f"dependency: {dependency.direction}, {'resolved' if dependency.resolved else 'unresolved'}")
    for criterion in plan.criteria:
        add(criterion.line, "criterion: met" if criterion.met else "criterion: not met")
    for change in plan.changes:
        add(change.line, f"change: {change.date}")
    for name in ("milestones", "assumptions", "decisions", "files", "components", "rollout", "references"):
        for fact in getattr(plan, name):
            add(fact.line, _SINGULAR[name])
    return found


def _problems(plan: Plan) -> dict[int, list[str]]:
    """What the rules find, by line, in words."""
    found: dict[int, list[str]] = {}
    for problem in plan.problems:
        found.setdefault(problem.line, []).append(f"{problem.severity} {problem.rule}: {problem.message}")
    return found


_SINGULAR = {
    "milestones": "milestone",
    "assumptions": "assumption",
    "decisions": "decision",
    "files": "file",
    "components": "component",
    "rollout": "stage of the rollout",
    "references": "reference",
}


def _phases(phases: Iterable[Phase], depth: int) -> Iterable[tuple[Phase, int]]:
    for phase in phases:
        yield phase, depth
        yield from _phases(phase.steps, depth + 1)


def _verbatim(blocks: list[Block]) -> Iterable[tuple[int, str]]:
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
                yield from _verbatim(item.blocks)
        elif isinstance(block, Quote):
            yield from _verbatim(block.blocks)


def _section_of(outline: Outline) -> list[tuple[int, Section]]:
    return [(section.line, section) for section in outline.sections if section.level]


def _missed(
    text: str,
    number: int,
    verbatim: dict[int, str],
    sections: list[tuple[int, Section]],
    outline: Outline,
    vocabulary: Vocabulary,
    boxed: bool,
) -> str | None:
    """Why a line that looks like a box or a header line gave no fact; None for one that looks like neither.

    *boxed* tells that the plan has boxes for its work.
    """
    box = _BOX.match(text)
    if box:
        if number in verbatim:
            return f"looks like a box, but stands in {verbatim[number]}, where GitHub shows none"
        mark = box["mark"]
        rest = text[box.end() :]
        if mark == "":
            return "looks like a box, but [] without a space is none for GitHub"
        if mark in (" ", "x", "X") and not rest.strip():
            return "looks like a box, but has no text, so GitHub shows none"
        if mark in (" ", "x", "X") and rest[:1] not in (" ", "\t"):
            return "looks like a box, but GitHub needs a space behind the bracket"
        if mark in (" ", "x", "X"):
            return "looks like a box, but GitHub shows none here (behind a quote mark or a second bullet)"
        return f'looks like a mark, but "{mark}" has no meaning; give it one with the option `marks`'
    if number < outline.body_line or number in verbatim:
        return None
    if (bullet := _BULLET.match(text)) and text.startswith(signs_of(vocabulary), bullet.end()):
        if boxed:
            return "begins with a sign of state, but is not counted, because this plan has `- [ ]` boxes for its work"
        return (
            "begins with a sign of state, but is no task: signs count in a list under a heading about work, "
            "of which at least one says that something is not done yet"
        )
    pairs = split_line(Line(number, text.strip().lstrip("-*+> ").strip(), text.strip()), allow_plain=False)
    if (
        pairs
        and pairs[0][1]
        and vocabulary.keys.get(normal(pairs[0][0])) in ("status", "owners", "target", "created", "priority")
    ):
        above = [section for line, section in sections if line < number]
        if above:
            return f'looks like a header line, but is that of the section "{above[-1].title}"'
    return None
