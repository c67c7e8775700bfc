"""The header block: what stands before the first H2."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_planning.markdown.outline import Block, Heading, ListBlock, Outline, Paragraph, Quote, Table
from mkdocs_planning.reading.header.stated import Stated, is_header_line, is_known_key
from mkdocs_planning.reading.labels import Label, labels_in, paragraph_labels, table_labels
from mkdocs_planning.vocabulary.vocabulary import Vocabulary


def header_values(outline: Outline, vocabulary: Vocabulary) -> Iterator[Stated]:
    """What the header block states."""
    for label in header_labels(outline, vocabulary):
        if label.raw:
            yield Stated(label.key, label.raw, label.line, label.shape)


def header_labels(outline: Outline, vocabulary: Vocabulary) -> list[Label]:
    """The labels of the header block, in any shape.

    Marked keys (bold, or in a table) count whatever they say; plain ones only where the key is known.
    """
    return [label for block in _blocks(outline) for label in _labels(block) if is_header_line(label, vocabulary)]


def header_lines(outline: Outline, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Ranges of lines (first, last) of the header that a card may replace on the page.

    Only paragraphs and quotes of which every line is a header line with a value, and tables of two columns with such
    rows, most of their keys known. Lists and other tables stay, since they may say more than that.
    """
    ranges: list[tuple[int, int]] = []
    for block in _blocks(outline):
        if isinstance(block, Table):
            if _is_header_table(block, vocabulary):
                ranges.append((block.line, block.end_line))
            continue
        paragraphs = _paragraphs(block)
        if paragraphs and all(_is_header_paragraph(paragraph, vocabulary) for paragraph in paragraphs):
            ranges.append((block.line, block.end_line))
        elif paragraphs and ranges:
            break
    return ranges


def _blocks(outline: Outline) -> Iterator[Block]:
    """The blocks before the first heading that is not the document's title."""
    has_h1 = any(section.level == 1 for section in outline.root.sections)
    titles = 0
    for block in outline.blocks:
        if not isinstance(block, Heading):
            yield block
        elif titles or block.level > 2 or (block.level == 2 and has_h1):
            return
        else:
            titles += 1


def _labels(block: Block) -> list[Label]:
    if isinstance(block, Paragraph):
        return paragraph_labels(block.text, allow_plain=True)
    return list(labels_in([block], allow_plain=True)) if isinstance(block, ListBlock | Quote | Table) else []


def _paragraphs(block: Block) -> list[Paragraph]:
    """The paragraphs of which *block* consists; none where it holds anything else."""
    inside = block.blocks if isinstance(block, Quote) else [block]
    paragraphs = [part for part in inside if isinstance(part, Paragraph)]
    return paragraphs if len(paragraphs) == len(inside) else []


def _is_header_paragraph(paragraph: Paragraph, vocabulary: Vocabulary) -> bool:
    """Whether every line of a paragraph is a header line, or goes on with the value of one."""
    labels = paragraph_labels(paragraph.text, allow_plain=True)
    covered = {line for label in labels for line in range(label.line, label.end_line + 1)}
    return (
        bool(labels)
        and covered == {line.number for line in paragraph.text.lines}
        and all(label.raw and is_header_line(label, vocabulary) for label in labels)
    )


def _is_header_table(table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a table has nothing but header lines, more of them with known keys than not."""
    labels = list(table_labels(table)) if len(table.head) == 2 else []
    known = sum(is_known_key(label.name, vocabulary) for label in labels)
    return 2 * known > len(labels) and all(label.raw and is_header_line(label, vocabulary) for label in labels)
