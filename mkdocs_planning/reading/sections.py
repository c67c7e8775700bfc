"""Headings that name one subject, whether they stand inside a phase or step, and whether a text is a template's.

The vocabulary's sections match a title that contains a phrase; that is right for counting boxes, and too wide for
facts ("Dependency injection" is no dependency). The rooms that use this one match a whole title
(:func:`subject`): the subject and nothing else but what usually stands beside it ("Dependencies & Blockers").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.placeholders import is_placeholder
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal

_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_LEADING_SLOT = re.compile(r"^(?:\*\*|__|`)?(?:\{[^{}]*\}|\[(?![ xX~/-]?\])[^\[\]]*\](?![(\[]))")
_ONLY_SLOTS = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\](?!\()")


def subject(title: str) -> str:
    """A title in normal form without a remark in parentheses behind it."""
    return (normal(_ASIDE.sub("", title)) if title.endswith(")") else "") or normal(title)


def is_unit(section: Section) -> bool:
    """Whether a heading is that of a phase, step, task … (``### Phase 2: Reader``)."""
    facts = read_heading(section.title)
    return facts.top or facts.step


def unit_above(section: Section) -> Section | None:
    """The phase, step or task that a section is or stands in; the document's own title is none."""
    node: Section | None = section
    while node is not None and node.level:
        if is_unit(node) and not (node.level == 1 and node.parent is not None and len(node.parent.sections) == 1):
            return node
        node = node.parent
    return None


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


def texts_in(blocks: Iterable[Block]) -> Iterator[Text]:
    """Every text of paragraphs, list items (at all depths) and table rows, in the order of the file."""
    for block in walk(blocks):
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Item):
            if block.text is not None:
                yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row


def walk(blocks: Iterable[Block]) -> Iterator[Block | Item]:
    """Every block and list item beneath *blocks*, to any depth, in the order of the file."""
    here: Iterator[Block | Item] = iter(blocks)
    stack: list[Iterator[Block | Item]] = []
    while True:
        for block in here:
            yield block
            if isinstance(block, ListBlock):
                inside: list[Any] = block.items
            elif isinstance(block, Item | Quote):
                inside = block.blocks
            else:
                continue
            if inside:
                stack.append(here)
                here = iter(inside)
                break
        else:
            if not stack:
                return
            here = stack.pop()


def column(heads: list[str], *names: str) -> int | None:
    """The index of the first column whose head is one of *names*, in the order of the names."""
    for name in names:
        if name in heads:
            return heads.index(name)
    return None


def cell(row: list[Text], index: int | None) -> str:
    """The inline Markdown of a cell; empty where the row or the table has no such column."""
    return row[index].raw if index is not None and index < len(row) else ""
