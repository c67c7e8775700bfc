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
from collections.abc import Iterator
from typing import Any

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
_NEWLINE = re.compile(rb"\r\n|\n|\r")
_BLANKS = (b" ", b"\t", b"\n", b"\r")
_LONE_CR = re.compile(r"\r(?!\n)")
_BRACKETS = re.compile(r"\[[ xX\t\v\f]\]")
_MASK = str.maketrans(" xX\t\v\f", "\x0e\x0f\x10\x11\x12\x13")
_UNMASK = str.maketrans("\x0e\x0f\x10\x11\x12\x13", " xX\t\v\f")
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
    ``start`` is the byte offset of its first character. ``links`` are (text, target) pairs in order.
    """

    line: int
    start: int
    end: int
    raw: str
    plain: str
    lines: list[Line]
    links: list[tuple[str, str]]
    struck: bool = False


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
    """A document. ``root`` is its top: level 0, holding everything; ``data`` the UTF-8 bytes that were parsed.

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
    starts = [0]
    starts.extend(match.end() for match in _NEWLINE.finditer(data))
    builder = _Builder(data, starts, len(head))
    builder.run(body)
    root = section_tree(builder.blocks, len(starts))
    return Outline(
        data=data,
        starts=starts,
        front_matter=front,
        front_matter_line=1,
        body_line=bisect_right(starts, len(head)),
        blocks=builder.blocks,
        root=root,
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
    return _BRACKETS.sub(_masked, body) if "]" in body else body


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


def section_tree(blocks: list[Block], last_line: int) -> Section:
    """Top-level blocks as a tree of sections; the last one ends on *last_line*."""
    root = Section(0, "", "", 1, last_line, [], [])
    open_: list[Section] = [root]
    for block in blocks:
        if isinstance(block, Heading):
            while open_[-1].level >= block.level:
                open_.pop().end_line = block.line - 1
            parent = open_[-1]
            section = Section(block.level, block.text.plain, block.text.raw, block.line, last_line, [], [], parent)
            parent.sections.append(section)
            open_.append(section)
        else:
            open_[-1].blocks.append(block)
    return root


class _Builder:
    """Turns the parser's events into blocks, with an explicit stack: depth costs no recursion.

    ``siblings`` is the list that the next block goes into; ``stack`` holds the open containers (items,
    quotes), each with the list that it interrupted.
    """

    def __init__(self, data: bytes, starts: list[int], base: int) -> None:
        self.data = data
        self.starts = starts
        self.base = base
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
        self.heading_level = 0
        self.item_open = False  # the innermost container is an item without a text or block yet
        self.verbatim = False  # inside code or HTML, whose text is not looked at

    def run(self, body: str) -> None:
        """Parse *body*, whose first byte stands at ``base`` in ``data``."""
        inline, base = self.inline, self.base
        start_of = {kind: getattr(self, f"_start_{kind}") for kind in _STARTS}
        end_of = {kind: getattr(self, f"_end_{kind}") for kind in _ENDS}
        # Events are a text ("SoftBreak") or a dict with one key ({"Start": {"Heading": …}}).
        parsed = _for_parser(body)
        masked = parsed != body
        events: Iterator[tuple[Any, Any]] = _PARSER.events_with_range(parsed, merge_text=True)
        for event, span in events:
            start, end = span["start"] + base, span["end"] + base
            if event.__class__ is str:
                if event == "Rule":
                    self._rule(start)
                else:
                    inline.line_break(start)
                continue
            ((name, value),) = event.items()
            if name == "Text":
                if not self.verbatim:
                    inline.text(start, end, _unmasked(value) if masked else value)
            elif name == "Start":
                kind = value if value.__class__ is str else next(iter(value))
                if kind in _INLINE:
                    inline.open(kind, value, start, end)
                elif kind in start_of:
                    start_of[kind](value, start, end)
            elif name == "End":
                kind = value if value.__class__ is str else next(iter(value))
                if kind in _INLINE:
                    inline.close(kind, start, end)
                elif kind in end_of:
                    end_of[kind](start, end)
            elif name == "Code":
                inline.text(start, end, value)
            elif name == "TaskListMarker":
                self._marker(start)
            elif name == "InlineHtml":
                inline.text(start, end, "")
        self._flush()

    def _line(self, offset: int) -> int:
        """The line of a block that begins at *offset*: before what a tab indents the parser begins it too early."""
        data = self.data
        if data[offset : offset + 1] in _BLANKS:
            while data[offset : offset + 1] in _BLANKS and offset < len(data):
                offset += 1
        return bisect_right(self.starts, offset)

    def _flush(self) -> None:
        """Ends a run of text: the text of a tight item, or a paragraph."""
        if not self.inline.pending:
            return
        text = self.inline.take()
        if self.item_open and self.items and self.items[-1].text is None and not self.items[-1].blocks:
            self.items[-1].text = text
        else:
            self.siblings.append(Paragraph(text.line, bisect_right(self.starts, max(text.end - 1, text.start)), text))
        self.item_open = False

    def _add(self, block: Block) -> None:
        self._flush()
        self.siblings.append(block)
        self.item_open = False

    def _enter(self, container: Item | Quote) -> None:
        self.stack.append((container, self.siblings))
        if len(self.stack) <= MAX_DEPTH:
            self.siblings = container.blocks
        self.deepest = max(self.deepest, len(self.stack))

    def _leave(self, start: int, end: int) -> None:
        self._flush()
        container, self.siblings = self.stack.pop()
        container.end_line = self._last_line(start, end)
        self.item_open = False

    def _rule(self, start: int) -> None:
        line = self._line(start)
        self._add(Rule(line, line))

    def _marker(self, start: int) -> None:
        if self.data[start : start + 1] == b"[":  # not where a tab makes the item's text indented code
            self.items[-1].box = chr(self.data[start + 1])

    def _start_Paragraph(self, value: Any, start: int, end: int) -> None:  # noqa: N802 - the event's name
        self._flush()

    def _end_Paragraph(self, start: int, end: int) -> None:  # noqa: N802
        self._flush()

    def _start_Item(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        item = Item(self._line(start), 0, start, len(self.lists) - 1, None, None, [])
        self.items.append(item)
        self.lists[-1].items.append(item)
        self._enter(item)
        self.item_open = True

    def _end_Item(self, start: int, end: int) -> None:  # noqa: N802
        self._leave(start, end)
        self.items.pop()

    def _start_List(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        block = ListBlock(self._line(start), 0, value["List"], [])
        self._add(block)
        self.lists.append(block)

    def _end_List(self, start: int, end: int) -> None:  # noqa: N802
        block = self.lists.pop()
        block.end_line = block.items[-1].end_line if block.items else block.line

    def _start_BlockQuote(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        quote = Quote(self._line(start), 0, [])
        self._add(quote)
        self._enter(quote)

    def _end_BlockQuote(self, start: int, end: int) -> None:  # noqa: N802
        self._leave(start, end)

    def _start_Heading(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        self._flush()
        self.heading_level = int(value["Heading"]["level"][1])
        self.inline.begin(start)

    def _end_Heading(self, start: int, end: int) -> None:  # noqa: N802
        text = self.inline.take()
        text.plain = _HEADING_ATTRIBUTES.sub("", " ".join(text.plain.split()))
        text.raw = _HEADING_ATTRIBUTES.sub("", " ".join(text.raw.split()))
        self.siblings.append(Heading(self._line(start), self._last_line(start, end), self.heading_level, text))
        self.headings += 1
        self.item_open = False

    def _start_CodeBlock(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        code: Any = value["CodeBlock"]
        fenced = code != "Indented"
        info: str = code["Fenced"] if fenced else ""
        closed = not fenced or self._closed(start, end)
        self._add(Code(self._line(start), bisect_right(self.starts, max(end - 1, start)), info, fenced, closed))
        self.verbatim = True

    def _end_CodeBlock(self, start: int, end: int) -> None:  # noqa: N802
        self.verbatim = False

    def _start_HtmlBlock(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        raw = self.data[start:end].decode("utf-8", "replace")
        self._add(Html(self._line(start), bisect_right(self.starts, max(end - 1, start)), raw))
        self.verbatim = True

    def _end_HtmlBlock(self, start: int, end: int) -> None:  # noqa: N802
        self.verbatim = False

    def _start_Table(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        if self.item_open and self.items and self.items[-1].box is None:
            self.items[-1].box = self._box_before_table(self.items[-1].start)
        self.table = Table(self._line(start), bisect_right(self.starts, max(end - 1, start)), [], [])
        self._add(self.table)

    def _start_TableHead(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        self.row = []

    def _end_TableHead(self, start: int, end: int) -> None:  # noqa: N802
        self.table.head = self.row

    def _start_TableRow(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        self.row = []

    def _end_TableRow(self, start: int, end: int) -> None:  # noqa: N802
        self.table.rows.append(self.row)

    def _start_TableCell(self, value: Any, start: int, end: int) -> None:  # noqa: N802
        self.inline.begin(start)

    def _end_TableCell(self, start: int, end: int) -> None:  # noqa: N802
        self.row.append(self.inline.take())

    def _last_line(self, start: int, end: int) -> int:
        """The line of the last byte of a block that is not white space."""
        data = self.data
        while end > start and data[end - 1] in b" \t\r\n":
            end -= 1
        return bisect_right(self.starts, max(end - 1, start))

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


_STARTS = tuple(name[7:] for name in vars(_Builder) if name.startswith("_start_"))
_ENDS = tuple(name[5:] for name in vars(_Builder) if name.startswith("_end_"))
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image", "Superscript", "Subscript"})
_REFERENCES = frozenset({"Reference", "ReferenceUnknown", "Collapsed", "CollapsedUnknown", "Shortcut", "ShortcutUnknown"})


class _Inline:
    """Collects one run of inline content: its lines, its plain text, its links, reference links resolved."""

    def __init__(self, data: bytes, starts: list[int]) -> None:
        self.data = data
        self.starts = starts
        self.pending = False
        self.marked = True  # whether the run had a link or struck text, whose traces are to be cleared
        self._reset(0)

    def _reset(self, start: int) -> None:
        self.at = start
        self.first = -1
        self.last = -1
        self.plain: list[str] = []
        self.segments: list[tuple[int, int, str]] = []
        self.links: list[tuple[str, str]] = []
        if self.marked:
            self.open_links: list[tuple[Any, int, int]] = []
            self.fixes: list[tuple[int, int, bytes]] = []
            self.strikes = 0
            self.struck = (-1, -1)
            self.marked = False

    def begin(self, start: int) -> None:
        """Start a run that may stay empty (a cell, a heading)."""
        self._reset(start)
        self.pending = True

    def text(self, start: int, end: int, plain: str) -> None:
        if not self.pending:
            self.pending = True
            self._reset(start)
        if self.first < 0:
            self.first = start
        if end > self.last:
            self.last = end
        if plain:
            self.plain.append(plain)

    def open(self, kind: str, value: Any, start: int, end: int) -> None:
        if not self.pending:
            self.pending = True
            self._reset(start)
        if self.first < 0:
            self.first = start
        if kind == "Link" or kind == "Image":
            self.marked = True
            self.open_links.append((value[kind], start, len(self.plain)))
        elif kind == "Strikethrough":
            self.marked = True
            self.strikes += 1
            self.struck = (start, end)

    def close(self, kind: str, start: int, end: int) -> None:
        if end > self.last:
            self.last = end
        if kind == "Link" or kind == "Image":
            link, _, index = self.open_links.pop()
            target: str = link["dest_url"]
            if kind == "Link":
                label = "".join(self.plain[index:])
                # A link that spans lines has its first words in an earlier segment: take its source instead.
                self.links.append((label or target, target))
            if link["link_type"] in _REFERENCES:
                source = self.data[start:end]
                closing = source.rfind(b"][") if link["link_type"].startswith(("Reference", "Collapsed")) else -1
                if not source.endswith(b"]"):
                    return
                inner = source[: closing if closing > 0 else len(source) - 1]
                title = link["title"]
                made = target + (' "' + title.replace('"', '\\"') + '"' if title else "")
                if any(c in target for c in " ()<>"):
                    made = made.replace(target, "<" + target.replace("<", "%3C").replace(">", "%3E") + ">", 1)
                self.fixes.append((start, end, inner + b"](" + made.encode("utf-8", "replace") + b")"))

    def line_break(self, start: int) -> None:
        if self.first >= 0:
            self.segments.append((self.first, start, "".join(self.plain)))
        if self.open_links:  # keep the words of a link that goes on in the next line
            link, at, _ = self.open_links[-1]
            self.open_links[-1] = (link, at, 0)
        self.plain = []
        self.first = -1

    def take(self) -> Text:
        if self.first >= 0:
            self.segments.append((self.first, max(self.last, self.first), "".join(self.plain)))
        self.pending = False
        data, starts = self.data, self.starts
        if not self.segments:
            line = bisect_right(starts, self.at)
            return Text(line, self.at, self.at, "", "", [], [])
        lines: list[Line] = []
        for start, end, plain in self.segments:
            raw = self._raw(start, end) if self.fixes else data[start:end].decode("utf-8", "replace")
            if "\n" in raw or "\r" in raw:
                raw = _SPACES.sub(" ", raw)
            if "\n" in plain:
                plain = _SPACES.sub(" ", plain)
            lines.append(Line(bisect_right(starts, start), raw.strip(), plain.strip()))
        first = self.segments[0][0]
        end = self.segments[-1][1]
        struck = self.strikes == 1 and self.struck[0] <= first and self.struck[1] >= end
        if len(lines) == 1:
            only = lines[0]
            return Text(only.number, first, end, only.raw, only.plain, lines, self.links, struck)
        return Text(
            lines[0].number,
            first,
            end,
            " ".join(line.raw for line in lines),
            " ".join(line.plain for line in lines),
            lines,
            self.links,
            struck,
        )

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
