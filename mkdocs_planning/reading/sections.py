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

from collections.abc import Sequence

from mkdocs_planning.markdown.outline import Block, ListBlock, Outline, Section
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.labels import split_text
from mkdocs_planning.reading.passages import Passage, PassageFinder
from mkdocs_planning.reading.segments import segments
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.section_matcher import TitleFacts
from mkdocs_planning.vocabulary.section_titles import REGISTERS
from mkdocs_planning.vocabulary.vocabulary import Vocabulary


class SectionIndex:
    """The passages and tables of one document (see the module's text).

    ``headings`` are the sections whose titles are about something, with what that is. ``tables`` holds each table,
    ``texts`` the text of every paragraph and list item, both with the section that they stand in.
    """

    def __init__(self, outline: Outline, vocabulary: Vocabulary) -> None:
        self.outline = outline
        self.vocabulary = vocabulary
        finder = PassageFinder(vocabulary.titles)
        for section in outline.sections:
            finder.add(section)
        self.headings = finder.headings
        self.tables = finder.tables
        self.texts = finder.texts
        self._passages: dict[str, list[Passage]] = {}
        for passage in sorted(finder.passages, key=_line):
            for subject in passage.subjects:
                self._passages.setdefault(subject, []).append(passage)

    def facts(self, title: str) -> TitleFacts:
        """What a heading or label of this document is about."""
        return self.vocabulary.titles.facts(title)

    def of(self, *subjects: str) -> list[Passage]:
        """The passages about any of *subjects*, in the order of the file.

        What stands beneath a heading of the subject belongs to that passage and makes no further one.
        """
        found: list[Passage] = []
        until = 0
        for passage in self._about(subjects):
            if passage.line > until:
                if passage.section is not None:
                    until = passage.section.end_line
                    register = next((name for name in subjects if name in REGISTERS), None)
                    passage = self._parted(passage, passage.section, register) if register else passage
                found.append(passage)
        return found

    def _about(self, subjects: Sequence[str]) -> list[Passage]:
        """The passages about any of *subjects*, each once, in the order of the file."""
        named = [passages for subject in subjects if (passages := self._passages.get(subject))]
        if len(named) < 2:
            return named[0] if named else []
        return sorted({id(passage): passage for passages in named for passage in passages}.values(), key=_line)

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


def _line(passage: Passage) -> int:
    return passage.line
