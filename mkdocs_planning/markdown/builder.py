"""The parser's events → blocks.

Task boxes follow cmark-gfm's ``tasklist`` extension; where pulldown-cmark says otherwise (see
:mod:`~mkdocs_planning.markdown.masking`) they are corrected.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any, ClassVar

from mkdocs_planning.markdown.blocks import Block, Code, Heading, Html, Item, ListBlock, Paragraph, Quote, Rule, Table, Text
from mkdocs_planning.markdown.inline_runs import RunReader
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
        self._item_open = False  # the innermost container is an item without a text or block yet

    def build(self, body: str) -> None:
        """Parse *body*, whose bytes stand in ``data`` at the same offsets."""
        parsed = for_parser(body, self.data)
        events = DOCUMENT_PARSER.events_with_range(parsed, merge_text=True)
        self._runs = RunReader(events, self.data, self.starts, masked=parsed != body)
        self._parts = self._runs.parts()
        begin, finish = self.BEGIN, self.FINISH
        for kind, tag, value, span in self._parts:
            if kind == "Run":
                self._add_text(value)
            elif kind == "Start":
                if tag in begin:
                    begin[tag](self, value, span["start"], span["end"])
            elif kind == "End":
                if tag in finish:
                    finish[tag](self, span["start"], span["end"])
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
        """Add a run of text: it is the text of an item that has none yet, or a paragraph."""
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

    def _finish_list(self, start: int, end: int) -> None:
        block = self._lists.pop()
        block.end_line = block.items[-1].end_line if block.items else block.line

    def _begin_item(self, value: Any, start: int, end: int) -> None:
        item = Item(self._line(start), 0, start, len(self._lists) - 1, None, None, [])
        self._items.append(item)
        self._lists[-1].items.append(item)
        self._enter(item.blocks)
        self._item_open = True

    def _finish_item(self, start: int, end: int) -> None:
        item = self._items.pop()
        item.end_line = self._last_text_line(item.line, start, end)
        self._leave()

    def _begin_quote(self, value: Any, start: int, end: int) -> None:
        quote = Quote(self._line(start), 0, [])
        self._add(quote)
        self._quotes.append(quote)
        self._enter(quote.blocks)

    def _finish_quote(self, start: int, end: int) -> None:
        quote = self._quotes.pop()
        quote.end_line = self._last_text_line(quote.line, start, end)
        self._leave()

    def _read_heading(self, value: Any, start: int, end: int) -> None:
        line = self._line(start)
        text = self._leaf_text(start)
        text.plain = _one_space(text.plain)
        text.raw = _one_space(text.raw)
        if text.raw[-1:] == "}":
            text.plain = _HEADING_ATTRIBUTES.sub("", text.plain)
            text.raw = _HEADING_ATTRIBUTES.sub("", text.raw)
        level = int(value["Heading"]["level"][1])
        self._add(Heading(line, self._last_text_line(line, start, end), level, text))
        self.headings += 1
        self.texts.append(text)

    def _leaf_text(self, start: int) -> Text:
        """The text of the heading or cell that has begun at *start*; its end is read too."""
        text = Text(0, start, start, "", "", False, [])
        for kind, _, value, span in self._parts:
            if kind == "Run":
                text = value
            elif kind == "TaskListMarker":
                self._add_box(span["start"])
            else:
                break
        if not text.line:
            text.line = bisect_right(self.starts, start)
        return text

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

    def _read_table(self, value: Any, start: int, end: int) -> None:
        if self._item_open and self._items[-1].box is None:
            item = self._items[-1]
            item.box = self._box_before_table(item.start)
            self.marked.append(item.line)
        table = Table(self._line(start), self._last_line(start, end), [], [])
        self._add(table)
        row: list[Text] = []
        for kind, tag, _, span in self._parts:
            if tag == "TableCell":
                row.append(self._leaf_text(span["start"]))
            elif kind == "Start":  # TableHead or TableRow
                row = []
            elif tag == "TableHead":
                table.head = row
            elif tag == "TableRow":
                table.rows.append(row)
                self.texts += row
            else:
                return

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
        "Heading": _read_heading,
        "CodeBlock": _read_code,
        "HtmlBlock": _read_html,
        "Table": _read_table,
    }
    """What to do where a block begins, with the attributes of its tag and its range."""
    FINISH: ClassVar[dict[str, Callable[[BlockBuilder, int, int], None]]] = {
        "List": _finish_list,
        "Item": _finish_item,
        "BlockQuote": _finish_quote,
    }
    """What to do where a block ends that holds other blocks."""


def _one_space(text: str) -> str:
    """*text* with a single space wherever it has white space."""
    return " ".join(text.split()) if "  " in text or "\t" in text or not text.isprintable() else text
