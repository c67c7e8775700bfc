"""What a template left to fill in: ``[DATE]``, ``{FEATURE_ID}``, ``YYYY-MM-DD``, "Question 1 requiring decision"."""

from __future__ import annotations

import re

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.vocabulary.normal_form import is_empty_word

_PLACEHOLDER = re.compile(
    r"^(?:\[(?!\s*[xX ]?\s*\])[^\[\]]+\](?!\()|\{[^{}]+\}|<[a-z][\w \-]*>|Y{4}[-/]M{2}[-/]D{2}|_{3,}|\.{3}|…|X{3,}|#{3,})$",
    re.I,
)


_BEGINNINGS = frozenset("[{<Yy_.…Xx#")


def is_placeholder(text: str) -> bool:
    """Whether a whole value is still the template's (``[DATE]``, ``{FEATURE_ID}``, ``YYYY-MM-DD``)."""
    value = text.strip().strip("*_`").strip()
    return value[:1] in _BEGINNINGS and bool(_PLACEHOLDER.match(value))


_GAP = re.compile(r"\[(?![xX ]\])[^\[\]]+\](?![(\[])|\{[^{}]+\}|Y{4}[-/]M{2}[-/]D{2}")
_WORDS = re.compile(r"[^a-z ]+")
_SENTENCES = frozenset({
    "risk", "mitigation plan", "risk mitigation plan", "risk mitigation", "potential risk", "how to address",
    "assumption", "assumption validation needed", "validation needed",
    "question", "question requiring decision", "question needing clarification",
    "decision", "decision rationale", "decision rationale from discussion",
    "what needed deciding", "selected option", "why this was chosen",
    "measurable outcome", "outcome", "criterion", "success criterion", "dependency",
    "metric", "metric target", "metric target vs actual", "metric target value or threshold", "target vs actual",
    "created from discussion document",
})  # fmt: skip
"""Whole entries of the known templates (numbers and punctuation left out) that say what to write there."""
_OPENINGS = (
    "what parts of the design do you expect to resolve through",
    "what related issues do you consider out of scope for",
    "optional short context or usernames",
)
"""Beginnings of the guiding sentences that the templates of RFCs and KEPs bring along."""


_LEADING_SLOT = re.compile(r"^(?:\*\*|__|`)?(?:\{[^{}]*\}|\[(?![ xX~/-]?\])[^\[\]]*\](?![(\[]))")
_ONLY_SLOTS = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\](?!\()")
_STARTS = frozenset(sentence.split()[0] for sentence in (*_SENTENCES, *_OPENINGS))
"""Words that such sentences begin with."""
_LETTERS = re.compile(r"[a-z]+")


def is_unfilled(text: str) -> bool:
    """Whether a whole entry is the template's: nothing but gaps to fill in, or one of its guiding sentences."""
    if is_placeholder(text):
        return True
    left = _GAP.sub("", text) if "[" in text or "{" in text or "YYYY" in text else text
    if left is not text and not any(char.isalnum() for char in left):
        return True
    head = text[:160].lower()
    first = _LETTERS.search(head)
    if first is None or first.group() not in _STARTS:
        return False
    words = " ".join(_WORDS.sub(" ", head).split())
    return words in _SENTENCES or words.startswith(_OPENINGS)


def is_slot(raw: str) -> bool:
    """Whether a text is still the template's: it is a placeholder, begins with one, or says nothing beside one."""
    text = raw.strip()
    if not text or is_placeholder(text) or _LEADING_SLOT.match(text):
        return True
    label, colon, value = text.partition(":")
    return bool(colon and value.strip() and len(label) < 60 and not _ONLY_SLOTS.sub("", value).strip(" .,;/*_`-"))


def says_nothing(raw: str) -> bool:
    """Whether a text is a template's, empty, or a word for none."""
    return is_slot(raw) or is_empty_word(plain(raw).strip(" .*_"))
