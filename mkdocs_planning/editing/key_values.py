"""``Key: value`` on a line of Markdown, with the columns at which key and value stand.

The shapes are those in which header lines and fields of an entry are read (``**Key**: v``, ``**Key:** v``, ``Key: v``,
``_Key_: v``, several bold ones on a line, each as a paragraph line, a list item or a quoted line, or in a heading). What
the reader takes for one is decided by the reader: these are only the candidates.
"""

from __future__ import annotations

import re

from msgspec import Struct

_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[.{1,2}\][ \t]+)?|#{1,6}[ \t]+)?")
"""What stands before the text of a line: quote marks, a bullet with or without a box, the signs of a heading."""
_LEAD = re.compile(r"[^\w*\[(`_<~$€£@#\"'“+\-|]+")
"""Emoji and dashes before a key."""
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<key>[^*\n]{1,80}?)(?:[:：]\s*(?P=mark)|(?P=mark)\s*[:：])[ \t]*")
_PLAIN = re.compile(
    r"(?P<mark>[*_]?)(?P<key>[A-Za-z][\w'’()/&. -]{0,48}?)(?:(?P=mark)[ \t]*[:：]|[:：](?P=mark)|[ \t]+[–—-](?=[ \t]))[ \t]*"
)
_ITALICS = re.compile(
    r"(?P<mark>[*_])(?P<key>[A-Za-z][\w'’()/&. -]{0,48}?)[ \t]*[:：][ \t]*(?P<value>[^*_\s].*?)(?P=mark)[ \t]*$"
)
"""A line all in italics, as footers are."""
_HARD_BREAK = re.compile(r"[ \t]*(?:\\|<br */?>)?[ \t]*$")
_COMMENT = re.compile(r"[ \t]*<!--(?:(?!-->).){0,1000}-->[ \t]*$")
_SEPARATORS = " \t|·•,;—–"


class KeyValue(Struct, frozen=True):
    """A key and its value on one line: the columns (in characters) at which they begin and end."""

    line: int
    key: str
    key_start: int
    key_end: int
    start: int
    end: int


def prefix_of(text: str) -> str:
    """What stands before the text of a line: quote marks and a bullet with its blanks."""
    match = _PREFIX.match(text)
    return match.group() if match else ""


def key_values(text: str, line: int) -> list[KeyValue]:
    """The keys with their values on a line, in order; empty where it does not begin with a key."""
    at = len(prefix_of(text))
    lead = _LEAD.match(text, at)
    at = lead.end() if lead else at
    bold = [*_BOLD.finditer(text, at)]
    if bold and bold[0].start() == at:
        ends = [match.start() for match in bold[1:]]
        return [
            _made(match, line, *value_span(text, match.end(), end, last=end == len(text)))
            for match, end in zip(bold, [*ends, len(text)], strict=True)
        ]
    match = _PLAIN.match(text, at)
    if match is not None:
        return [_made(match, line, *value_span(text, match.end(), len(text)))]
    italics = _ITALICS.match(text, at)
    return [_made(italics, line, *italics.span("value"))] if italics else []


def _made(match: re.Match[str], line: int, start: int, end: int) -> KeyValue:
    return KeyValue(line, match["key"].strip(), match.start("key"), match.end("key"), start, end)


def value_span(text: str, start: int, end: int, *, last: bool = True) -> tuple[int, int]:
    """Where a value begins and ends: without blanks, a hard line break, or a comment behind it.

    Args:
        last: whether nothing but the end of the line follows; a separator before the next key is no part of a value.
    """
    value = text[start:end]
    if last:
        for pattern in (_HARD_BREAK, _COMMENT, _HARD_BREAK):
            match = pattern.search(value)
            value = value[: match.start()] if match else value
    else:
        value = value.rstrip(_SEPARATORS)
    begin = start + len(value) - len(value.lstrip())
    return begin, max(begin, start + len(value))
