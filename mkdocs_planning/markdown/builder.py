"""The parser's events → blocks. The one room that knows the Markdown parser.

The parser is pyromark (pulldown-cmark with GitHub's tables, task lists and strikethrough). Its offsets are UTF-8
bytes. Task boxes follow cmark-gfm's ``tasklist`` extension; where pulldown-cmark says otherwise (see
:mod:`~mkdocs_planning.markdown.masking`) they are corrected.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from mkdocs_planning.markdown.blocks import Block, Code, Heading, Html, Item, ListBlock, Paragraph, Quote, Rule, Table, Text
from mkdocs_planning.markdown.masking import BOX_LINE, for_parser
from mkdocs_planning.markdown.parser import DOCUMENT_PARSER
from mkdocs_planning.markdown.runs import Inline

MAX_DEPTH = 100
"""Blocks nested deeper than this are kept as siblings at this depth, so that nothing downstream can recurse deeper."""

_BLANKS = b" \t\n\r"
_BOX_LINE_BYTES = re.compile(BOX_LINE.pattern.encode())
_HEADING_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{:?\s*[#.][^{}]*\}\s*$")
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image", "Superscript", "Subscript"})
_TRACED = frozenset({"Strikethrough", "Link", "Image"})
"""Inline containers of which more is kept than the text inside."""
_NO_TEXT = Text(0, 0, 0, "", "", False, [])


class Builder:
    """Turns the parser's events into blocks, with an explicit stack: depth costs no recursion.

    ``siblings`` is the list that the next block goes into; ``stack`` holds the open containers (items,
    quotes), each with the list that it interrupted. ``marked`` are the lines of items with a box or a bracket in front,
    ``texts`` all texts but the heads of tables, ``unclosed`` the lines of fences that nothing ends.
    """

    def __init__(self, data: bytes, starts: list[int]) -> None:
        self.data = data
        self.starts = starts
        self.blocks: list[Block] = []
        self.deepest = 0
        self.headings = 0
        self.marked: list[int] = []
        self.texts: list[Text] = []
        self.unclosed: list[int] = []
        self.siblings: list[Any] = self.blocks
        self.stack: list[tuple[Any, list[Any]]] = []
        self.lists: list[ListBlock] = []
        self.items: list[Item] = []
        self.table = Table(0, 0, [], [])
        self.row: list[Text] = []
        self.inline = Inline(data, starts)
        self.item_open = False  # the innermost container is an item without a text or block yet

    def run(self, body: str) -> None:
        """Parse *body*, whose bytes stand in ``data`` at the same offsets."""
        # Events are a text ("SoftBreak") or a dict with one key ({"Start": {"Heading": …}}). This loop is where reading
        # spends most of its time, so the open line of the run (where it begins, -1 for none, where it ends so far, its
        # words) is kept in local variables, and what most events need stands here.
        parsed = for_parser(body, self.data)
        inline, data, starts = self.inline, self.data, self.starts
        inline.masked = parsed != body
        first = last = -1
        words = ""
        items, stack = self.items, self.stack
        verbatim = False  # inside code or HTML, whose text is not looked at
        events: Iterator[tuple[Any, Any]] = DOCUMENT_PARSER.events_with_range(parsed, merge_text=True)
        for event, span in events:
            if "Text" in event:
                if not verbatim:
                    if first < 0:
                        first = span["start"]
                        words = event["Text"]
                    else:
                        words += event["Text"]
                    last = span["end"]
            elif "Start" in event:
                value = event["Start"]
                kind = value if value.__class__ is str else next(iter(value))
                if kind in _INLINE:
                    if first < 0:
                        first = span["start"]
                        words = ""
                    if kind in _TRACED:
                        inline.open(kind, value, span["start"], span["end"])
                    continue
                if first >= 0 or inline.segments:
                    self._flush(inline.take(first, last, words, 0))
                    first = -1
                if kind == "Item":
                    start = span["start"]
                    line = bisect_right(starts, start) if data[start] not in _BLANKS else self._line(start)
                    item = Item(line, 0, start, len(self.lists) - 1, None, None, [])
                    items.append(item)
                    self.lists[-1].items.append(item)
                    self._enter(item)
                    self.item_open = True
                elif kind in _STARTS:
                    _STARTS[kind](self, value, span["start"], span["end"])
                    if kind in _VERBATIM:
                        verbatim = True
            elif "End" in event:
                value = event["End"]
                kind = value if value.__class__ is str else next(iter(value))
                if kind in _INLINE:
                    last = span["end"]
                    if kind in _TRACED:
                        inline.close(kind, span["start"], span["end"])
                    continue
                if kind == "TableCell":
                    self.row.append(inline.take(first, last, words, span["start"]))
                elif kind == "Heading":
                    self._end_heading(inline.take(first, last, words, span["start"]))
                else:
                    if first >= 0 or inline.segments:
                        self._flush(inline.take(first, last, words, 0))
                    if kind == "Item":
                        item = items.pop()
                        self.siblings = stack.pop()[1]
                        end = span["end"]
                        line = item.line
                        short = line == len(starts) or end <= starts[line]
                        item.end_line = line if short else self._last_line(line, span["start"], end)
                        self.item_open = False
                    elif kind in _ENDS:
                        _ENDS[kind](self, span["start"], span["end"])
                    elif kind in _VERBATIM:
                        verbatim = False
                first = -1
            elif event == "Rule":
                if first >= 0 or inline.segments:
                    self._flush(inline.take(first, last, words, 0))
                    first = -1
                self._rule(span["start"])
            elif "Code" in event or "InlineHtml" in event:
                if first < 0:
                    first = span["start"]
                    words = ""
                last = span["end"]
                words += event.get("Code", "")
            elif "TaskListMarker" in event:
                if data[span["start"]] == 91:  # "["; not where a tab makes the item's text indented code
                    mark: int = span["start"] + 1
                    self.items[-1].box = chr(data[mark])
                    self.marked.append(self.items[-1].line)
            elif event.__class__ is str and first >= 0:  # a line break
                inline.end_line(first, span["start"], words)
                first = -1
        if first >= 0 or inline.segments:
            self._flush(inline.take(first, last, words, 0))

    def _line(self, offset: int) -> int:
        """The line of a block that begins at *offset*: before what a tab indents the parser begins it too early."""
        data = self.data
        while offset < len(data) and data[offset] in _BLANKS:
            offset += 1
        return bisect_right(self.starts, offset)

    def _last_line(self, line: int, start: int, end: int) -> int:
        """The line of the last byte that is not white space of a block that begins on *line*."""
        starts = self.starts
        if line == len(starts) or end <= starts[line]:
            return line
        data = self.data
        while end > start and data[end - 1] in _BLANKS:
            end -= 1
        return bisect_right(starts, max(end - 1, start))

    def _flush(self, text: Text) -> None:
        """Puts a run of text where it belongs: it is the text of a tight item, or a paragraph."""
        self.texts.append(text)
        if self.item_open:
            item = self.items[-1]
            item.text = text
            if text.raw[:1] == "[":
                self.marked.append(item.line)
            self.item_open = False
        else:
            last = text.line if text.broken is None else bisect_right(self.starts, max(text.end - 1, text.start))
            self.siblings.append(Paragraph(text.line, last, text))

    def _add(self, block: Block) -> None:
        self.siblings.append(block)
        self.item_open = False

    def _enter(self, container: Item | Quote) -> None:
        stack = self.stack
        stack.append((container, self.siblings))
        if len(stack) <= MAX_DEPTH:
            self.siblings = container.blocks
        if len(stack) > self.deepest:
            self.deepest = len(stack)

    def _leave(self, start: int, end: int) -> None:
        container, self.siblings = self.stack.pop()
        container.end_line = self._last_line(container.line, start, end)
        self.item_open = False

    def _rule(self, start: int) -> None:
        line = self._line(start)
        self._add(Rule(line, line))

    def _start_list(self, value: Any, start: int, end: int) -> None:
        block = ListBlock(self._line(start), 0, value["List"], [])
        self._add(block)
        self.lists.append(block)

    def _end_list(self, start: int, end: int) -> None:
        block = self.lists.pop()
        block.end_line = block.items[-1].end_line if block.items else block.line

    def _start_quote(self, value: Any, start: int, end: int) -> None:
        quote = Quote(self._line(start), 0, [])
        self._add(quote)
        self._enter(quote)

    def _start_heading(self, value: Any, start: int, end: int) -> None:
        line = self._line(start)
        self._add(Heading(line, self._last_line(line, start, end), int(value["Heading"]["level"][1]), _NO_TEXT))
        self.headings += 1

    def _end_heading(self, text: Text) -> None:
        if "  " in text.plain or "\t" in text.plain or not text.plain.isprintable():
            text.plain = " ".join(text.plain.split())
        if "  " in text.raw or "\t" in text.raw or not text.raw.isprintable():
            text.raw = " ".join(text.raw.split())
        if text.raw[-1:] == "}":
            text.plain = _HEADING_ATTRIBUTES.sub("", text.plain)
            text.raw = _HEADING_ATTRIBUTES.sub("", text.raw)
        self.siblings[-1].text = text
        self.texts.append(text)

    def _start_code(self, value: Any, start: int, end: int) -> None:
        code: Any = value["CodeBlock"]
        fenced = code != "Indented"
        info: str = code["Fenced"] if fenced else ""
        line = self._line(start)
        self._add(Code(line, bisect_right(self.starts, max(end - 1, start)), info, fenced))
        if fenced and not self._closed(start, end):
            self.unclosed.append(line)

    def _start_html(self, value: Any, start: int, end: int) -> None:
        raw = self.data[start:end].decode("utf-8", "replace")
        self._add(Html(self._line(start), bisect_right(self.starts, max(end - 1, start)), raw))

    def _start_table(self, value: Any, start: int, end: int) -> None:
        if self.item_open and self.items[-1].box is None:
            self.items[-1].box = self._box_before_table(self.items[-1].start)
            self.marked.append(self.items[-1].line)
        self.table = Table(self._line(start), bisect_right(self.starts, max(end - 1, start)), [], [])
        self._add(self.table)

    def _start_row(self, value: Any, start: int, end: int) -> None:
        self.row = []

    def _end_table_head(self, start: int, end: int) -> None:
        self.table.head = self.row

    def _end_row(self, start: int, end: int) -> None:
        self.table.rows.append(self.row)
        self.texts += self.row

    def _box_before_table(self, start: int) -> str | None:
        """The box of an item that begins with a table, which pulldown-cmark takes for text of the first cell."""
        at = self.starts[self._line(start) - 1]
        match = _BOX_LINE_BYTES.match(self.data, at)
        return match.group(1).decode() if match and match.start(1) > start else None

    def _closed(self, start: int, end: int) -> bool:
        """Whether the fenced block at *start* ends with a fence (an unclosed one runs to the end of its container)."""
        raw = self.data[start:end].rstrip()
        fence = raw[:1]
        if not fence:
            return True
        width = len(raw) - len(raw.lstrip(fence))
        last = raw[max(raw.rfind(b"\n"), raw.rfind(b"\r")) + 1 :].lstrip(b" \t>")
        return last is not raw and len(raw) > width and last.startswith(fence * width) and not last.strip(fence)

    starts_of: ClassVar[dict[str, Callable[[Builder, Any, int, int], None]]] = {
        "List": _start_list,
        "BlockQuote": _start_quote,
        "Heading": _start_heading,
        "CodeBlock": _start_code,
        "HtmlBlock": _start_html,
        "Table": _start_table,
        "TableHead": _start_row,
        "TableRow": _start_row,
    }
    ends_of: ClassVar[dict[str, Callable[[Builder, int, int], None]]] = {
        "List": _end_list,
        "BlockQuote": _leave,
        "TableHead": _end_table_head,
        "TableRow": _end_row,
    }


_STARTS = Builder.starts_of
_ENDS = Builder.ends_of
_VERBATIM = frozenset({"CodeBlock", "HtmlBlock"})
