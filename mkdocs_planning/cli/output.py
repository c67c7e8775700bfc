"""Output of all commands.

Text is for people: it is written in the encoding of the terminal, or of the file that the output is redirected to.
Typographic characters that this encoding lacks stand as ASCII (``->``), all others as escapes (``\\u65e5``), and so do
control characters, which could otherwise command the terminal. Data (JSON) is for programs: it is UTF-8 everywhere.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from typing import IO, Any

import click

from mkdocs_planning.support.printable import printable, printable_lines

_ERRORS = "mkdocs_planning.ascii"
_ASCII = {
    "→": "->", "←": "<-", "–": "-", "—": "-", "…": "...", "·": "-", "•": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "×": "x", "≥": ">=", "≤": "<=", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(_ASCII.get(char) or char.encode("ascii", "backslashreplace").decode() for char in lacking), error.end


codecs.register_error(_ERRORS, _in_ascii)


def print_line(text: str) -> None:
    """Print *text* on one line."""
    click.echo(_encodable(printable(text), sys.stdout))


def print_lines(text: str) -> None:
    """Print *text* of several lines, which ends in a line feed."""
    click.echo(_encodable(printable_lines(text), sys.stdout), nl=False)


def print_data(parts: Iterable[bytes]) -> None:
    """Print *parts* of UTF-8 as they are."""
    sys.stdout.buffer.writelines(parts)


def print_warning(text: str) -> None:
    """Print *text* on one line of the standard error output."""
    click.echo(_encodable(f"Warning: {printable(text)}", sys.stderr), err=True)


class CommandError(click.ClickException):
    """Why a command cannot do what it is asked for; printed as one line, with exit status 1."""

    def format_message(self) -> str:
        return _encodable(printable(self.message), sys.stderr)


def _encodable(text: str, stream: IO[Any]) -> str:
    """*text* with nothing that the encoding of *stream* lacks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, _ERRORS).decode(encoding)
