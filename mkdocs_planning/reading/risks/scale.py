"""Likelihood and impact as people write them → one word of the scale.

Words, letters, numbers, fractions, percentages, priorities and coloured circles all occur, with remarks
around them (``High (CI is Linux)``, ``🔴 High``, ``Low-Medium``, ``3/5``, ``70%``; NOTATION §4). A sentence
that merely contains a level word ("high latency for readers") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs_planning.markdown.inline_text import plain

_WORDS: dict[str, tuple[str, ...]] = {
    "very low": (
        "very low", "very unlikely", "highly unlikely", "extremely unlikely", "extremely low", "rare", "remote",
        "negligible", "minimal", "improbable", "trivial", "insignificant", "vl", "p4",
    ),
    "low": ("low", "unlikely", "minor", "small", "slight", "l", "p3"),
    "medium": ("medium", "moderate", "med", "mid", "average", "possible", "occasional", "m", "p2"),
    "high": ("high", "likely", "probable", "major", "significant", "serious", "frequent", "large", "h", "p1"),
    "very high": (
        "very high", "very likely", "highly likely", "extremely high", "extremely likely", "almost certain",
        "near certain", "certain", "confirmed", "guaranteed", "vh",
    ),
    "critical": (
        "critical", "severe", "very severe", "catastrophic", "extreme", "blocker", "blocking", "show stopper",
        "showstopper", "p0",
    ),
}  # fmt: skip
_WORD_OF = {word: level for level, words in _WORDS.items() for word in words}
_COLOURS = {
    "🔴": "high", "🟥": "high", "🟠": "medium", "🟧": "medium", "🟡": "medium", "🟨": "medium", "🟢": "low", "🟩": "low",
}  # fmt: skip
_FOUR_COLOURS = {**_COLOURS, "🔴": "critical", "🟥": "critical", "🟠": "high", "🟧": "high"}
_ARROWS = {"⬆": "high", "🔼": "high", "➡": "medium", "⬇": "low", "🔽": "low"}
_ORDER = ("very low", "low", "medium", "high", "very high", "critical")

_WORD = "|".join(sorted((re.escape(word).replace(r"\ ", r"[ -]") for word in _WORD_OF), key=len, reverse=True))
_LEADING = re.compile(r"^[^\w%]*(?:(?:quite|fairly|relatively|generally|currently|overall|potentially|mostly)\s+)?", re.I)
_LEVEL = re.compile(
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
    r"^[^\w]*(?P<number>\d{1,3}(?:\.\d+)?)\s*(?:(?:/|of|out of)\s*(?P<of>\d{1,3}))?\s*(?P<percent>%)?(?P<rest>.*)$",
    re.S,
)
_PERCENT_RANGE = re.compile(r"^[^\w]*[<>~≈]?\s*\d{1,3}\s*%?\s*[-–]\s*(?P<upper>\d{1,3})\s*%")
_TOPS = (3, 5, 10, 100)


class Cells:
    """What the cells of a register tell together: the end of its numbers, and how many colours it uses.

    A lone ``4`` says nothing; beside a ``5`` it is high, beside a ``9`` it is medium.
    """

    def __init__(self, texts: Iterable[str] = (), steps: int = 3) -> None:
        largest = 0.0
        orange = yellow = False
        for text in texts:
            match = _NUMBER.match(text)
            if match and not match["of"] and not match["percent"] and not match["rest"].strip(" ()"):
                largest = max(largest, float(match["number"]))
            orange = orange or "🟠" in text or "🟧" in text
            yellow = yellow or "🟡" in text or "🟨" in text
        self.top = next((top for top in _TOPS if top >= max(largest, steps)), 100)
        self.colours = _FOUR_COLOURS if orange and yellow else _COLOURS

    def level(self, raw: str | None) -> str | None:
        """The level word that *raw* (inline Markdown) gives; None where it gives none."""
        if not raw:
            return None
        text = plain(raw).strip()
        if not text or len(text) > 400:
            return None
        start = _LEADING.match(text)
        body = text[start.end() :] if start else text
        match = _LEVEL.match(body)
        if match:
            return _ranged(body, match)
        number = self._number(text)
        if number:
            return number
        for table in (self.colours, _ARROWS):
            for mark, word in table.items():
                if text.startswith(mark):
                    return word
        return None

    def _number(self, text: str) -> str | None:
        spread = _PERCENT_RANGE.match(text)
        if spread:
            return _percent(float(spread["upper"]))
        match = _NUMBER.match(text.lstrip("<>~≈ "))
        if not match:
            return None
        value = float(match["number"])
        rest = match["rest"].strip()
        if rest and (rest[0].isalnum() or rest[0] in ".,:/-–"):  # an amount ("5 days"), not a step
            return None
        if match["percent"]:
            return _percent(value)
        top = float(match["of"]) if match["of"] else float(self.top)
        if not 0 < value <= top:
            return None
        if top == 3:
            return ("low", "medium", "high")[min(2, max(0, round(value) - 1))]
        share = value / top
        return _ORDER[min(4, int(max(0.0, share * 5 - 1e-9)))]


def _ranged(text: str, match: re.Match[str]) -> str | None:
    """The level of a cell that begins with one: the higher of two (``Low-Medium``), none for a choice of three."""
    found = [_WORD_OF[_key(match["word"])]]
    end = match.end()
    while following := _RANGE.match(text, end):
        found.append(_WORD_OF[_key(following["word"])])
        end = following.end()
    if len(found) > 2 or not _REMARK.match(text, end):
        return None
    return max(found, key=_ORDER.index)


def _key(word: str) -> str:
    return word.lower().replace("-", " ")


def _percent(value: float) -> str | None:
    """The level of a probability: even odds are medium, four in five very high."""
    if value > 100:
        return None
    for limit, word in ((10, "very low"), (30, "low"), (60, "medium"), (80, "high")):
        if value <= limit:
            return word
    return "very high"
