"""A new ``Key: value`` line in the form of one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.key_values import KeyValue, key_values, prefix_of

_BREAK = re.compile(r"(?:[ ]{2,}|\\|<br */?>\s*)$")
"""What ends a line within a paragraph, so that the next one is shown below it."""
_BLANK = re.compile(r"[\s>]*$")
_ITEM = re.compile(r"(?:[-+*]|\d[.)])[ \t]+$")


def ends_with_break(row: str) -> bool:
    """Whether a line ends with a hard line break."""
    return _BREAK.search(row) is not None


def around(row: str, pair: KeyValue) -> tuple[str, str]:
    """The marks before a key, and what stands between it and its value."""
    start = pair.key_start
    while start and row[start - 1] in "*_":
        start -= 1
    closing = row[pair.key_end : pair.start]
    return row[start : pair.key_start], closing if closing[-1:] in (" ", "\t") else f"{closing} "


def line_like(document: Document, pair: KeyValue, key: str, text: str) -> Iterator[Splices]:
    """A line like that of *pair*, the only key of its line, below it: as a list item, as a line of its paragraph, or apart."""
    row = document.line(pair.line)
    opening, closing = around(row, pair)
    prefix = prefix_of(row)
    made = f"{prefix}{opening}{key}{closing}{text}"
    if _ITEM.search(prefix):
        items = document.items_at(pair.line)
        yield (document.insert_below(items[0].end_line if items else pair.line, [_next_number(made)]),)
        return
    yield from _in_paragraph(document, pair.line, made)
    yield (document.insert_below(_last_line(document, pair.line), [prefix.rstrip(), made]),)


def _in_paragraph(document: Document, line: int, made: str) -> Iterator[Splices]:
    """*made* as a further line of a paragraph of keys: where each ends with a line break it has one too."""
    tail = _BREAK.search(document.line(line))
    above = _BREAK.search(document.line(line - 1))
    keys_above, keys_below = _has_key(document, line - 1), _has_key(document, line + 1)
    if tail or keys_below:
        yield (document.insert_below(line, [made + (tail.group() if tail else "")]),)
    elif keys_above and above:  # the last of several lines has no break
        yield (document.insert_below(line - 1, [made + above.group()]),)
    elif keys_above and _BLANK.match(document.line(line + 1)):
        yield (document.insert_below(line, [made]),)


def _has_key(document: Document, line: int) -> bool:
    return bool(key_values(document.line(line), line))


def _next_number(row: str) -> str:
    return re.sub(r"^(\s*)(\d+)([.)])", lambda match: f"{match[1]}{int(match[2]) + 1}{match[3]}", row)


def _last_line(document: Document, line: int) -> int:
    """The last line of the paragraph of *line*."""
    while line < document.line_count and not _BLANK.match(document.line(line + 1)):
        line += 1
    return line
