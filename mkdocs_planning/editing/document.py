"""A file as editing sees it: its bytes, its outline, its plans, and where each line and block of it stands.

The outline's offsets are those of the decoded text (without a byte order mark, wrong bytes as U+FFFD). Splices are made
in these offsets and turned into offsets of the file's bytes once, so that bytes that are not UTF-8 stay as they are.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from mkdocs_planning.collecting.page_reader import read_page, readable
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Outline, Quote, Table, Text, read_outline
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_WRONG_BYTES = re.compile("[\udc81-\udc84]")
"""What :func:`_length_of_wrong_bytes` puts in place of bytes that are not UTF-8."""
_REPLACEMENT_SIZE = len("\ufffd".encode())
_HANDLER = "mkdocs_planning.wrong-bytes"


class Splice(Struct, frozen=True, order=True):
    """Bytes *start* to *end* of the file are replaced by *new*."""

    start: int
    end: int
    new: bytes


Splices = tuple[Splice, ...]
"""What one edit changes, in the order of the file."""


def _length_of_wrong_bytes(error: UnicodeError) -> tuple[str, int]:
    """A lone surrogate that says how many bytes the decoder replaces by one U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    return chr(0xDC80 + error.end - error.start), error.end


codecs.register_error(_HANDLER, _length_of_wrong_bytes)


class Document:
    """One file of plans."""

    def __init__(self, source: bytes, path: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self.path = path
        self.vocabulary = vocabulary
        self.outline: Outline = read_outline(readable(source))
        self.plans: tuple[Plan, ...] = read_page(source, path, vocabulary, self.outline)

    @property
    def data(self) -> bytes:
        """The text as UTF-8 in whose offsets the outline speaks."""
        return self.outline.data

    @property
    def line_count(self) -> int:
        return len(self.outline.starts)

    @cached_property
    def newline(self) -> str:
        """What ends the lines of the file: that of its first line."""
        match = re.search(rb"\r\n|\n|\r", self.data)
        return match.group().decode() if match else "\n"

    def start_of(self, line: int) -> int:
        """The offset of the first byte of *line*; the end of the text for the line behind the last one."""
        starts = self.outline.starts
        return starts[line - 1] if line <= len(starts) else len(self.data)

    def end_of(self, line: int) -> int:
        """The offset behind the last byte of *line*, without what ends it."""
        start, end = self.start_of(line), self.start_of(line + 1)
        return start + len(self.data[start:end].rstrip(b"\r\n"))

    def line(self, number: int) -> str:
        """The text of a line without what ends it; empty where there is no such line."""
        if not 1 <= number <= self.line_count:
            return ""
        return self.data[self.start_of(number) : self.end_of(number)].decode()

    def line_of(self, offset: int) -> int:
        return self.outline.line_of(offset)

    def text(self, start: int, end: int) -> str:
        return self.data[start:end].decode()

    def splice(self, start: int, end: int, new: str) -> Splice:
        """Replace what stands between two offsets of the text."""
        return Splice(self._in_file(start), self._in_file(end), new.encode())

    def in_line(self, line: int, start: int, end: int, new: str) -> Splice:
        """Replace characters *start* to *end* of a line."""
        text, base = self.line(line), self.start_of(line)
        return self.splice(base + len(text[:start].encode()), base + len(text[:end].encode()), new)

    def insert_below(self, line: int, rows: Sequence[str]) -> Splice:
        """New lines below *line* (0: above the first one)."""
        at = self.start_of(line + 1) if line else 0
        end = self.text(self.end_of(line), at) if line else ""
        newline = end or self.newline
        if line and not end:  # the last line of the file, which nothing ends
            return self.splice(at, at, "".join(newline + row for row in rows))
        return self.splice(at, at, "".join(row + newline for row in rows))

    def _in_file(self, offset: int) -> int:
        """The offset in the file's bytes of an offset in the text."""
        starts, moved = self._shifts
        return offset + moved[bisect_right(starts, offset) - 1]

    @cached_property
    def _shifts(self) -> tuple[list[int], list[int]]:
        """From which offset of the text on an offset in the file differs from it, and by how much."""
        mark = len(codecs.BOM_UTF8) if self.source.startswith(codecs.BOM_UTF8) else 0
        starts, moved = [0], [mark]
        if self.outline.decoded:
            return starts, moved
        text = readable(self.source).decode("utf-8", _HANDLER).removeprefix("\ufeff")
        at = last = 0
        for match in _WRONG_BYTES.finditer(text):
            at += len(text[last : match.start()].encode()) + _REPLACEMENT_SIZE
            last = match.end()
            starts.append(at)
            moved.append(moved[-1] + ord(match.group()) - 0xDC80 - _REPLACEMENT_SIZE)
        return starts, moved

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All list items, outer ones before those inside them."""
        return tuple(entry for entry in walk(self.outline.blocks) if isinstance(entry, Item))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(entry for entry in walk(self.outline.blocks) if isinstance(entry, Table))

    def items_at(self, line: int) -> list[Item]:
        """The items that begin on *line*, the innermost first."""
        return [item for item in reversed(self.items) if item.line == line]

    def row_at(self, line: int) -> tuple[Table, list[Text]] | None:
        """The table row on *line*."""
        for table in self.tables:
            if table.line <= line <= table.end_line:
                for row in table.rows:
                    if row and row[0].line == line:
                        return table, row
        return None


def walk(blocks: Sequence[Block]) -> Iterator[Block | Item]:
    """All blocks and list items, in the order of the file, outer ones before those inside them."""
    stack: list[Block | Item] = [*reversed(blocks)]
    while stack:
        entry = stack.pop()
        yield entry
        if isinstance(entry, ListBlock):
            stack.extend(reversed(entry.items))
        elif isinstance(entry, Item | Quote):
            stack.extend(reversed(entry.blocks))


def headings_above(outline: Outline, line: int) -> tuple[str, ...]:
    """The headings under which *line* stands, the document's first, as inline Markdown."""
    path: list[tuple[int, str]] = []
    for section in outline.sections:
        if section.line > line:
            break
        if section.level:
            while path and path[-1][0] >= section.level:
                path.pop()
            path.append((section.level, section.raw_title))
    return tuple(title for _, title in path)


def spliced(source: bytes, splices: Splices) -> bytes:
    """*source* with *splices* made."""
    parts: list[bytes] = []
    at = 0
    for splice in splices:
        parts += (source[at : splice.start], splice.new)
        at = splice.end
    parts.append(source[at:])
    return b"".join(parts)
