"""Markdown text → its outline: sections with their blocks, each with its source lines.

The parser gives UTF-8 byte offsets, so the outline keeps the text as bytes and turns offsets into lines once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from mkdocs_planning.markdown.blocks import (
    Block,
    Code,
    Heading,
    Html,
    Item,
    Line,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    custom_mark,
)
from mkdocs_planning.markdown.builder import BlockBuilder

__all__ = [
    "Block",
    "Code",
    "Heading",
    "Html",
    "Item",
    "Line",
    "ListBlock",
    "Outline",
    "Paragraph",
    "Quote",
    "Rule",
    "Section",
    "Table",
    "Text",
    "custom_mark",
    "decode",
    "read_outline",
    "section_tree",
    "split_front_matter",
]

_FRONT_MATTER = re.compile(r"(?:---)[ \t]*(?:\r\n|\n|\r)(.*?)(?:^)(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.S | re.M)


class Section(Struct):
    """A heading with the blocks up to the next heading, and the sections beneath it.

    ``title`` is the heading without markup. The root of a document, which holds what stands before the first
    heading, has ``level`` 0 and an empty title.
    """

    level: int
    title: str
    raw_title: str
    line: int
    end_line: int
    blocks: list[Block]
    sections: list[Section]
    parent: Section | None = None

    def own(self, lines: list[int]) -> bool:
        """Whether one of *lines* (ascending) is that of the heading or of a block directly in this section."""
        at = bisect_left(lines, self.line)
        return at < len(lines) and lines[at] < (self.sections[0].line if self.sections else self.end_line + 1)

    def walk(self) -> Iterator[Section]:
        """This section and all beneath it, in the order of the file."""
        stack: list[Section] = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.sections))


class Outline(Struct):
    """A document.

    Attributes:
        data: the UTF-8 bytes that were parsed.
        starts: the byte offset of the beginning of each line.
        front_matter: the text between the opening and closing ``---``, or None.
        front_matter_line: the line of the opening ``---``.
        body_line: the line on which the Markdown begins.
        blocks: all top-level blocks.
        root: the section of level 0 that holds all others.
        sections: ``root`` and all sections beneath it, in the order of the file.
        depth: the deepest nesting of items and quotes.
        headings: the number of headings, those inside items and quotes included.
        marked: the lines of items with a box or with a bracket in front, in the order of the file.
        texts: all texts but the heads of tables, in the order of the file.
        unclosed: the lines of fenced blocks without a closing fence.
        decoded: False where the bytes of the file were not valid UTF-8.
    """

    data: bytes
    starts: list[int]
    front_matter: str | None
    front_matter_line: int
    body_line: int
    blocks: list[Block]
    root: Section
    sections: list[Section]
    depth: int
    headings: int
    marked: list[int]
    texts: list[Text]
    unclosed: list[int]
    decoded: bool = True

    def line_of(self, offset: int) -> int:
        """Line number (from 1) of a byte offset in ``data``."""
        return bisect_right(self.starts, offset)


def decode(source: bytes | str) -> tuple[str, bool]:
    """The text of a file and whether its bytes were valid UTF-8; a BOM is dropped, wrong bytes become U+FFFD."""
    if isinstance(source, bytes):
        try:
            text, valid = source.decode("utf-8"), True
        except UnicodeDecodeError:
            text, valid = source.decode("utf-8", "replace"), False
    else:
        text, valid = source.encode("utf-8", "replace").decode("utf-8"), True
    return text.removeprefix("\ufeff"), valid


def split_front_matter(text: str) -> tuple[str | None, int]:
    """The front matter (text between ``---`` lines) or None, and the index at which the Markdown begins.

    Like GitHub and unlike MkDocs, this takes a block that is not valid YAML for front matter too, if its first line
    looks like YAML. A thematic break above prose is left alone.
    """
    if not text.startswith("---"):
        return None, 0
    match = _FRONT_MATTER.match(text)
    if not match or not _looks_like_yaml(match.group(1)):
        return None, 0
    return match.group(1), match.end()


def _looks_like_yaml(block: str) -> bool:
    first = next((line for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    return not first or re.match(r"""\s*(?:[-\[{&*!]|["']?[\w][\w .\-/@]*["']?\s*:(?:\s|$)|[\d.]+\s*$)""", first) is not None


def read_outline(source: bytes | str) -> Outline:
    """Parse *source*, a whole file, into its :class:`Outline`. Never raises, whatever the bytes."""
    text, decoded = decode(source)
    front, body_at = split_front_matter(text)
    head = text[:body_at].encode()
    body = text[body_at:]
    data = head + body.encode()
    starts = [0, *accumulate(map(len, data.splitlines(keepends=True)))]
    if len(starts) > 1 and not data.endswith((b"\n", b"\r")):
        starts.pop()
    builder = BlockBuilder(data, starts)
    builder.build("\n" * len(head) + body if head else body)
    sections = section_tree(builder.blocks, len(starts))
    return Outline(
        data=data,
        starts=starts,
        front_matter=front,
        front_matter_line=1,
        body_line=bisect_right(starts, len(head)),
        blocks=builder.blocks,
        root=sections[0],
        sections=sections,
        depth=builder.depth,
        headings=builder.headings,
        marked=builder.marked,
        texts=builder.texts,
        unclosed=builder.unclosed,
        decoded=decoded,
    )


def section_tree(blocks: list[Block], last_line: int) -> list[Section]:
    """Top-level blocks as a tree of sections, its root first; the last one ends on *last_line*."""
    root = Section(0, "", "", 1, last_line, [], [])
    found: list[Section] = [root]
    open_: list[Section] = [root]
    for block in blocks:
        if isinstance(block, Heading):
            while open_[-1].level >= block.level:
                open_.pop().end_line = block.line - 1
            parent = open_[-1]
            section = Section(block.level, block.text.plain, block.text.raw, block.line, last_line, [], [], parent)
            parent.sections.append(section)
            found.append(section)
            open_.append(section)
        else:
            open_[-1].blocks.append(block)
    return found
