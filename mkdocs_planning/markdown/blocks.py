"""The blocks that a document is made of, each with its source lines: what every room of ``reading`` works on."""

from __future__ import annotations

import re

from msgspec import Struct

_CUSTOM_MARK = re.compile(r"\[([^\s\[\]()]{1,2})\](?=\s|$)")


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


def custom_mark(text: Text) -> tuple[str, str] | None:
    """The mark of an item that begins with one GitHub shows as text (``[~]``, ``[-]``, ``[✅]``) and the rest of it."""
    match = _CUSTOM_MARK.match(text.raw)
    return (match.group(1), text.raw[match.end() :].strip()) if match else None
