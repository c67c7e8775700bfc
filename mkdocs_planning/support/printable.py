"""Text of plans, file names and git as it may go to a terminal or a log."""

from __future__ import annotations

import re

_NOT_PRINTABLE = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f"  # control characters (C0, DEL, C1) but the tab
    r"\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # line and paragraph separators, marks of writing direction
    r"\ud800-\udfff]"  # lone surrogates, which no encoding has
)
_NOT_PRINTABLE_IN_LINES = re.compile(_NOT_PRINTABLE.pattern.replace(r"\x0a-", r"\x0b-"))


def printable(text: str) -> str:
    """*text* on one line that gives no commands to a terminal: control characters stand as escapes (``\\x1b``, ``\\n``).

    So do marks of writing direction, which would show other text in another order than it has.
    """
    return _NOT_PRINTABLE.sub(_escape, text)


def printable_lines(text: str) -> str:
    """As :func:`printable`, for text of several lines, whose line feeds stay."""
    return _NOT_PRINTABLE_IN_LINES.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")
