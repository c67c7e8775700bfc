"""A phase or step as it is found in a document, before its facts are read."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Section
from mkdocs_planning.reading.headings import HeadingFacts
from mkdocs_planning.reading.labels import Label


class Unit(Struct):
    """A phase or step as found.

    ``line`` to ``end_line`` are the lines it covers, ``blocks`` what stands in it, ``section`` its section where it is a
    heading, and ``parent`` the line of the section that it stands in. ``numbers`` are the first and last number of the
    tasks that its line names ("Phase 1 (Tasks 1-3)"). ``labels`` are its labels by the field that they fill, once read.
    """

    facts: HeadingFacts
    raw_title: str
    line: int
    end_line: int
    blocks: list[Block]
    section: Section | None = None
    parent: int = 0
    numbers: tuple[int, int] | None = None
    labels: dict[str, list[Label]] | None = None


def section_unit(section: Section, facts: HeadingFacts) -> Unit:
    """The unit that *section* is, whose heading says *facts*."""
    parent = section.parent.line if section.parent is not None else 0
    return Unit(facts, section.raw_title, section.line, section.end_line, section.blocks, section, parent)
