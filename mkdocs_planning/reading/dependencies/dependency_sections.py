"""The sections, labels, lists and tables of a document that say what it waits for.

How much is believed depends on the heading: under "Required Features" or "Blocked by" every line counts; under
"Dependencies", which is just as often a list of libraries, what reads like one is left out; and deep in
the document only what names a ticket, an id or a file counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.dependencies.dependency_parser import (
    Own,
    Wait,
    is_kit_file,
    is_library,
    read_wait,
    split_list,
    take_tokens,
)
from mkdocs_planning.reading.dependencies.dependency_scope import (
    Direction,
    Scope,
    Trust,
    direction_of,
    scope_of,
)
from mkdocs_planning.reading.labels import paragraph_labels, split_text
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.table_cells import cell, column, heads_of
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.section_matcher import ABOUT_NOTHING, TitleFacts
from mkdocs_planning.vocabulary.section_titles import DEPENDENCIES, DEPENDENCY_KEYS

_WAITING = re.compile(
    r"\b(?:must|needs? to|has to|have to|sign(?:ed|s|ature)?|agree[sd]?|agreement|approv(?:ed?|al)|deliver(?:ed|s|y)?|promised|"
    r"wait(?:s|ing)?|blocked|credentials|contract|decision|decided|completed?|finish(?:ed)?|released?|merged|confirmed|team)\b",
    re.I,
)
_KEYED = re.compile(
    r"^(?P<key>depends on|blocked by|builds on|waits for|waiting (?:for|on)|requires|enables|blocks|unblocks|required by)\s+"
    r"(?P<what>\S.*)$",
    re.I,
)
_DEPENDS = re.compile(
    r"\b(?:depends on|blocked by|waits for|waiting (?:for|on)|builds on|cannot (?:start|begin) (?:before|until)|must wait)\b",
    re.I,
)
_WAITS = re.compile(r"block|\b[Dd]epends? on|\b[Ww]ait", re.A)
_SENTENCE = re.compile(
    r"(?:^|[.;!]\s+)(?:this |it )?(?:is )?(?P<verb>blocked by|depends on|blocks)\s+"
    r"(?P<what>(?=(?:[A-Z][A-Z0-9]{1,9}-|[\w.-]{0,40}/?[\w.-]{0,40}#)\d|\[[^\[\]]*\]\()[^.;:!?]{2,120})(?=[.;!]|$)",
    re.I,
)
"""Such a sentence begins with the verb and goes on with a ticket or a link."""
_MARK = re.compile(r"\[[~\-/>!]\]\s")
_OWN_ID = re.compile(r"(?:\*\*)?(?:DEP|DEPENDENCY|PRE|PREREQ|BLOCKER|D|B)-?\d{1,4}(?:\*\*)?\s*:(?:\*\*)?\s+(?=\S)")
"""The number of an entry in the list itself."""
_INTRODUCTION = 60
"""A longer line is a sentence that happens to end with a colon."""
_OWN_HEADS = frozenset(
    {"story", "user story", "phase", "task", "step", "bullet", "us", "wp", "tasks", "phases", "package", "library"}
)
_NAME_HEADS = (
    "dependency", "dependencies", "blocker", "plan", "spec", "feature", "item", "name", "what", "prerequisite",
)  # fmt: skip


class Found(Struct, frozen=True):
    """What one line names, and which way it points."""

    wait: Wait
    line: int
    direction: Direction


def read_sections(index: SectionIndex, own: Own) -> list[Found]:
    """The dependencies beneath the headings and labels that say that they are."""
    found: list[Found] = []
    reader = _Reader(own, index)
    scopes: dict[int, Scope] = {}
    for section, facts in _telling(index):
        around = scopes.get(section.parent.line) if section.parent is not None else None
        scope = _scope_of_section(section, facts, around, index)
        if scope is not None:
            scopes[section.line] = scope
            found += reader.section(section.blocks, scope)
        elif around is None:
            header = section.level <= 1 and not found
            found += reader.labelled(section.blocks, Scope("upstream", "words" if header else "named"))
    return found


def _telling(index: SectionIndex) -> list[tuple[Section, TitleFacts]]:
    """The sections whose heading or labels are about dependencies, in the order of the file, with what the heading says."""
    found = {id(section): (section, facts) for section, facts in index.headings if not facts.subjects.isdisjoint(DEPENDENCIES)}
    for passage in index.of(*DEPENDENCIES):
        found.setdefault(id(passage.within), (passage.within, ABOUT_NOTHING))
    return sorted(found.values(), key=_line_and_level)


def _line_and_level(entry: tuple[Section, TitleFacts]) -> tuple[int, int]:
    return entry[0].line, entry[0].level


def _scope_of_section(section: Section, facts: TitleFacts, around: Scope | None, index: SectionIndex) -> Scope | None:
    """What the heading of a section says; deep in the document and in a phase only what names something counts."""
    scope = scope_of(facts, around)
    if scope is None:
        return None
    deep = scope.trust == "words" and around is None and not _near_top(section)
    return Scope(scope.direction, "named") if deep or index.unit_above(section) is not None else scope


def _near_top(section: Section) -> bool:
    """Whether a section speaks for the whole document: an H2, or right beneath the title."""
    return section.level <= 2 or section.parent is None or section.parent.level <= 1


def _introduction(block: Paragraph) -> str | None:
    """The words of a short paragraph that ends with a colon."""
    words = block.text.plain
    return words.rstrip(": ") if words.rstrip().endswith(":") and len(words) <= _INTRODUCTION else None


class _Reader:
    def __init__(self, own: Own, index: SectionIndex) -> None:
        self.own = own
        self.index = index
        self.vocabulary = index.vocabulary

    def section(self, blocks: Iterable[Block], scope: Scope) -> Iterator[Found]:
        """The dependencies of a section about them: its lists and tables, its labels and theirs, and telling sentences."""
        current: Scope | None = scope
        for block in blocks:
            if not isinstance(block, Paragraph):
                if current is not None:
                    yield from self._listed(block, current)
                continue
            labels = paragraph_labels(block.text)
            for label in labels:
                current = self._label_scope(label.key, scope)
                if current is not None and label.raw:
                    yield from self.value(label.raw, label.line, current)
            if labels:
                continue
            title = _introduction(block)
            if title is not None:
                current = scope_of(self.index.facts(title), scope) or (scope if " " in title else None)
            else:
                current = scope
                yield from self._sentence(block, scope)

    def labelled(self, blocks: Iterable[Block], scope: Scope) -> Iterator[Found]:
        """The dependencies beneath the labels of a section that is about something else."""
        current: Scope | None = None
        for block in blocks:
            if isinstance(block, Paragraph):
                labels = paragraph_labels(block.text)
                current = self._label_scope(labels[-1].key, scope) if labels else None
            elif current is not None:
                yield from self._listed(block, current)

    def _listed(self, block: Block, scope: Scope) -> Iterator[Found]:
        """The dependencies of a list, of a table, or of the lists in a quote."""
        if isinstance(block, ListBlock):
            yield from self.items(block, scope)
        elif isinstance(block, Table):
            yield from self.table(block, scope)
        elif isinstance(block, Quote):
            for inner in block.blocks:
                if isinstance(inner, ListBlock):
                    yield from self.items(inner, scope)

    def _label_scope(self, key: str, scope: Scope) -> Scope | None:
        made = scope_of(self.index.facts(key), scope)
        return Scope(made.direction, "named") if made is not None and scope.trust == "named" else made

    def _sentence(self, block: Paragraph, scope: Scope) -> Iterator[Found]:
        """A paragraph counts where it is a short name under "Blocked by", or says that it waits and names for what."""
        if len(block.text.plain) > 400:
            return
        short = scope.trust == "all" and len(block.text.plain.split()) <= 12
        if short and len(split_list(block.text.raw)) > 1:
            yield from self.value(block.text.raw, block.line, scope)
            return
        for wait in read_wait(block.text.raw, self.vocabulary):
            if (short or (wait.sure and _DEPENDS.search(block.text.plain))) and not self.own.has(plain(wait.text)):
                yield Found(wait, block.line, scope.direction)

    def items(self, block: ListBlock, scope: Scope) -> Iterator[Found]:
        """The items of a list; most of them libraries, or parts of this plan, makes it a list of these."""
        texts = [item.text.raw for item in block.items if item.text is not None]
        trust = scope.trust
        if trust in ("words", "waiting") and sum(map(is_library, texts)) * 2 > len(texts):
            trust = "named"
        if scope.direction == "upstream" and sum(self.own.has(plain(text)) for text in texts) * 2 > len(texts):
            trust = "named"
        for item in block.items:
            if item.text is None:
                continue
            pairs = split_text(item.text.head, allow_plain=True) if item.box is None else ()
            group = self._label_scope(pairs[0][0], scope) if pairs else None
            if group is not None and pairs:
                if pairs[0][1]:
                    yield from self.value(pairs[0][1], item.line, group)
                for inner in item.blocks:
                    if isinstance(inner, ListBlock):
                        yield from self.items(inner, group)
                continue
            yield from self._item(item, Scope(scope.direction, trust))

    def _item(self, item: Item, scope: Scope) -> Iterator[Found]:
        if item.text is None:
            return
        raw = item.text.raw
        if _MARK.match(raw):
            raw = raw[4:]
        if own_id := _OWN_ID.match(raw):
            raw = raw[own_id.end() :]
        if scope.direction == "upstream" and (self.own.has(plain(raw)) or is_kit_file(plain(raw))):
            return
        for wait in read_wait(raw, self.vocabulary, done=item.box in ("x", "X") or item.text.struck):
            if wait.blocked_by is not None and self.own.has(wait.blocked_by):
                continue
            if self._counts(wait, raw, scope.trust, boxed=item.box is not None):
                yield Found(wait, item.line, scope.direction)

    def _counts(self, wait: Wait, raw: str, trust: Trust, *, boxed: bool) -> bool:
        if trust == "all" or wait.sure:
            return True
        if trust == "named" or is_kit_file(plain(raw)):
            return False
        if boxed:
            return not is_library(raw) or " " in plain(raw)
        return not is_library(raw) and (trust == "words" or bool(_WAITING.search(plain(raw))))

    def value(self, raw: str, line: int, scope: Scope) -> Iterator[Found]:
        """The parts of a value behind a label (``**Blocked by**: PLAT-12, PLAT-14``)."""
        for part in split_list(raw):
            words = plain(part)
            if self.own.has(words) or is_kit_file(words):
                continue
            for wait in read_wait(part, self.vocabulary):
                if self._counts(wait, part, scope.trust, boxed=False):
                    yield Found(wait, line, scope.direction)

    def table(self, table: Table, scope: Scope) -> Iterator[Found]:
        """Rows of a table: the name in the first telling column; a column of relations says the direction."""
        heads = heads_of(table)
        if not heads or heads[0] in _OWN_HEADS or {"version", "package", "library", "license"} & set(heads):
            return
        name = column(heads, *_NAME_HEADS)
        name = 0 if name is None else name
        relation = column(heads, "direction", "dependency direction", "relationship", "relation", "type")
        status = column(heads, "status", "state", "resolved", "done")
        ticket = column(heads, "ticket", "issue", "tracking", "blocked by", "id")
        for row in table.rows:
            raw = cell(row, name)
            direction: Direction | None = scope.direction
            if relation is not None and heads[relation] != "type":
                direction = direction_of(cell(row, relation), raw)
            if direction is None or not raw or self.own.has(plain(raw)):
                continue
            done = self.vocabulary.status_of(plain(cell(row, status))) == "complete" if cell(row, status) else False
            for wait in read_wait(raw, self.vocabulary, done=done):
                identity = plain(cell(row, ticket)) if ticket is not None and ticket != name else ""
                if identity and wait.blocked_by is None:
                    wait = (read_wait(f"{raw} (blocked by: {cell(row, ticket)})", self.vocabulary, done=done) or [wait])[0]
                tracked = status is not None and scope.trust == "words" and not is_library(raw, bare=False)
                if tracked or self._counts(wait, raw, scope.trust, boxed=False):
                    yield Found(wait, row[0].line if row else table.line, direction)


def named_dependencies(index: SectionIndex, own: Own) -> list[Found]:
    """What is named anywhere else: labels ("Depends on: PLAT-12") and ``(blocked by: …)`` behind an item."""
    found: list[Found] = []
    reader = _Reader(own, index)
    for placed in index.texts:
        raw, item = placed.text.raw, placed.item
        if "lock" in raw or "epend" in raw or "ait" in raw or "LOCK" in raw:  # most texts have none, and wait for nothing
            if item is not None and _WAITS.search(raw):
                found += _token(item, reader)
            if (item is None or item.box is None) and ("lock" in raw or "epends" in raw or "LOCK" in raw):
                found += _said(placed.text, reader)
    for passage in index.of(*DEPENDENCY_KEYS):
        found += _keyed(passage, reader)
    return found


def _said(text: Text, reader: _Reader) -> Iterator[Found]:
    """What a sentence names that is nothing but that (``Blocked by #377.``, ``is blocked by SEC-220 Key ceremony``)."""
    for line in text.lines:
        for match in _SENTENCE.finditer(line.raw):
            direction: Direction = "downstream" if match["verb"].lower() == "blocks" else "upstream"
            yield from reader.value(match["what"], line.number, Scope(direction, "named"))


def _token(item: Item, reader: _Reader) -> Iterator[Found]:
    if item.text is None or not take_tokens(item.text.raw)[1]:
        return
    raw = reader.own.texts.get(item.line) or item.text.raw
    for wait in read_wait(raw, reader.vocabulary, done=item.box in ("x", "X") or item.text.struck):
        if wait.blocked_by and not reader.own.has(wait.blocked_by) and len(wait.blocked_by.split()) <= 8:
            yield Found(wait, item.line, "upstream")


def _keyed(passage: Passage, reader: _Reader) -> Iterator[Found]:
    """What a bold key names: behind it (``**Depends on**: PLAT-12``), or in itself (``**Depends on PLAT-12**``)."""
    down = "downstream key" in passage.subjects
    if down or "upstream key" in passage.subjects:
        if passage.value:
            scope = Scope("downstream" if down else "upstream", "named")
            yield from reader.value(passage.value, passage.line, scope)
    elif not passage.value and (match := _KEYED.match(passage.title)) and reader.index.unit_above(passage.within) is None:
        down = normal(match["key"]) in ("enables", "blocks", "unblocks", "required by")
        yield from reader.value(match["what"], passage.line, Scope("downstream" if down else "upstream", "named"))
