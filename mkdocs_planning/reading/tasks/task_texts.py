"""The text of a task taken apart: date stamp, id, tags, owner, due and finish dates, what it is blocked by."""

from __future__ import annotations

import re

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_STAMP = re.compile(
    r"^[(\[]?(?P<stamp>(?:19|20)\d\d-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d))?)?)[)\]]?:?\s+(?=\S)"
)
_ID = re.compile(
    r"^(?P<bold>\*\*)?(?P<id>(?:[A-Z]{1,6}-?\d{2,5}(?:\.\d+)*[a-z]?|[Tt]\d{2,6}(?:\.\d+)*|[A-Z]{2,10}-\d+(?:\.\d+)*"
    r"|\#\d{1,5}|\d+(?:\.\d+)+\.?|\d+[.)]))(?(bold)\s*:?\*\*|)\s*(?:[:–—-]\s+|\s+)(?=\S)"
)
_BARE_NUMBER = re.compile(r"^(?P<id>\d{1,3})\s+(?=[A-Z`*])")
_TAG = re.compile(r"\[(?P<tag>P|US\d+|[A-Z]{2,6}\d*(?:-\d+)?)\]\s*")
_OWNER = re.compile(
    r"(?:^|[\s(])(?:owner|assignee|assigned(?: to)?|who)\s*[:=]\s*@?(?P<named>[\w][\w.-]*(?: [A-Z][\w.-]+)?)"
    r"|(?:^|[\s(—–-])@(?P<handle>[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)(?![\w/@])",
    re.I,
)
_DUE = re.compile(r"(?:\b(?:due|by|deadline|until)\b\s*[:=]?\s*|[📅🗓]️?\s*)(?P<rest>.{4,30})", re.I)
_FINISHED = re.compile(r"(?:\b(?:completed|done|finished|closed)\s*[:=]\s*|✅\s*)(?P<rest>(?:19|20)\d\d-\d\d-\d\d)", re.I)
_BLOCKED = re.compile(r"\bblocked[- ]by\s*:?\s*(?P<what>[^()\n;]+?)(?=[);]|$|\s+[\w-]+:\S|\s+[—–]\s)", re.I)
_BLOCKERS_PART = re.compile(r"\s*(?:,|\band\b)\s*")
_CODE = re.compile(r"`[^`]*`")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ID_BEGINNINGS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZt#0123456789*")


class Fields(Struct, frozen=True):
    """What a task's text says in passing (``@ana``, ``due: 2026-05-01``, ``blocked by T003``). Dates are ISO."""

    owner: str | None = None
    due: str | None = None
    finished: str | None = None
    blocked_by: tuple[str, ...] = ()


_NO_FIELDS = Fields()


class TaskText(Struct, frozen=True):
    """The text of a task without what stands in front of it. ``stamp`` is the day of its date stamp."""

    text: str
    stamp: str | None
    id: str | None
    tags: tuple[str, ...]
    fields: Fields


def take_apart(written: str, vocabulary: Vocabulary) -> TaskText:
    """Take the inline Markdown of a task, without its box or mark, apart."""
    text, stamp = _without_stamp(written)
    text, identity = _without_id(text)
    text, tags = _without_tags(text)
    fields = _fields(text, vocabulary) if _may_have_fields(written) else _NO_FIELDS
    return TaskText(text.strip(), stamp, identity, tags, fields)


def _may_have_fields(text: str) -> bool:
    """Whether a text has what every text with an owner, a date or a blocker has."""
    return "@" in text or ":" in text or "due" in text or "blocked" in text or "📅" in text or "✅" in text


def _without_stamp(text: str) -> tuple[str, str | None]:
    match = _STAMP.match(text) if text[:1] in "([12" else None
    return (text[match.end() :], match["stamp"][:10]) if match else (text, None)


def _without_id(text: str) -> tuple[str, str | None]:
    match = (_ID.match(text) or _BARE_NUMBER.match(text)) if text[:1] in _ID_BEGINNINGS else None
    return (text[match.end() :], match["id"].rstrip(".)")) if match else (text, None)


def _without_tags(text: str) -> tuple[str, tuple[str, ...]]:
    if not text.startswith("["):
        return text, ()
    tags: list[str] = []
    at = 0
    while text.startswith("[", at) and (tag := _TAG.match(text, at)):
        tags.append(tag["tag"])
        at = tag.end()
    return text[at:], tuple(tags)


def _fields(text: str, vocabulary: Vocabulary) -> Fields:
    words = plain(_CODE.sub(" ", text) if "`" in text else text)
    dated = _YEAR.search(words) is not None
    return Fields(
        owner=_owner(words, vocabulary),
        due=_due(words, vocabulary) if dated else None,
        finished=match["rest"] if dated and (match := _FINISHED.search(words)) else None,
        blocked_by=_blockers(words),
    )


def _owner(words: str, vocabulary: Vocabulary) -> str | None:
    lower = words.lower()
    may_match = "@" in words or "owner" in lower or "assign" in lower or "who" in lower
    match = _OWNER.search(words) if may_match else None
    return vocabulary.owner(match["named"] or match["handle"]) if match else None


def _due(words: str, vocabulary: Vocabulary) -> str | None:
    match = _DUE.search(words)
    date = find_date(match["rest"], vocabulary.dates) if match else None
    return date.iso if date is not None and date.start <= 2 else None


def _blockers(words: str) -> tuple[str, ...]:
    match = _BLOCKED.search(words) if "blocked" in words.lower() else None
    parts = _BLOCKERS_PART.split(match["what"]) if match else ()
    return tuple(part.strip() for part in parts if part.strip())
