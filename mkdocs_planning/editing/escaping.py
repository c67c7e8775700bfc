"""Values of a sender → text that is safe where it is to stand: a table cell, a line of Markdown, a YAML value."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from typing import cast

import yaml

from mkdocs_planning.support.yaml_errors import YAML_ERRORS

MAX_TEXT = 4_000
"""Characters of a task, an answer, a mitigation: more is a document of its own."""
MAX_VALUE = 300
"""Characters of a header value; the reader takes what is much longer for prose."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
_COMMENT = re.compile(r"<!--|-->|<!|<\?")
_TAG = re.compile(r"((?:^|[^\\])(?:\\\\)*)<(?=[A-Za-z/!?])")
"""The beginning of a tag that no backslash escapes."""
_CODE = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)")
_UNESCAPED_PIPE = re.compile(r"((?:^|[^\\])(?:\\\\)*)\|")
_BLOCK_START = re.compile(
    r"^(?:[#>|=]|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)|`{3}|~{3}|:{3}|-{3}|_{3}|\[[^\]]{0,2}\]\*?(?:\s|$)|\[[^\]]+\]:)"
)


def unwritable(text: str, limit: int) -> str | None:
    """Why *text* cannot stand in a plan at all; None where it can."""
    if len(text) > limit:
        return f"{len(text):,} characters, at most {limit:,} are taken"
    if not text.strip():
        return "the value is empty"
    for char in text:
        if char in "\n\r\u2028\u2029\x0b\x0c\x85":
            return "the value holds a line break; write it on one line"
        category = unicodedata.category(char)
        if category in ("Cc", "Cs", "Cn") or char == "\ufffd":
            return f"the value holds the character U+{ord(char):04X}, which cannot be shown"
    if _COMMENT.search(text):
        return "the value holds an HTML comment or declaration"
    return None


def inline(text: str) -> str:
    """Inline Markdown as a sender wrote it, with tags made text; what would begin another block is escaped."""
    written = _without_tags(" ".join(text.split()))
    match = _BLOCK_START.match(written)
    if match is None:
        return written
    if match.group()[0].isdigit():
        at = match.end() - 1
        return f"{written[:at]}\\{written[at:]}"
    return "\\" + written


def _without_tags(text: str) -> str:
    """*text* with each tag outside of code made text."""
    parts: list[str] = []
    at = 0
    for code in _CODE.finditer(text):
        parts += (_TAG.sub(r"\1\\<", text[at : code.start()]), code.group())
        at = code.end()
    parts.append(_TAG.sub(r"\1\\<", text[at:]))
    return "".join(parts)


def literal(text: str) -> str:
    """*text* so that Markdown shows each of its characters."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def in_cell(markdown: str) -> str:
    """Inline Markdown for a table cell: each pipe escaped, also in code (GFM, tables)."""
    written = markdown
    while (made := _UNESCAPED_PIPE.sub(r"\1\\|", written)) != written:
        written = made
    return written


def yaml_scalar(text: str, style: str | None, *, in_flow: bool = False) -> str:
    """*text* as a YAML value on one line, in the quotes that stood there, plain only where it is read back the same.

    Args:
        style: the quote character of the value that it replaces, None for a plain one.
        in_flow: whether it stands in ``[…]`` or ``{…}``.
    """
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _is_plain(text, in_flow=in_flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether YAML reads *text* without quotes as itself, or as the date that it is."""
    try:
        read: object = yaml.safe_load(f"key: [{text}]" if in_flow else f"key: {text}")
    except YAML_ERRORS:
        return False
    value: object = next(iter(cast("dict[str, object]", read).values())) if isinstance(read, dict) else None
    if in_flow:
        values = cast("list[object]", value) if isinstance(value, list) else []
        value = values[0] if len(values) == 1 else None
    return (value.isoformat() if isinstance(value, date) else value) == text
