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
from mkdocs_planning.markdown.outline import Block, Item, ListBlock, Outline, Paragraph, Quote, Section, Table, Text
from mkdocs_planning.reading.dependencies.dependency_parser import (
    Own,
    Wait,
    is_kit_file,
    is_library,
    read_wait,
    split_list,
    take_tokens,
)
from mkdocs_planning.reading.dependencies.dependency_titles import (
    DOWN_KEYS,
    UP_KEYS,
    Direction,
    Place,
    Trust,
    direction_of,
    place_of,
)
from mkdocs_planning.reading.labels import paragraph_labels, split_text
from mkdocs_planning.reading.sections import cell, column, unit_above
from mkdocs_planning.reading.stems import StemLines
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import SECTIONS

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
_OWN_HEADS = frozenset(
    {"story", "user story", "phase", "task", "step", "bullet", "us", "wp", "tasks", "phases", "package", "library"}
)
_NAME_HEADS = (
    "dependency", "dependencies", "blocker", "plan", "spec", "feature", "item", "name", "what", "prerequisite",
)  # fmt: skip


STEMS = (
    b"block", b"depend", b"wait", b"stream", b"requires", b"required", b"requisite", b"must have", b"must be", b"builds",
    b"relationship", b"impacted", b"enables", b"external",
)  # fmt: skip
"""One of these stands in each line that names a dependency, and in each heading or label above some."""


class Found(Struct, frozen=True):
    """What one line names, and which way it points."""

    wait: Wait
    line: int
    direction: Direction


def read_sections(outline: Outline, own: Own, vocabulary: Vocabulary, stems: StemLines) -> list[Found]:
    """The dependencies that stand under headings which say that they are; *stems* are the lines with :data:`STEMS`."""
    found: list[Found] = []
    added = vocabulary.sections["dependencies"] is not SECTIONS["dependencies"]
    if not stems.lines and not added:
        return found
    reader = _Reader(own, vocabulary)
    places: dict[int, Place] = {}
    for section in outline.sections:
        parent = section.parent
        around = places.get(parent.line) if parent is not None else None
        if not (added or section.own(stems.lines)):
            continue
        place = place_of(section.title, around, vocabulary) if section.level else None
        if place is not None:
            deep = place.trust == "words" and around is None and not _near_top(section)
            if deep or unit_above(section) is not None:
                place = Place(place.direction, "named")
        if place is not None:
            places[section.line] = place
            found += reader.blocks(section.blocks, place)
        elif around is None and any(isinstance(block, Paragraph) and _has_key(block.text) for block in section.blocks):
            header = section.level <= 1 and not found
            inside = Place("upstream", "words" if header else "named")
            found += reader.blocks(section.blocks, inside, labelled=True)
    return found


def _has_key(text: Text) -> bool:
    """Whether a text may hold a marked key: the cheap test before its labels are read."""
    raw = text.raw
    return ("**" in raw or "__" in raw) and (":" in raw or "：" in raw)


def _near_top(section: Section) -> bool:
    """Whether a section speaks for the whole document: an H2, or right beneath the title."""
    return section.level <= 2 or section.parent is None or section.parent.level <= 1


class _Reader:
    def __init__(self, own: Own, vocabulary: Vocabulary) -> None:
        self.own = own
        self.vocabulary = vocabulary

    def blocks(self, blocks: Iterable[Block], place: Place, *, labelled: bool = False) -> Iterator[Found]:
        """The dependencies of a section: its lists and tables, its labels and theirs, and telling sentences.

        With *labelled* only what stands beneath a label counts: the section itself is about something else.
        """
        current: Place | None = None if labelled else place
        for block in blocks:
            if isinstance(block, Paragraph):
                labels = paragraph_labels(block.text)
                if labels:
                    for label in labels:
                        current = self._label_place(label.key, place)
                        if current is not None and label.raw and not labelled:
                            yield from self.value(label.raw, label.line, current)
                elif labelled:
                    current = None
                elif block.text.plain.rstrip().endswith(":") and len(block.text.plain) <= 60:
                    title = block.text.plain.rstrip(": ")
                    current = place_of(title, place, self.vocabulary) or (place if " " in title else None)
                else:
                    current = place
                    yield from self._sentence(block, place)
            elif isinstance(block, ListBlock) and current is not None:
                yield from self.items(block, current)
            elif isinstance(block, Table) and current is not None:
                yield from self.table(block, current)
            elif isinstance(block, Quote) and current is not None:
                for inner in block.blocks:
                    if isinstance(inner, ListBlock):
                        yield from self.items(inner, current)

    def _label_place(self, key: str, place: Place) -> Place | None:
        made = place_of(key, place, self.vocabulary)
        if made is not None:
            return Place(made.direction, "named") if place.trust == "named" and made.trust != "none" else made
        name = normal(key)
        if name in UP_KEYS or name in DOWN_KEYS:
            return Place("upstream" if name in UP_KEYS else "downstream", place.trust)
        return None

    def _sentence(self, block: Paragraph, place: Place) -> Iterator[Found]:
        """A paragraph counts where it is a short name under "Blocked by", or says that it waits and names for what."""
        if len(block.text.plain) > 400:
            return
        short = place.trust == "all" and len(block.text.plain.split()) <= 12
        if short and len(split_list(block.text.raw)) > 1:
            yield from self.value(block.text.raw, block.line, place)
            return
        for wait in read_wait(block.text.raw, self.vocabulary):
            if (short or (wait.sure and _DEPENDS.search(block.text.plain))) and not self.own.has(plain(wait.text)):
                yield Found(wait, block.line, place.direction)

    def items(self, block: ListBlock, place: Place) -> Iterator[Found]:
        """The items of a list; most of them libraries, or parts of this plan, makes it a list of these."""
        texts = [item.text.raw for item in block.items if item.text is not None]
        trust = place.trust
        if trust in ("words", "waiting") and sum(map(is_library, texts)) * 2 > len(texts):
            trust = "named"
        if place.direction == "upstream" and sum(self.own.has(plain(text)) for text in texts) * 2 > len(texts):
            trust = "named"
        for item in block.items:
            if item.text is None:
                continue
            pairs = split_text(item.text.head, allow_plain=True) if item.box is None else ()
            group = self._label_place(pairs[0][0], place) if pairs else None
            if group is not None and pairs:
                if pairs[0][1]:
                    yield from self.value(pairs[0][1], item.line, group)
                for inner in item.blocks:
                    if isinstance(inner, ListBlock):
                        yield from self.items(inner, group)
                continue
            yield from self._item(item, Place(place.direction, trust))

    def _item(self, item: Item, place: Place) -> Iterator[Found]:
        if item.text is None:
            return
        raw = item.text.raw
        if _MARK.match(raw):
            raw = raw[4:]
        if own_id := _OWN_ID.match(raw):
            raw = raw[own_id.end() :]
        if place.direction == "upstream" and (self.own.has(plain(raw)) or is_kit_file(plain(raw))):
            return
        for wait in read_wait(raw, self.vocabulary, done=item.box in ("x", "X") or item.text.struck):
            if wait.blocked_by is not None and self.own.has(wait.blocked_by):
                continue
            if self._counts(wait, raw, place.trust, boxed=item.box is not None):
                yield Found(wait, item.line, place.direction)

    def _counts(self, wait: Wait, raw: str, trust: Trust, *, boxed: bool) -> bool:
        if trust == "all" or wait.sure:
            return trust != "none"
        if trust == "named" or is_kit_file(plain(raw)):
            return False
        if boxed:
            return not is_library(raw) or " " in plain(raw)
        return not is_library(raw) and (trust == "words" or bool(_WAITING.search(plain(raw))))

    def value(self, raw: str, line: int, place: Place) -> Iterator[Found]:
        """The parts of a value behind a label (``**Blocked by**: PLAT-12, PLAT-14``)."""
        for part in split_list(raw):
            words = plain(part)
            if self.own.has(words) or is_kit_file(words):
                continue
            for wait in read_wait(part, self.vocabulary):
                if self._counts(wait, part, place.trust, boxed=False):
                    yield Found(wait, line, place.direction)

    def table(self, table: Table, place: Place) -> Iterator[Found]:
        """Rows of a table: the name in the first telling column; a column of relations says the direction."""
        heads = [normal(text.plain) for text in table.head]
        if not heads or heads[0] in _OWN_HEADS or {"version", "package", "library", "license"} & set(heads):
            return
        name = column(heads, *_NAME_HEADS)
        name = 0 if name is None else name
        relation = column(heads, "direction", "dependency direction", "relationship", "relation", "type")
        status = column(heads, "status", "state", "resolved", "done")
        ticket = column(heads, "ticket", "issue", "tracking", "blocked by", "id")
        for row in table.rows:
            raw = cell(row, name)
            direction: Direction | None = place.direction
            if relation is not None and heads[relation] != "type":
                direction = direction_of(cell(row, relation), raw)
            if direction is None or not raw or self.own.has(plain(raw)):
                continue
            done = self.vocabulary.status_of(plain(cell(row, status))) == "complete" if cell(row, status) else False
            for wait in read_wait(raw, self.vocabulary, done=done):
                identity = plain(cell(row, ticket)) if ticket is not None and ticket != name else ""
                if identity and wait.blocked_by is None:
                    wait = (read_wait(f"{raw} (blocked by: {cell(row, ticket)})", self.vocabulary, done=done) or [wait])[0]
                tracked = status is not None and place.trust == "words" and not is_library(raw, bare=False)
                if tracked or self._counts(wait, raw, place.trust, boxed=False):
                    yield Found(wait, row[0].line if row else table.line, direction)


def named_dependencies(outline: Outline, own: Own, vocabulary: Vocabulary, stems: StemLines) -> list[Found]:
    """What is named anywhere else: labels ("Depends on: PLAT-12") and ``(blocked by: …)`` behind an item."""
    found: list[Found] = []
    reader = _Reader(own, vocabulary)
    for section in outline.sections if stems.lines else ():
        inside = [section.blocks] if section.own(stems.lines) else []
        while inside:
            for block in inside.pop():
                if isinstance(block, Paragraph):
                    if stems.on(block.text):
                        if _has_key(block.text):
                            found += _labelled(block.text, reader, section)
                        found += _said(block.text, reader)
                elif isinstance(block, ListBlock):
                    for item in block.items:
                        text = item.text
                        if text is not None and stems.on(text):
                            if _waits(text.raw):
                                found += _token(item, reader)
                            if item.box is None:
                                found += _said(text, reader)
                            if item.box is None and text.raw.startswith(("**", "__")) and _has_key(text):
                                found += _labelled(text, reader, section)
                        if item.blocks:
                            inside.append(item.blocks)
                elif isinstance(block, Quote):
                    inside.append(block.blocks)
    return found


def _said(text: Text, reader: _Reader) -> Iterator[Found]:
    """What a sentence names that is nothing but that (``Blocked by #377.``, ``is blocked by SEC-220 Key ceremony``)."""
    if not ("lock" in text.raw or "epends" in text.raw or "LOCK" in text.raw):
        return
    for line in text.lines:
        for match in _SENTENCE.finditer(line.raw):
            direction: Direction = "downstream" if match["verb"].lower() == "blocks" else "upstream"
            yield from reader.value(match["what"], line.number, Place(direction, "named"))


def _waits(raw: str) -> bool:
    """Whether an item speaks of waiting; most have none of the letters that the pattern needs."""
    return ("block" in raw or "epend" in raw or "ait" in raw) and _WAITS.search(raw) is not None


def _token(item: Item, reader: _Reader) -> Iterator[Found]:
    if item.text is None or not take_tokens(item.text.raw)[1]:
        return
    raw = reader.own.texts.get(item.line) or item.text.raw
    for wait in read_wait(raw, reader.vocabulary, done=item.box in ("x", "X") or item.text.struck):
        if wait.blocked_by and not reader.own.has(wait.blocked_by) and len(wait.blocked_by.split()) <= 8:
            yield Found(wait, item.line, "upstream")


def _labelled(text: Text, reader: _Reader, section: Section) -> Iterator[Found]:
    for label in paragraph_labels(text):
        name = label.name
        direction: Direction = "downstream" if name in DOWN_KEYS else "upstream"
        if name in UP_KEYS or name in DOWN_KEYS:
            if label.raw:
                yield from reader.value(label.raw, label.line, Place(direction, "named"))
        elif not label.raw and (match := _KEYED.match(label.key)) and unit_above(section) is None:
            down = normal(match["key"]) in ("enables", "blocks", "unblocks", "required by")
            yield from reader.value(match["what"], label.line, Place("downstream" if down else "upstream", "named"))
