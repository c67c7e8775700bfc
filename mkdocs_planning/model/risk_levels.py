"""The risk scale: steps of likelihood and impact, their score, and the level of a score.

What a word on the page means is reading's business (``reading/scale.py``); here are only its steps and
bands, which views need too.
"""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_planning.model.plan import Level

LEVELS: tuple[Level, ...] = ("low", "medium", "high", "critical")
"""All levels, the least first."""

_STEPS = {"very low": 1, "low": 2, "medium": 3, "high": 4, "very high": 5, "critical": 5}
_SHORT_STEPS = {"very low": 1, "low": 1, "medium": 2, "high": 3, "very high": 3, "critical": 3}
_BANDS = (4, 9, 15)
_SHORT_BANDS = (2, 4)


def step_words(steps: int = 3) -> tuple[str, ...]:
    """The word of each step of a scale of *steps* (3 or 5), the least first."""
    return ("very low", "low", "medium", "high", "very high") if steps >= 5 else ("low", "medium", "high")


def step(word: str | None, steps: int = 3) -> int | None:
    """The step of a level word on a scale of *steps* (3 or 5)."""
    if word is None:
        return None
    return (_STEPS if steps >= 5 else _SHORT_STEPS).get(word)


def score(likelihood: str | None, impact: str | None, steps: int = 3) -> int | None:
    """Likelihood × impact; None unless both are known."""
    first, second = step(likelihood, steps), step(impact, steps)
    return first * second if first is not None and second is not None else None


def levels(steps: int = 3, bands: Sequence[int] = ()) -> tuple[Level, ...]:
    """The levels that a scale has, the least first."""
    return LEVELS[: len(_bands(steps, bands)) + 1]


def level_of_score(value: int | None, steps: int = 3, bands: Sequence[int] = ()) -> Level | None:
    """The level of a score.

    Args:
        value: likelihood × impact.
        steps: of the scale; a score beyond the highest (9 or 25) has no level.
        bands: the highest score of each level but the last. Default 2, 4 (1–2 low, 3–4 medium, 6–9 high);
            on five steps 4, 9, 15 (1–4 low, 5–9 medium, 10–15 high, 16–25 critical).
    """
    if value is None or not 1 <= value <= (25 if steps >= 5 else 9):
        return None
    limits = _bands(steps, bands)
    return LEVELS[sum(value > limit for limit in limits)]


def level_of_word(word: str | None, steps: int = 3, bands: Sequence[int] = ()) -> Level | None:
    """A stated level ("High Risk Areas", a column "Risk level") as one of the levels of the scale."""
    if word is None:
        return None
    short: dict[str, Level] = {"very low": "low", "low": "low", "medium": "medium", "high": "high"}
    found = short.get(word, "critical")
    known = levels(steps, bands)
    return found if found in known else known[-1]


def _bands(steps: int, bands: Sequence[int]) -> tuple[int, ...]:
    limits = tuple(bands)[: len(LEVELS) - 1]
    return limits or (_BANDS if steps >= 5 else _SHORT_BANDS)
