"""Changes Markdown so that pulldown-cmark finds exactly the task boxes that cmark-gfm, and so GitHub, finds."""

from __future__ import annotations

import re

from mkdocs_planning.markdown.wide_tables import wide_tables

BOX_LINE = re.compile(r"[ \t\v\f]*(?:[-+*]|[0-9]+[.)])[ \t\v\f]+\[([ xX])\][ \t\v\f]")
"""cmark-gfm's scanner for a box (``_scan_tasklist``), matched at the beginning of a line: bullet, box, space."""
_LONE_CR = re.compile(r"\r(?!\n)")
_BRACKETS = re.compile(r"\[[ xX\t\v\f]\]")
_MASKED, _MASKS = " xX\t\v\f-", "\x0e\x0f\x10\x11\x12\x13\x14"
_MASK = str.maketrans(_MASKED, _MASKS)
_UNMASK = str.maketrans(_MASKS, _MASKED)
_BULLETS = (b"-", b"*", b"+")
_BLANKS = (b" ", b"\t")
_USUAL = frozenset(bullet + box + b" " for bullet in (b"\n- ", b"\n* ", b"\n+ ") for box in (b"[ ]", b"[x]", b"[X]"))
"""A box behind a bullet at the beginning of a line."""
_BULLET_WIDTH = 40
"""A bullet further to the right fails the quick test."""
_LONGEST_INDENT = 20_000
"""How far back the beginning of a box's line is looked for, so that one long line costs linear time."""


def for_parser(body: str, data: bytes) -> str:
    """*body*, whose bytes are *data*, changed so that pulldown-cmark reads it as cmark-gfm does; all offsets stay.

    pulldown-cmark does not end every line at a lone ``\\r``, and it takes for a box what GitHub shows as text: a box
    behind ``>`` or a second bullet, one with nothing behind it, ``[<tab>]``. Since a box changes what may follow it, such
    brackets are masked before parsing, and :func:`unmasked` puts their text back. So is the first dash of a delimiter row
    whose table is not to be one (see :mod:`~mkdocs_planning.markdown.wide_tables`).
    """
    if b"\r" in data:
        body = _LONE_CR.sub("\n", body)
        data = body.encode()
    for start in reversed(wide_tables(data)):
        at = data.index(b"-", start) if b"-" in data[start : start + _LONGEST_INDENT] else start
        offset = len(data[:at].decode())
        body = body[:offset] + body[offset].translate(_MASK) + body[offset + 1 :]
    return body if _all_at_bullets(data) else _BRACKETS.sub(_masked, body)


def _all_at_bullets(data: bytes) -> bool:
    """Whether every box stands behind a bullet at the beginning of its line, as nearly all do. A quick test."""
    if b"[\t]" in data or b"[\v]" in data or b"[\f]" in data:
        return False
    for box in (b"[ ]", b"[x]", b"[X]"):
        at = data.find(box)
        while at >= 0:
            if data[at - 3 : at + 4] not in _USUAL and not _is_at_bullet(data, at):
                return False
            at = data.find(box, at + 3)
    return True


def _is_at_bullet(data: bytes, at: int) -> bool:
    before = data[data.rfind(b"\n", max(0, at - _BULLET_WIDTH), at) + 1 : at]
    return before[-1:] in _BLANKS and before.strip(b" ") in _BULLETS and data[at + 3 : at + 4] == b" "


def _masked(match: re.Match[str]) -> str:
    body, start = match.string, match.start()
    if start and body[start - 1] not in " \t":
        return match.group(0)
    line = body.rfind("\n", max(0, start - _LONGEST_INDENT), start) + 1
    box = BOX_LINE.match(body, line)
    if box and box.start(1) == start + 1 and not ("\t" in box.group(0) and _is_code(body[line:start])):
        return match.group(0)
    return match.group(0).translate(_MASK)


def _is_code(prefix: str) -> bool:
    """Whether *prefix* (bullet and tabs) ends five columns or more behind its bullet: what follows is indented code."""
    columns = prefix.expandtabs(4)
    return len(columns) - len(columns.rstrip()) > 4


def unmasked(text: str) -> str:
    """*text* as it was before :func:`for_parser` masked boxes."""
    return text if text.isprintable() else text.translate(_UNMASK)
