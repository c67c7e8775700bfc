"""What a document states of itself: a key, its value, and where it stands."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from mkdocs_planning.reading.labels import Label
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import DOWNSTREAM_KEYS, UPSTREAM_KEYS

UPSTREAM = frozenset(normal(key) for key in UPSTREAM_KEYS)
DOWNSTREAM = frozenset(normal(key) for key in DOWNSTREAM_KEYS)
MAX_VALUE = 400
"""A line with a known key and a longer value is prose and states nothing."""
MAX_OTHER_VALUE = 160
"""The same for a key that is not known."""


class Stated(Struct, frozen=True):
    """A value that a document states of itself.

    ``value`` is inline Markdown, or of any type where it stands in front matter. ``shape`` says where and how it is
    written: "front matter", "overview", "section", "footer", else the shape of its label.
    """

    key: str
    value: Any
    line: int
    shape: str


def is_known_key(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a key in normal form is a header field, a link or names dependencies."""
    return name in vocabulary.keys or name in vocabulary.links or name in UPSTREAM or name in DOWNSTREAM


def is_header_line(label: Label, vocabulary: Vocabulary) -> bool:
    """Whether a label states something of the document: a known key, or a short marked one that is no date."""
    if is_known_key(label.name, vocabulary):
        return len(label.raw) <= MAX_VALUE
    return label.bold and len(label.key) <= 40 and len(label.raw) <= MAX_OTHER_VALUE and not label.key[:1].isdigit()
