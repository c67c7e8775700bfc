"""Markdown text → sections, paragraphs, lists and tables, each with its source lines.

The one room that knows the Markdown parser (pyromark, that is pulldown-cmark with GitHub's tables,
task lists and strikethrough). Everything else in ``reading`` works on the blocks defined here.

The parser gives UTF-8 byte offsets, so the outline keeps the text as bytes and turns offsets into
lines once. Task boxes follow cmark-gfm's ``tasklist`` extension; where pulldown-cmark says
otherwise (see :func:`_for_parser`) the outline corrects it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any, ClassVar

import pyromark
from msgspec import Struct

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_TASKLISTS | pyromark.Options.ENABLE_STRIKETHROUGH
_PARSER = pyromark.Markdown(options=_OPTIONS)

MAX_DEPTH = 100
"""Blocks nested deeper than this are kept as siblings at this depth, so that nothing downstream can recurse deeper."""

_FRONT_MATTER = re.compile(r"(?:---)[ \t]*(?:\r\n|\n|\r)(.*?)(?:^)(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.S | re.M)
_BOX_LINE = re.compile(r"[ \t\v\f]*(?:[-+*]|[0-9]+[.)])[ \t\v\f]+\[([ xX])\][ \t\v\f]")
"""cmark-gfm's scanner for a box, which it holds against the beginning of the line: bullet, box, space."""
_BOX_LINE_BYTES = re.compile(_BOX_LINE.pattern.encode())
_CUSTOM_MARK = re.compile(r"\[([^\s\[\]()]{1,2})\](?=\s|$)")
_BLANKS = b" \t\n\r"
_LONE_CR = re.compile(r"\r(?!\n)")
_BRACKETS = re.compile(r"\[[ xX\t\v\f]\]")
_MASK = str.maketrans(" xX\t\v\f", "\x0e\x0f\x10\x11\x12\x13")
_UNMASK = str.maketrans("\x0e\x0f\x10\x11\x12\x13", " xX\t\v\f")
_BULLETS = ("-", "*", "+")
_BULLET_WIDTH = 40
"""A bullet further to the right is looked at closely."""
_LONGEST_INDENT = 20_000
"""How far back the beginning of a box's line is looked for, so that one long line costs linear time."""
_SPACES = re.compile(r"\s+")
_HEADING_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{:?\s*[#.][^{}]*\}\s*$")


class Line(Struct, gc=False):
    """One source line of a run of text: its number, its inline Markdown, and the same without markup."""

    number: int
    raw: str
    plain: str


class Text(Struct, gc=False):
    """A run of inline content (a paragraph, a heading, a cell, the first paragraph of an item).

    ``raw`` is inline Markdown on one line, reference links resolved; ``plain`` is what a reader sees.
    ``start`` is the byte offset of its first character. ``broken`` are its lines where it has none or several.
    """

    line: int
    start: int
    end: int
    raw: str
    plain: str
    struck: bool = False
    broken: list[Line] | None = None

    @property
    def lines(self) -> list[Line]:
        """The source lines of the run; most runs have one, which is made only for those who ask."""
        if self.broken is None:
            self.broken = [Line(self.line, self.raw, self.plain)]
        return self.broken

    @property
    def head(self) -> str:
        """The inline Markdown of the first line; empty where there is none."""
        return self.raw if self.broken is None else self.broken[0].raw if self.broken else ""


class Heading(Struct):
    line: int
    end_line: int
    level: int
    text: Text


class Paragraph(Struct):
    line: int
    end_line: int
    text: Text


class Item(Struct):
    """A list item. ``box`` is the character between the brackets where GitHub shows a box, else None.

    ``text`` is its first paragraph (without the box), ``blocks`` what follows it inside the item.
    """

    line: int
    end_line: int
    start: int
    depth: int
    box: str | None
    text: Text | None
    blocks: list[Block]


class ListBlock(Struct):
    line: int
    end_line: int
    first_number: int | None
    items: list[Item]


class Table(Struct):
    line: int
    end_line: int
    head: list[Text]
    rows: list[list[Text]]


class Code(Struct):
    line: int
    end_line: int
    info: str
    fenced: bool
    closed: bool


class Quote(Struct):
    line: int
    end_line: int
    blocks: list[Block]


class Html(Struct):
    line: int
    end_line: int
    text: str


class Rule(Struct):
    line: int
    end_line: int


Block = Heading | Paragraph | ListBlock | Table | Code | Quote | Html | Rule


class Section(Struct):
    """A heading with the blocks up to the next heading, and the sections beneath it.

    ``title`` is the heading without markup. The section that holds what stands before the first
    heading has ``level`` 0 and an empty title.
    """

    level: int
    title: str
    raw_title: str
    line: int
    end_line: int
    blocks: list[Block]
    sections: list[Section]
    parent: Section | None = None

    def walk(self) -> Iterator[Section]:
        """This section and all beneath it, in the order of the file."""
        stack: list[Section] = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.sections))


class Outline(Struct):
    """A document. ``root`` is its top: level 0, holding everything; ``sections`` are all from it on, as they follow.

    ``data`` are the UTF-8 bytes that were parsed.

    ``front_matter`` is the text between the opening and closing ``---`` or None; ``body_line`` the
    line on which the Markdown begins. ``decoded`` is False where the file's bytes were not UTF-8.
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
    """The front matter (text between ``---`` lines) and the index at which the Markdown begins.

    Unlike MkDocs this takes a block that is not valid YAML for front matter too, as GitHub does, if
    at least one of its lines looks like a key; a rule above prose is left alone.
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
    builder = _Builder(data, starts)
    builder.run("\n" * len(head) + body if head else body)
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
        depth=builder.deepest,
        headings=builder.headings,
        decoded=decoded,
    )


def _for_parser(body: str) -> str:
    """*body* as pulldown-cmark reads it the way cmark-gfm does; every offset stays as it is.

    It does not end every line at a lone ``\\r``, and it takes for a box what GitHub shows as text: a box behind
    ``>`` or a second bullet, one with nothing behind it, ``[<tab>]``. Since a box changes what may follow it, such
    ones are masked before parsing, and :func:`_unmasked` puts their text back.
    """
    if "\r" in body:
        body = _LONE_CR.sub("\n", body)
    return body if _all_at_bullets(body) else _BRACKETS.sub(_masked, body)


def _all_at_bullets(body: str) -> bool:
    """Whether every box stands behind a bullet at the beginning of its line, as nearly all do: the cheap test."""
    if "[\t]" in body or "[\v]" in body or "[\f]" in body:
        return False
    for box in ("[ ]", "[x]", "[X]"):
        at = body.find(box)
        while at >= 0:
            before = body[body.rfind("\n", max(0, at - _BULLET_WIDTH), at) + 1 : at]
            if before[-1:] in (" ", "\t") and (before.strip(" ") not in _BULLETS or body[at + 3 : at + 4] != " "):
                return False
            at = body.find(box, at + 3)
    return True


def _masked(match: re.Match[str]) -> str:
    body, start = match.string, match.start()
    if start and body[start - 1] not in " \t":
        return match.group(0)
    line = body.rfind("\n", max(0, start - _LONGEST_INDENT), start) + 1
    box = _BOX_LINE.match(body, line)
    if box and box.start(1) == start + 1 and not ("\t" in box.group(0) and _is_code(body[line:start])):
        return match.group(0)
    return match.group(0).translate(_MASK)


def _is_code(prefix: str) -> bool:
    """Whether *prefix* (bullet and tabs) ends five columns or more behind its bullet: what follows is indented code."""
    columns = prefix.expandtabs(4)
    return len(columns) - len(columns.rstrip()) > 4


def _unmasked(text: str) -> str:
    return text.translate(_UNMASK)


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


class _Builder:
    """Turns the parser's events into blocks, with an explicit stack: depth costs no recursion.

    ``siblings`` is the list that the next block goes into; ``stack`` holds the open containers (items,
    quotes), each with the list that it interrupted.
    """

    def __init__(self, data: bytes, starts: list[int]) -> None:
        self.data = data
        self.starts = starts
        self.blocks: list[Block] = []
        self.deepest = 0
        self.headings = 0
        self.siblings: list[Any] = self.blocks
        self.stack: list[tuple[Any, list[Any]]] = []
        self.lists: list[ListBlock] = []
        self.items: list[Item] = []
        self.table = Table(0, 0, [], [])
        self.row: list[Text] = []
        self.inline = _Inline(data, starts)
        self.item_open = False  # the innermost container is an item without a text or block yet
        self.verbatim = False  # inside code or HTML, whose text is not looked at

    def run(self, body: str) -> None:
        """Parse *body*, whose bytes stand in ``data`` at the same offsets."""
        inline = self.inline
        # Events are a text ("SoftBreak") or a dict with one key ({"Start": {"Heading": …}}).
        parsed = _for_parser(body)
        masked = parsed != body
        events: Iterator[tuple[Any, Any]] = _PARSER.events_with_range(parsed, merge_text=True)
        for event, span in events:
            if event.__class__ is str:
                if event == "Rule":
                    self._rule(span["start"])
                else:
                    inline.line_break(span["start"])
                continue
            if "Text" in event:
                if not self.verbatim:
                    if inline.first < 0:
                        inline.first = span["start"]
                    inline.last = span["end"]
                    inline.plain.append(_unmasked(event["Text"]) if masked else event["Text"])
            elif "Start" in event:
                value = event["Start"]
                kind = value if value.__class__ is str else next(iter(value))
                if kind in _INLINE:
                    if inline.first < 0:
                        inline.first = span["start"]
                    if kind in _TRACED:
                        inline.open(kind, value, span["start"], span["end"])
                elif kind in _STARTS:
                    _STARTS[kind](self, value, span["start"], span["end"])
            elif "End" in event:
                value = event["End"]
                kind = value if value.__class__ is str else next(iter(value))
                if kind in _INLINE:
                    inline.last = span["end"]
                    if kind in _TRACED:
                        inline.close(kind, span["start"], span["end"])
                elif kind in _ENDS:
                    _ENDS[kind](self, span["start"], span["end"])
            elif "Code" in event:
                inline.text(span["start"], span["end"], event["Code"])
            elif "TaskListMarker" in event:
                self._marker(span["start"])
            elif "InlineHtml" in event:
                inline.text(span["start"], span["end"], "")
        self._flush()

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

    def _flush(self) -> None:
        """Ends a run of text: the text of a tight item, or a paragraph."""
        inline = self.inline
        if inline.first < 0 and not inline.segments:
            return
        text = inline.take(0)
        if self.item_open and self.items and self.items[-1].text is None and not self.items[-1].blocks:
            self.items[-1].text = text
        else:
            last = text.line if text.broken is None else bisect_right(self.starts, max(text.end - 1, text.start))
            self.siblings.append(Paragraph(text.line, last, text))
        self.item_open = False

    def _add(self, block: Block) -> None:
        self._flush()
        self.siblings.append(block)
        self.item_open = False

    def _enter(self, container: Item | Quote) -> None:
        self.stack.append((container, self.siblings))
        if len(self.stack) <= MAX_DEPTH:
            self.siblings = container.blocks
        if len(self.stack) > self.deepest:
            self.deepest = len(self.stack)

    def _leave(self, start: int, end: int) -> None:
        if self.inline.first >= 0 or self.inline.segments:
            self._flush()
        container, self.siblings = self.stack.pop()
        container.end_line = self._last_line(container.line, start, end)
        self.item_open = False

    def _rule(self, start: int) -> None:
        line = self._line(start)
        self._add(Rule(line, line))

    def _marker(self, start: int) -> None:
        if self.data[start : start + 1] == b"[":  # not where a tab makes the item's text indented code
            self.items[-1].box = chr(self.data[start + 1])

    def _start_paragraph(self, value: Any, start: int, end: int) -> None:
        self._flush()

    def _end_paragraph(self, start: int, end: int) -> None:
        self._flush()

    def _start_item(self, value: Any, start: int, end: int) -> None:
        item = Item(self._line(start), 0, start, len(self.lists) - 1, None, None, [])
        self.items.append(item)
        self.lists[-1].items.append(item)
        self._enter(item)
        self.item_open = True

    def _end_item(self, start: int, end: int) -> None:
        self._leave(start, end)
        self.items.pop()

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

    def _end_quote(self, start: int, end: int) -> None:
        self._leave(start, end)

    def _start_heading(self, value: Any, start: int, end: int) -> None:
        self._flush()
        line = self._line(start)
        level = int(value["Heading"]["level"][1])
        self.siblings.append(Heading(line, self._last_line(line, start, end), level, _NO_TEXT))
        self.headings += 1
        self.item_open = False

    def _end_heading(self, start: int, end: int) -> None:
        text = self.inline.take(start)
        text.plain = " ".join(text.plain.split())
        text.raw = " ".join(text.raw.split())
        if text.raw[-1:] == "}":
            text.plain = _HEADING_ATTRIBUTES.sub("", text.plain)
            text.raw = _HEADING_ATTRIBUTES.sub("", text.raw)
        self.siblings[-1].text = text

    def _start_code(self, value: Any, start: int, end: int) -> None:
        code: Any = value["CodeBlock"]
        fenced = code != "Indented"
        info: str = code["Fenced"] if fenced else ""
        closed = not fenced or self._closed(start, end)
        self._add(Code(self._line(start), bisect_right(self.starts, max(end - 1, start)), info, fenced, closed))
        self.verbatim = True

    def _start_html(self, value: Any, start: int, end: int) -> None:
        raw = self.data[start:end].decode("utf-8", "replace")
        self._add(Html(self._line(start), bisect_right(self.starts, max(end - 1, start)), raw))
        self.verbatim = True

    def _end_verbatim(self, start: int, end: int) -> None:
        self.verbatim = False

    def _start_table(self, value: Any, start: int, end: int) -> None:
        if self.item_open and self.items and self.items[-1].box is None:
            self.items[-1].box = self._box_before_table(self.items[-1].start)
        self.table = Table(self._line(start), bisect_right(self.starts, max(end - 1, start)), [], [])
        self._add(self.table)

    def _start_row(self, value: Any, start: int, end: int) -> None:
        self.row = []

    def _end_table_head(self, start: int, end: int) -> None:
        self.table.head = self.row

    def _end_row(self, start: int, end: int) -> None:
        self.table.rows.append(self.row)

    def _end_cell(self, start: int, end: int) -> None:
        self.row.append(self.inline.take(start))

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

    starts_of: ClassVar[dict[str, Callable[[_Builder, Any, int, int], None]]] = {
        "Paragraph": _start_paragraph,
        "Item": _start_item,
        "List": _start_list,
        "BlockQuote": _start_quote,
        "Heading": _start_heading,
        "CodeBlock": _start_code,
        "HtmlBlock": _start_html,
        "Table": _start_table,
        "TableHead": _start_row,
        "TableRow": _start_row,
    }
    ends_of: ClassVar[dict[str, Callable[[_Builder, int, int], None]]] = {
        "Paragraph": _end_paragraph,
        "Item": _end_item,
        "List": _end_list,
        "BlockQuote": _end_quote,
        "Heading": _end_heading,
        "CodeBlock": _end_verbatim,
        "HtmlBlock": _end_verbatim,
        "TableHead": _end_table_head,
        "TableRow": _end_row,
        "TableCell": _end_cell,
    }


_STARTS = _Builder.starts_of
_ENDS = _Builder.ends_of
_NO_TEXT = Text(0, 0, 0, "", "", False, [])
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image", "Superscript", "Subscript"})
_TRACED = frozenset({"Strikethrough", "Link", "Image"})
"""Inline containers of which more is kept than the text inside."""
_REFERENCES = frozenset({"Reference", "ReferenceUnknown", "Collapsed", "CollapsedUnknown", "Shortcut", "ShortcutUnknown"})


class _Inline:
    """Collects one run of inline content: its lines and its plain text, reference links resolved.

    ``first`` is where the open line of the run begins (-1 where none is open), ``last`` where it ends so far.
    """

    __slots__ = ("data", "first", "fixes", "last", "links", "plain", "segments", "starts", "strikes", "struck")

    def __init__(self, data: bytes, starts: list[int]) -> None:
        self.data = data
        self.starts = starts
        self.first = -1
        self.last = -1
        self.plain: list[str] = []
        self.segments: list[tuple[int, int, str]] = []
        self.links: list[Any] = []
        self.fixes: list[tuple[int, int, bytes]] = []
        self.strikes = 0
        self.struck = (-1, -1)

    def text(self, start: int, end: int, plain: str) -> None:
        if self.first < 0:
            self.first = start
        self.last = end
        self.plain.append(plain)

    def open(self, kind: str, value: Any, start: int, end: int) -> None:
        if kind == "Strikethrough":
            self.strikes += 1
            self.struck = (start, end)
        else:
            self.links.append(value[kind])

    def close(self, kind: str, start: int, end: int) -> None:
        if kind == "Strikethrough":
            return
        link = self.links.pop()
        if link["link_type"] in _REFERENCES:
            source = self.data[start:end]
            closing = source.rfind(b"][") if link["link_type"].startswith(("Reference", "Collapsed")) else -1
            if not source.endswith(b"]"):
                return
            inner = source[: closing if closing > 0 else len(source) - 1]
            target, title = link["dest_url"], link["title"]
            made = target + (' "' + title.replace('"', '\\"') + '"' if title else "")
            if any(c in target for c in " ()<>"):
                made = made.replace(target, "<" + target.replace("<", "%3C").replace(">", "%3E") + ">", 1)
            self.fixes.append((start, end, inner + b"](" + made.encode("utf-8", "replace") + b")"))

    def line_break(self, start: int) -> None:
        if self.first >= 0:
            self.segments.append((self.first, start, "".join(self.plain)))
            self.plain = []
            self.first = -1

    def take(self, at: int) -> Text:
        """The run, which ends here; *at* is where it stands if it is empty."""
        start, end = self.first, self.last
        if self.segments or self.fixes or self.strikes:
            return self._take_all(at)
        if start < 0:
            return Text(bisect_right(self.starts, at), at, at, "", "", False, [])
        raw = self.data[start:end].decode().strip()
        plain = ("".join(self.plain) if len(self.plain) != 1 else self.plain[0]).strip()
        if "\n" in raw or "\r" in raw or "\n" in plain:
            return self._take_all(at)
        self.plain = []
        self.first = -1
        return Text(bisect_right(self.starts, start), start, end, raw, plain)

    def _take_all(self, at: int) -> Text:
        """A run of several lines, with reference links to resolve, or struck."""
        if self.first >= 0:
            self.segments.append((self.first, max(self.last, self.first), "".join(self.plain)))
        segments, starts = self.segments, self.starts
        lines: list[Line] = []
        for start, end, plain in segments:
            raw = self._raw(start, end) if self.fixes else self.data[start:end].decode("utf-8", "replace")
            if "\n" in raw or "\r" in raw:
                raw = _SPACES.sub(" ", raw)
            if "\n" in plain:
                plain = _SPACES.sub(" ", plain)
            lines.append(Line(bisect_right(starts, start), raw.strip(), plain.strip()))
        first, last = (segments[0][0], segments[-1][1]) if segments else (at, at)
        text = Text(
            lines[0].number if lines else bisect_right(starts, at),
            first,
            last,
            " ".join(line.raw for line in lines),
            " ".join(line.plain for line in lines),
            self.strikes == 1 and self.struck[0] <= first and self.struck[1] >= last,
            lines,
        )
        self.first = -1
        self.plain = []
        self.segments = []
        self.fixes = []
        self.strikes = 0
        return text

    def _raw(self, start: int, end: int) -> str:
        out: list[bytes] = []
        at = start
        for from_, to, new in self.fixes:
            if from_ >= at and to <= end:
                out.append(self.data[at:from_])
                out.append(new)
                at = to
        out.append(self.data[at:end])
        return b"".join(out).decode("utf-8", "replace")


def custom_mark(text: Text) -> tuple[str, str] | None:
    """The mark of an item that begins with one GitHub shows as text (``[~]``, ``[-]``, ``[✅]``) and the rest of it."""
    match = _CUSTOM_MARK.match(text.raw)
    return (match.group(1), text.raw[match.end() :].strip()) if match else None
