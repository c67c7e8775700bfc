"""Likelihood and impact as people write them → one word of the scale.

Words, letters, numbers, fractions, percentages, priorities and coloured circles all occur, with remarks around them
(``High (CI is Linux)``, ``🔴 High``, ``Low-Medium``, ``3/5``, ``70%``). A sentence that merely contains a level word
("high latency for readers") gives no level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.risk_levels import step_words
from mkdocs_planning.vocabulary.level_words import ARROWS, COLOURS, FOUR_COLOURS, LEVEL_OF, LEVEL_WORDS

_ORDER = tuple(LEVEL_WORDS)
_WORD = "|".join(sorted((re.escape(word).replace(r"\ ", r"[ -]") for word in LEVEL_OF), key=len, reverse=True))
_LEVEL = re.compile(
    r"[^\w%]*(?:(?:quite|fairly|relatively|generally|currently|overall|potentially|mostly)\s+)?"
    rf"(?P<word>{_WORD})(?![\w'’])(?:[- ](?:risk|impact|likelihood|probability|severity|chance|priority|consequences?))?",
    re.I,
)
_RANGE = re.compile(rf"\s*(?:-|–|/|to|or|and)\s*(?P<word>{_WORD})(?![\w'’])", re.I)
_REMARK = re.compile(
    r"\s*(?:$|[^\w\s%'’]|(?:because|if|for|due|when|as|since|in|on|with|but|until|unless|at|after|before|without|given|only"
    r"|initially|now|today|and)\b)",
    re.I,
)
_NUMBER = re.compile(
    r"\W*(?P<number>\d{1,3}(?:\.\d+)?)\s*(?:(?:/|of|out of)\s*(?P<of>\d{1,3}))?\s*(?P<percent>%)?(?P<rest>.*)$",
    re.S,
)
_PERCENT_RANGE = re.compile(r"\W*[<>~≈]?\s*\d{1,3}\s*%?\s*[-–]\s*(?P<upper>\d{1,3})\s*%")
_TOPS = (3, 5, 10, 100)
"""The ends of the scales in use."""
_LONGEST = 400
_ODDS = (10, 30, 60, 80, 100)
"""The highest probability in percent of each level from very low to very high: even odds are medium."""


class Grading:
    """How a register grades, as its cells show together: the end of its numbers, and how many colours it uses.

    A lone ``4`` says nothing; beside a ``5`` it is high, beside a ``9`` it is medium.

    Args:
        texts: the cells that grade, without markup.
        steps: the steps of the scale, 3 or 5, which its numbers reach at least.
    """

    def __init__(self, texts: Iterable[str] = (), steps: int = 3) -> None:
        largest = 0.0
        colours: set[str] = set()
        for text in texts:
            match = _NUMBER.match(text)
            if match and not match["of"] and not match["percent"] and not match["rest"].strip(" ()"):
                largest = max(largest, float(match["number"]))
            colours.update(mark for mark in COLOURS if mark in text)
        self.top = next((top for top in _TOPS if top >= max(largest, steps)), 100)
        both = not colours.isdisjoint("🟠🟧") and not colours.isdisjoint("🟡🟨")
        self.marks = (FOUR_COLOURS if both else COLOURS) | ARROWS

    def level(self, raw: str | None) -> str | None:
        """The level word that *raw* (inline Markdown) gives; None where it gives none."""
        text = plain(raw).strip() if raw else ""
        if not text or len(text) > _LONGEST:
            return None
        match = _LEVEL.match(text)
        if match:
            return _ranged(text, match)
        return self._of_number(text) or next((level for mark, level in self.marks.items() if text.startswith(mark)), None)

    def _of_number(self, text: str) -> str | None:
        spread = _PERCENT_RANGE.match(text)
        if spread:
            return _of_percent(float(spread["upper"]))
        match = _NUMBER.match(text.lstrip("<>~≈ "))
        if not match:
            return None
        value = float(match["number"])
        rest = match["rest"].strip()
        if rest and (rest[0].isalnum() or rest[0] in ".,:/-–"):  # an amount ("5 days"), not a step
            return None
        if match["percent"]:
            return _of_percent(value)
        top = float(match["of"]) if match["of"] else float(self.top)
        if not 0 < value <= top:
            return None
        if top == 3:
            return step_words(3)[min(2, max(0, round(value) - 1))]
        return _ORDER[min(4, int(max(0.0, value / top * 5 - 1e-9)))]


def _ranged(text: str, match: re.Match[str]) -> str | None:
    """The level of a cell that begins with one: the higher of two (``Low-Medium``), none for a choice of three."""
    found = [_level_of(match)]
    end = match.end()
    while following := _RANGE.match(text, end):
        found.append(_level_of(following))
        end = following.end()
    if len(found) > 2 or not _REMARK.match(text, end):
        return None
    return max(found, key=_ORDER.index)


def _level_of(match: re.Match[str]) -> str:
    return LEVEL_OF[match["word"].lower().replace("-", " ")]


def _of_percent(value: float) -> str | None:
    """The level of a probability."""
    return next((level for limit, level in zip(_ODDS, _ORDER, strict=False) if value <= limit), None)
