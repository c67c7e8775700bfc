"""Whether Python-Markdown sees a list or a quote as GitHub does; if so, it stays as it is.

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


def is_equivalent_quote(leaves: list[Leaf], lines: list[str]) -> bool:
    """Whether both engines see a quote alike: one of paragraphs and headings, each line with its mark."""
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


def is_equivalent_list(leaves: list[Leaf], lines: list[str], protected: dict[int, int], *, superfences: bool) -> bool:
    """Whether both engines see the same items, the same nesting and the same blocks in them.

    Args:
        leaves: the blocks in the list, in order.
        lines: those of the text.
        protected: lines that are written for Python-Markdown.
        superfences: whether the site has that extension.
    """
    comparison = _ListComparison(lines, protected, superfences=superfences)
    return all(comparison.is_equivalent(leaf) for leaf in leaves)


class _ListComparison:
    """Compares the blocks of a list one after the other.

    Attributes:
        last: the last line of the block before; -1 before the first.
        run: depth of the item with which the present run of lines without a blank one begins, ``NO_ITEM`` for another block.
        tails: the number of the list that was met last in an item, where no other block followed.
    """

    def __init__(self, lines: list[str], protected: dict[int, int], *, superfences: bool) -> None:
        self._lines = lines
        self._protected = protected
        self._superfences = superfences
        self.last = -1
        self.run = NO_ITEM
        self.tails: dict[Container, int] = {}

    def is_equivalent(self, leaf: Leaf) -> bool:
        item = leaf.container
        if item is None or item.quotes or leaf.kind == EMPTY or leaf.kind == SETEXT:
            return False
        alike = self._first_block(leaf, item) if leaf.is_first else self._later_block(leaf, item)
        if alike and leaf.last > leaf.first and leaf.kind == PARAGRAPH:
            alike = _is_equivalent_text(leaf, self._lines, self._protected)
        self.last = leaf.last
        return alike

    def _first_block(self, leaf: Leaf, item: Container) -> bool:
        """Whether an item begins alike."""
        if not _is_equivalent_item(leaf, item, self._lines):
            return False
        parent = item.parent
        if parent is not None and self.tails.setdefault(parent, item.list) != item.list:
            return False
        if leaf.first > self.last + 1 or self.last < 0:
            self.run = item.depth
        return self.run <= item.depth

    def _later_block(self, leaf: Leaf, item: Container) -> bool:
        """Whether a further block of an item is alike."""
        self.run = NO_ITEM
        if leaf.first in self._protected:
            return True
        if leaf.first == self.last + 1 and leaf.kind != FENCE:
            return False
        if not _is_equivalent_child(leaf, item.depth, self._lines, self._superfences):
            return False
        if leaf.kind == INDENTED and item in self.tails:
            return False
        self.tails.pop(item, None)
        return True


def _is_equivalent_item(leaf: Leaf, item: Container, lines: list[str]) -> bool:
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


def _is_equivalent_child(leaf: Leaf, depth: int, lines: list[str], superfences: bool) -> bool:
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


def _is_equivalent_text(leaf: Leaf, lines: list[str], protected: dict[int, int]) -> bool:
    """No later line of the text begins like an item or a heading."""
    for number in range(leaf.first + 1, leaf.last + 1):
        if number in protected:
            continue
        text = lines[number].lstrip(" ")
        if escaped(text, False, True) != text:
            return False
    return True
