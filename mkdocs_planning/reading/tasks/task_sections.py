"""What the headings and labels above a task say of it: its path, what it is for, whether it is work."""

from __future__ import annotations

import re

from mkdocs_planning.markdown.outline import Outline, Section
from mkdocs_planning.model.plan import TaskKind
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.vocabulary.normal_form import unnumbered
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

CALLS_TASKS = re.compile(
    r"^(?:(?:implementation|development|remaining|completed|finished|open|current|pending|outstanding|next|sub) ?)?"
    r"(?:tasks?|task list|work items?|action items?|todos?|to dos?|actions?)(?: completed| done| remaining)?$"
    r"|^(?:completed|done|finished|remaining|in progress|pending|not started|up next|next steps|what s (?:done|left|next))"
    r"(?: so far| items| work| steps)?$"
    r"|^(?:(?:overall|current|implementation|project|our) )?progress(?: so far| update| report| summary)?$"
)
"""Titles and labels, in normal form, that call what stands under them tasks or what is done."""
_CALLS_STATUS = re.compile(r"^(?:\w+ ){0,2}(?:status|roadmap|timeline|schedule|milestones)$")
"""Further titles under which work stands with its state."""
JUDGES = re.compile(
    r"\b(?:pros?|cons?|benefits?|advantages?|disadvantages?|drawbacks?|alternatives?|options?|trade ?offs?|consequences?|"
    r"legend|symbols?|icons?|emojis?|works|doesn t|don ts?|dos|compatib\w+|matrix|strengths?|weaknesses|good|bad|positives?|"
    r"negatives?|anti ?patterns?|limitations?|should|must|guidelines?|rules?|why|problems?|issues|findings|gaps|scope|goals?|"
    r"requirements?|criteria|deliverables?|outcomes?|outputs?|results?|principles?|assumptions?|risks?|questions?)\b|^key$"
)
"""Titles and labels, in normal form, under which an emoji is a judgement or a mere bullet and no state."""


def title_section(outline: Outline) -> Section | None:
    """The section of the document's title: its H1, if it has just one."""
    tops = [section for section in outline.root.sections if section.level == 1]
    return tops[0] if len(tops) == 1 else None


def path_of(section: Section, title: Section | None) -> tuple[str, ...]:
    """The headings from the outermost to that of *section*, without numbers and without the document's *title*."""
    names: list[str] = []
    node: Section | None = section
    while node is not None and node.level:
        if node is not title:
            names.append(unnumbered(node.raw_title))
        node = node.parent
    return tuple(reversed(names))


def kind_of(section: Section, title: Section | None, vocabulary: Vocabulary) -> TaskKind:
    """What boxes in *section* are for, by the nearest heading that says so; in a phase or step they are work."""
    node: Section | None = section
    while node is not None and node.level and node is not title:
        if read_heading(node.title).is_unit:
            return "work"
        kind = vocabulary.titles.box_kind(node.title)
        if kind is not None:
            return kind
        node = node.parent
    return "work"


def is_work(section: Section, label: str | None, vocabulary: Vocabulary) -> bool:
    """Whether *label*, or else the nearest heading that says so, is about work or its state.

    The document's title says nothing.
    """
    if label is not None and (kind := vocabulary.titles.box_kind(label)) is not None:
        return kind == "work"
    node: Section | None = section
    while node is not None and node.level > 1:
        heading = read_heading(node.title)
        if heading.is_unit or _CALLS_STATUS.match(heading.words) or CALLS_TASKS.match(heading.words):
            return True
        if JUDGES.search(heading.words):
            return False
        if (kind := vocabulary.titles.box_kind(node.title)) is not None:
            return kind == "work"
        node = node.parent
    return False
