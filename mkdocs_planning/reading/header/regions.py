"""Where a plan states its header facts: header block, overview, Status section, footer.

The first place that has a fact wins, in this order (NOTATION §1), after front matter. A status under any
other heading is that section's, never the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Heading, Line, ListBlock, Outline, Paragraph, Quote, Rule, Table
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.labels import Label, labels_in, paragraph_labels, split_line, table_labels
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import DOWNSTREAM_KEYS, UPSTREAM_KEYS

_TITLE_AND_VALUE = re.compile(r"([^:：–—-]+?)\s*[:：–—-]\s*(\S.*)$")
"""A heading that says its value itself (``## Status: implemented``)."""
_OVERVIEW_FIELDS = ("priority", "effort", "complexity", "risk_level", "owners", "created", "updated", "target")
UPSTREAM = frozenset(normal(key) for key in UPSTREAM_KEYS)
DOWNSTREAM = frozenset(normal(key) for key in DOWNSTREAM_KEYS)
_OWN_SIZE = 160
"""A value of a key that is not known is at most this long; beyond, the line is prose with a bold beginning."""
_HEAD_SIZE = 400
"""A line longer than this is prose and no header line, even if it begins with a known key."""
FOOTER_LINES = 8
"""The footer: labels in the last block(s) of a file, at most this many lines from its end."""


class Stated(Struct, frozen=True):
    """One value that a place states for a key: the words, where they stand, how the key was written."""

    key: str
    value: Any
    line: int
    shape: str


def stated_in(outline: Outline, vocabulary: Vocabulary) -> list[Stated]:
    """Everything that a document states of itself outside its front matter, the places in order of precedence."""
    found = [Stated(label.key, label.raw, label.line, label.shape) for label in header_labels(outline, vocabulary) if label.raw]
    found += _overview_section(outline, vocabulary)
    found += _status_section(outline, vocabulary)
    found += _footer(outline, vocabulary)
    return found


def header_labels(outline: Outline, vocabulary: Vocabulary) -> list[Label]:
    """The labels of the header block: what stands before the first H2, in any shape.

    Marked keys (bold, or in a table) count whatever they say; plain ones only where the key is known.
    """
    found: list[Label] = []
    for block in _header_blocks(outline):
        if isinstance(block, Paragraph):
            labels = paragraph_labels(block.text, allow_plain=True)
        elif isinstance(block, ListBlock | Quote | Table):
            labels = list(labels_in([block], allow_plain=True))
        else:
            continue
        for label in labels:
            if _is_header(label, vocabulary):
                found.append(label)
    return found


def header_lines(outline: Outline, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Ranges of lines (first, last) of the header that a card may take over from the page.

    Only paragraphs and quotes before the first H2 of which every line is a header line with a value, and tables of
    two columns with such rows, most of their keys known; lists and other tables stay, since they may say more than that.
    """
    ranges: list[tuple[int, int]] = []
    for block in _header_blocks(outline):
        if isinstance(block, Table):
            if _is_header_table(block, vocabulary):
                ranges.append((block.line, block.end_line))
            continue
        inner = block.blocks if isinstance(block, Quote) else [block]
        if not inner or not all(isinstance(part, Paragraph) for part in inner):
            continue
        whole = True
        for part in inner:
            assert isinstance(part, Paragraph)
            labels = paragraph_labels(part.text, allow_plain=True)
            covered = {line for label in labels for line in range(label.line, label.end_line + 1)}
            whole = whole and bool(labels) and covered == {line.number for line in part.text.lines}
            whole = whole and all(label.raw and _is_header(label, vocabulary) for label in labels)
        if whole:
            ranges.append((block.line, block.end_line))
        elif ranges:
            break
    return ranges


def _is_header_table(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a table holds nothing but header lines: keys with values, more of them known than not."""
    labels = list(table_labels(table)) if len(table.head) == 2 else []
    known = sum(_known(label.name, vocabulary) for label in labels)
    return 2 * known > len(labels) and all(label.raw and _is_header(label, vocabulary) for label in labels)


def _is_header(label: Label, vocabulary: Vocabulary) -> bool:
    """Whether a label is a header line: a known key, or a short marked one that is no date, with a short value."""
    if _known(label.name, vocabulary):
        return len(label.raw) <= _HEAD_SIZE
    return label.bold and len(label.key) <= 40 and len(label.raw) <= _OWN_SIZE and not label.key[:1].isdigit()


def _known(name: str, vocabulary: Vocabulary) -> bool:
    return name in vocabulary.keys or name in vocabulary.links or name in UPSTREAM or name in DOWNSTREAM


def _header_blocks(outline: Outline) -> Iterator[Block]:
    """The blocks before the first heading that is not the document's title."""
    titles = 0
    for block in outline.blocks:
        if isinstance(block, Heading):
            if titles or block.level > 2 or (block.level == 2 and _has_h1(outline)):
                return
            titles += 1
            continue
        yield block


def _has_h1(outline: Outline) -> bool:
    return any(section.level == 1 for section in outline.root.sections)


def _overview_section(outline: Outline, vocabulary: Vocabulary) -> list[Stated]:
    """Header keys that stand under a first heading called "… Overview"; a status there is another thing's."""
    for section in outline.sections:
        if section.level == 2:
            if not normal(section.title).endswith(("overview", "summary", "information")):
                return []
            labels = labels_in(section.blocks, allow_plain=True)
            return [
                Stated(label.key, label.raw, label.line, "overview")
                for label in labels
                if label.raw and len(label.raw) <= 120 and vocabulary.keys.get(label.name) in _OVERVIEW_FIELDS
            ]
    return []


def _status_section(outline: Outline, vocabulary: Vocabulary) -> list[Stated]:
    """``## Status`` with the value beneath it, or in the heading itself (``## Status: implemented``)."""
    found: list[Stated] = []
    for section in outline.sections:
        if section.level not in (1, 2) and not (section.level == 3 and section.parent and section.parent.level <= 1):
            continue
        subjects = vocabulary.titles.facts(section.title).subjects
        if not subjects.isdisjoint(("status", "document information")):
            labels = [
                label for label in labels_in(section.blocks, allow_plain=True) if _known(label.name, vocabulary) and label.raw
            ]
            found += [Stated(label.key, label.raw, label.line, "section") for label in labels]
            if "status" in subjects and not any(vocabulary.keys.get(label.name) == "status" for label in labels):
                text = next((b.text for b in section.blocks if isinstance(b, Paragraph)), None)
                if text is None:
                    lists = [b for b in section.blocks if isinstance(b, ListBlock)]
                    if lists and len(lists[0].items) == 1:
                        text = lists[0].items[0].text
                if text is not None and text.raw and (not labels or text.line < labels[0].line):
                    first = text.head
                    value = re.split(r"\s*\*\*[^*]+(?::\*\*|\*\*:)", first)[0]
                    if value:
                        found.append(Stated("status", value, text.line, "section"))
                        behind = Line(text.line, first[len(value) :].strip(), "")  # "Accepted **Date:** 2026-02-08"
                        found += [
                            Stated(key, raw, text.line, "section") for key, raw, _ in split_line(behind, allow_plain=False)
                        ]
        elif section.level <= 2 and (value := _value_in_title(section.title, vocabulary)):
            found.append(Stated("status", value, section.line, "section"))
    return found


def _value_in_title(title: str, vocabulary: Vocabulary) -> str | None:
    """The status that a heading states itself (``## Status: implemented``)."""
    match = _TITLE_AND_VALUE.match(title)
    return match.group(2) if match and "status" in vocabulary.titles.facts(match.group(1)).subjects else None


def _footer(outline: Outline, vocabulary: Vocabulary) -> list[Stated]:
    """Labels in the last lines of the file (after its last rule, or in its last paragraph).

    A paragraph right after a rule that holds nothing but keys, most of them known, counts too: people append to a footer.
    """
    blocks = outline.blocks
    if not blocks:
        return []
    last_line = max(block.end_line for block in blocks[-3:])
    tail: list[Block] = []
    for block in reversed(blocks):
        if isinstance(block, Heading | Rule) or block.line < last_line - FOOTER_LINES:
            if isinstance(block, Rule) or not tail:
                break
            unit = isinstance(block, Heading) and read_heading(block.text.plain).label is not None
            tail = [] if unit else [b for b in tail if b is blocks[-1] or b.line >= last_line - 3]  # a phase's own facts
            break
        tail.append(block)
    tail.reverse()
    found: list[Stated] = []
    behind_rules = [blocks[at] for at, before in enumerate(blocks[:-1], 1) if isinstance(before, Rule)]
    for block in behind_rules:
        if isinstance(block, Paragraph) and all(block is not b for b in tail):
            labels = paragraph_labels(block.text, allow_plain=True)
            known = sum(label.name in vocabulary.keys for label in labels)
            if known > 1 and 2 * known >= len(labels) and all(len(label.raw) <= _OWN_SIZE for label in labels):
                found += [Stated(label.key, label.raw, label.line, "footer") for label in labels if label.raw]
    for block in tail:
        if isinstance(block, Paragraph | Quote):
            for label in labels_in([block], allow_plain=True):
                if label.raw and _known(label.name, vocabulary) and len(label.raw) <= _HEAD_SIZE:
                    found.append(Stated(label.key, label.raw, label.line, "footer"))
    return [entry for entry in found if vocabulary.keys.get(normal(entry.key)) not in ("title", "id", "summary", "risk_level")]
