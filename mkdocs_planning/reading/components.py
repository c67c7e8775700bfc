"""The components that a plan names: what each is for, and whether it is new, modified or removed.

Read are tables with a column of components, lists under "Components" (``- **Cache**: purpose (new)``), and the
headings beneath such a section, as Kiro's "Components and Interfaces" has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Paragraph, Table
from mkdocs_planning.model.plan import Component
from mkdocs_planning.reading.entries import lead_of, plain_lead, unwrap
from mkdocs_planning.reading.labels import labels_in
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_slot, is_unfilled, says_nothing
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import items_in
from mkdocs_planning.reading.table_cells import cell, column, heads_of
from mkdocs_planning.vocabulary.normal_form import normal, unnumbered

ChangeWord = Literal["new", "modified", "removed"]

_OWN_NAMES = ("component", "components", "component name")
_NAMES = (*_OWN_NAMES, "module", "service", "name", "class", "package", "layer", "part")
_PURPOSES = ("purpose", "responsibility", "responsibilities", "description", "role", "what it does", "function", "summary")
_CHANGES = ("new modified", "new or modified", "new existing", "new changed", "change", "changes", "action", "change type",
            "modification", "type", "status")  # fmt: skip
_VAGUE = frozenset({"type", "status"})
_WORDS: tuple[tuple[ChangeWord, re.Pattern[str]], ...] = (
    ("new", re.compile(r"^(?:new|create[ds]?|add(?:ed)?)\b", re.I)),
    ("modified", re.compile(
        r"^(?:modif(?:y|ied)|updated?|chang(?:e|ed)|extend(?:ed)?|refactor(?:ed)?|enhanced?|edit(?:ed)?)\b", re.I)),
    ("removed", re.compile(r"^(?:remov(?:e|ed)|deleted?|dropped|deprecated|retired)\b", re.I)),
)  # fmt: skip
_ASIDE = re.compile(r"\s*[(\[](?P<in>[^()\[\]]{2,40})[)\]](?![(\[])[\s.:]*$")
_PURPOSE_KEYS = frozenset({"purpose", "responsibility", "responsibilities", "role", "description", "what it does"})
_CODE_NAME = re.compile(
    r"^(?P<name>(?:\*\*|__)?`[^`]{1,160}`(?:\*\*|__)?(?:\s*\([^()]{1,40}\))?)\s*(?:[:：]|[—–]|--?(?=\s)|$)\s*(?P<rest>.*)$"
)
_DASH = re.compile(r"^(?P<name>[^`:—–]{2,60}?)\s(?:[—–]|--?)\s+(?P<rest>\S.*)$")
_NO_COMPONENT = re.compile(
    r"\b(?:diagrams?|flow|interactions?|hierarchy|relationships?|tree|overview|structure|considerations|notes?|interfaces|models?"
    r"|rationale|checklist|strategy)$",
    re.I,
)
_COUNTED = re.compile(r"^Component\s+\d+\s*[:.–—-]\s*", re.I)
_LONGEST_NAME = 90

_Row = tuple[str, str | None, ChangeWord | None, int]


def read_components(index: SectionIndex, source: str) -> tuple[Component, ...]:
    """Every component that the document lists, each name once."""
    found: dict[str, Component] = {}
    for raw, purpose, stated, line in sorted(_all(index), key=_line):
        name, behind = _change_behind(unwrap(raw))
        words = plain(name)
        if not words or len(words) > _LONGEST_NAME or is_slot(name) or is_unfilled(name) or says_nothing(name):
            continue
        text = (purpose or "").strip()
        change = stated or behind
        if text and change is None:
            text, change = _change_behind(text)
        if not text or says_nothing(text):
            text = None
        found.setdefault(normal(words) or words, Component(name, text, change, source, line))
    return tuple(found.values())


def _line(row: _Row) -> int:
    return row[3]


def _all(index: SectionIndex) -> Iterator[_Row]:
    inside: set[int] = set()
    for entry in index.of("components"):
        if not entry.value:
            yield from _entry(entry, inside)
    for placed in index.tables:
        if placed.table.line not in inside:
            yield from _table(placed.table, placed.heads, None, alone=True)


def _entry(entry: Passage, inside: set[int]) -> Iterator[_Row]:
    """A place of components: its tables, else its lists; then its sub-headings."""
    listed = list(_listed(entry.blocks, change_word(entry.title), inside))
    yield from listed
    if entry.section is None:
        return
    for section in entry.section.sections:
        word = change_word(section.title)
        if any(isinstance(block, Table) for block in section.blocks) or (word and len(section.title.split()) <= 3):
            yield from _listed(section.blocks, word, inside)
        elif not listed and not _NO_COMPONENT.search(section.title.rstrip(" :")):
            yield _COUNTED.sub("", unnumbered(section.raw_title)), _purpose(section.blocks), None, section.line


def _listed(blocks: Sequence[Block], own: ChangeWord | None, inside: set[int]) -> Iterator[_Row]:
    tables = [block for block in blocks if isinstance(block, Table)]
    for table in tables:
        inside.add(table.line)
        yield from _table(table, heads_of(table), own, alone=False)
    for item in () if tables else items_in(blocks):
        row = _item(item.text.raw) if item.text is not None else None
        if row is not None:
            yield row[0], row[1] or _purpose(item.blocks), own, item.line


def _item(raw: str) -> tuple[str, str | None] | None:
    """``**Name**: purpose``, ``Name: purpose``, `` `name` — purpose``, a name alone; a sentence is no component."""
    match = _CODE_NAME.match(raw) or _DASH.match(raw)
    if match is not None:
        return match["name"], match["rest"] or None
    lead = lead_of(raw) or plain_lead(raw)
    if lead is not None:
        return (lead.name, lead.rest or None) if len(plain(lead.name).split()) <= 8 else None
    words = plain(raw)
    return (raw, None) if len(words.split()) <= 4 and words[-1:] not in (".", ":", "?", "!") else None


def _purpose(blocks: Sequence[Block]) -> str | None:
    """What a component is for: the value under that key, else a first paragraph of prose."""
    for label in labels_in(blocks, allow_plain=True):
        if label.name in _PURPOSE_KEYS and label.raw:
            return label.raw
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and not first.text.plain.endswith((":", "：")) and not first.text.raw.startswith("**"):
        return first.text.raw
    return None


def _table(table: Table, heads: Sequence[str], own: ChangeWord | None, *, alone: bool) -> Iterator[_Row]:
    """The rows of a table of components; one that stands *alone* says of each what it is for, and what is done to it."""
    name = column(heads, *(_OWN_NAMES if alone else _NAMES))
    purpose = column(heads, *_PURPOSES)
    change = column(heads, *_CHANGES)
    if name is None or (
        alone and (name or purpose is None or (len(heads) > 2 and (change is None or heads[change] in _VAGUE)))
    ):
        return
    for row in table.rows:
        word = change_word(plain(cell(row, change))) if change is not None else None
        if cell(row, name):
            yield cell(row, name), cell(row, purpose), word or own, row[0].line


def _change_behind(text: str) -> tuple[str, ChangeWord | None]:
    """A text without ``(new)`` at its end, and what that says."""
    match = _ASIDE.search(text[-60:])
    word = change_word(match["in"]) if match else None
    return (text[: len(text) - len(match.group(0))].strip(), word) if match and word else (text, None)


def change_word(words: str) -> ChangeWord | None:
    """The change that words begin with; None for "New/Modified", which chooses nothing."""
    text = words.strip(" *_`✅🆕✏️")
    if "/" in text[:14]:
        return None
    return next((word for word, pattern in _WORDS if pattern.match(text)), None)
