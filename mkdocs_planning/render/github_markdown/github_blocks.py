"""Markdown text → its blocks as GitHub sees them, each with its lines: what the step works on.

Only the block structure is asked for, so the parser gets a copy of the text in which most inline
markup is blotted out (character for character, so that offsets hold): it then reports half as much.
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
    """A list item or a quote, ``line`` and ``column`` being where its marker stands.

    ``depth`` counts the items around an item within the innermost quote, ``quotes`` the quotes.
    ``list`` numbers the lists of a document, so that two items know whether they are siblings.
    """

    is_item: bool
    parent: Container | None
    line: int
    column: int
    list: int
    ordered: bool
    depth: int
    quotes: int
    filled: bool = False
    """Whether a block was met in it."""
    prefix: str = ""
    """What its lines begin with in the text that is written."""
    shown: bool = False
    """Whether its marker was written."""
    tail: int | str | None = None
    """What was last written in it: the number of a list, "quote", "code", or None for anything else."""


class Leaf(Struct, eq=False, gc=False):
    """A block without blocks in it. Lines count from 0, ``last`` is the last that is not blank.

    ``column`` is where it begins in its first line, ``is_first`` whether it is the first block of its
    container. ``text`` is what a code or HTML block holds, with every inline character blotted out:
    only the lengths of its lines mean something.
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


Chunk = Leaf | Group
"""A block at the top level."""


_TABLE = bytes.maketrans(b"_&\x00`\x1a", b"xxxx`")
_RULE_OF = {
    b"*": re.compile(rb"\*[ \t]*\*[ \t]*\*"),
    b"_": re.compile(rb"_[ \t]*_[ \t]*_"),
}
_ODD_TAG = re.compile("<[^\x00-\x7f]")
_TICK_AFTER_FENCE = re.compile(rb"```[^`\n]*`(?!``)")


def blot(text: str) -> str:
    """*text* as ASCII of the same length and the same block structure, with most inline markup blotted out."""
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


def read_blocks(text: str, lines: list[str], starts: list[int]) -> list[Chunk]:
    """The top-level blocks of *text*, which :func:`blot` made; *lines* are its lines, *starts* where they begin.

    One loop over the parser's events, written for speed: it is half the cost of the whole step.
    """
    chunks: list[Chunk] = []
    group = Group("", 0)
    container: Container | None = None
    lists: list[tuple[int, bool]] = []
    counted = 0
    leaf: Leaf | None = None  # the open one
    tight = False  # it is the text of a tight item, which has no events of its own
    holds = False  # it is code or HTML, whose text is wanted
    inside = False  # a table
    tail = 0

    kind: Any
    events: Any = BLOCK_PARSER.events_with_range(text, merge_text=True)
    for event, span in events:
        if event.__class__ is str:
            if event != "Rule":
                continue
            name = kind = "Rule"
        else:
            kind = event.get("Start")
            if kind is None:
                kind = event.get("End")
                if kind is None:
                    if leaf is None:
                        if container is None or inside:
                            continue
                        start = span["start"]
                        first = bisect_right(starts, start) - 1
                        leaf = Leaf(PARAGRAPH, first, first, start - starts[first], container, not container.filled)
                        container.filled = tight = True
                        group.leaves.append(leaf)
                        tail = span["end"]
                    elif tight:
                        tail = span["end"]
                    elif holds:
                        leaf.text += event.get("Text") or event.get("Html") or ""
                    continue
                # An end.
                if kind == "Paragraph":
                    leaf = None
                    continue
                if inside:
                    inside = kind != "Table"
                    continue
                if kind.__class__ is str and kind in _INLINE:
                    continue
                if tight:
                    if leaf is not None and tail > starts[leaf.first + 1]:
                        leaf.last = bisect_right(starts, tail - 1) - 1
                    tight = False
                leaf = None
                holds = False
                if kind.__class__ is not str:
                    if "List" in kind:
                        lists.pop()
                        continue
                    if "BlockQuote" not in kind:
                        continue
                elif kind != "Item":
                    continue
                if container is None:
                    continue
                if not container.filled:
                    group.leaves.append(Leaf(EMPTY, container.line, container.line, container.column, container, True))
                container = container.parent
                if container is not None:
                    container.filled = True
                else:
                    end = span["end"] - 1
                    while end > 0 and text[end] in " \n":
                        end -= 1
                    group.last = max(group.last, bisect_right(starts, end) - 1)
                continue
            name = kind if kind.__class__ is str else next(iter(kind))
        # A start.
        if inside:
            continue
        start = span["start"]
        if name in _INLINE:
            if leaf is None and container is not None:
                first = bisect_right(starts, start) - 1
                leaf = Leaf(PARAGRAPH, first, first, start - starts[first], container, not container.filled)
                container.filled = tight = True
                group.leaves.append(leaf)
            tail = span["end"]
            continue
        if tight:
            if leaf is not None and tail > starts[leaf.first + 1]:
                leaf.last = bisect_right(starts, tail - 1) - 1
            tight = False
        if name == "Item":
            while text[start] == " ":  # the parser counts indentation that is not needed to the item
                start += 1
            line = bisect_right(starts, start) - 1
            number, ordered = lists[-1]
            quotes, depth = 0, 0
            if container is not None:
                quotes = container.quotes
                if container.is_item:
                    depth = container.depth + 1
            container = Container(True, container, line, start - starts[line], number, ordered, depth, quotes)
            leaf = None
            continue
        if name == "List":
            if container is None:
                group = Group(LIST, bisect_right(starts, start) - 1)
                chunks.append(group)
            counted += 1
            lists.append((counted, kind["List"] is not None))
            leaf = None
            continue
        if name == "BlockQuote":
            line = bisect_right(starts, start) - 1
            if container is None:
                group = Group(QUOTE, line)
                chunks.append(group)
            quotes = container.quotes + 1 if container is not None else 1
            container = Container(False, container, line, start - starts[line], 0, False, 0, quotes)
            leaf = None
            continue
        end = span["end"] - 1
        while end > start and text[end] in " \n":
            end -= 1
        first = bisect_right(starts, start) - 1
        last = first if end < starts[first + 1] else bisect_right(starts, end) - 1
        leaf = Leaf(name, first, last, start - starts[first], container, False)
        if container is None:
            chunks.append(leaf)
        else:
            leaf.is_first = not container.filled
            container.filled = True
            group.leaves.append(leaf)
        if name == "Heading":
            leaf.level = int(kind["Heading"]["level"][1])
            # An ATX heading is one line that begins with its number signs (CommonMark 4.2).
            leaf.kind = ATX if last == first and text[start] == "#" else SETEXT
        elif name == "CodeBlock":
            leaf.kind = INDENTED if kind["CodeBlock"] == "Indented" else FENCE
            holds = True
        elif name == "HtmlBlock":
            holds = True
        elif name == "Table":
            inside = True
            if container is None and "\n    " in text[start:end]:
                _end_table(chunks, leaf, lines)
            leaf = None
        elif name == "Rule":
            leaf = None
    return chunks


def _end_table(chunks: list[Chunk], table: Leaf, lines: list[str]) -> None:
    """A line four columns in ends a table (GFM 4.10: a table is broken by the beginning of another block).

    The parser takes it for a row.
    """
    for number in range(table.first + 2, table.last + 1):
        if lines[number].startswith("    "):
            chunks.append(Leaf(INDENTED, number, table.last, 4, None, False))
            table.last = number - 1
            return


_INLINE = frozenset({"Link", "Image", "Emphasis", "Strong"})
