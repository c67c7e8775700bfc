"""Tables whose rows lack so many cells that filling them up would make a small text huge.

GitHub fills up short rows of a table (GFM 4.10), and cmark-gfm stops doing so at a number of added cells. Parsers without such
a limit make hundreds of megabytes of a few kilobytes.
"""

from __future__ import annotations

import re
from bisect import bisect_left

MAX_ADDED_CELLS = 20_000
"""Cells that the rows of one table may lack altogether (cmark-gfm: 524,288)."""
_FEWEST = 20
"""Tables of fewer columns are not looked at: one that lacks so many cells would have a thousand rows."""

_DELIMITERS = re.compile(rb"\n([ \t>]*+[|:-][|:\- \t]{39,}+)(?=\n|\Z)")
"""A line that may be the delimiter row of a table with that many columns. The line feed before it is what is searched for."""
_BLANK_LINE = re.compile(rb"\n[ \t>]*(?=\n|\Z)")
_LINE_END = re.compile(rb"\n")


def wide_tables(data: bytes) -> list[int]:
    """The offsets of the delimiter rows of such tables in Markdown, in order. Linear in the length of *data*."""
    if data.count(b"|") < _FEWEST:
        return []
    data = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n")
    data = b"\n" + data
    rows = [match for match in _DELIMITERS.finditer(data) if match[1].count(b"|") >= _FEWEST]
    if not rows:
        return []
    lines = [end.start() for end in _LINE_END.finditer(data)]
    blanks = [blank.start() for blank in _BLANK_LINE.finditer(data)]
    found: list[int] = []
    cells, until = 0, 0
    for row in rows:
        at = bisect_left(blanks, row.end())
        end = blanks[at] if at < len(blanks) else len(data)
        if end != until:
            cells, until = data.count(b"|", row.end(), end), end  # of the rows below the first delimiter row
        below = bisect_left(lines, end) - bisect_left(lines, row.end())
        if (row[1].count(b"|") + 1) * below - cells > MAX_ADDED_CELLS:
            found.append(row.start())  # without the line feed added above, the index of the line's first byte
    return found
