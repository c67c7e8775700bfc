"""Marks that hold the place of what the plugin adds to a page, while its Markdown becomes HTML.

A mark is a short run of Unicode's noncharacters, which are meant for use inside a program (Unicode 23.7), and carries a
value that is chosen at random for each build. So a plan can neither contain one by accident nor forge one, however it
spells it; and no Markdown extension takes it for anything.
"""

from __future__ import annotations

import re
import secrets

_DIGITS = {ord(digit): 0xFDD0 + value for value, digit in enumerate("0123456789abcdef")}
_BACK = {written: digit for digit, written in _DIGITS.items()}
_BEGIN, _END, _ANCHOR, _HEADING, _VIEW = "\ufde0\ufde1\ufde2\ufde3\ufde4"
_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(f"[{_HIDDEN}{_NONCHARACTERS}]+")
_MARKS = re.compile('<span class="err">[\ufdd0-\ufdef]+</span>|[\ufdd0-\ufdef]+')
"""Marks, also where a highlighter took them for an error in code."""


def printable(text: str) -> str:
    """*text* without control characters but tab and line ends, and without noncharacters (Unicode 23.7)."""
    return _UNPRINTABLE.sub("", text)


def without_marks(text: str) -> str:
    """*text* without any mark, of whatever build."""
    return _MARKS.sub("", text) if _BEGIN in text or _END in text else text


def line_or_index(written: str) -> int:
    """The line or the index that a mark carries."""
    return int(written.translate(_BACK))


class Placeholders:
    """The marks of one build.

    Args:
        secret: hexadecimal digits that no plan can know; chosen at random unless given.

    Attributes:
        secret: as given or chosen.
        heading: finds the mark of a line that is a heading's, with the number as group ``line``.
        in_heading: finds the first such mark in an element of a heading, with what stands ``before`` it there.
        anchor_or_code: finds the mark of any other ``line``, or code, or a tag that holds a mark.
        view: finds the mark of a view, with its number as group ``view``.
        view_alone: finds such a mark with the paragraph around it that holds nothing else.
    """

    def __init__(self, secret: str | None = None) -> None:
        self.secret = secret or secrets.token_hex(6)
        self._begin = _BEGIN + self.secret.translate(_DIGITS)
        line = f"(?P<line>[\ufdd0-\ufdd9]+){_END}"
        self.heading = re.compile(f"{self._begin}{_HEADING}{line}")
        self.in_heading = re.compile(
            f"(?P<before><h[1-6]\\b[^<>]*>(?:(?!</h[1-6]>)[^{_BEGIN}])*){self._begin}{_HEADING}{line}", re.S
        )
        self.anchor_or_code = re.compile(
            rf"<(?P<code>pre|code)\b.*?</(?P=code)>|<[^<>{_BEGIN}]*{_BEGIN}[^<>]*>|{self._begin}{_ANCHOR}{line}", re.S
        )
        view = f"{self._begin}{_VIEW}(?P<view>[\ufdd0-\ufdd9]+){_END}"
        self.view = re.compile(view)
        self.view_alone = re.compile(rf"<p>\s*{view}\s*</p>")

    def are_in(self, text: str) -> bool:
        """Whether *text* has any mark of this build."""
        return self._begin in text

    def for_anchor(self, line: int) -> str:
        """The mark of a line."""
        return self._mark(_ANCHOR, line)

    def for_heading(self, line: int) -> str:
        """The mark of a line that is a heading."""
        return self._mark(_HEADING, line)

    def for_view(self, index: int) -> str:
        """The mark of a view."""
        return self._mark(_VIEW, index)

    def _mark(self, kind: str, value: int) -> str:
        return f"{self._begin}{kind}{str(value).translate(_DIGITS)}{_END}"
