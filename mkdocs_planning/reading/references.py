"""What a plan refers to: documents, links and tickets under "References", "Related documents", "See also".

An entry is a list item, a table row or a line with a link. A line of tickets or of links alone gives each of them;
``href`` is the first link of an entry, or where the option ``tickets`` says that a ticket is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_planning.markdown.inline_text import links_in, plain
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Paragraph, Quote, Table, Text
from mkdocs_planning.model.plan import Reference
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_slot, is_unfilled, says_nothing
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.table_cells import heads_of
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.tickets import ticket_links
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_KEY = re.compile(r"^(?:\*\*|__)?[^:：`\[\]()*_]{1,60}(?:\*\*|__)?[:：](?:\*\*|__)?\s+(?P<value>\S.*)$")
_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")
_CODE_PATH = re.compile(r"`[^`\s]*[/.][^`\s]*`")
_BETWEEN = re.compile(r"[\s,;&+|·•/`*.()]*(?:and)?[\s`*]*")
_WHERE = frozenset({"link", "links", "url", "path", "location", "reference"})
_HINTS = frozenset({"link", "links", "link to code", "url", "path"})
_LOOSE = frozenset({"related", "sources", "links", "resources", "citations"})
"""Titles under which other things stand as well: only what links or names a file or ticket counts."""
_FEW_WORDS = 12
_NUMBER_HEADS = frozenset({"no", "id", "", "nr"})


def read_references(index: SectionIndex, source: str) -> tuple[Reference, ...]:
    """Every reference of the document, in the order of the file."""
    vocabulary = index.vocabulary
    found: dict[tuple[int, str], Reference] = {}
    for entry in index.of("references"):
        if entry.section is None and entry.within.level <= 1 and entry.value:
            continue  # a line of the header, which is among its links
        for raw, line in _entries(entry):
            if (entry.section is None or normal(entry.title) in _LOOSE) and not _points(raw, vocabulary):
                continue
            for text, href in _parts(raw.strip(), vocabulary):
                found.setdefault((line, text), Reference(text, href, source, line))
    return tuple(sorted(found.values(), key=_line))


def _line(reference: Reference) -> int:
    return reference.line


def _points(raw: str, vocabulary: Vocabulary) -> bool:
    """Whether a text links, or consists of a path or tickets."""
    words = raw.lstrip("*_ ")
    return bool(links_in(raw) or _CODE_PATH.match(words) or ticket_links(plain(words)[:40], vocabulary))


def _entries(entry: Passage) -> Iterator[tuple[str, int]]:
    if entry.value:
        yield entry.value, entry.line
    for _, blocks in entry.parts:
        yield from _in_blocks(blocks)


def _in_blocks(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """The entries of blocks; an item without a link heads the list inside it ("- Design:")."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                if _heads(item):
                    yield from _in_blocks(item.blocks)
                elif item.text is not None:
                    yield item.text.raw, item.line
        elif isinstance(block, Quote):
            yield from _in_blocks(block.blocks)
        elif isinstance(block, Paragraph):
            yield from _in_lines(block.text)
        elif isinstance(block, Table):
            yield from _rows(block)


def _in_lines(text: Text) -> Iterator[tuple[str, int]]:
    """The lines of a paragraph that link, or that are short and name a path in code."""
    if text.plain.endswith((":", "：")):
        return
    for line in text.lines:
        if links_in(line.raw) or (_CODE_PATH.search(line.raw) and len(line.plain.split()) <= _FEW_WORDS):
            yield line.raw, line.number


def _heads(item: Item) -> bool:
    """Whether an item only heads the list inside it: it ends in a colon, or the links are all in there."""
    inner = [found for block in item.blocks if isinstance(block, ListBlock) for found in block.items]
    if not inner or item.text is None or links_in(item.text.raw):
        return False
    return item.text.plain.endswith((":", "：")) or any(one.text is not None and links_in(one.text.raw) for one in inner)


def _rows(table: Table) -> Iterator[tuple[str, int]]:
    """Each row as its first telling cell, with the link or path of a later one."""
    heads = heads_of(table)
    first = 1 if len(heads) > 1 and heads[0] in _NUMBER_HEADS else 0
    where = next((i for i, head in enumerate(heads) if i > first and head in _WHERE), None)
    for row in table.rows:
        text = next((cell.raw for cell in row[first:] if cell.plain), "")
        target = row[where].raw if where is not None and where < len(row) else _linked(row)
        if target and target != text and not links_in(text):
            text = f"{text}: {target}" if text else target
        if text:
            yield text, row[0].line


def _linked(row: Sequence[Text]) -> str:
    return next((cell.raw for cell in row if links_in(cell.raw)), "")


def _parts(raw: str, vocabulary: Vocabulary) -> list[tuple[str, str | None]]:
    """An entry as (text, href); a list of tickets or of links gives each of its own."""
    match = _KEY.match(raw)
    value = match["value"] if match else raw
    if is_slot(raw) or is_slot(value) or is_unfilled(value) or says_nothing(value):
        return []
    if normal(plain(value).strip("[]{}()<> ")) in _HINTS:
        return []
    links = links_in(raw)
    tickets = () if links else ticket_links(value, vocabulary)
    if tickets and _only(value, [(ticket.start, ticket.start + len(ticket.ticket)) for ticket in tickets]):
        return [(ticket.ticket, ticket.href) for ticket in tickets]
    linked = list(_LINK.finditer(value))
    if len(linked) > 1 and _only(value, [link.span() for link in linked]):
        return [(link.group(0), inner[0][1]) for link in linked if (inner := links_in(link.group(0)))]
    if links:
        return [(raw, links[0][1])]
    return [(raw, tickets[0].href if len(tickets) == 1 else None)]


def _only(value: str, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but commas, "and" and blanks stands between the parts."""
    at = 0
    for start, end in spans:
        if not _BETWEEN.fullmatch(value, at, start):
            return False
        at = end
    return bool(_BETWEEN.fullmatch(value, at))
