"""Markdown text → its blocks as GitHub sees them, each with its lines: what the conversion works on.

Only the block structure is wanted. So the parser gets a copy of the text in which most inline markup is masked,
character for character so that offsets hold, and reports half as many events.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Any

from msgspec import Struct

from mkdocs_planning.markdown.parser import BLOCK_PARSER

PARAGRAPH = "Paragraph"
ATX = "AtxHeading"
SETEXT = "SetextHeading"
FENCE = "Fence"
INDENTED = "IndentedCode"
HTML = "HtmlBlock"
TABLE = "Table"
RULE = "Rule"
EMPTY = "EmptyItem"
LIST = "List"
QUOTE = "Quote"


class Container(Struct, eq=False, gc=False):
    """A list item or a quote.

    Attributes:
        is_item: whether it is a list item.
        parent: the item or quote around it.
        line: of its marker, counted from 0.
        column: of its marker.
        list: the number of its list in the document: siblings have the same.
        ordered: whether its list is a numbered one.
        depth: how many items are around it within the innermost quote.
        quotes: how many quotes are around it, itself included.
        has_blocks: whether a block was met in it.
        prefix: what its lines begin with in the text that is written.
        is_written: whether its marker was written.
        tail: what was written in it last: the number of a list, "quote", "code", or None for anything else.
    """

    is_item: bool
    parent: Container | None
    line: int
    column: int
    list: int
    ordered: bool
    depth: int
    quotes: int
    has_blocks: bool = False
    prefix: str = ""
    is_written: bool = False
    tail: int | str | None = None


class Leaf(Struct, eq=False, gc=False):
    """A block without blocks in it.

    Attributes:
        kind: of block, one of the constants above.
        first: its first line, counted from 0.
        last: its last line that is not blank.
        column: at which it begins in its first line.
        container: the item or quote around it.
        is_first: whether it is the first block of its container.
        level: of a heading.
        text: what a code or HTML block holds, masked: only the lengths of its lines mean something.
    """

    kind: str
    first: int
    last: int
    column: int
    container: Container | None
    is_first: bool
    level: int = 0
    text: str = ""


class Group:
    """A list or a quote at the top level, with all the leaves in it."""

    __slots__ = ("first", "kind", "last", "leaves")

    def __init__(self, kind: str, line: int) -> None:
        self.kind = kind
        self.first = line
        self.last = line
        self.leaves: list[Leaf] = []


TopBlock = Leaf | Group
"""A block at the top level."""

_WITH_CONTENT = frozenset({FENCE, INDENTED, HTML})
_INLINE = frozenset({"Link", "Image", "Emphasis", "Strong"})
_BLANKS = " \n"

_TABLE = bytes.maketrans(b"_&\x00`\x1a", b"xxxx`")
_RULE_OF = {
    b"*": re.compile(rb"\*[ \t]*\*[ \t]*\*"),
    b"_": re.compile(rb"_[ \t]*_[ \t]*_"),
}
_ODD_TAG = re.compile("<[^\x00-\x7f]")
_TICK_AFTER_FENCE = re.compile(rb"```[^`\n]*`(?!``)")


def mask_inline(text: str) -> str:
    """*text* as ASCII of the same length and the same block structure, with most inline markup masked."""
    data = _ODD_TAG.sub("xx", text).encode("ascii", "replace")
    if not _RULE_OF[b"*"].search(data):
        data = data.replace(b"**", b"xx")
    if _RULE_OF[b"_"].search(data):
        data = data.replace(b"_", b"\x1b")
    if b"\x1a" not in data and b"````" not in data and not _TICK_AFTER_FENCE.search(data):
        data = data.replace(b"```", b"\x1a\x1a\x1a")
    else:
        data = data.replace(b"\x1a", b"x").replace(b"`", b"\x1a")
    data = data.replace(b"](", b"]x").translate(_TABLE)
    return data.replace(b"\x1b", b"_").decode("ascii")


def line_starts(lines: list[str]) -> list[int]:
    """The offset of each line in the text that these lines make."""
    return list(accumulate([len(line) + 1 for line in lines], initial=0))


def read_blocks(masked: str, lines: list[str], starts: list[int]) -> list[TopBlock]:
    """The blocks at the top level.

    Args:
        masked: the text as :func:`mask_inline` made it.
        lines: those of the text.
        starts: their offsets in the text.
    """
    return _BlockReader(masked, lines, starts).read()


class _BlockReader:
    """Turns the parser's events into blocks.

    Attributes:
        top: the blocks at the top level so far.
        group: the list or quote at the top level that is open.
        container: the innermost item or quote that is open.
        lists: the open lists, each with its number and whether it is ordered.
        leaf: the block without blocks in it that is open.
        in_tight_text: ``leaf`` is the text of a tight item, for which the parser has no events of its own.
        text_end: the offset at which that text ends so far.
        in_table: a table is open.
    """

    def __init__(self, masked: str, lines: list[str], starts: list[int]) -> None:
        self.masked = masked
        self.lines = lines
        self.starts = starts
        self.top: list[TopBlock] = []
        self.group = Group("", 0)
        self.container: Container | None = None
        self.lists: list[tuple[int, bool]] = []
        self.list_count = 0
        self.leaf: Leaf | None = None
        self.in_tight_text = False
        self.text_end = 0
        self.in_table = False

    def read(self) -> list[TopBlock]:
        events: Any = BLOCK_PARSER.events_with_range(self.masked, merge_text=True)
        for event, span in events:
            if event.__class__ is str:
                if event == RULE:
                    self._start(RULE, RULE, span)
            elif "Start" in event:
                kind = event["Start"]
                self._start(kind if kind.__class__ is str else next(iter(kind)), kind, span)
            elif "End" in event:
                kind = event["End"]
                self._end(kind if kind.__class__ is str else next(iter(kind)), span)
            else:
                self._content(event, span)
        return self.top

    def _line_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def _content(self, event: Any, span: Any) -> None:
        """Text, code or HTML."""
        leaf = self.leaf
        if leaf is None:
            if self.container is not None and not self.in_table:
                self._start_tight_text(span)
        elif self.in_tight_text:
            self.text_end = span["end"]
        elif leaf.kind in _WITH_CONTENT:
            leaf.text += event.get("Text") or event.get("Html") or ""

    def _start_tight_text(self, span: Any) -> None:
        container = self.container
        if container is None:
            return
        line = self._line_of(span["start"])
        self.leaf = Leaf(PARAGRAPH, line, line, span["start"] - self.starts[line], container, not container.has_blocks)
        container.has_blocks = True
        self.group.leaves.append(self.leaf)
        self.in_tight_text = True
        self.text_end = span["end"]

    def _end_tight_text(self) -> None:
        if not self.in_tight_text:
            return
        self.in_tight_text = False
        if self.leaf is not None and self.text_end > self.starts[self.leaf.first + 1]:
            self.leaf.last = self._line_of(self.text_end - 1)

    def _start(self, name: str, kind: Any, span: Any) -> None:
        if self.in_table:
            return
        if name in _INLINE:
            if self.leaf is None:
                self._start_tight_text(span)
            self.text_end = span["end"]
            return
        self._end_tight_text()
        self.leaf = None
        if name == "Item":
            self._start_item(span["start"])
        elif name == LIST:
            self._start_list(span["start"], ordered=kind["List"] is not None)
        elif name == "BlockQuote":
            self._start_quote(span["start"])
        else:
            self._start_leaf(name, kind, span)

    def _start_item(self, start: int) -> None:
        while self.masked[start] == " ":  # the parser counts indentation that is not needed to the item
            start += 1
        line = self._line_of(start)
        number, ordered = self.lists[-1]
        parent = self.container
        quotes = parent.quotes if parent is not None else 0
        depth = parent.depth + 1 if parent is not None and parent.is_item else 0
        self.container = Container(True, parent, line, start - self.starts[line], number, ordered, depth, quotes)

    def _start_list(self, start: int, *, ordered: bool) -> None:
        if self.container is None:
            self._start_group(LIST, self._line_of(start))
        self.list_count += 1
        self.lists.append((self.list_count, ordered))

    def _start_quote(self, start: int) -> None:
        line = self._line_of(start)
        if self.container is None:
            self._start_group(QUOTE, line)
        quotes = self.container.quotes + 1 if self.container is not None else 1
        self.container = Container(False, self.container, line, start - self.starts[line], 0, False, 0, quotes)

    def _start_group(self, kind: str, line: int) -> None:
        self.group = Group(kind, line)
        self.top.append(self.group)

    def _start_leaf(self, name: str, kind: Any, span: Any) -> None:
        start = span["start"]
        first = self._line_of(start)
        end = self._last_character(span["end"], start)
        last = first if end < self.starts[first + 1] else self._line_of(end)
        leaf = Leaf(name, first, last, start - self.starts[first], self.container, False)
        if self.container is None:
            self.top.append(leaf)
        else:
            leaf.is_first = not self.container.has_blocks
            self.container.has_blocks = True
            self.group.leaves.append(leaf)
        if name == "Heading":
            leaf.level = int(kind["Heading"]["level"][1])
            # An ATX heading is one line that begins with its number signs (CommonMark 4.2).
            leaf.kind = ATX if last == first and self.masked[start] == "#" else SETEXT
        elif name == "CodeBlock":
            leaf.kind = INDENTED if kind["CodeBlock"] == "Indented" else FENCE
        elif name == TABLE:
            self.in_table = True
            if self.container is None and "\n    " in self.masked[start:end]:
                self._end_table_at_code(leaf)
        if name not in (TABLE, RULE):
            self.leaf = leaf

    def _end_table_at_code(self, table: Leaf) -> None:
        """A line four columns in ends a table (GFM 4.10: a table is broken by the beginning of another block).

        The parser takes it for a row.
        """
        for number in range(table.first + 2, table.last + 1):
            if self.lines[number].startswith("    "):
                self.top.append(Leaf(INDENTED, number, table.last, 4, None, False))
                table.last = number - 1
                return

    def _end(self, name: str, span: Any) -> None:
        if name == PARAGRAPH:
            self.leaf = None
        elif self.in_table:
            self.in_table = name != TABLE
        elif name not in _INLINE:
            self._end_tight_text()
            self.leaf = None
            if name == LIST:
                self.lists.pop()
            elif name in ("Item", "BlockQuote") and self.container is not None:
                self._end_container(self.container, span["end"])

    def _end_container(self, ended: Container, end: int) -> None:
        if not ended.has_blocks:
            self.group.leaves.append(Leaf(EMPTY, ended.line, ended.line, ended.column, ended, True))
        self.container = ended.parent
        if ended.parent is not None:
            ended.parent.has_blocks = True
        else:
            self.group.last = max(self.group.last, self._line_of(self._last_character(end, 0)))

    def _last_character(self, end: int, start: int) -> int:
        """The offset of the last character before *end* that is not blank, or *start*."""
        at = end - 1
        while at > start and self.masked[at] in _BLANKS:
            at -= 1
        return at
