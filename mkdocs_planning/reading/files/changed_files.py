"""The files of the code base that a plan says it touches, each with what is done to it.

Read are ``**Target File(s):**`` and ``**Files**:`` with their lists (``- Create: `path` ``), ``**File:** `path` ``,
sections such as "Files to modify", and tables with a column of files and one of actions. A path stands in a code
span, or is all that its line or cell says; what a template left (``path/to/file.py``) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Paragraph, Quote, Table
from mkdocs_planning.model.plan import ChangedFile
from mkdocs_planning.reading.files.paths import READ_ONLY, Action, action_of, path_of, paths
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import introduces
from mkdocs_planning.reading.table_cells import cell, column, heads_of

_FILE_HEADS = ("file", "files", "path", "file path", "filepath", "target file", "target files", "files affected",
               "affected files", "file s", "filename", "location")  # fmt: skip
_ACTION_HEADS = ("action", "change", "changes", "change type", "operation", "new modified", "modification", "change summary",
                 "create modify", "changes required", "required changes", "type", "status")  # fmt: skip
_VAGUE = frozenset({"type", "status"})
_LABEL = 40
_CODE_ALONE = re.compile(r"`([^`]{1,240})`")

_Found = tuple[str, Action | None, int]


def read_files(index: SectionIndex, source: str) -> tuple[ChangedFile, ...]:
    """Every file that the document says it touches, in the order of the file.

    Each pair of path and action is given once; a mention without an action only where no other states one.
    """
    found: dict[tuple[str, Action | None], ChangedFile] = {}
    for path, action, line in sorted(_all(index), key=_line):
        if (path, action) not in found:
            found[(path, action)] = ChangedFile(path, action, source, line)
    acted = {path for path, action in found if action is not None}
    return tuple(file for (path, action), file in found.items() if action is not None or path not in acted)


def _line(found: _Found) -> int:
    return found[2]


def _all(index: SectionIndex) -> Iterator[_Found]:
    inside: set[int] = set()
    for entry in index.of("files", "file action"):
        if READ_ONLY.search(entry.title):
            continue
        action = action_of(entry.title)
        if entry.section is not None:
            yield from _sections(entry, action, inside)
        elif entry.value:
            for path, own in paths(entry.value):
                yield path, action or own, entry.line
            if "files" in entry.subjects:
                yield from _blocks(entry.blocks, action, inside)
        else:
            yield from _blocks(entry.blocks, action, inside)
    for placed in index.tables:
        if placed.table.line not in inside:
            yield from _table(placed.table, placed.heads, None, alone=True)


def _sections(entry: Passage, action: Action | None, inside: set[int]) -> Iterator[_Found]:
    """A section and those beneath it, whose titles may say what is done ("New files", "Modified")."""
    actions: dict[int, Action | None] = {}
    for section, blocks in entry.parts:
        if section is entry.section:
            own = action
        elif READ_ONLY.search(section.title):
            continue
        else:
            above = section.parent.line if section.parent is not None else 0
            own = action_of(section.title) or actions.get(above)
            match = _CODE_ALONE.fullmatch(section.raw_title.strip())
            if match is not None and (path := path_of(match.group(1))) is not None:
                yield path, own, section.line
        actions[section.line] = own
        yield from _blocks(blocks, own, inside)


def _blocks(blocks: Sequence[Block], action: Action | None, inside: set[int]) -> Iterator[_Found]:
    """The files of lists and tables. The line straight above a list may say what is done to its files (``**Removed:**``)."""
    above: Action | None = None
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from _item(item, above or action, inside)
            above = None
        elif isinstance(block, Paragraph):
            label = introduces(block.text)
            above = action_of(label) if label is not None and len(label) <= _LABEL else None
        elif isinstance(block, Quote):
            yield from _blocks(block.blocks, action, inside)
        elif isinstance(block, Table):
            inside.add(block.line)
            yield from _table(block, heads_of(block), action, alone=False)


def _item(item: Item, action: Action | None, inside: set[int]) -> Iterator[_Found]:
    """The files of an item; one that names none may head those inside it ("- New files:")."""
    if item.text is None:
        return
    found = paths(item.text.raw)
    for path, own in found:
        yield path, own or action, item.line
    if not found and item.blocks:
        yield from _blocks(item.blocks, action_of(item.text.plain[:_LABEL]) or action, inside)


def _table(table: Table, heads: Sequence[str], action: Action | None, *, alone: bool) -> Iterator[_Found]:
    """The rows of a table of files; one that stands *alone* has to say what is done to them."""
    name = column(heads, *_FILE_HEADS)
    done = column(heads, *_ACTION_HEADS)
    if name is None or (alone and (done is None or heads[done] in _VAGUE or heads[name] == "location")):
        return
    for row in table.rows:
        own = action_of(plain(cell(row, done))[:40]) if done is not None else None
        for path, said in paths(cell(row, name)):
            yield path, said or own or action, row[0].line
