"""Passages: the lines of a document that are about a subject, found in one walk over its sections.

A heading or a label introduces the blocks beneath it; a key has a value, or a list beneath it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.labels import paragraph_labels
from mkdocs_planning.reading.segments import LABEL_LENGTH, Segment, flat, introduces, label_at, last_line
from mkdocs_planning.reading.table_cells import heads_of
from mkdocs_planning.vocabulary.section_matcher import ABOUT_NOTHING, SectionMatcher, TitleFacts
from mkdocs_planning.vocabulary.section_titles import BOLD_KEYED, HEADED, KEYED, MIXING, REGISTERS

_KEY_LENGTH = 80
_KEY_ENDS = 86
"""A key that ends further back than this in its line is none."""
_SAFE_KEYS = frozenset({"rollback line"})
"""Subjects whose keys count without any mark too, since no sentence begins like them."""
_SAFE_START = re.compile(r"(?:roll[ -]?|back[ -]?out)\w*[^:\n]{0,20}:", re.I)
"""How such a line begins."""
_PLAIN_KEYED = KEYED - BOLD_KEYED
_MARKS = ("*", "_")
_COLONS = (":", "：")


class PlacedText(Struct, gc=False):
    """The text of a paragraph, or of a list item, with the section that it stands in."""

    text: Text
    item: Item | None
    section: Section


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


class PlacedTable(Struct, gc=False):
    """A table with the headings of its columns in normal form, and its section. ``nested``: inside a list item."""

    table: Table
    heads: list[str]
    section: Section
    nested: bool = False


class PassageFinder:
    """Finds the passages, texts and tables of sections, which are added in the order of the file."""

    def __init__(self, titles: SectionMatcher) -> None:
        self.titles = titles
        self.headings: list[tuple[Section, TitleFacts]] = []
        self.passages: list[Passage] = []
        self.texts: list[PlacedText] = []
        self.tables: list[PlacedTable] = []

    def add(self, section: Section) -> None:
        """Find what a section holds, without those beneath it."""
        if section.level:
            self._heading(section)
        if section.blocks:
            self._blocks(section)

    def _heading(self, section: Section) -> None:
        facts = self.titles.facts(section.title)
        if facts is ABOUT_NOTHING:
            return
        self.headings.append((section, facts))
        if not facts.subjects.isdisjoint(REGISTERS):
            mixed = len(facts.parts & MIXING) > 1
            self.passages.append(
                Passage(section.title, section.line, facts.parts, section, section, None, [], section.sections, mixed)
            )
        headed = facts.subjects & HEADED
        if headed and not is_document(section):
            part = Segment(None, section.line, section.blocks)
            self.passages.append(Passage(section.title, section.line, headed, section, section, None, [part], section.sections))

    def _blocks(self, section: Section) -> None:
        """The labels, keys and tables of a section. What a label introduces ends at the next label."""
        blocks = flat(section.blocks)
        introduced: Segment | None = None
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                if self._paragraph(block, blocks, at, section) and (label := label_at(blocks, at)) is not None:
                    introduced = self._label(label, Segment(label, 0, [block]), section)
                    continue
            elif isinstance(block, ListBlock):
                self._items(block, section, labels=True)
            elif isinstance(block, Table):
                self.tables.append(PlacedTable(block, heads_of(block), section))
            if introduced is not None:
                introduced.blocks.append(block)

    def _nested(self, blocks: list[Block], section: Section) -> None:
        """The keys and tables inside an item."""
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                self._paragraph(block, blocks, at, section)
            elif isinstance(block, ListBlock):
                self._items(block, section)
            elif isinstance(block, Quote):
                self._nested(block.blocks, section)
            elif isinstance(block, Table):
                self.tables.append(PlacedTable(block, heads_of(block), section, nested=True))

    def _paragraph(self, block: Paragraph, blocks: Sequence[Block], at: int, section: Section) -> bool:
        """Note the keys of the paragraph at *at*; whether it may be a label too."""
        text = block.text
        self.texts.append(PlacedText(text, None, section))
        raw = text.raw
        if not (":" in raw or raw.startswith(_MARKS) or raw.endswith(_MARKS) or "：" in raw):
            return False
        if self._may_be_keyed(text):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            self._keys(text, (following,) if isinstance(following, ListBlock | Table) else (), section)
        return True

    def _items(self, block: ListBlock, section: Section, *, labels: bool = False) -> None:
        """Note the keys of the items of a list; *labels* those that introduce what is inside them too."""
        for item in block.items:
            text = item.text
            if text is not None:
                self.texts.append(PlacedText(text, item, section))
                if item.box is None:
                    if labels and item.blocks and (label := introduces(text)):
                        self._label(label, Segment(None, item.line, item.blocks), section)
                    if (":" in text.raw or "：" in text.raw) and self._may_be_keyed(text, item=True):
                        self._keys(text, item.blocks, section, item=True)
            if item.blocks:
                self._nested(item.blocks, section)

    def _label(self, label: str, part: Segment, section: Section) -> Segment | None:
        """Note a line that introduces *part*, if it is about a register; that part, to which blocks may be added."""
        facts = self.titles.facts(label) if len(label) <= LABEL_LENGTH else None
        if facts is None or facts.subjects.isdisjoint(REGISTERS):
            return None
        part.line = part.line or last_line(part.blocks[0])
        self.passages.append(Passage(label, part.line, facts.parts, section, None, None, [part], []))
        return part

    def _may_be_keyed(self, text: Text, *, item: bool = False) -> bool:
        """Whether a text may have a key of a subject: the cheap test before it is taken apart."""
        if text.broken is None:
            return self._may_begin_with_key(text.raw, item=item)
        return any(self._may_begin_with_key(line.raw, item=item) for line in text.broken)

    def _may_begin_with_key(self, raw: str, *, item: bool) -> bool:
        colon = raw.find(":", 0, _KEY_ENDS)
        if colon < 0 and not raw.isascii():
            colon = raw.find("：", 0, _KEY_ENDS)
        if colon < 0:
            return not item and raw.startswith("**") and raw.endswith("**")
        marked = not raw[0].isalnum()
        if not (item or marked or colon == len(raw) - 1 or _SAFE_START.match(raw)):
            return False
        if self.titles.may_be_key(raw[:colon]):
            return True
        return marked and (raw.find(":**", colon + 3) >= 0 or raw.find("**:", colon + 3) >= 0)  # the end of a second key

    def _keys(self, text: Text, below: Sequence[Block], section: Section, *, item: bool = False) -> None:
        """Note the keys of a paragraph or item; *below* is what its last key may have beneath it."""
        if text.broken is None and ":" not in text.raw and "：" not in text.raw:
            self._key(text.plain, "", text.line, below, section, KEYED)
            return
        labels = paragraph_labels(text, allow_plain=True)
        for label in labels:
            owns = label is labels[-1] and (not label.raw or item)
            believed = KEYED if label.bold else _PLAIN_KEYED if item or not label.raw else _SAFE_KEYS
            self._key(label.key, label.raw, label.line, below if owns else (), section, believed)

    def _key(self, key: str, value: str, line: int, below: Sequence[Block], section: Section, believed: frozenset[str]) -> None:
        subjects = self.titles.facts(key).subjects & believed if len(key) <= _KEY_LENGTH else None
        if subjects:
            self.passages.append(Passage(key, line, subjects, section, None, value, [Segment(None, line, [*below])], []))


def is_document(section: Section) -> bool:
    """Whether a heading is the document's own title."""
    return section.level == 1 and section.parent is not None and section.parent.sections[0] is section
