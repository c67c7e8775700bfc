"""Whether Python-Markdown sees a list or a quote as GitHub does: then it is left as it is.

The rules are those of Python-Markdown's ``ListIndentProcessor``, ``OListProcessor`` and
``BlockQuoteProcessor``: items and their children stand at multiples of four columns, a run of lines
without a blank one is read as the block with which it begins.
"""

from __future__ import annotations

import re

from mkdocs_planning.render.github_markdown.github_blocks import (
    ATX,
    EMPTY,
    FENCE,
    HTML,
    INDENTED,
    PARAGRAPH,
    SETEXT,
    Container,
    Leaf,
)
from mkdocs_planning.render.github_markdown.writer import NO_ITEM, escaped

_MARKER = re.compile(r"(?:[*+-]|\d+\.)[ ]+(?=\S)")
_ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][ ]*", re.I)


def alert_kind(leaves: list[Leaf], lines: list[str]) -> str | None:
    """The kind of alert that a top-level quote is on GitHub (its first line is ``[!NOTE]`` and nothing else)."""
    if not leaves:
        return None
    first = leaves[0]
    container = first.container
    if first.kind != PARAGRAPH or container is None or container.is_item or container.parent is not None:
        return None
    match = _ALERT.fullmatch(lines[first.first][first.column :])
    if not match or (first.last == first.first and len(leaves) == 1):
        return None
    return match[1].lower()


def quote_is_same(leaves: list[Leaf], lines: list[str]) -> bool:
    """A quote of paragraphs and headings, each line with its mark, is the same to both engines."""
    before = -2
    for leaf in leaves:
        container = leaf.container
        if container is None or container.is_item or container.parent is not None:
            return False
        if leaf.kind != PARAGRAPH and leaf.kind != ATX:
            return False
        if before == leaf.first - 1:
            return False
        if leaf.column != 2:
            return False
        for number in range(leaf.first, leaf.last + 1):
            if lines[number][:2] != "> ":
                return False
            text = lines[number][2:]
            if leaf.kind == PARAGRAPH and escaped(text, number == leaf.first, False) != text:
                return False
        before = leaf.last
    return True


def list_is_same(leaves: list[Leaf], lines: list[str], protected: dict[int, int], *, superfences: bool) -> bool:
    """Whether both engines see the same items, the same nesting and the same blocks in them."""
    before = -1
    run = NO_ITEM
    tails: dict[Container, int] = {}
    for leaf in leaves:
        item = leaf.container
        if item is None or item.quotes or leaf.kind == EMPTY or leaf.kind == SETEXT:
            return False
        number, depth = leaf.first, item.depth
        if leaf.is_first:
            if not _item_is_same(leaf, item, lines):
                return False
            parent = item.parent
            if parent is not None and tails.setdefault(parent, item.list) != item.list:
                return False
            if number > before + 1:
                run = depth
            elif run > depth and before >= 0:
                return False
            elif before < 0:
                run = depth
        elif number in protected:
            run = NO_ITEM
        else:
            if number == before + 1 and leaf.kind != FENCE:
                return False
            if not _child_is_same(leaf, depth, lines, superfences):
                return False
            if leaf.kind == INDENTED and item in tails:
                return False
            tails.pop(item, None)
            run = NO_ITEM
        if leaf.last > number and leaf.kind == PARAGRAPH and not _text_is_same(leaf, lines, protected):
            return False
        before = leaf.last
    return True


def _item_is_same(leaf: Leaf, item: Container, lines: list[str]) -> bool:
    number = leaf.first
    if leaf.kind != PARAGRAPH and leaf.kind != ATX:
        return False
    if item.line != number or (item.parent is not None and item.parent.line == number):
        return False
    low = 4 * item.depth
    if not low <= item.column < low + 4:
        return False
    line = lines[number]
    match = _MARKER.match(line, item.column)
    if not match or match.end() != leaf.column:
        return False
    start = line[leaf.column]
    if leaf.kind == PARAGRAPH and start in "#*+->0123456789":
        text = line[leaf.column :]
        return escaped(text, True, True) == text
    return not (leaf.kind == ATX and line.rstrip().endswith("#"))


def _child_is_same(leaf: Leaf, depth: int, lines: list[str], superfences: bool) -> bool:
    low = 4 * depth + 4
    line = lines[leaf.first]
    indent = len(line) - len(line.lstrip(" "))
    if leaf.kind == INDENTED:
        return indent >= low + 4
    if leaf.kind == FENCE:
        return superfences and low <= indent < low + 4
    if leaf.kind == HTML and leaf.last > leaf.first and line.startswith("<!--", indent):
        return False
    if leaf.kind == PARAGRAPH and escaped(line[indent:], True, True) != line[indent:]:
        return False
    return low <= indent < low + 4


def _text_is_same(leaf: Leaf, lines: list[str], protected: dict[int, int]) -> bool:
    """No later line of the text begins like an item or a heading."""
    for number in range(leaf.first + 1, leaf.last + 1):
        if number in protected:
            continue
        text = lines[number].lstrip(" ")
        if escaped(text, False, True) != text:
            return False
    return True
