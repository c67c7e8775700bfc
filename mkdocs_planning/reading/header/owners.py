"""People and teams, in all the ways in which they are named."""

from __future__ import annotations

import re
from typing import Any, cast

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.reading.header.titles import EMOJI
from mkdocs_planning.reading.header.value_texts import as_list, one_text
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import EMPTY_WORDS

_HANDLE = re.compile(r"@([A-Za-z0-9][A-Za-z0-9_.-]*)")
_OWNER_SPLIT = re.compile(r"\s*(?:,|;|\band\b|&|\s\+\s|\s/\s|·|\|)\s*")
"""A slash parts names only between blanks: ``Platform/SRE team`` is one."""
_PAREN = re.compile(r"\s*\([^()]*\)")
_MAIL = re.compile(r"\s*<[^<>@\s]+@[^<>\s]+>|\s*\(?(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+\)?")


def owners_of(value: Any, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of people or teams from a text, a list of texts, or a list of ``{name: …}``."""
    found: list[str] = []
    for entry in as_list(value):
        named = cast("dict[Any, Any]", entry) if isinstance(entry, dict) else {"name": entry}
        text = one_text(next((named[key] for key in ("name", "handle", "github", "login") if named.get(key)), None))
        if text is None:
            continue
        found += split_owners(text)
    unique: dict[str, str] = {}
    for name in found:
        shown = vocabulary.owner(name)
        unique.setdefault(shown.casefold(), shown)
    return tuple(unique.values())


def _kept_alone(match: re.Match[str]) -> str:
    """A mail address with no name beside it stays: it is all that is known of its owner."""
    before, behind = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    alone = (not before or before[-1] in ",;&|·") and (not behind or behind[0] in ",;&|·")
    return match.group(0) if alone else ""


def split_owners(text: str) -> list[str]:
    """The people in *text*: ``Ana Ruiz (@ana), [@bo](…) and Team X`` → Ana Ruiz, bo, Team X."""
    names: list[str] = []
    if normal(text) in EMPTY_WORDS:  # "n / a"
        return names
    words = _MAIL.sub(_kept_alone, plain(text))
    for part in _OWNER_SPLIT.split(_PAREN.sub("", words) if _PAREN.sub("", words).strip() else words):
        name = part.strip(" .*_`\"'")
        name = EMOJI.sub("", name).strip()
        if name.startswith("@"):
            name = name[1:]
        elif (handle := _HANDLE.search(name)) and handle.start() > 0:
            name = name[: handle.start()].strip() or handle.group(1)
        if not name or is_empty_word(name) or is_placeholder(name) or len(name) > 80 or find_date(name):
            continue
        names.append(name)
    return names
