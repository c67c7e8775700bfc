"""Lists of short items, as ``block_scanner`` finds them, written for Python-Markdown without the parser."""

from __future__ import annotations

import re

from mkdocs_planning.render.github_markdown.github_inline import Inline
from mkdocs_planning.render.github_markdown.writer import TAB

_MARKER = re.compile(r"(?:[*+-]|\d{1,2}\.)[ ]{1,3}")


def rewritten(lines: list[str], inline: Inline | None) -> list[str] | None:
    """The lines of a list with children four columns in, and what *inline* knows written for Python-Markdown.

    None where an item does not stand far enough in to be a child of the one above it.
    """
    found: list[str] = []
    levels: list[int] = []  # the columns of the open items
    content = 0  # the column at which the text of the last item begins
    texts: list[str] = []
    alike = inline is None
    for line in lines:
        text = line.lstrip(" ")
        marker = _MARKER.match(text)
        if marker is None and text:
            texts.append(text)
            continue
        if texts:
            found += _item(texts, len(levels), inline)
            texts = []
        if marker is None:
            if found[-1]:
                found.append("")
            continue
        column = len(line) - len(text)
        while levels and column < levels[-1]:
            levels.pop()
        if not levels or column > levels[-1]:
            if column < content:
                return None
            levels.append(column)
            alike = alike and column // 4 == len(levels) - 1
        content = column + marker.end()
        texts.append(text)
    return lines if alike else found + _item(texts, len(levels), inline)


def _item(lines: list[str], level: int, inline: Inline | None) -> list[str]:
    """The lines of an item: the first with its marker, the others with what stood before them left out."""
    indent = TAB * (level - 1)
    if len(lines) > 1:
        last = len(lines) - 1
        for index, line in enumerate(lines):
            text = line.rstrip()
            lines[index] = text + "  " if index < last and line.endswith("  ") else text
    else:
        lines = [lines[0].rstrip()]
    if inline is not None:
        marker = _MARKER.match(lines[0])
        at = marker.end() if marker else 0
        start = lines[0][:at]
        lines = inline.rewrite([lines[0][at:], *lines[1:]])
        lines[0] = start + lines[0]
    return [indent + lines[0], *(indent + TAB + line for line in lines[1:])]
