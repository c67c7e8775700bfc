"""On which lines the beginnings of words stand: the cheap test that tells rooms where they need not look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from mkdocs_planning.markdown.outline import Outline, Text


class StemLines:
    """The lines of a document that hold one of some stems, in any case; a stem is ASCII and in lower case.

    ``lower`` are the bytes of the document with ASCII letters in lower case.
    """

    def __init__(self, outline: Outline, stems: Iterable[bytes]) -> None:
        self.lower = lower = outline.data.lower()
        starts = outline.starts
        last = len(starts)
        found: set[int] = set()
        for stem in stems:
            at = lower.find(stem)
            while at >= 0:
                line = bisect_right(starts, at)
                found.add(line)
                at = lower.find(stem, starts[line]) if line < last else -1
        self.lines = sorted(found)
        self._found = found

    def on(self, text: Text) -> bool:
        """Whether a stem stands on a line of *text*."""
        if text.broken is None:
            return text.line in self._found
        return any(line.number in self._found for line in text.broken)
