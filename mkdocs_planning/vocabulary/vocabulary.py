"""All words that reading uses: the defaults of :mod:`~mkdocs_planning.vocabulary.words`, extended by a site's options."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from mkdocs_planning.model.dates import DayOrder
from mkdocs_planning.model.plan import Status, TaskState
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.section_matcher import SectionMatcher
from mkdocs_planning.vocabulary.section_titles import SECTIONS
from mkdocs_planning.vocabulary.words import KEYS, LINK_KEYS, MARKS, STATUS_WORDS


def _phrases(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


_STATUS_LENGTH = 500
"""No status stands further back than this in a text."""
_PARTIAL = (
    r"(?P<part>\b(?:phases?|milestones?|steps?|sprints?|waves?|weeks?|stages?)\s[\w ]{1,12}?\s?"
    r"(?:complete|completed|done|implemented|finished)\b)"
    r"|(?P<done>\d+) (?:of|out of )?\s?(?P<all>\d+)(?=.*\b(?:complete|completed|done|met|cleaned|resolved|created)\b)"
    r"|(?P<percent>\d+)\s?%"
)


class Vocabulary(Struct, frozen=True, dict=True):
    """All words that reading uses, after a site's options are taken in.

    ``statuses`` maps a phrase in normal form to a status, ``marks`` what stands between brackets to a
    state, ``keys`` a header key to a field, ``owners`` an alias (lower case) to the name to show.
    ``tickets`` maps a ticket pattern to a URL with ``{}`` (or ``{ticket}``) for the ticket; ``site_marks`` are the
    marks whose meaning the site's options give.
    """

    statuses: dict[str, Status]
    marks: dict[str, TaskState]
    keys: dict[str, str]
    links: dict[str, str]
    sections: dict[str, tuple[str, ...]]
    owners: dict[str, str] = {}
    dates: DayOrder | None = None
    scale: int = 3
    bands: tuple[int, ...] = ()
    tickets: dict[str, str] = {}
    site_marks: frozenset[str] = frozenset()

    @cached_property
    def _status_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"{_PARTIAL}|\b(?P<word>{_phrases(tuple(self.statuses))})\b")

    @cached_property
    def titles(self) -> SectionMatcher:
        """Tells what headings and labels are about."""
        return SectionMatcher(self.sections)

    def status_of(self, text: str, *, decision_record: bool = False) -> Status | None:
        """The status that the first known word of *text* means; None where no word is known.

        ``Phase 1 complete`` and ``3 of 4 complete`` are in progress. ``accepted`` completes a decision record.
        """
        match = self._status_pattern.search(normal(text[:_STATUS_LENGTH]))
        if match is None:
            return None
        if match["part"]:
            return "in-progress"
        if match["done"]:
            return "complete" if int(match["done"][:9]) >= int(match["all"][:9]) else "in-progress"
        if match["percent"]:
            percent = int(match["percent"][:9])
            return "complete" if percent >= 100 else "in-progress" if percent else "ready"
        word = match["word"]
        if decision_record and word in ("accepted", "approved", "decided"):
            return "complete"
        return self.statuses[word]

    def is_choice(self, text: str) -> bool:
        """Whether *text* is a list of statuses to choose from (``Draft | In Progress | Complete``)."""
        for separator, least in (("|", 2), (" / ", 3), ("/", 3)):
            options = [part for part in text.split(separator) if part.strip()]
            if len(options) >= least and sum(self.status_of(option) is not None for option in options) >= least:
                return True
        return False

    def owner(self, name: str) -> str:
        """The name to show for an owner as written."""
        return self.owners.get(name.casefold(), name)


def make_vocabulary(
    statuses: Mapping[str, Status] | None = None,
    marks: Mapping[str, TaskState] | None = None,
    keys: Mapping[str, str] | None = None,
    sections: Mapping[str, Sequence[str]] | None = None,
    owners: Mapping[str, str] | None = None,
    dates: DayOrder | None = None,
    scale: int = 3,
    bands: Sequence[int] = (),
    tickets: Mapping[str, str] | None = None,
) -> Vocabulary:
    """The default vocabulary with a site's own words added; theirs win over the defaults.

    Args:
        statuses: a word or phrase → one of the seven statuses.
        marks: what stands between brackets → open, done, active, dropped or deferred.
        keys: a header key → the field it fills (one of :data:`KEYS`).
        sections: a name of :data:`SECTIONS` → further titles, also in other languages.
        owners: an alias → the name to show.
        dates: what stands first in ``03/04/2025``; None leaves such dates as they are, reported.
        scale: steps of the risk scale, 3 or 5.
        bands: the highest score of each risk level but the last; empty for those of the scale.
        tickets: a regular expression for a ticket → its URL.
    """
    all_statuses: dict[str, Status] = {word: status for status, words in STATUS_WORDS.items() for word in words}
    all_statuses.update({normal(word): status for word, status in (statuses or {}).items()})
    all_keys = {key: field for field, words in KEYS.items() for key in words}
    all_keys.update({normal(key): field for key, field in (keys or {}).items()})
    all_sections: dict[str, tuple[str, ...]] = dict(SECTIONS)
    for name, words in (sections or {}).items():
        all_sections[name] = (*all_sections.get(name, ()), *(normal(word) for word in words))
    return Vocabulary(
        statuses=all_statuses,
        marks={**MARKS, **(marks or {})},
        keys=all_keys,
        links={key: rel for rel, words in LINK_KEYS.items() for key in words},
        sections=all_sections,
        owners={alias.casefold(): name for alias, name in (owners or {}).items()},
        dates=dates,
        scale=scale,
        bands=tuple(bands),
        tickets=dict(tickets or {}),
        site_marks=frozenset(marks or ()),
    )


DEFAULT = make_vocabulary()
"""The vocabulary without any option."""
