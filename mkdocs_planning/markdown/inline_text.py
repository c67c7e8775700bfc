"""Inline Markdown as text: what a reader sees of it, and the links in it."""

from __future__ import annotations

import re

from mkdocs_planning.support.memoise import remembered

_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\s*\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_URL = re.compile(r"\bhttps?://[^\s<>()\[\]`*]+[^\s<>()\[\]`*.,;:!?]")
_TAG = re.compile(r"<!--.{0,1000}?-->|</?[a-zA-Z][^<>]*>")
_MARK = re.compile(r"[*_~`]")
_MARKED = re.compile(r"(\*\*|__|\*|_|~~|`)(?=\S)(.{1,500}?)(?<=\S)\1")
"""Emphasis, struck text or code, with the marks around it."""
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MAX_NESTING = 3
"""Marks of emphasis nested deeper than this stay in the text."""
_MAX_REMEMBERED = 500
"""Results are remembered for texts shorter than this only: longer ones rarely occur twice."""


def plain(raw: str) -> str:
    """Inline Markdown without its markup: links give their text, tags and comments nothing."""
    if not raw:
        return ""
    return _plain(raw) if len(raw) < _MAX_REMEMBERED else _plain.__wrapped__(raw)


@remembered
def _plain(raw: str) -> str:
    text = raw
    if "[" in text:
        text = _LINK.sub(_first_group, text)
    if "<" in text:
        text = _TAG.sub("", _AUTOLINK.sub(_first_group, text))
    for _ in range(_MAX_NESTING):
        if not _MARK.search(text):
            break
        stripped = _MARKED.sub(_without_marks, text)
        if stripped == text:
            break
        text = stripped
    if "\\" in text:
        text = _ESCAPE.sub(_first_group, text)
    return " ".join(text.split())


def _first_group(match: re.Match[str]) -> str:
    return match.group(1)


def _without_marks(match: re.Match[str]) -> str:
    mark = match.group(1)
    if mark[0] == "_":  # CommonMark 6.2: an underscore inside a word is no emphasis
        before = match.string[match.start() - 1 : match.start()]
        after = match.string[match.end() : match.end() + 1]
        if before.isalnum() or after.isalnum():
            return match.group(0)
    return match.group(2)


def links_in(raw: str) -> list[tuple[str, str]]:
    """The links of inline Markdown as (text, target) in their order, autolinks and bare URLs included."""
    found: list[tuple[int, str, str]] = []
    rest = raw
    if "](" in raw:
        found += [(m.start(), plain(m.group(1)), m.group(2).strip("<>")) for m in _LINK.finditer(raw)]
        rest = _LINK.sub(_blanks, raw)
    if "<" in rest:
        found += [(m.start(), m.group(1), m.group(1)) for m in _AUTOLINK.finditer(rest)]
        rest = _AUTOLINK.sub(_blanks, rest)
    if "http" in rest:
        found += [(m.start(), m.group(0), m.group(0)) for m in _URL.finditer(rest)]
    return [(text, href) for _, text, href in sorted(found)]


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group(0))
