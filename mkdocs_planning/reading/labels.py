"""``**Key**: value`` in the shapes that people give it, and the blocks that belong to a key.

Shapes (NOTATION §1): ``**Key**: v``, ``**Key:** v``, ``__Key__: v``, several on a line, ``Key: v`` where the
caller allows it; each as a paragraph line, a list item, a quoted line or a row of a two-column table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Paragraph, Quote, Table, Text
from mkdocs_planning.support.memoise import remembered
from mkdocs_planning.vocabulary.normal_form import normal

_MARK = re.compile(r"\*\*|__")
_COLON_BEHIND = re.compile(r"\s*[:：]")
_BLANKS = re.compile(r"\s*")
_BOLD_REACH = 120
"""A bold key ends within so many characters."""
_EMPHASIS = re.compile(r"^[*_](?P<key>[^*_:\n]{1,60})[:：]?[*_]\s*[:：]?\s+(?P<value>\S.*)$")
_PLAIN = re.compile(r"^(?P<key>[A-Za-z][\w'’()/&. -]{0,48}?)\s*[:：](?:\s+(?P<value>.*))?$")
_LONGEST_KEY = 49
_LONGEST_BOLD_KEY = 80
_FIRST_ITEMS = 3
"""Whether a list has labels is told by so many items."""
_SEPARATORS = " \t|·•,;—–"
_LEAD = re.compile(r"^[^\w*\[(`_<~$€£@#\"'“+\-]+\s*")


_KEY_HEADS = frozenset({"field", "key", "property", "attribute", "item", "metadata", "parameter", "info", "name", "label"})
_VALUE_HEADS = frozenset(
    {"value", "values", "detail", "details", "description", "information", "content", "data", "text", "info"}
)
"""Heads of a two-column table that only say that it holds keys and values."""
_REMEMBERED = 500
"""Lines shorter than this are memoised: several readers look at the same line, and plans use the same words."""

Pairs = tuple[tuple[str, str, bool], ...]
"""Keys with their values, and whether the key is bold."""


class Label(Struct, gc=False):
    """A key with its value: ``raw`` inline Markdown on one line, the lines it covers, and what follows it.

    ``blocks`` are the lists and paragraphs under a key that has them (``**Files:**`` and its list).
    ``bold`` tells a marked key from a plain one. ``shape`` is where it stood.
    """

    key: str
    raw: str
    line: int
    end_line: int
    bold: bool
    shape: str
    blocks: list[Block]
    item: Item | None = None

    @property
    def name(self) -> str:
        """The key in the vocabulary's normal form."""
        return normal(self.key)

    @property
    def plain(self) -> str:
        return plain(self.raw)


def split_text(raw: str, *, allow_plain: bool) -> Pairs:
    """The pairs of one line of inline Markdown; none where it does not begin with a key.

    Args:
        allow_plain: whether a key may have no marks.
    """
    if ":" not in raw and "：" not in raw:
        return ()
    short = len(raw) < _REMEMBERED
    if "**" in raw or "__" in raw:
        pairs = _bold_pairs(raw) if short else _bold_pairs.__wrapped__(raw)
        if pairs:
            return pairs
    if not allow_plain:
        return ()
    return _plain_pair(raw) if short else _plain_pair.__wrapped__(raw)


def _body(raw: str) -> str:
    """A line without the emoji and dashes in front of it."""
    lead = None if raw[:1].isalnum() or raw.startswith("**") else _LEAD.match(raw)
    return raw[lead.end() :] if lead else raw


@remembered
def _bold_pairs(raw: str) -> Pairs:
    """The pairs of a line that begins with a bold key; a value ends where the next key begins."""
    body = _body(raw)
    if not body.startswith(("**", "__")):
        return ()
    keys = _bold_keys(body)
    if not keys or keys[0][0] > 0:
        return ()
    _, key, at = keys[-1]
    last = (plain(key).strip(), body[at:].strip(), True)
    if len(keys) == 1:
        return (last,)
    pairs = [
        (plain(key).strip(), body[at:end].strip().rstrip(_SEPARATORS), True) for (_, key, at), (end, _, _) in pairwise(keys)
    ]
    return (*pairs, last)


@remembered
def _plain_pair(raw: str) -> Pairs:
    """The pair of a line that begins with a key without marks, or in italics."""
    body = _body(raw)
    if len(body) > 2 and body[0] in "*_" and body[-1] == body[0] and body[1] != body[0]:
        body = body[1:-1].strip()  # a line all in italics, as footers are
    match = _EMPHASIS.match(body) if body[:1] in "*_" else _PLAIN.match(body) if _early_colon(body) else None
    if match is None:
        return ()
    return ((plain(match["key"]).strip(), (match["value"] or "").strip().rstrip("*_").strip(), False),)


def _bold_keys(body: str) -> list[tuple[int, str, int]]:
    """Each ``**Key:**`` or ``**Key**:`` of a line: where it begins, the key, where its value begins."""
    found: list[tuple[int, str, int]] = []
    mark = _MARK.match(body)
    while mark is not None:
        start, begin = mark.span()
        next_ = start + 1
        close = body.find(mark.group(), begin, begin + _BOLD_REACH)
        if close > begin:
            key = body[begin:close].rstrip()
            behind = close + 2
            if key.endswith((":", "：")):
                key = key[:-1]
            else:
                key = body[begin:close]
                colon = _COLON_BEHIND.match(body, behind)
                behind = colon.end() if colon else -1
            if behind >= 0 and 1 <= len(key) <= _LONGEST_BOLD_KEY:
                blanks = _BLANKS.match(body, behind)
                next_ = blanks.end() if blanks else behind
                found.append((start, key, next_))
        mark = _MARK.search(body, next_)
    return found


def _early_colon(body: str) -> bool:
    """Whether the first colon stands near enough to the beginning to end a key."""
    at = body.replace("：", ":").find(":")
    return at >= 0 and len(body[:at].rstrip()) <= _LONGEST_KEY


def paragraph_labels(text: Text, *, allow_plain: bool = False, shape: str = "line") -> list[Label]:
    """The labels of a paragraph, line by line; a line without a key goes on with the value above it."""
    if ":" not in text.raw and "：" not in text.raw:
        return []
    labels: list[Label] = []
    if not allow_plain and "**" not in text.raw and "__" not in text.raw:
        return []
    if text.broken is None:
        pairs = split_text(text.raw, allow_plain=allow_plain)
        return [Label(key, value, text.line, text.line, bold, shape, []) for key, value, bold in pairs]
    for line in text.broken:
        pairs = split_text(line.raw, allow_plain=allow_plain)
        if pairs:
            labels.extend(Label(key, value, line.number, line.number, bold, shape, []) for key, value, bold in pairs)
        elif labels:
            last = labels[-1]
            last.raw = f"{last.raw} {line.raw}".strip()
            last.end_line = line.number
    return labels


def item_labels(item: Item, *, allow_plain: bool = True) -> list[Label]:
    """The labels of a list item (``- **Key**: v``, ``- Key: v``) with the blocks inside it."""
    if item.text is None or item.box is not None:
        return []
    labels = paragraph_labels(item.text, allow_plain=allow_plain, shape="item")
    if labels:
        labels[-1].blocks = item.blocks
        for label in labels:
            label.item = item
    return labels


def labels_in(blocks: Iterable[Block], *, allow_plain: bool = False, items: bool = True) -> Iterator[Label]:
    """All labels of *blocks*, in order, each with the blocks that follow it up to the next label.

    A paragraph of labels owns what follows its last one; an item owns what is inside it. Quotes are looked into; rows of
    two-column tables count with their first cell as the key.

    Args:
        allow_plain: whether paragraphs may have keys without marks; those of items may always.
        items: whether items have labels of their own.
    """
    collector = _Collector(allow_plain=allow_plain, items=items)
    for block in blocks:
        yield from collector.add(block)
    yield from collector.finish()


class _Collector:
    """Goes through blocks; ``open`` is the label that the next block may belong to."""

    def __init__(self, *, allow_plain: bool, items: bool) -> None:
        self.allow_plain = allow_plain
        self.items = items
        self.open: Label | None = None

    def add(self, block: Block) -> Iterable[Label]:
        """Take *block*, and give the labels that are complete with it."""
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, ListBlock):
            return self._list(block)
        if isinstance(block, Quote):
            return (*self.finish(), *self._quote(block))
        if isinstance(block, Table) and len(block.head) == 2:
            return (*self.finish(), *table_labels(block))
        if self.open is not None:
            self.open.blocks.append(block)
        return ()

    def finish(self) -> Iterable[Label]:
        """The label that is still open, which no further block belongs to."""
        label, self.open = self.open, None
        return (label,) if label is not None else ()

    def _paragraph(self, block: Paragraph) -> Iterable[Label]:
        labels = paragraph_labels(block.text, allow_plain=self.allow_plain)
        if labels:
            complete = (*self.finish(), *labels[:-1])
            self.open = labels[-1]
            return complete
        if self.open is None:
            return ()
        if self.open.raw or self.open.blocks:
            return self.finish()
        self.open.blocks.append(block)
        return ()

    def _list(self, block: ListBlock) -> Iterable[Label]:
        if self.open is not None and (not self.open.raw or not self._has_labels(block)):
            self.open.blocks.append(block)
            return ()
        labels = [label for item in block.items for label in item_labels(item)] if self.items else []
        return (*self.finish(), *labels)

    def _has_labels(self, block: ListBlock) -> bool:
        """Whether one of the first items of a list has labels of its own."""
        return self.items and any(item_labels(item) for item in block.items[:_FIRST_ITEMS])

    def _quote(self, block: Quote) -> Iterator[Label]:
        for label in labels_in(block.blocks, allow_plain=self.allow_plain, items=self.items):
            label.shape = "quote"
            yield label


def table_labels(table: Table) -> Iterator[Label]:
    """The rows of a two-column table as labels, its head included (some tables have their first pair there)."""
    heads = tuple(normal(cell.plain) for cell in table.head)
    named = len(heads) == 2 and heads[0] in _KEY_HEADS and heads[1] in _VALUE_HEADS
    for row in table.rows if named else (table.head, *table.rows):
        if len(row) >= 2 and row[0].plain:
            yield Label(row[0].plain.rstrip(":"), row[1].raw, row[0].line, row[0].line, True, "table", [])


def texts_of(blocks: Iterable[Block]) -> list[Text]:
    """The texts of list items and paragraphs, one level deep: what ``**Deliverables**:`` lists."""
    found: list[Text] = []
    for block in blocks:
        if isinstance(block, ListBlock):
            found.extend(item.text for item in block.items if item.text is not None and item.text.raw)
        elif isinstance(block, Paragraph):
            found.append(block.text)
    return found
