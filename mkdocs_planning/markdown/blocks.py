"""The blocks of a document, each with its source lines. All readers in ``reading`` work on these.

No block refers to a block around it, so none needs the garbage collector (``gc=False``).
"""

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
    """A run of inline content: the text of a paragraph, a heading, a cell, or the first paragraph of an item.

    ``line`` is the line it begins on; ``start`` and ``end`` are byte offsets. ``raw`` is its inline Markdown on one line,
    reference links resolved; ``plain`` is what a reader sees. ``struck`` says that all of it is struck through.
    ``broken`` are its lines where it has none or several, None where it has one.
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
        """The source lines of the run. The line of a run that has only one is made on demand."""
        if self.broken is None:
            self.broken = [Line(self.line, self.raw, self.plain)]
        return self.broken

    @property
    def head(self) -> str:
        """The inline Markdown of the first line; empty where there is none."""
        return self.raw if self.broken is None else self.broken[0].raw if self.broken else ""


class Heading(Struct, gc=False):
    """A heading. ``level`` is from 1 to 6."""

    line: int
    end_line: int
    level: int
    text: Text


class Paragraph(Struct, gc=False):
    """A paragraph, or text of a tight item after its first block."""

    line: int
    end_line: int
    text: Text


class Item(Struct, gc=False):
    """A list item. ``box`` is the character between the brackets where GitHub shows a box, else None.

    ``start`` is the byte offset of its bullet, ``depth`` the number of lists around its own. ``text`` is its first
    paragraph (without the box), ``blocks`` are what follows it inside the item.
    """

    line: int
    end_line: int
    start: int
    depth: int
    box: str | None
    text: Text | None
    blocks: list[Block]


class ListBlock(Struct, gc=False):
    """A list. ``first_number`` is None where its items have bullets."""

    line: int
    end_line: int
    first_number: int | None
    items: list[Item]


class Table(Struct, gc=False):
    """A table. Every row has a text for each cell that was written, empty ones included."""

    line: int
    end_line: int
    head: list[Text]
    rows: list[list[Text]]


class Code(Struct, gc=False):
    """A block of code, fenced or indented. ``info`` is what stands behind the opening fence."""

    line: int
    end_line: int
    info: str
    fenced: bool


class Quote(Struct, gc=False):
    """A block quote."""

    line: int
    end_line: int
    blocks: list[Block]


class Html(Struct, gc=False):
    """A block of raw HTML, comments included."""

    line: int
    end_line: int
    text: str


class Rule(Struct, gc=False):
    """A thematic break (``---``)."""

    line: int
    end_line: int


Block = Heading | Paragraph | ListBlock | Table | Code | Quote | Html | Rule


def custom_mark(text: Text) -> tuple[str, str] | None:
    """The mark of an item that begins with one GitHub shows as text (``[~]``, ``[-]``, ``[✅]``) and the rest of it."""
    match = _CUSTOM_MARK.match(text.raw)
    return (match.group(1), text.raw[match.end() :].strip()) if match else None
