"""The footer: header facts in the last lines of a file, and in lines straight after a thematic break."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mkdocs_planning.markdown.outline import Block, Heading, Outline, Paragraph, Quote, Rule
from mkdocs_planning.reading.header.stated import MAX_OTHER_VALUE, MAX_VALUE, Stated, is_known_key
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.labels import labels_in, paragraph_labels
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_LINES = 8
"""The footer begins at most this many lines before the line on which the last blocks of the file end."""
_LINES_WITHOUT_RULE = 3
"""The same where no thematic break stands before it."""
_NOT_IN_FOOTER = ("title", "id", "summary", "risk_level")


def footer_values(outline: Outline, vocabulary: Vocabulary) -> Iterator[Stated]:
    """What the footer states."""
    if not outline.blocks:
        return
    footer = _footer(outline.blocks)
    for entry in (*_after_rules(outline.blocks, footer, vocabulary), *_labels(footer, vocabulary)):
        if vocabulary.keys.get(normal(entry.key)) not in _NOT_IN_FOOTER:
            yield entry


def _footer(blocks: list[Block]) -> list[Block]:
    """The blocks after the last heading or thematic break, if they stand at the end of the file."""
    last_line = max(block.end_line for block in blocks[-3:])
    footer: list[Block] = []
    before: Block | None = None
    for block in reversed(blocks):
        if isinstance(block, Heading | Rule) or block.line < last_line - _LINES:
            before = block
            break
        footer.append(block)
    footer.reverse()
    if before is None or isinstance(before, Rule):
        return footer
    if isinstance(before, Heading) and read_heading(before.text.plain).label is not None:
        return []  # the facts of a phase
    return [block for block in footer if block is blocks[-1] or block.line >= last_line - _LINES_WITHOUT_RULE]


def _after_rules(blocks: list[Block], footer: list[Block], vocabulary: Vocabulary) -> Iterator[Stated]:
    """What paragraphs straight after a thematic break state that have only keys, most of them known.

    People append to a footer, so that it does not stand at the end.
    """
    for before, block in pairwise(blocks):
        if isinstance(before, Rule) and isinstance(block, Paragraph) and all(block is not other for other in footer):
            labels = paragraph_labels(block.text, allow_plain=True)
            known = sum(label.name in vocabulary.keys for label in labels)
            if known > 1 and 2 * known >= len(labels) and all(len(label.raw) <= MAX_OTHER_VALUE for label in labels):
                yield from (Stated(label.key, label.raw, label.line, "footer") for label in labels if label.raw)


def _labels(footer: list[Block], vocabulary: Vocabulary) -> Iterator[Stated]:
    for block in footer:
        if isinstance(block, Paragraph | Quote):
            for label in labels_in([block], allow_plain=True):
                if label.raw and len(label.raw) <= MAX_VALUE and is_known_key(label.name, vocabulary):
                    yield Stated(label.key, label.raw, label.line, "footer")
