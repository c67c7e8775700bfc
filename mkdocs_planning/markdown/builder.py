"""The parser's events → blocks.

Task boxes follow cmark-gfm's ``tasklist`` extension; where pulldown-cmark says otherwise (see
:mod:`~mkdocs_planning.markdown.masking`) they are corrected.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from mkdocs_planning.markdown.blocks import Block, Code, Heading, Html, Item, ListBlock, Paragraph, Quote, Rule, Table, Text
from mkdocs_planning.markdown.inline_runs import INLINE, WORDS, Event, RunReader, tag_of
from mkdocs_planning.markdown.masking import BOX_LINE, for_parser
from mkdocs_planning.markdown.parser import DOCUMENT_PARSER

MAX_DEPTH = 100
"""Blocks nested deeper than this are kept as siblings at this depth, so that nothing downstream can recurse deeper."""

_BLANKS = b" \t\n\r"
_BOX_LINE_BYTES = re.compile(BOX_LINE.pattern.encode())
_HEADING_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{:?\s*[#.][^{}]*\}\s*$")


class BlockBuilder:
    """Builds the blocks of a document with an explicit stack: depth costs no recursion.

    ``blocks`` are the top-level blocks and ``depth`` the deepest nesting of items and quotes. ``marked`` are the lines of
    items with a box or a bracket in front, ``texts`` all texts but the heads of tables, ``unclosed`` the lines of
    fences that nothing ends.
    """

    def __init__(self, data: bytes, starts: list[int]) -> None:
        """Build the blocks of *data*, whose lines begin at the offsets *starts*."""
        self.data = data
        self.starts = starts
        self.blocks: list[Block] = []
        self.depth = 0
        self.headings = 0
        self.marked: list[int] = []
        self.texts: list[Text] = []
        self.unclosed: list[int] = []
        self._siblings: list[Block] = self.blocks  # the next block goes in here
        self._interrupted: list[list[Block]] = []  # the same, outside of each open item and quote
        self._lists: list[ListBlock] = []
        self._items: list[Item] = []
        self._quotes: list[Quote] = []
        self._table = Table(0, 0, [], [])
        self._row: list[Text] = []
        self._leaf_open = False  # a heading or cell is open
        self._leaf_text: Text | None = None
        self._item_open = False  # the innermost container is an item without a text or block yet

    def build(self, body: str) -> None:
        """Parse *body*, whose bytes stand in ``data`` at the same offsets."""
        parsed = for_parser(body, self.data)
        kind: str
        value: Any
        events: Iterator[Event] = DOCUMENT_PARSER.events_with_range(parsed, merge_text=True)
        self._runs = RunReader(events, self.data, self.starts, masked=parsed != body)
        begin, finish = self.BEGIN, self.FINISH
        for event, span in events:
            # An event is seen once, so its only item is taken out of it, which is the quickest way to look at it.
            kind, value = event.popitem() if event.__class__ is dict else (event, "")
            tag = value if value.__class__ is str else tag_of(value)
            if kind in WORDS or tag in INLINE:
                text, kind, tag, value, span = self._runs.read(kind, tag, value, span)
                self._add_text(text)
            if kind == "Start":
                if tag in begin:
                    begin[tag](self, value, span["start"], span["end"])
            elif kind == "End":
                if tag in finish:
                    finish[tag](self, value, span["start"], span["end"])
            elif kind == "TaskListMarker":
                self._add_box(span["start"])
            elif kind == "Rule":
                self._add_rule(span["start"])

    def _line(self, offset: int) -> int:
        """The line of a block that begins at *offset*: before what a tab indents the parser begins it too early."""
        data = self.data
        while offset < len(data) and data[offset] in _BLANKS:
            offset += 1
        return bisect_right(self.starts, offset)

    def _last_text_line(self, line: int, start: int, end: int) -> int:
        """The line of the last byte that is not white space of a block that begins on *line*."""
        starts = self.starts
        if line == len(starts) or end <= starts[line]:
            return line
        data = self.data
        while end > start and data[end - 1] in _BLANKS:
            end -= 1
        return bisect_right(starts, max(end - 1, start))

    def _last_line(self, start: int, end: int) -> int:
        """The line of the last byte of a block."""
        return bisect_right(self.starts, max(end - 1, start))

    def _add(self, block: Block) -> None:
        self._siblings.append(block)
        self._item_open = False

    def _add_text(self, text: Text) -> None:
        """Add a run of text: it is that of the open heading or cell, of an item that has none yet, or a paragraph."""
        if self._leaf_open:
            self._leaf_text = text
            return
        self.texts.append(text)
        if self._item_open:
            item = self._items[-1]
            item.text = text
            if text.raw[:1] == "[":
                self.marked.append(item.line)
            self._item_open = False
        else:
            end_line = text.line if text.broken is None else self._last_line(text.start, text.end)
            self._siblings.append(Paragraph(text.line, end_line, text))

    def _add_box(self, start: int) -> None:
        if self.data[start] != ord("["):  # a tab makes the item's text indented code
            return
        item = self._items[-1]
        item.box = chr(self.data[start + 1])
        self.marked.append(item.line)

    def _add_rule(self, start: int) -> None:
        line = self._line(start)
        self._add(Rule(line, line))

    def _enter(self, inside: list[Block]) -> None:
        """Enter an item or quote that has its blocks *inside*."""
        self._interrupted.append(self._siblings)
        depth = len(self._interrupted)
        if depth <= MAX_DEPTH:
            self._siblings = inside
        if depth > self.depth:
            self.depth = depth

    def _leave(self) -> None:
        self._siblings = self._interrupted.pop()
        self._item_open = False

    def _begin_list(self, value: Any, start: int, end: int) -> None:
        block = ListBlock(self._line(start), 0, value["List"], [])
        self._add(block)
        self._lists.append(block)

    def _finish_list(self, value: Any, start: int, end: int) -> None:
        block = self._lists.pop()
        block.end_line = block.items[-1].end_line if block.items else block.line

    def _begin_item(self, value: Any, start: int, end: int) -> None:
        item = Item(self._line(start), 0, start, len(self._lists) - 1, None, None, [])
        self._items.append(item)
        self._lists[-1].items.append(item)
        self._enter(item.blocks)
        self._item_open = True

    def _finish_item(self, value: Any, start: int, end: int) -> None:
        item = self._items.pop()
        item.end_line = self._last_text_line(item.line, start, end)
        self._leave()

    def _begin_quote(self, value: Any, start: int, end: int) -> None:
        quote = Quote(self._line(start), 0, [])
        self._add(quote)
        self._quotes.append(quote)
        self._enter(quote.blocks)

    def _finish_quote(self, value: Any, start: int, end: int) -> None:
        quote = self._quotes.pop()
        quote.end_line = self._last_text_line(quote.line, start, end)
        self._leave()

    def _begin_leaf(self, value: Any, start: int, end: int) -> None:
        """Begin a heading or cell, which holds a text and nothing else."""
        self._leaf_open = True
        self._leaf_text = None

    def _finish_leaf(self, start: int) -> Text:
        """The text of the heading or cell that has begun at *start*."""
        self._leaf_open = False
        if self._leaf_text is None:
            return Text(bisect_right(self.starts, start), start, start, "", "", False, [])
        return self._leaf_text

    def _finish_heading(self, value: Any, start: int, end: int) -> None:
        text = self._finish_leaf(start)
        text.plain = _one_space(text.plain)
        text.raw = _one_space(text.raw)
        if text.raw[-1:] == "}":
            text.plain = _HEADING_ATTRIBUTES.sub("", text.plain)
            text.raw = _HEADING_ATTRIBUTES.sub("", text.raw)
        line = self._line(start)
        self._add(Heading(line, self._last_text_line(line, start, end), int(value["Heading"][1]), text))
        self.headings += 1
        self.texts.append(text)

    def _read_code(self, value: Any, start: int, end: int) -> None:
        code: Any = value["CodeBlock"]
        fenced = code != "Indented"
        line = self._line(start)
        self._add(Code(line, self._last_line(start, end), code["Fenced"] if fenced else "", fenced))
        if fenced and not self._has_closing_fence(start, end):
            self.unclosed.append(line)
        self._runs.skip_block()

    def _read_html(self, value: Any, start: int, end: int) -> None:
        raw = self.data[start:end].decode("utf-8", "replace")
        self._add(Html(self._line(start), self._last_line(start, end), raw))
        self._runs.skip_block()

    def _begin_table(self, value: Any, start: int, end: int) -> None:
        if self._item_open and self._items[-1].box is None:
            item = self._items[-1]
            item.box = self._box_before_table(item.start)
            self.marked.append(item.line)
        self._table = Table(self._line(start), self._last_line(start, end), [], [])
        self._add(self._table)

    def _begin_row(self, value: Any, start: int, end: int) -> None:
        self._row = []

    def _finish_cell(self, value: Any, start: int, end: int) -> None:
        self._row.append(self._finish_leaf(start))

    def _finish_head(self, value: Any, start: int, end: int) -> None:
        self._table.head = self._row

    def _finish_row(self, value: Any, start: int, end: int) -> None:
        self._table.rows.append(self._row)
        self.texts += self._row

    def _box_before_table(self, start: int) -> str | None:
        """The box of an item that begins with a table, which pulldown-cmark takes for text of the first cell."""
        at = self.starts[self._line(start) - 1]
        match = _BOX_LINE_BYTES.match(self.data, at)
        return match.group(1).decode() if match and match.start(1) > start else None

    def _has_closing_fence(self, start: int, end: int) -> bool:
        """Whether the fenced block at *start* ends with a fence (an unclosed one runs to the end of its container)."""
        raw = self.data[start:end].rstrip()
        fence = raw[:1]
        if not fence:
            return True
        width = len(raw) - len(raw.lstrip(fence))
        last = raw[max(raw.rfind(b"\n"), raw.rfind(b"\r")) + 1 :].lstrip(b" \t>")
        return last is not raw and len(raw) > width and last.startswith(fence * width) and not last.strip(fence)

    BEGIN: ClassVar[dict[str, Callable[[BlockBuilder, Any, int, int], None]]] = {
        "List": _begin_list,
        "Item": _begin_item,
        "BlockQuote": _begin_quote,
        "Heading": _begin_leaf,
        "CodeBlock": _read_code,
        "HtmlBlock": _read_html,
        "Table": _begin_table,
        "TableHead": _begin_row,
        "TableRow": _begin_row,
        "TableCell": _begin_leaf,
    }
    """What to do where a block begins, with its tag and range."""
    FINISH: ClassVar[dict[str, Callable[[BlockBuilder, Any, int, int], None]]] = {
        "List": _finish_list,
        "Item": _finish_item,
        "BlockQuote": _finish_quote,
        "Heading": _finish_heading,
        "TableHead": _finish_head,
        "TableRow": _finish_row,
        "TableCell": _finish_cell,
    }
    """What to do where it ends."""


def _one_space(text: str) -> str:
    """*text* with a single space wherever it has white space."""
    return " ".join(text.split()) if "  " in text or "\t" in text or not text.isprintable() else text
