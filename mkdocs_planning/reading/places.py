"""Where a subject stands in a document: its sections, and the lists under its bold lines (``**Known Risks**:``).

A section or a bold line announces its subject (see :mod:`~mkdocs_planning.reading.subjects`); a mixed
section ("Risks and open questions") is parted by the lines inside it. Facts are read from places only,
so that a list is a register where its author says so and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mkdocs_planning.reading.outline import Block, ListBlock, Outline, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.subjects import subjects
from mkdocs_planning.vocabulary import Vocabulary

_LABEL_LENGTH = 80
_KEY = re.compile(r"\*\*(?:([^*:：]{2,60})[:：]\*\*|([^*:：]{2,60})\*\*[:：])\s+\S")
_OWN = frozenset({"risks", "assumptions", "questions", "decisions", "changes", "criteria", "metrics"})


class Segment(Struct, gc=False):
    """Blocks with the line that introduces them (``Risks:``, ``**Open questions**``), or None at the beginning."""

    label: str | None
    line: int
    blocks: list[Block]


class Place(Struct, gc=False):
    """Where facts of one subject stand. ``mixed`` says that the title names another subject too."""

    title: str
    line: int
    subjects: frozenset[str]
    segments: list[Segment]
    sections: list[Section]
    within: Section
    mixed: bool = False

    @property
    def blocks(self) -> list[Block]:
        return [block for segment in self.segments for block in segment.blocks]


def introduces(text: Text) -> str | None:
    """The words of a paragraph that introduces what follows: it ends with a colon, or is all bold."""
    if not text.lines:
        return None
    last = text.lines[-1]
    words = last.plain.rstrip()
    if words.endswith((":", "：")):
        return words.rstrip(":： ")
    if last.raw.startswith(("**", "__")) and last.raw.rstrip().endswith(("**", "__")) and len(words) <= _LABEL_LENGTH:
        inner = last.raw.strip()[2:-2]
        if "**" not in inner and "__" not in inner:
            return words
    return None


def _key(text: Text) -> str | None:
    """The bold key of a last line that says something itself (``**Success criteria**: what done looks like``)."""
    match = _KEY.match(text.lines[-1].raw) if text.lines else None
    return match.group(1) or match.group(2) if match else None


def segments(blocks: Iterable[Block]) -> list[Segment]:
    """*blocks* parted at the lines that introduce what follows. Quotes count with what is inside them."""
    found = [Segment(None, 0, [])]
    every = [*flat(blocks)]
    for index, block in enumerate(every):
        if isinstance(block, Paragraph):
            label = introduces(block.text)
            if label is None and index + 1 < len(every) and isinstance(every[index + 1], ListBlock | Table):
                label = _key(block.text)
            if label is not None:
                found.append(Segment(label, block.text.lines[-1].number, [block]))
                continue
        found[-1].blocks.append(block)
    return found


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """*blocks* with those inside quotes in their place, to any depth."""
    stack = [iter(blocks)]
    while stack:
        for block in stack[-1]:
            if isinstance(block, Quote):
                stack.append(iter(block.blocks))
                break
            yield block
        else:
            stack.pop()


def places(outline: Outline, subject: str, vocabulary: Vocabulary) -> list[Place]:
    """Every place of *subject*, in the order of the file. What a place holds is in no other place of its subject."""
    found: list[Place] = []
    stack = [outline.root]
    while stack:
        section = stack.pop()
        named = subjects(section.title, vocabulary) if section.level else frozenset[str]()
        if subject in named:
            found.append(
                Place(
                    section.title,
                    section.line,
                    named,
                    [part for part in segments(section.blocks) if _belongs(part.label, subject, vocabulary)],
                    [child for child in section.sections if _belongs(child.title, subject, vocabulary)],
                    section,
                    mixed=len(named & (_OWN | {"dependencies"})) > 1,
                )
            )
            continue
        found += _labelled(section, subject, vocabulary)
        stack.extend(reversed(section.sections))
    return found


def _belongs(title: str | None, subject: str, vocabulary: Vocabulary) -> bool:
    """Whether a part of a place is about its subject: it says so, or says nothing else."""
    if title is None:
        return True
    named = subjects(title, vocabulary)
    return not named or subject in named


def _labelled(section: Section, subject: str, vocabulary: Vocabulary) -> Iterator[Place]:
    """Places that a line or a list item announces, in a section about something else."""
    for part in segments(section.blocks):
        if part.label is not None and len(part.label) <= _LABEL_LENGTH:
            named = subjects(part.label, vocabulary)
            if subject in named:
                yield Place(part.label, part.line, named, [part], [], section)
                continue
        for block in part.blocks:
            if not isinstance(block, ListBlock):
                continue
            for item in block.items:
                if not item.blocks or item.text is None or item.box is not None:
                    continue
                label = introduces(item.text)
                if label is not None and len(label) <= _LABEL_LENGTH:
                    named = subjects(label, vocabulary)
                    if subject in named:
                        yield Place(label, item.line, named, [Segment(None, item.line, item.blocks)], [], section)


def tables(outline: Outline) -> Iterator[tuple[Section, Table]]:
    """Every table that stands directly in a section (or in a quote of it), with that section."""
    for section in outline.root.walk():
        for block in flat(section.blocks):
            if isinstance(block, Table):
                yield section, block
