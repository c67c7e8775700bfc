"""List items with the label above their list (``**Verification:**``), to any depth, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_planning.markdown.outline import Block, Heading, Item, ListBlock, Paragraph, Quote, Text
from mkdocs_planning.reading.labels import paragraph_labels

_LABEL_LENGTH = 60


def labelled_items(blocks: list[Block], *, inside_boxes: bool = True) -> Iterator[tuple[Item, str | None]]:
    """All list items beneath *blocks*, each with the label above its list; *inside_boxes* those in items with a box too."""
    here: Iterator[Block | Item] = iter(blocks)
    label: str | None = None
    above: Text | None = None  # the paragraph that may be the label of the list after it
    stack: list[tuple[Iterator[Block | Item], str | None]] = []
    while True:
        for block in here:
            if isinstance(block, Item):
                yield block, label
                if block.blocks and (inside_boxes or block.box is None):
                    stack.append((here, label))
                    here, label = iter(block.blocks), _item_label(block) or label
                    break
            elif isinstance(block, Paragraph):
                above = block.text
            elif isinstance(block, Heading):
                above, label = None, None
            elif isinstance(block, ListBlock | Quote):
                if above is not None:
                    above, label = None, label_of(above)
                stack.append((here, label))
                here = iter(block.items if isinstance(block, ListBlock) else block.blocks)
                break
        else:
            above = None
            if not stack:
                return
            here, label = stack.pop()


def label_of(text: Text) -> str | None:
    """The key of a paragraph that introduces a list: its last line, ending in a colon or all bold."""
    if not text.raw.endswith((":", "：", "**")) and not text.raw.startswith(("**", "__")) and text.broken is None:
        return None
    last = text.lines[-1] if text.lines else None
    if last is None:
        return None
    plain_text = last.plain.rstrip()
    if plain_text.endswith((":", "：")) and len(plain_text) <= _LABEL_LENGTH:
        return plain_text.rstrip(":： ")
    if last.raw.startswith("**") and last.raw.endswith("**") and len(plain_text) <= _LABEL_LENGTH:
        return plain_text
    labels = paragraph_labels(text)
    return labels[-1].key if labels and not labels[-1].raw else None


def _item_label(item: Item) -> str | None:
    """The label that an item without a box gives to the list inside it (``- Acceptance:``)."""
    return label_of(item.text) if item.text is not None and item.box is None else None
