"""The measuring stick: the block structure of a page, and how far two pages are apart.

The structure is the sequence of headings (level, text), lists with their depth, items with the state of
their box, tables with the cells of each row, code blocks with their text, and quotes. The distance is the
number of blocks to insert, delete or change (Levenshtein). The oracle is cmark-gfm with GitHub's
extensions, on the text without its front matter.

An alert (``> [!NOTE]``) is a quote to cmark-gfm and an admonition on the page: both count as one quote.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from html.parser import HTMLParser

import cmarkgfm
import markdown
from cmarkgfm.cmark import Options

from mkdocs_planning.markdown.outline import split_front_matter

Block = tuple[Hashable, ...]

DEFAULTS = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs enables."""

_SPACES = re.compile(r"\s+")


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.lists = 0
        self.items: list[int] = []  # indexes of the open items in blocks
        self.fresh = False  # the open item is still empty
        self.heading: list[str] | None = None
        self.code: list[str] | None = None
        self.quotes = 0
        self.rows: list[list[int]] = []  # open tables: cells of each row
        self.divs: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self.lists += 1
            self.blocks.append((tag, self.lists))
            self.fresh = False
        elif tag == "li":
            self.items.append(len(self.blocks))
            self.blocks.append(("item", self.lists, None))
            self.fresh = True
        elif tag == "input":
            self._begin_input(given)
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.heading = []
        elif tag == "pre":
            self.code = []
        elif tag in ("blockquote", "div"):
            self._begin_quote(tag, given)
        else:
            self._begin_part_of_table(tag)

    def _begin_input(self, given: dict[str, str | None]) -> None:
        if given.get("type") == "checkbox" and self.items and self.fresh:
            self.blocks[self.items[-1]] = ("item", self.lists, "done" if "checked" in given else "open")

    def _begin_quote(self, tag: str, given: dict[str, str | None]) -> None:
        is_quote = tag == "blockquote" or "admonition" in (given.get("class") or "").split()
        if tag == "div":
            self.divs.append(is_quote)
        if is_quote:
            self.quotes += 1
            self.blocks.append(("quote", self.quotes))

    def _begin_part_of_table(self, tag: str) -> None:
        if tag == "table":
            self.rows.append([])
        elif tag == "tr" and self.rows:
            self.rows[-1].append(0)
        elif tag in ("td", "th") and self.rows and self.rows[-1]:
            self.rows[-1][-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists = max(0, self.lists - 1)
        elif tag == "li" and self.items:
            self.items.pop()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6") and self.heading is not None:
            self.blocks.append(("heading", int(tag[1]), _SPACES.sub(" ", "".join(self.heading)).strip()))
            self.heading = None
        elif tag == "pre" and self.code is not None:
            # Python-Markdown expands every tab to four columns first.
            lines = [line.rstrip() for line in "".join(self.code).expandtabs(4).split("\n")]
            self.blocks.append(("code", "\n".join(lines).strip("\n")))
            self.code = None
        elif tag == "blockquote" or (tag == "div" and self.divs and self.divs.pop()):
            self.quotes = max(0, self.quotes - 1)
        elif tag == "table" and self.rows:
            self.blocks.append(("table", tuple(self.rows.pop())))

    def handle_data(self, data: str) -> None:
        if self.heading is not None:
            self.heading.append(data)
        if self.code is not None:
            self.code.append(data)
        if data.strip():
            self.fresh = False


def blocks(html: str) -> list[Block]:
    """The block structure of a page."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    return parser.blocks


def boxes(html: str) -> list[Hashable]:
    """The states of the checkboxes of a page, in order."""
    return [block[2] for block in blocks(html) if block[0] == "item" and block[2]]


def without_front_matter(text: str) -> str:
    return text[split_front_matter(text)[1] :]


def github(text: str) -> str:
    """The page as rendered by GitHub's own parser."""
    return cmarkgfm.markdown_to_html_with_extensions(
        text.encode("utf-8", "replace").decode(),
        options=Options.CMARK_OPT_UNSAFE,
        extensions=["table", "strikethrough", "tasklist", "autolink"],
    )


def python_markdown(text: str, extensions: Iterable[str] = (), configs: dict[str, dict[str, object]] | None = None) -> str:
    """The page as rendered by MkDocs, with its own extensions, ``pymdownx.tasklist`` and the given ones."""
    names = [*DEFAULTS, "pymdownx.tasklist", *extensions]
    if "pymdownx.superfences" in names:
        names.remove("fenced_code")
    return markdown.Markdown(extensions=names, extension_configs=configs or {}).convert(text)


def distance(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """The Levenshtein distance by Hyyrö's bit vectors: exact, and fast for a thousand blocks."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if not one or not other:
        return len(one) + len(other)
    size = len(one)
    last = 1 << (size - 1)
    positions: dict[Hashable, int] = {}
    for index, block in enumerate(one):
        positions[block] = positions.get(block, 0) | 1 << index
    mask = (1 << size) - 1
    up, down, score = mask, 0, size
    for block in other:
        found = positions.get(block, 0)
        diagonal = (((found & up) + up) ^ up) | found | down
        more = down | ~(diagonal | up) & mask
        less = up & diagonal
        if more & last:
            score += 1
        if less & last:
            score -= 1
        more = (more << 1 | 1) & mask
        less = less << 1 & mask
        up = less | ~(diagonal | more) & mask
        down = more & diagonal
    return score
