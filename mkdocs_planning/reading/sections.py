"""What the sections and labelled lines of a document are about, decided once for all readers.

:class:`SectionIndex` is made once per document, from its outline and the vocabulary. In one walk it finds

- *headings* that are about a subject (``## Risks``, ``## Rollout plan (draft)``),
- *labels*: lines that introduce what follows (``**Known risks**``, ``Risks:``) and say what it is about,
- *keyed lines*: a key with a value or a list (``**Files:** `src/cache.py```, ``- Rollback: git revert``),
- *tables*, with the section that each stands in.

The first three are :class:`Passage`; a reader asks for those about its subject (:meth:`SectionIndex.of`) and looks
nowhere else, so that a list is a register where its author says so. What a title is about is the business of
:mod:`~mkdocs_planning.vocabulary.section_matcher`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Outline, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.labels import paragraph_labels, split_text
from mkdocs_planning.reading.segments import LABEL_LENGTH, Segment, flat, introduces, label_at, last_line, segments
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.section_matcher import TitleFacts
from mkdocs_planning.vocabulary.section_titles import HEADED, KEYED, MIXING, REGISTERS
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_KEY_LENGTH = 70
_KEY_ENDS = 76
"""A key that ends further back than this in its line is none."""
_SAFE_KEYS = frozenset({"rollback line"})
"""Subjects whose keys count without bold too, since no sentence begins like them."""
_SAFE_START = re.compile(r"(?:roll[ -]?|back[ -]?out)\w*[^:\n]{0,20}:", re.I)
"""How such a line begins."""
_SECOND_KEY = re.compile(r":\*\*|\*\*:")
"""The end of a second bold key on a line."""


class Passage(Struct, gc=False):
    """Lines that are about a subject: those under a heading, or a labelled line and what belongs to it.

    ``title`` are the words of the heading or label, ``line`` where it stands, ``within`` the section of either.
    ``section`` is the heading's section, None for a line; ``value`` what a keyed line says itself, None otherwise.
    ``segments`` are its blocks, parted where it is about a register; ``sections`` what stands beneath its heading.
    ``mixed`` says that a heading names another register too.
    """

    title: str
    line: int
    subjects: frozenset[str]
    within: Section
    section: Section | None
    value: str | None
    segments: list[Segment]
    sections: list[Section]
    mixed: bool = False

    @property
    def blocks(self) -> Sequence[Block]:
        """All blocks of its segments."""
        if len(self.segments) == 1:
            return self.segments[0].blocks
        return [block for segment in self.segments for block in segment.blocks]

    @property
    def parts(self) -> Iterator[tuple[Section, Sequence[Block]]]:
        """Its blocks by section: its own, then those of each section beneath it."""
        yield self.within, self.blocks
        for child in self.sections:
            for section in child.walk():
                yield section, section.blocks


class SectionIndex:
    """The passages and tables of one document (see the module's text).

    ``tables`` holds each table with its section; ``nested_tables`` those inside list items.
    """

    def __init__(self, outline: Outline, vocabulary: Vocabulary) -> None:
        self.outline = outline
        self.vocabulary = vocabulary
        self.tables: list[tuple[Section, Table]] = []
        self.nested_tables: list[tuple[Section, Table]] = []
        self._passages: list[Passage] = []
        for section in outline.sections:
            if section.level:
                self._heading(section)
            if section.blocks:
                self._blocks(section)
        self._passages.sort(key=_line)

    def facts(self, title: str) -> TitleFacts:
        """What a heading or label of this document is about."""
        return self.vocabulary.titles.facts(title)

    def of(self, *subjects: str) -> list[Passage]:
        """The passages about any of *subjects*, in the order of the file.

        What stands beneath a heading of the subject belongs to that passage and makes no further one.
        """
        found: list[Passage] = []
        until = 0
        for passage in self._passages:
            if passage.line > until and not passage.subjects.isdisjoint(subjects):
                if passage.section is not None:
                    until = passage.section.end_line
                    register = next((name for name in subjects if name in REGISTERS), None)
                    passage = self._parted(passage, passage.section, register) if register else passage
                found.append(passage)
        return found

    def unit_above(self, section: Section) -> Section | None:
        """The phase, step or task that *section* is or stands in; the document's own title is none."""
        node: Section | None = section
        while node is not None and node.level:
            if not (node.level == 1 and node.parent is not None and len(node.parent.sections) == 1):
                facts = read_heading(node.title)
                if facts.top or facts.step:
                    return node
            node = node.parent
        return None

    def belongs(self, title: str | None, subject: str) -> bool:
        """Whether a part of a section about *subject*, a register, is about it too: its title says so, or nothing else."""
        if title is None:
            return True
        parts = self.facts(title).parts
        return not parts or subject in parts

    def _parted(self, passage: Passage, section: Section, register: str) -> Passage:
        """A passage of a heading with only those parts that belong to *register*."""
        return Passage(
            passage.title,
            passage.line,
            passage.subjects,
            section,
            section,
            None,
            [part for part in segments(self._without_header(section)) if self.belongs(part.label, register)],
            [child for child in section.sections if self.belongs(child.title, register)],
            mixed=passage.mixed,
        )

    def _without_header(self, section: Section) -> list[Block]:
        """The blocks of a section; under the document's title without its header, which is about the document."""
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

    def _heading(self, section: Section) -> None:
        facts = self.facts(section.title)
        if facts.subjects & REGISTERS:
            mixed = len(facts.parts & MIXING) > 1
            self._passages.append(
                Passage(section.title, section.line, facts.parts, section, section, None, [], section.sections, mixed)
            )
        if facts.subjects & HEADED and not is_document(section):
            part = Segment(None, section.line, section.blocks)
            self._passages.append(
                Passage(section.title, section.line, facts.subjects & HEADED, section, section, None, [part], section.sections)
            )

    def _blocks(self, section: Section) -> None:
        """The labels, keyed lines and tables of a section. What a label introduces ends at the next label."""
        blocks = flat(section.blocks)
        introduced: Segment | None = None
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                if _may_have_label(block.text):
                    self._keyed_lines(block.text, _list_at(blocks, index + 1), section)
                    label = label_at(blocks, index)
                    if label is not None:
                        introduced = self._label(label, Segment(label, last_line(block), [block]), section)
                        continue
            elif isinstance(block, ListBlock):
                for item in block.items:
                    if item.blocks and item.text is not None and item.box is None:
                        label = introduces(item.text)
                        if label is not None:
                            self._label(label, Segment(None, item.line, item.blocks), section)
                    self._item(item, section)
            elif isinstance(block, Table):
                self.tables.append((section, block))
            if introduced is not None:
                introduced.blocks.append(block)

    def _label(self, label: str, part: Segment, section: Section) -> Segment | None:
        """Note a line that introduces *part*, if it is about a register; that part, to which blocks may be added."""
        facts = self.facts(label) if len(label) <= LABEL_LENGTH else None
        if facts is None or not facts.subjects & REGISTERS:
            return None
        self._passages.append(Passage(label, part.line, facts.parts, section, None, None, [part], []))
        return part

    def _item(self, item: Item, section: Section) -> None:
        if item.text is not None and item.box is None and (":" in item.text.raw or "：" in item.text.raw):
            self._keyed_lines(item.text, item.blocks, section, item=True)
        if item.blocks:
            self._nested(item.blocks, section)

    def _nested(self, blocks: list[Block], section: Section) -> None:
        """The keyed lines and tables inside an item."""
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                if _may_have_label(block.text):
                    self._keyed_lines(block.text, _list_at(blocks, index + 1), section)
            elif isinstance(block, ListBlock):
                for item in block.items:
                    self._item(item, section)
            elif isinstance(block, Quote):
                self._nested(block.blocks, section)
            elif isinstance(block, Table):
                self.nested_tables.append((section, block))

    def _keyed_lines(self, text: Text, below: Sequence[Block], section: Section, *, item: bool = False) -> None:
        """Note the keyed lines of a paragraph or item; *below* is the list or table that its last key may have."""
        if not self._may_be_keyed(text, item=item):
            return
        raw = text.raw
        if ":" not in raw and "：" not in raw:
            self._keyed(text.plain, "", text.line, below, section)
            return
        labels = paragraph_labels(text, allow_plain=True)
        for label in labels:
            owns = label is labels[-1] and (not label.raw or item)
            believed = label.bold or item or not label.raw
            self._keyed(label.key, label.raw, label.line, below if owns else (), section, believed=believed)

    def _keyed(
        self, key: str, value: str, line: int, below: Sequence[Block], section: Section, *, believed: bool = True
    ) -> None:
        """Note a key of a subject; a key without any mark is *believed* only where no sentence begins like it."""
        if len(key) > _KEY_LENGTH:
            return
        subjects = self.facts(key).subjects & (KEYED if believed else _SAFE_KEYS)
        if subjects:
            self._passages.append(Passage(key, line, subjects, section, None, value, [Segment(None, line, list(below))], []))

    def _may_be_keyed(self, text: Text, *, item: bool) -> bool:
        """Whether a text may have a key of a subject: the cheap test before it is taken apart."""
        raw = text.raw
        if text.broken is not None:
            if item or raw[:1] in ("*", "_") or raw[-1:] in (":", "："):
                return True
            return any(line.raw[:2] == "**" for line in text.broken)
        colon = raw.find(":", 0, _KEY_ENDS)
        if colon < 0:
            colon = raw.find("：", 0, _KEY_ENDS)
        if colon < 0:
            return not item and raw.startswith("**") and raw.endswith("**")
        if not (item or raw[0] in "*_" or colon == len(raw) - 1 or _SAFE_START.match(raw)):
            return False
        return self.vocabulary.titles.may_be_key(raw[:colon]) or _SECOND_KEY.search(raw, colon + 3) is not None


def _line(passage: Passage) -> int:
    return passage.line


def _may_have_label(text: Text) -> bool:
    raw = text.raw
    return raw[:1] in ("*", "_") or raw[-1:] in ("*", "_") or ":" in raw or "：" in raw


def _list_at(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """The list or table at *index*, if there is one."""
    return blocks[index : index + 1] if index < len(blocks) and isinstance(blocks[index], ListBlock | Table) else ()


def is_document(section: Section) -> bool:
    """Whether a heading is the document's own title."""
    return section.level == 1 and section.parent is not None and section.parent.sections[0] is section
