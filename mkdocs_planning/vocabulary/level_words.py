"""The words and symbols by which people grade likelihood, impact, risk and size, as data."""

from __future__ import annotations

LEVEL_WORDS: dict[str, tuple[str, ...]] = {
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
"""The words for each level, the least level first."""
LEVEL_OF = {word: level for level, words in LEVEL_WORDS.items() for word in words}

GRADES = ("very low", "very high", "low", "high", "medium", "med", "moderate", "critical", "severe")
"""The words that grade whatever stands beside them (``**High**: …``); the others only fill cells."""

COLOURS = {
    "🔴": "high", "🟥": "high", "🟠": "medium", "🟧": "medium", "🟡": "medium", "🟨": "medium", "🟢": "low", "🟩": "low",
}  # fmt: skip
FOUR_COLOURS = {**COLOURS, "🔴": "critical", "🟥": "critical", "🟠": "high", "🟧": "high"}
"""The same where orange and yellow are told apart."""
ARROWS = {"⬆": "high", "🔼": "high", "➡": "medium", "⬇": "low", "🔽": "low"}

CHOICES = frozenset({*LEVEL_WORDS, "small", "large", "very large", "p0", "p1", "p2", "p3"})
"""Levels, sizes and priorities as an unfilled choice list names them (``Low | Medium | High``)."""
