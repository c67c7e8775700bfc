"""Where a subject stands in a document: its sections, and the lists under its bold lines (``**Known Risks**:``).

A section or a bold line announces its subject (see :mod:`~mkdocs_planning.reading.subjects`); a mixed
section ("Risks and open questions") is parted by the lines inside it. Facts are read from places only,
so that a list is a register where its author says so and nowhere else.
"""

from __future__ import annotations

import re

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Outline, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.labels import split_text
from mkdocs_planning.reading.subjects import subjects
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_LABEL_LENGTH = 80
_KEY = re.compile(r"\*\*(?:([^*:：]{2,60})[:：]\*\*|([^*:：]{2,60})\*\*[:：])\s+\S")
_ITALIC = re.compile(r"(?:\*|_)(?![*_\s])([^*_]{2,60})(?:\*|_)")
_PARTED = frozenset({"risks", "assumptions", "questions", "decisions", "changes", "criteria", "metrics", "dependencies"})
_NO_SUBJECTS: frozenset[str] = frozenset()
_ENDS = frozenset(":：*_")
"""How a text ends that introduces what follows."""


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
    if text.raw[-1:] not in _ENDS:
        return None
    last = text.lines[-1]
    raw = last.raw
    words = last.plain.rstrip()
    if words.endswith((":", "：")):
        return words.rstrip(":： ")
    if raw.startswith(("**", "__")) and raw.endswith(("**", "__")) and len(words) <= _LABEL_LENGTH:
        inner = raw[2:-2]
        if "**" not in inner and "__" not in inner:
            return words
    return None


def _key(text: Text) -> str | None:
    """The bold key of a last line that says something itself (``**Success criteria**: what done looks like``)."""
    last = text.raw if text.broken is None else text.broken[-1].raw if text.broken else ""
    match = _KEY.match(last) if last.startswith("**") else None
    return match.group(1) or match.group(2) if match else None


def segments(blocks: list[Block]) -> list[Segment]:
    """*blocks* parted at the lines that introduce what follows. Quotes count with what is inside them."""
    found = [Segment(None, 0, [])]
    every = flat(blocks)
    for index, block in enumerate(every):
        if isinstance(block, Paragraph):
            label = _label(block, every, index)
            if label is not None:
                found.append(Segment(label, block.text.lines[-1].number, [block]))
                continue
        found[-1].blocks.append(block)
    return found


def _label(block: Paragraph, every: list[Block], index: int) -> str | None:
    label = introduces(block.text)
    if label is None and index + 1 < len(every) and isinstance(every[index + 1], ListBlock | Table):
        return _key(block.text) or _italic(block.text)
    return label


def _italic(text: Text) -> str | None:
    """The words of a line all in italics straight above a list or table."""
    match = _ITALIC.fullmatch(text.raw) if text.raw[:1] in "*_" else None
    return match.group(1) if match else None


def flat(blocks: list[Block]) -> list[Block]:
    """*blocks* with those inside quotes in their place, to any depth."""
    for block in blocks:
        if isinstance(block, Quote):
            break
    else:
        return blocks
    found: list[Block] = []
    stack = [iter(blocks)]
    while stack:
        for block in stack[-1]:
            if isinstance(block, Quote):
                stack.append(iter(block.blocks))
                break
            found.append(block)
        else:
            stack.pop()
    return found


class Places:
    """What an outline announces, found in one walk for all rooms: named sections, labelled lists, tables.

    ``tables`` is every table that stands directly in a section (or in a quote of it), with that section.
    """

    def __init__(self, outline: Outline, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.tables: list[tuple[Section, Table]] = []
        self._announcing: list[tuple[Section, frozenset[str], list[Place]]] = []
        self._announced: set[str] = set()
        for section in outline.sections:
            named = subjects(section.title, vocabulary) if section.level else _NO_SUBJECTS
            labelled = self._in_section(section, flat(section.blocks)) if section.blocks else []
            if named or labelled:
                self._announcing.append((section, named, labelled))
                self._announced.update(named, *(place.subjects for place in labelled))

    def of(self, subject: str) -> list[Place]:
        """Every place of *subject*, in the order of the file. What a place holds is in no other place of its subject."""
        found: list[Place] = []
        if subject not in self._announced:
            return found
        until = 0  # the last line of the place that the walk is in
        for section, named, labelled in self._announcing:
            if section.level and section.line <= until:
                continue
            if subject in named:
                until = section.end_line
                found.append(
                    Place(
                        section.title,
                        section.line,
                        named,
                        [part for part in segments(self._said(section)) if self._belongs(part.label, subject)],
                        [child for child in section.sections if self._belongs(child.title, subject)],
                        section,
                        mixed=len(named & _PARTED) > 1,
                    )
                )
                continue
            found.extend(place for place in labelled if subject in place.subjects)
        return found

    def _said(self, section: Section) -> list[Block]:
        """The blocks of a section; under the document's title without its header, which is of no subject."""
        if section.level != 1:
            return section.blocks
        return [block for block in section.blocks if not (isinstance(block, ListBlock) and self._is_header(block))]

    def _is_header(self, block: ListBlock) -> bool:
        return all(
            item.text is not None
            and (pairs := split_text(item.text.head, allow_plain=True))
            and normal(pairs[0][0]) in self.vocabulary.keys
            for item in block.items
        )

    def _belongs(self, title: str | None, subject: str) -> bool:
        """Whether a part of a place is about its subject: it says so, or says nothing else."""
        if title is None:
            return True
        named = subjects(title, self.vocabulary)
        return not named or subject in named

    def _in_section(self, section: Section, every: list[Block]) -> list[Place]:
        """Places that a line or a list item announces. A segment ends where the next line introduces another."""
        found: list[Place] = []
        part: Segment | None = None
        for index, block in enumerate(every):
            if isinstance(block, Paragraph):
                label = _label(block, every, index)
                if label is not None:
                    line = block.text.lines[-1].number
                    part = Segment(label, line, [block])
                    named = subjects(label, self.vocabulary) if len(label) <= _LABEL_LENGTH else _NO_SUBJECTS
                    if named:
                        found.append(Place(label, line, named, [part], [], section))
                    continue
            elif isinstance(block, Table):
                self.tables.append((section, block))
            elif isinstance(block, ListBlock):
                for item in block.items:
                    if item.blocks and item.box is None and item.text is not None:
                        self._in_item(item, section, found)
            if part is not None:
                part.blocks.append(block)
        return found

    def _in_item(self, item: Item, section: Section, found: list[Place]) -> None:
        label = introduces(item.text) if item.text is not None else None
        if label is not None and len(label) <= _LABEL_LENGTH:
            named = subjects(label, self.vocabulary)
            if named:
                found.append(Place(label, item.line, named, [Segment(None, item.line, item.blocks)], [], section))
