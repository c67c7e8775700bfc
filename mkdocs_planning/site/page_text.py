"""What MkDocs is given to render for a plan page, instead of the file as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct

from mkdocs_planning.model import Plan
from mkdocs_planning.reading.front_matter import load_front_matter
from mkdocs_planning.reading.header import header_lines
from mkdocs_planning.reading.outline import Heading, Outline, Rule, decode, read_outline, split_front_matter
from mkdocs_planning.site.anchors import insertions
from mkdocs_planning.site.meta import Dropped, safe_meta
from mkdocs_planning.vocabulary import Vocabulary

_NEWLINE = re.compile(r"\r\n|\r")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!~^=:|$@/])")


class PageText(Struct, frozen=True):
    """The text of a plan page.

    Attributes:
        markdown: what MkDocs reads: the plan without front matter and without the header lines that the
            card shows, with an anchor at each fact. Every line stands where it stood in the file. It
            begins with an empty line, so that MkDocs finds no metadata of its own in it.
        meta: the front matter, for ``page.meta``.
        dropped: what of the front matter was left out.
        lines: the lines for which the page needs an anchor.
        preformatted: the whole text as HTML, where Markdown must not be made of it.
    """

    markdown: str
    meta: dict[str, object]
    dropped: list[Dropped]
    lines: frozenset[int]
    preformatted: str | None = None


def page_text(
    source: bytes,
    uri: str,
    plans: Sequence[Plan],
    lines: Collection[int],
    vocabulary: Vocabulary,
    may_use: Callable[[str], bool],
    *,
    render: bool = True,
) -> PageText:
    """The text of the page that holds *plans*.

    Args:
        source: the file.
        uri: its path.
        plans: the plans of the file. A page that is one plan is called by its title.
        lines: where views may point in it.
        vocabulary: decides which header lines the card shows.
        may_use: whether a plan may name this template.
        render: whether Markdown may be made of it; else it is shown preformatted.
    """
    front, _ = split_front_matter(decode(source)[0])
    data, error, _ = load_front_matter(front)
    meta, dropped = safe_meta(data if error is None else {}, may_use)
    title = next((plan.title for plan in plans), "")
    if not render:
        return PageText(_heading(title), meta, dropped, frozenset(), preformatted(source))
    outline = read_outline(source)
    whole = len(plans) == 1 and plans[0].source == uri
    if title and (whole or not _has_title(outline)):
        meta.setdefault("title", escape(title))
    blanked = _lifted(outline, vocabulary) if whole else set[int]()
    return PageText(_markdown(outline, lines, blanked), meta, dropped, frozenset(lines))


def preformatted(data: bytes) -> str:
    """*data* as HTML that shows it as it is."""
    text = escape(_NEWLINE.sub("\n", data.decode("utf-8", "replace").removeprefix("\ufeff")), quote=False)
    return f'<pre class="planning-preformatted" data-search-exclude>{text}</pre>'


def _has_title(outline: Outline) -> bool:
    """Whether MkDocs takes a title from the text: a heading of the first level before anything else."""
    first = outline.blocks[0] if outline.blocks else None
    return isinstance(first, Heading) and first.level == 1


def _lifted(outline: Outline, vocabulary: Vocabulary) -> set[int]:
    """The lines that the card shows instead, with a rule behind them that would now part the card from the text."""
    ranges = header_lines(outline, vocabulary)
    lines = {number for first, last in ranges for number in range(first, last + 1)}
    for before, block in pairwise(outline.blocks):
        if isinstance(block, Rule) and before.end_line in lines:
            lines.add(block.line)
    return lines


def _markdown(outline: Outline, lines: Collection[int], blanked: Collection[int]) -> str:
    data = outline.data
    made: list[bytes] = []
    at = 0
    for offset, anchor in insertions(outline, lines, blanked):
        made += data[at:offset], anchor
        at = offset
    text = _NEWLINE.sub("\n", b"".join([*made, data[at:]]).decode("utf-8", "replace"))
    rows = text.split("\n")
    for number in (*range(1, outline.body_line), *blanked):
        rows[number - 1] = ""
    if rows[0]:
        rows.insert(0, "")
    return "\n".join(rows)


def _heading(title: str) -> str:
    """*title* as a heading of Markdown that says just that."""
    return "\n# " + _MARKUP.sub(r"\\\1", escape(" ".join(title.split()))) + "\n" if title.strip() else "\n"
