"""What a title is about: the words of :mod:`~mkdocs_planning.vocabulary.section_titles`, with a site's own titles.

This is the only place that decides it. Each title is taken apart once and its facts are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from mkdocs_planning.model.plan import TaskKind
from mkdocs_planning.support.memoise import remembered
from mkdocs_planning.vocabulary.normal_form import normal, rough_words, title_words
from mkdocs_planning.vocabulary.section_titles import (
    BOX_KINDS,
    KEYED,
    NO_REGISTER,
    NO_REGISTER_OF,
    REGISTERS,
    RIVALS,
    SECTIONS,
    TITLES,
    TitleForms,
)

_LONGEST = 100
"""A longer title (in normal form) is a sentence and about no subject."""
_NONE: frozenset[str] = frozenset()
_MEANT = {
    "rollback": ("rollback", "rollback line"),
    "work": ("work", "task list"),
    "dependencies": ("dependencies", "upstream key"),
    "downstream": ("downstream", "downstream key"),
}
"""What a title of the option ``sections`` is about where that is more than the name it is given under."""


class TitleFacts(Struct, frozen=True):
    """What one title says of the lines beneath it.

    ``words`` is the title in normal form, without number and remarks; empty for one that is about nothing known.
    ``subjects`` are what it is about (names of ``TITLES``, or of the option ``sections``), ``parts`` the registers and
    the rivals of registers that it names: they say which part of a mixed section stands beneath it. ``own`` tells a
    title that the site's options give.
    """

    words: str
    subjects: frozenset[str]
    parts: frozenset[str]
    own: bool = False


ABOUT_NOTHING = TitleFacts("", _NONE, _NONE)


class SectionMatcher:
    """Tells of titles what they are about, in the words of one vocabulary.

    Args:
        sections: the phrases of each section of ``SECTIONS``, with the titles that a site adds.
    """

    def __init__(self, sections: Mapping[str, Sequence[str]]) -> None:
        self._sections = sections
        self._own: dict[str, set[str]] = {}
        for name, phrases in sections.items():
            for phrase in phrases[len(SECTIONS.get(name, ())) :]:
                self._own.setdefault(phrase, set()).update(_MEANT.get(name, (name,)))

    def facts(self, title: str) -> TitleFacts:
        """What *title*, a heading or label without markup, is about."""
        if not self._own:
            words = rough_words(title)
            telling = _WORDS if len(words) <= _FEW or title[-1:] in _REMARK_ENDS else _WORDS_OF_MANY
            if telling.isdisjoint(words):
                return ABOUT_NOTHING
        return _facts(self, title)

    def has_own(self, *names: str) -> bool:
        """Whether the options give a title to one of these sections."""
        return any(not own.isdisjoint(names) for own in self._own.values())

    def may_be_key(self, words: str) -> bool:
        """Whether the beginning of a line may name a subject of ``KEYED``: the cheap test before it is taken apart."""
        return bool(self._own) or not _KEY_WORDS.isdisjoint(rough_words(words))

    def has_phrase(self, title: str, section: str) -> bool:
        """Whether *title* contains a phrase of *section*."""
        if not self.has_own(section) and self._first_words[section].isdisjoint(rough_words(title)):
            return False
        return section in self.phrases(title)

    def phrases(self, title: str) -> frozenset[str]:
        """The sections of which *title* contains a phrase."""
        return frozenset(name for _, name in self._phrases_in(title))

    def box_kind(self, title: str) -> TaskKind | None:
        """What the boxes under a heading or label are for, by the longest phrase in it; None where it does not say."""
        return _box_kind(self, title)

    def find(self, title: str) -> TitleFacts:
        """:meth:`facts` of a title with a telling word, not remembered."""
        words = title_words(title)
        own = self._own and (self._own.get(normal(title)) or self._own.get(words))
        if own:
            names = frozenset(own)
            return TitleFacts(words, names, names & (REGISTERS | RIVALS.keys()), own=True)
        return _by_default(title, words)

    def longest_kind(self, title: str) -> TaskKind | None:
        """:meth:`box_kind`, not remembered."""
        longest, found = (0, 0), None
        for phrase, name in self._phrases_in(title):
            if name in BOX_KINDS:
                rank, kind = BOX_KINDS[name]
                if (len(phrase), rank) > longest:
                    longest, found = (len(phrase), rank), kind
        return found

    def _phrases_in(self, title: str) -> list[tuple[str, str]]:
        """The phrases that *title* contains as whole words, each between blanks, with the names of their sections."""
        words = normal(title).replace("%", " ").split()
        whole = f" {' '.join(words)} "
        known = self._phrases_by_word
        return [entry for word in words if word in known for entry in known[word] if entry[0] in whole]

    @cached_property
    def _first_words(self) -> dict[str, frozenset[bytes]]:
        """The words with which the phrases of each section begin."""
        return {
            name: frozenset(phrase.encode().split(b" ", 1)[0] for phrase in phrases) for name, phrases in self._sections.items()
        }

    @cached_property
    def _phrases_by_word(self) -> dict[str, list[tuple[str, str]]]:
        """The phrases of all sections by their first word."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, phrases in self._sections.items():
            for phrase in phrases:
                if phrase:
                    found.setdefault(phrase.split(" ", 1)[0], []).append((f" {phrase} ", name))
        return found


@remembered
def _facts(matcher: SectionMatcher, title: str) -> TitleFacts:
    return matcher.find(title)


@remembered
def _box_kind(matcher: SectionMatcher, title: str) -> TaskKind | None:
    return matcher.longest_kind(title)


def pattern_of(forms: TitleForms) -> re.Pattern[str]:
    """The pattern of all titles of one subject, in normal form."""
    whole = [f"^(?:{_any_of(forms.whole)})$"] if forms.whole else []
    part = [rf"\b(?:{_any_of(forms.part)})\b"] if forms.part else []
    return re.compile("|".join((*whole, *part)))


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_PATTERNS = {name: pattern_of(forms) for name, forms in TITLES.items()}
_RIVALS = {name: pattern_of(forms) for name, forms in RIVALS.items()}
_NO_REGISTER = pattern_of(NO_REGISTER)


def _by_word(titles: Mapping[str, TitleForms]) -> dict[str, list[tuple[str, str]]]:
    """The names of titles by the words of which each has one, with the word that has to stand beside it (or none)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, forms in titles.items():
        for entry in forms.words.split():
            word, _, other = entry.partition("+")
            found.setdefault(word, []).append((name, other))
    return found


_TITLE_WORDS = _by_word(TITLES)
_RIVAL_WORDS = _by_word(RIVALS)
_WORDS = frozenset(word.encode() for word in _TITLE_WORDS | _RIVAL_WORDS)
_FEW = 3
_REMARK_ENDS = (")", "]")
_WORDS_OF_MANY = frozenset(
    word.encode()
    for word in _TITLE_WORDS | _RIVAL_WORDS
    if _RIVAL_WORDS.get(word) or _TITLE_WORDS[word] != [("file action", "")]
)
"""The telling words of titles of more than a few words: these only begin with a verb for what is done to a file."""
_KEY_WORDS = frozenset(word.encode() for word, names in _TITLE_WORDS.items() if any(name in KEYED for name, _ in names))


def _by_default(title: str, words: str) -> TitleFacts:
    """What a title is about that is none of the site's own; *words* are those of *title*."""
    parts = (words.replace("%", " ") if "%" in words else words).split()
    if len(words) > _LONGEST:
        return ABOUT_NOTHING
    subjects = _matching(parts, words, _TITLE_WORDS, _PATTERNS)
    if not subjects.isdisjoint(REGISTERS):
        subjects = _registers(subjects, title, words)
    rivals = _matching(parts, words, _RIVAL_WORDS, _RIVALS)
    if not (subjects or rivals):
        return ABOUT_NOTHING
    return TitleFacts(words, frozenset(subjects), frozenset(subjects & REGISTERS | rivals))


def _matching(
    parts: list[str], words: str, by_word: dict[str, list[tuple[str, str]]], patterns: dict[str, re.Pattern[str]]
) -> set[str]:
    """The names of the patterns that match *words*, a title of these *parts*."""
    found: set[str] = set()
    for part in parts:
        for name, other in by_word.get(part, ()):
            if name not in found and (not other or other in parts) and patterns[name].search(words):
                found.add(name)
    return found


def _registers(subjects: set[str], title: str, words: str) -> set[str]:
    """*subjects* without the registers that the title only sounds like.

    "Open decisions" and "Decisions (open questions)" are decisions that are still to be made: questions.
    """
    if subjects & NO_REGISTER_OF and _NO_REGISTER.search(words):
        subjects = subjects - NO_REGISTER_OF
    if "decisions" in subjects:
        if "questions" in subjects:
            return subjects - {"decisions"}
        if "questions" in normal(title):
            return subjects - {"decisions"} | {"questions"}
    return subjects
