"""What MkDocs is given to render for a plan page, instead of the file as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct

from mkdocs_planning.markdown.front_matter import load_front_matter
from mkdocs_planning.markdown.outline import Heading, Outline, Rule, decode, split_front_matter
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.reading.header.header_block import header_lines
from mkdocs_planning.render.anchors import Spots, insertions, spots
from mkdocs_planning.render.page_meta import Dropped, safe_meta
from mkdocs_planning.render.placeholders import Placeholders, printable
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_NEWLINE = re.compile(r"\r\n|\r")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!~^=:|$@/])")


class PageText(Struct, frozen=True):
    """The text of a plan page.

    Attributes:
        markdown: what MkDocs reads: the plan without front matter and without the header lines that the
            card shows, with an anchor at each fact. Every line stands where it stood in the file. It
            begins with an empty line, so that MkDocs finds no metadata of its own in it.
        title: what the page is called, as HTML; empty where MkDocs' own title is to stay.
        meta: the front matter, for ``page.meta``.
        dropped: what of the front matter was left out.
        lines: the lines for which the page needs an anchor.
        preformatted: the whole text as HTML, where Markdown must not be made of it.
    """

    markdown: str
    title: str
    meta: dict[str, object]
    dropped: list[Dropped]
    lines: Sequence[int]
    preformatted: str | None = None


class Shape(Struct, frozen=True):
    """What the text of a page is made by, taken from the outline of its file, which is too large to be kept.

    Attributes:
        has_title: whether MkDocs takes a title from it: a heading of the first level before anything else.
        lifted: the lines that the card shows instead.
        spots: where anchors may stand.
    """

    has_title: bool
    lifted: tuple[int, ...]
    spots: Spots


BARE = Shape(has_title=True, lifted=(), spots=b"")
"""Of a file that could not be read: its page is made without the plugin's part."""


def shape_of(outline: Outline, vocabulary: Vocabulary) -> Shape:
    """The shape of a page; *vocabulary* decides which header lines the card shows."""
    first = outline.blocks[0] if outline.blocks else None
    has_title = isinstance(first, Heading) and first.level == 1
    return Shape(has_title, tuple(sorted(_lifted(outline, vocabulary))), spots(outline))


def page_text(
    source: bytes,
    uri: str,
    plans: Sequence[Plan],
    lines: Sequence[int],
    shape: Shape | None,
    may_use: Callable[[str], bool],
    marks: Placeholders,
) -> PageText:
    """The text of the page that holds *plans*.

    Args:
        source: the file.
        uri: its path.
        plans: the plans of the file. A page that is one plan is called by its title.
        lines: where views may point in it.
        shape: of the page; None where no Markdown may be made of it, so that it is shown preformatted.
        may_use: whether a plan may name this template.
        marks: of this build, for its anchors.
    """
    text = decode(source)[0]
    front, body = split_front_matter(text)
    data, error, _ = load_front_matter(front)
    meta, dropped = safe_meta(data if error is None else {}, may_use)
    title = next((plan.title for plan in plans), "")
    if shape is None:
        return PageText(_heading(title), "", meta, dropped, (), preformatted(source))
    blanked = shape.lifted if _is_whole(plans, uri) else ()
    markdown = _markdown(text, body, insertions(shape.spots, lines, blanked, marks), blanked)
    return PageText(markdown, title_of(plans, uri, shape), meta, dropped, lines)


def title_of(plans: Sequence[Plan], uri: str, shape: Shape | None) -> str:
    """What the page at *uri* with *plans* is called, as HTML; empty where MkDocs' own title is to stay."""
    stays = shape is None or (shape.has_title and not _is_whole(plans, uri))
    return "" if stays else escape(next((plan.title for plan in plans), ""))


def _is_whole(plans: Sequence[Plan], uri: str) -> bool:
    """Whether the page at *uri* is one plan, and that plan's first file."""
    return len(plans) == 1 and plans[0].source == uri


def preformatted(data: bytes) -> str:
    """*data* as HTML that shows it as it is."""
    text = escape(_NEWLINE.sub("\n", printable(data.decode("utf-8", "replace").removeprefix("\ufeff"))), quote=False)
    return f'<pre class="planning-preformatted" data-search-exclude>{text}</pre>'


def _lifted(outline: Outline, vocabulary: Vocabulary) -> set[int]:
    """The lines that the card shows instead, with a rule behind them that would now part the card from the text."""
    ranges = header_lines(outline, vocabulary)
    lines = {number for first, last in ranges for number in range(first, last + 1)}
    for before, block in pairwise(outline.blocks):
        if isinstance(block, Rule) and before.end_line in lines:
            lines.add(block.line)
    return lines


def _markdown(source: str, body: int, anchors: Iterable[tuple[int, bytes]], blanked: Collection[int]) -> str:
    """*source* with *anchors*, and nothing on the lines of the front matter, which ends at *body*, and on those *blanked*."""
    data = source.encode()
    made: list[str] = []
    at = 0
    for offset, anchor in anchors:
        made += printable(data[at:offset].decode()), anchor.decode()
        at = offset
    text = _NEWLINE.sub("\n", "".join([*made, printable(data[at:].decode())]))
    rows = text.split("\n")
    for number in (*range(1, 1 + _NEWLINE.sub("\n", source[:body]).count("\n")), *blanked):
        rows[number - 1] = ""
    if rows[0]:
        rows.insert(0, "")
    return "\n".join(rows)


def _heading(title: str) -> str:
    """*title* as a heading of Markdown that says just that."""
    return "\n# " + _MARKUP.sub(r"\\\1", escape(" ".join(title.split()))) + "\n" if title.strip() else "\n"
