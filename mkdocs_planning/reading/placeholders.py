"""What a template left to fill in: ``[DATE]``, ``{FEATURE_ID}``, ``YYYY-MM-DD``."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"^(?:\[(?!\s*[xX ]?\s*\])[^\[\]]+\](?!\()|\{[^{}]+\}|<[a-z][\w \-]*>|Y{4}[-/]M{2}[-/]D{2}|_{3,}|\.{3}|…|X{3,}|#{3,})$",
    re.I,
)


def is_placeholder(text: str) -> bool:
    """Whether a whole value is still the template's (``[DATE]``, ``{FEATURE_ID}``, ``YYYY-MM-DD``)."""
    value = text.strip().strip("*_`").strip()
    return bool(_PLACEHOLDER.match(value))
