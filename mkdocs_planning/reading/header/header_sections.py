"""Header facts under headings: a section called "… Overview" at the beginning, and a section about the status."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.markdown.outline import ListBlock, Outline, Paragraph, Section, Text
from mkdocs_planning.reading.header.stated import Stated, is_known_key
from mkdocs_planning.reading.labels import labels_in, split_text
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_TITLE_AND_VALUE = re.compile(r"([^:：–—-]+?)\s*[:：–—-]\s*(\S.*)$")
"""A heading that says its value itself (``## Status: implemented``)."""
_BOLD_KEY = re.compile(r"\s*\*\*[^*]+(?::\*\*|\*\*:)")
_OVERVIEW_ENDS = ("overview", "summary", "information")
_OVERVIEW_FIELDS = ("priority", "effort", "complexity", "risk_level", "owners", "created", "updated", "target")
"""What an overview states of the document; a status there is another thing's."""
_MAX_OVERVIEW_VALUE = 120


def overview_values(outline: Outline, vocabulary: Vocabulary) -> Iterator[Stated]:
    """What the first H2 states, if it is called "… Overview"."""
    section = next((section for section in outline.sections if section.level == 2), None)
    if section is None or not normal(section.title).endswith(_OVERVIEW_ENDS):
        return
    for label in labels_in(section.blocks, allow_plain=True):
        if label.raw and len(label.raw) <= _MAX_OVERVIEW_VALUE and vocabulary.keys.get(label.name) in _OVERVIEW_FIELDS:
            yield Stated(label.key, label.raw, label.line, "overview")


def status_values(outline: Outline, vocabulary: Vocabulary) -> Iterator[Stated]:
    """What sections about the status of the document state, beneath their headings or in them (``## Status: done``)."""
    for section in outline.sections:
        if _may_be_of_document(section):
            subjects = vocabulary.titles.facts(section.title).subjects
            if not subjects.isdisjoint(("status", "document information")):
                yield from _beneath(section, vocabulary, is_status="status" in subjects)
            elif section.level <= 2 and (value := _value_in_title(section.title, vocabulary)):
                yield Stated("status", value, section.line, "section")


def _may_be_of_document(section: Section) -> bool:
    """Whether a section is none of a part of the document: an H1 or H2, or an H3 straight under the title."""
    if section.level == 3:
        return section.parent is not None and section.parent.level <= 1
    return section.level in (1, 2)


def _beneath(section: Section, vocabulary: Vocabulary, *, is_status: bool) -> Iterator[Stated]:
    labels = [label for label in labels_in(section.blocks, allow_plain=True) if label.raw]
    labels = [label for label in labels if is_known_key(label.name, vocabulary)]
    for label in labels:
        yield Stated(label.key, label.raw, label.line, "section")
    if is_status and not any(vocabulary.keys.get(label.name) == "status" for label in labels):
        text = _first_text(section)
        if text is not None and text.raw and (not labels or text.line < labels[0].line):
            yield from _without_key(text)


def _first_text(section: Section) -> Text | None:
    """The first paragraph of a section, or the only item of its first list."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            return block.text
    first_list = next((block for block in section.blocks if isinstance(block, ListBlock)), None)
    return first_list.items[0].text if first_list is not None and len(first_list.items) == 1 else None


def _without_key(text: Text) -> Iterator[Stated]:
    """A status without a key, and the keys behind it (``Accepted **Date:** 2026-02-08``)."""
    value = _BOLD_KEY.split(text.head, maxsplit=1)[0]
    if value:
        yield Stated("status", value, text.line, "section")
        for key, raw, _ in split_text(text.head[len(value) :].strip(), allow_plain=False):
            yield Stated(key, raw, text.line, "section")


def _value_in_title(title: str, vocabulary: Vocabulary) -> str | None:
    """The status that a heading states itself."""
    match = _TITLE_AND_VALUE.match(title)
    return match.group(2) if match and "status" in vocabulary.titles.facts(match.group(1)).subjects else None
