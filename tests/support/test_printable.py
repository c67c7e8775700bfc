"""What may be written to a terminal or a log."""

from __future__ import annotations

import unicodedata

import pytest

from mkdocs_planning.support.printable import printable, printable_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain ünïcode 日本 ☂ → \t tab", "plain ünïcode 日本 ☂ → \t tab"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("two\nlines\r\n", r"two\nlines\r\n"),
        ("\x9b2J \x7f", r"\x9b2J \x7f"),
        ("a\u202egnirts\u2066", r"a\u202egnirts\u2066"),
        ("a\udcff", r"a\udcff"),
        ("a\u2028b", r"a\u2028b"),
    ],
)
def test_what_commands_a_terminal_stands_as_escape(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_lines_stay_lines_where_they_may() -> None:
    assert printable_lines("one\ntwo\x1b\r\n") == "one\ntwo\\x1b\\r\n"


def test_no_control_character_is_forgotten() -> None:
    every = "".join(map(chr, range(0x110000)))
    left = {char for char in printable(every) if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")}
    assert left == {"\t"}
