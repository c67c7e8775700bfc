"""What a heading, a label or a cell says about the lines beside it: upstream or downstream, and how much is believed.

"Required Features" and "Blocked by" are believed in every line. "Dependencies" is just as often a list of
libraries, so what reads like one is left out there. "External dependencies" count where they speak of waiting.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.reading.sections import subject
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import DOWNSTREAM_KEYS, UPSTREAM_KEYS

Direction = Literal["upstream", "downstream"]
Trust = Literal["all", "words", "waiting", "named", "none"]
"""What counts under a heading: all lines; all but libraries; what speaks of waiting; what names a ticket, id or file."""

_STRONG = re.compile(
    r"^(?:upstream(?: dependenc(?:y|ies)| blockers?| plans?)?|(?:current |known |open |active |external |hard |main )?blockers?"
    r"(?: dependencies)?|blocked (?:by|on)|blocking (?:issues?|tickets?|dependencies)|depends on|wait(?:s|ing) (?:for|on)"
    r"|required (?:features?|plans?|specs?|work|changes)|must have before starting|must be (?:done|in place) (?:first|before)"
    r"|builds on|(?:cross|inter) (?:spec|plan|team|project|feature|epic|story|repo) dependencies"
    r"|(?:plan|feature|spec|project|teams?|blocking|epic|other|organi[sz]ational|internal|upstream) dependencies"
    r"|dependencies on (?:other )?(?:plans|teams|specs|features|epics|projects|tickets|work)|requires blockers?"
    r"|relationships? (?:to|with) other (?:stories|plans|specs|features|epics)|prerequisite (?:features?|plans?|work|stories))$"
)
_WEAK = re.compile(
    r"^(?:key |main |project |plan |hard |soft )?(?:dependenc(?:y|ies)|pre ?requisites?|requires|blockers)"
    r"(?: (?:and )?(?:blockers?|dependencies|prerequisites|constraints|integrations?|links|sequencing|related work))?$"
)
_MIXED = re.compile(
    r"^(?:risks?|assumptions?|constraints?|dependencies|blockers?|issues)"
    r"(?: (?:and )?(?:risks?|assumptions?|dependencies|constraints?|blockers?|issues)){1,3}$"
)
_EXTERNAL = re.compile(r"^external(?: dependenc(?:y|ies)| teams?)?$")
_DOWN = re.compile(
    r"^(?:downstream(?: (?:impact|dependenc(?:y|ies)|consumers?|effects?|plans?|teams?|work))?|blocks|unblocks|dependents?"
    r"|impacted (?:teams?|systems?|plans?|features?)|required by|enables)$"
)
UP_KEYS = frozenset(normal(key) for key in UPSTREAM_KEYS) - {"after", "needs", "requires"}
DOWN_KEYS = frozenset(normal(key) for key in DOWNSTREAM_KEYS) - {"enables"}
_FLIP = re.compile(r"\b(?:supports?|enables?|blocks|unblocks|feeds|downstream|used by|consumed by|required by)\b", re.I)
_RELIES = re.compile(
    r"\b(?:depends?|builds? on|extends?|requires?|uses?|consumes?|needs?|blocked|upstream|after|waits?)\b", re.I
)
_TELLING = frozenset({
    "upstream", "downstream", "blocker", "blockers", "blocked", "blocking", "blocks", "unblocks", "depends", "dependency",
    "dependencies", "dependent", "dependents", "wait", "waits", "waiting", "required", "requires", "requisites",
    "prerequisite", "prerequisites", "must", "builds", "relationship", "relationships", "impacted", "enables", "external",
})  # fmt: skip
"""Words of which every pattern of a title needs at least one."""


class Place(Struct, frozen=True):
    """Which way the lines of a section, a label or a list point, and how much of them counts."""

    direction: Direction
    trust: Trust


def place_of(title: str, inside: Place | None, vocabulary: Vocabulary) -> Place | None:
    """What a heading or label of this title makes of the lines beneath it; *inside* is the section around it."""
    words = subject(title)
    if _TELLING.isdisjoint(words.split()):
        return Place("upstream", "words") if words in vocabulary.sections.get("dependencies", ()) else None
    if _DOWN.match(words) and (inside is not None or words.startswith(("downstream", "blocks", "impacted"))):
        return Place("downstream", "all")
    if _STRONG.match(words):
        return Place("upstream", "all")
    if _WEAK.match(words) or words in vocabulary.sections.get("dependencies", ()):
        return Place("upstream", "words")
    if _MIXED.match(words) and "depend" in words:
        return Place("upstream", "named")
    if _EXTERNAL.match(words):
        return Place("upstream", "waiting")
    return None


def direction_of(words: str, name: str) -> Direction | None:
    """The direction that a cell says: ``008 depends on 004``, ``005 extends 003`` in the row of 005, ``supports``."""
    text = plain(words)
    match = _FLIP.search(text) or _RELIES.search(text)
    if match is None:
        return None
    first = re.match(r"\W*(\w+)", plain(name))
    subject_is_row = first is not None and text.casefold().startswith(first.group(1).casefold() + " ")
    forward = not _FLIP.search(text)
    if not forward and "downstream" in text.casefold():
        return "downstream"
    return "upstream" if forward != subject_is_row else "downstream"
