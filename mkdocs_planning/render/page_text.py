"""The text that Python-Markdown renders for a plan page, instead of the file as it is."""

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
from mkdocs_planning.render.anchor_positions import AnchorPositions, anchor_positions, insertions
from mkdocs_planning.render.page_meta import DroppedKey, safe_meta
from mkdocs_planning.render.placeholders import Placeholders, printable
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_NEWLINE = re.compile(r"\r\n|\r")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!~^=:|$@/])")


class PageText(Struct, frozen=True):
    """The text of a plan page.

    Attributes:
        markdown: the plan without front matter and without the header lines that its card shows, with marks where anchors
            go. Every line stands where it stood in the file. It begins with an empty line, so that MkDocs finds no
            metadata in it.
        title: of the page, as HTML; empty where the generator takes it from the text.
        meta: the front matter that a theme may see.
        dropped: the keys of the front matter that were left out.
        lines: the lines for which the page needs an anchor.
        preformatted: the whole text as HTML, where it must not be rendered as Markdown.
    """

    markdown: str
    title: str
    meta: dict[str, object]
    dropped: list[DroppedKey]
    lines: Sequence[int]
    preformatted: str | None = None


class PageLayout(Struct, frozen=True):
    """What of the outline of a file is needed to make its page; the outline itself is too large to be kept.

    Attributes:
        has_title: whether the text begins with a heading of the first level, which generators take for the title.
        header_lines: the lines that the card shows instead.
        positions: where anchors may stand.
    """

    has_title: bool
    header_lines: tuple[int, ...]
    positions: AnchorPositions


UNREAD = PageLayout(has_title=True, header_lines=(), positions=b"")
"""The layout of a file that could not be read as a plan: its page is rendered as any other."""


def page_layout(outline: Outline, vocabulary: Vocabulary) -> PageLayout:
    """The layout of a page; *vocabulary* decides which header lines the card shows."""
    first = outline.blocks[0] if outline.blocks else None
    has_title = isinstance(first, Heading) and first.level == 1
    return PageLayout(has_title, tuple(sorted(_lines_in_card(outline, vocabulary))), anchor_positions(outline))


def page_text(
    source: bytes,
    path: str,
    plans: Sequence[Plan],
    lines: Sequence[int],
    layout: PageLayout | None,
    may_use: Callable[[str], bool],
    marks: Placeholders,
) -> PageText:
    """The text of the page that holds *plans*.

    Args:
        source: the file.
        path: of the file.
        plans: those of the file. A page that is one plan has its title.
        lines: to which views may link.
        layout: of the page; None where it must not be rendered as Markdown and is shown preformatted.
        may_use: whether a plan may name this template of the theme.
        marks: of this build, for its anchors.
    """
    text = decode(source)[0]
    front, body = split_front_matter(text)
    data, error, _ = load_front_matter(front)
    meta, dropped = safe_meta(data if error is None else {}, may_use)
    if layout is None:
        title = next((plan.title for plan in plans), "")
        return PageText(_heading(title), "", meta, dropped, (), preformatted(source))
    blanked = layout.header_lines if _is_whole(plans, path) else ()
    markdown = _markdown(text, body, insertions(layout.positions, lines, blanked, marks), blanked)
    return PageText(markdown, title_of(plans, path, layout), meta, dropped, lines)


def title_of(plans: Sequence[Plan], path: str, layout: PageLayout | None) -> str:
    """The title of the page at *path* with *plans*, as HTML; empty where the generator takes it from the text."""
    if layout is None or (layout.has_title and not _is_whole(plans, path)):
        return ""
    return escape(next((plan.title for plan in plans), ""))


def _is_whole(plans: Sequence[Plan], path: str) -> bool:
    """Whether the page at *path* is one plan, and that plan's first file."""
    return len(plans) == 1 and plans[0].source == path


def preformatted(data: bytes) -> str:
    """*data* as HTML that shows it as it is."""
    text = escape(_NEWLINE.sub("\n", printable(data.decode("utf-8", "replace").removeprefix("\ufeff"))), quote=False)
    return f'<pre class="planning-preformatted" data-search-exclude>{text}</pre>'


def _lines_in_card(outline: Outline, vocabulary: Vocabulary) -> set[int]:
    """The header lines that the card shows, with a rule below them that would now separate the card from the text."""
    ranges = header_lines(outline, vocabulary)
    lines = {number for first, last in ranges for number in range(first, last + 1)}
    for before, block in pairwise(outline.blocks):
        if isinstance(block, Rule) and before.end_line in lines:
            lines.add(block.line)
    return lines


def _markdown(source: str, body: int, anchors: Iterable[tuple[int, bytes]], blanked: Collection[int]) -> str:
    """*source* with *anchors*, and with empty lines for those *blanked* and for the front matter, which ends at *body*."""
    data = source.encode()
    pieces: list[str] = []
    at = 0
    for offset, anchor in anchors:
        pieces += printable(data[at:offset].decode()), anchor.decode()
        at = offset
    text = _NEWLINE.sub("\n", "".join([*pieces, printable(data[at:].decode())]))
    lines = text.split("\n")
    for number in (*range(1, 1 + _NEWLINE.sub("\n", source[:body]).count("\n")), *blanked):
        lines[number - 1] = ""
    if lines[0]:
        lines.insert(0, "")
    return "\n".join(lines)


def _heading(title: str) -> str:
    """*title* as a heading in Markdown, all characters literal."""
    return "\n# " + _MARKUP.sub(r"\\\1", escape(" ".join(title.split()))) + "\n" if title.strip() else "\n"
