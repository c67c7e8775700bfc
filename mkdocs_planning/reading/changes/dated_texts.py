"""Texts that begin with a date, as the entries of changelogs and decision logs do."""

from __future__ import annotations

import re

from msgspec import Struct

from mkdocs_planning.model.dates import find_date

_START = re.compile(
    r"^(?:[\s\[(<*_`~>#-]|✅|📅)*(?:(?:v|version|rev(?:ision)?\.?)?\s*\d+(?:\.\d+)+\s*[\])*_`]*\s*[-–—:(,]*\s*[\[(*_`]*\s*)?"
    r"(?:(?:on|as of|updated?:?|dated?:?)\s+)?",
    re.I,
)
_DASHED = re.compile(r"\b(?P<a>\d{1,2})-(?P<b>\d{1,2}|[A-Za-z]{3,9})-(?P<y>(?:19|20)\d\d)\b")
_AFTER = re.compile(r"^\s*(?:[T ]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?)?[\s\])>*_`~:：,;|.–—-]*", re.I)


class Dated(Struct, gc=False):
    """A dated text: the date as written, what follows it, and its line."""

    written: str
    rest: str
    line: int
    author: str | None = None


def undashed(text: str) -> str:
    """``27-11-2019`` and ``03-Jan-2022`` in a form that :func:`find_date` knows."""
    return _DASHED.sub(lambda m: ("/" if m["b"].isdigit() else " ").join(m.group("a", "b", "y")), text)


def dated(raw: str, line: int) -> Dated | None:
    """A text that begins with a date (behind a version or brackets): the date as written, and what follows it."""
    head = raw[:80]
    if not any(char.isdigit() for char in head):
        return None
    shown = undashed(head)
    if shown == head:
        date = find_date(shown)
        start, end = (date.start, date.end) if date is not None else (-1, -1)
    else:
        match = _DASHED.search(head)
        start, end = match.span() if match else (-1, -1)
    if start < 0:
        return None
    lead = _START.match(raw)
    if lead is None or start > lead.end():
        return None
    rest = raw[end:]
    closing = _AFTER.match(rest)
    return Dated(raw[start:end], rest[closing.end() :].strip() if closing else rest.strip(), line)
