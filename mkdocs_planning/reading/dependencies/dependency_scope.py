"""What a heading, a label or a cell says about the dependencies beside it: upstream or downstream, and how much counts.

Under "Required Features" and "Blocked by" every line counts. "Dependencies" is just as often a list of libraries, so
what reads like one is left out there. "External teams" counts where it speaks of waiting.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.vocabulary.section_matcher import TitleFacts

Direction = Literal["upstream", "downstream"]
Trust = Literal["all", "words", "waiting", "named"]
"""What counts in a scope: all lines; all but libraries; what speaks of waiting; what names a ticket, id or file."""

_TRUST: tuple[tuple[str, Trust], ...] = (
    ("upstream", "all"),
    ("dependencies", "words"),
    ("risks and dependencies", "named"),
    ("external dependencies", "waiting"),
)
"""Subjects of titles, the most telling first."""
_ALONE = ("downstream", "blocks", "impacted")
"""How a title begins that means what is downstream outside a section about dependencies too ("Enables" does not)."""
_FLIP = re.compile(r"\b(?:supports?|enables?|blocks|unblocks|feeds|downstream|used by|consumed by|required by)\b", re.I)
_RELIES = re.compile(
    r"\b(?:depends?|builds? on|extends?|requires?|uses?|consumes?|needs?|blocked|upstream|after|waits?)\b", re.I
)


class Scope(Struct, frozen=True):
    """Which way the lines of a section, a label or a list point, and how much of them counts."""

    direction: Direction
    trust: Trust


def scope_of(facts: TitleFacts, inside: Scope | None) -> Scope | None:
    """What a heading or label makes of the lines beneath it; *inside* is the scope of the section around it."""
    subjects = facts.subjects
    if not subjects:
        return None
    if "downstream" in subjects and (inside is not None or facts.own or facts.words.startswith(_ALONE)):
        return Scope("downstream", "all")
    return next((Scope("upstream", trust) for subject, trust in _TRUST if subject in subjects), None)


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
