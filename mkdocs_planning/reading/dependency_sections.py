"""The sections, labels, lists and tables of a document that say what it waits for.

How much is believed depends on the heading: under "Required Features" or "Blocked by" every line counts; under
"Dependencies", which is just as often a list of libraries, what reads like one is left out; and deep in
the document only what names a ticket, an id or a file counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from mkdocs_planning.reading.labels import paragraph_labels, plain, split_line
from mkdocs_planning.reading.outline import Block, Item, ListBlock, Outline, Paragraph, Quote, Section, Table
from mkdocs_planning.reading.sections import cell, column, subject, unit_above
from mkdocs_planning.reading.waits import Own, Wait, is_kit_file, is_library, read_wait, split_list, take_tokens
from mkdocs_planning.vocabulary import DOWNSTREAM_KEYS, UPSTREAM_KEYS, Vocabulary, normal

Direction = Literal["upstream", "downstream"]
Trust = Literal["all", "words", "waiting", "named", "none"]
"""What counts under a heading: all lines; all but libraries; what speaks of waiting; what names a ticket, id or file."""

_STRONG = re.compile(
    r"^(?:upstream(?: dependenc(?:y|ies)| blockers?| plans?)?|(?:current |known |open |active |external |hard |main )?blockers?"
    r"(?: dependencies)?|blocked (?:by|on)|blocking (?:issues?|tickets?|dependencies)|depends on|wait(?:s|ing) (?:for|on)"
    r"|required (?:features?|plans?|specs?|work|changes)|must have before starting|must be (?:done|in place) (?:first|before)"
    r"|builds on|(?:cross|inter) (?:spec|plan|team|project|feature|epic|story|repo) dependencies"
    r"|(?:plan|feature|spec|project|teams?|hard|soft|blocking|epic|other|organi[sz]ational|internal|upstream) dependencies"
    r"|dependencies on (?:other )?(?:plans|teams|specs|features|epics|projects|tickets|work)|requires blockers?"
    r"|relationships? (?:to|with) other (?:stories|plans|specs|features|epics)|prerequisite (?:features?|plans?|work|stories))$"
)
_WEAK = re.compile(
    r"^(?:key |main |project |plan )?(?:dependenc(?:y|ies)|pre ?requisites?|requires|blockers)"
    r"(?: (?:and )?(?:blockers?|dependencies|prerequisites|constraints|integrations?|links|sequencing|related work))?$"
)
_MIXED = re.compile(
    r"^(?:risks?|assumptions?|constraints?|dependencies|blockers?|issues)"
    r"(?: (?:and )?(?:risks?|assumptions?|dependencies|constraints?|blockers?|issues)){1,3}$"
)
_EXTERNAL = re.compile(r"^external(?: dependenc(?:y|ies)| teams?)?$")
_DOWN = re.compile(
    r"^(?:downstream(?: (?:impact|dependenc(?:y|ies)|consumers?|effects?|plans?|teams?|work))?|blocks|unblocks|dependents?"
    r"|impacted (?:teams?|systems?|plans?|features?)|required by|enables)$"
)
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
_UP = frozenset(normal(key) for key in UPSTREAM_KEYS) - {"after", "needs", "requires"}
_DOWN_KEYS = frozenset(normal(key) for key in DOWNSTREAM_KEYS) - {"enables"}
_FLIP = re.compile(r"\b(?:supports?|enables?|blocks|unblocks|feeds|downstream|used by|consumed by|required by)\b", re.I)
_RELIES = re.compile(
    r"\b(?:depends?|builds? on|extends?|requires?|uses?|consumes?|needs?|blocked|upstream|after|waits?)\b", re.I
)
_MARK = re.compile(r"\[[~\-/>!]\]\s")
_OWN_HEADS = frozenset(
    {"story", "user story", "phase", "task", "step", "bullet", "us", "wp", "tasks", "phases", "package", "library"}
)
_NAME_HEADS = (
    "dependency", "dependencies", "blocker", "plan", "spec", "feature", "item", "name", "what", "prerequisite",
)  # fmt: skip


NAMING = (
    b"block", b"depend", b"wait", b"stream", b"requisite", b"requires", b"required", b"enables", b"must", b"builds",
)  # fmt: skip
"""A document without any of these, lower case, names nothing by :func:`named_dependencies`."""
_TELLING = frozenset({
    "upstream", "downstream", "blocker", "blockers", "blocked", "blocking", "blocks", "unblocks", "depends", "dependency",
    "dependencies", "dependent", "dependents", "wait", "waits", "waiting", "required", "requires", "requisites",
    "prerequisite", "prerequisites", "must", "builds", "relationship", "relationships", "impacted", "enables", "external",
})  # fmt: skip
"""Words of which every pattern of a title needs at least one."""


class Found(Struct, frozen=True):
    wait: Wait
    line: int
    direction: Direction


class _Place(Struct, frozen=True):
    direction: Direction
    trust: Trust


def _title_place(title: str, inside: _Place | None, vocabulary: Vocabulary) -> _Place | None:
    """What a heading or label of this title makes of the lines beneath it; *inside* is the section around it."""
    words = subject(title)
    if _TELLING.isdisjoint(words.split()):
        return _Place("upstream", "words") if words in vocabulary.sections.get("dependencies", ()) else None
    if _DOWN.match(words) and (inside is not None or words.startswith(("downstream", "blocks", "impacted"))):
        return _Place("downstream", "all")
    if _STRONG.match(words):
        return _Place("upstream", "all")
    if _WEAK.match(words) or words in vocabulary.sections.get("dependencies", ()):
        return _Place("upstream", "words")
    if _MIXED.match(words) and "depend" in words:
        return _Place("upstream", "named")
    if _EXTERNAL.match(words):
        return _Place("upstream", "waiting")
    return None


def read_sections(outline: Outline, own: Own, vocabulary: Vocabulary) -> list[Found]:
    """The dependencies that stand under headings which say that they are."""
    found: list[Found] = []
    reader = _Reader(own, vocabulary)
    places: dict[int, _Place | None] = {}
    for section in outline.sections:
        parent = section.parent
        around = places.get(parent.line) if parent is not None else None
        place = _title_place(section.title, around, vocabulary) if section.level else None
        if place is not None:
            deep = place.trust == "words" and around is None and not _near_top(section)
            if deep or unit_above(section) is not None:
                place = _Place(place.direction, "named")
        places[section.line] = place
        if place is not None and section.blocks:
            found += reader.blocks(section.blocks, place)
        elif around is None and any(isinstance(block, Paragraph) and _has_key(block) for block in section.blocks):
            header = section.level <= 1 and not found
            inside = _Place("upstream", "words" if header else "named")
            found += reader.blocks(section.blocks, inside, labelled=True)
    return found


def _has_key(block: Paragraph) -> bool:
    """Whether a paragraph may hold a marked key: the cheap test before its labels are read."""
    raw = block.text.raw
    return ("**" in raw or "__" in raw) and (":" in raw or "：" in raw)


def _near_top(section: Section) -> bool:
    """Whether a section speaks for the whole document: an H2, or right beneath the title."""
    return section.level <= 2 or section.parent is None or section.parent.level <= 1


class _Reader:
    def __init__(self, own: Own, vocabulary: Vocabulary) -> None:
        self.own = own
        self.vocabulary = vocabulary

    def blocks(self, blocks: Iterable[Block], place: _Place, *, labelled: bool = False) -> Iterator[Found]:
        """The dependencies of a section: its lists and tables, its labels and theirs, and telling sentences.

        With *labelled* only what stands beneath a label counts: the section itself is about something else.
        """
        current: _Place | None = None if labelled else place
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
                    current = _title_place(title, place, self.vocabulary) or (place if " " in title else None)
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

    def _label_place(self, key: str, place: _Place) -> _Place | None:
        made = _title_place(key, place, self.vocabulary)
        if made is not None:
            return _Place(made.direction, "named") if place.trust == "named" and made.trust != "none" else made
        name = normal(key)
        if name in _UP or name in _DOWN_KEYS:
            return _Place("upstream" if name in _UP else "downstream", place.trust)
        return None

    def _sentence(self, block: Paragraph, place: _Place) -> Iterator[Found]:
        """A paragraph counts where it is a short name under "Blocked by", or says that it waits and names for what."""
        if len(block.text.plain) > 400:
            return
        short = place.trust == "all" and len(block.text.plain.split()) <= 12
        for wait in read_wait(block.text.raw, self.vocabulary):
            if (short or (wait.sure and _DEPENDS.search(block.text.plain))) and not self.own.has(plain(wait.text)):
                yield Found(wait, block.line, place.direction)

    def items(self, block: ListBlock, place: _Place) -> Iterator[Found]:
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
            pairs = split_line(item.text.lines[0], allow_plain=True) if item.text.lines and item.box is None else []
            group = self._label_place(pairs[0][0], place) if pairs else None
            if group is not None and pairs:
                if pairs[0][1]:
                    yield from self.value(pairs[0][1], item.line, group)
                for inner in item.blocks:
                    if isinstance(inner, ListBlock):
                        yield from self.items(inner, group)
                continue
            yield from self._item(item, _Place(place.direction, trust))

    def _item(self, item: Item, place: _Place) -> Iterator[Found]:
        if item.text is None:
            return
        raw = item.text.raw
        if _MARK.match(raw):
            raw = raw[4:]
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

    def value(self, raw: str, line: int, place: _Place) -> Iterator[Found]:
        """The parts of a value behind a label (``**Blocked by**: PLAT-12, PLAT-14``)."""
        for part in split_list(raw):
            words = plain(part)
            if self.own.has(words) or is_kit_file(words):
                continue
            for wait in read_wait(part, self.vocabulary):
                if self._counts(wait, part, place.trust, boxed=False):
                    yield Found(wait, line, place.direction)

    def table(self, table: Table, place: _Place) -> Iterator[Found]:
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
                direction = _relation(cell(row, relation), raw)
            if direction is None or not raw or self.own.has(plain(raw)):
                continue
            done = self.vocabulary.status_of(plain(cell(row, status))) == "complete" if cell(row, status) else False
            for wait in read_wait(raw, self.vocabulary, done=done):
                identity = plain(cell(row, ticket)) if ticket is not None and ticket != name else ""
                if identity and wait.blocked_by is None:
                    wait = (read_wait(f"{raw} (blocked by: {cell(row, ticket)})", self.vocabulary, done=done) or [wait])[0]
                if self._counts(wait, raw, place.trust, boxed=False):
                    yield Found(wait, row[0].line if row else table.line, direction)


def _relation(words: str, name: str) -> Direction | None:
    """The direction that a cell says: ``008 depends on 004``, ``005 extends 003`` in the row of 005, ``supports``."""
    text = plain(words)
    match = _FLIP.search(text) or _RELIES.search(text)
    if match is None:
        return None
    first = re.match(r"\W*(\w+)", plain(name))
    subject_is_row = first is not None and text.casefold().startswith(first.group(1).casefold() + " ")
    forward = not _FLIP.search(text)
    if not forward and "downstream" in text.casefold():
        return "downstream"
    return "upstream" if forward != subject_is_row else "downstream"


def named_dependencies(outline: Outline, own: Own, vocabulary: Vocabulary) -> list[Found]:
    """What is named anywhere else: labels ("Depends on: PLAT-12") and ``(blocked by: …)`` behind an item."""
    found: list[Found] = []
    reader = _Reader(own, vocabulary)
    for section in outline.sections:
        inside = [section.blocks] if section.blocks else []
        while inside:
            for block in inside.pop():
                if isinstance(block, Paragraph):
                    if _has_key(block):
                        found += _labelled(block, reader, section)
                elif isinstance(block, ListBlock):
                    for item in block.items:
                        if item.text is not None and "lock" in item.text.raw:
                            found += _token(item, reader)
                        if item.blocks:
                            inside.append(item.blocks)
                elif isinstance(block, Quote):
                    inside.append(block.blocks)
    return found


def _token(item: Item, reader: _Reader) -> Iterator[Found]:
    if item.text is None or not take_tokens(item.text.raw)[1]:
        return
    for wait in read_wait(item.text.raw, reader.vocabulary, done=item.box in ("x", "X") or item.text.struck):
        if wait.blocked_by and not reader.own.has(wait.blocked_by) and len(wait.blocked_by.split()) <= 8:
            yield Found(wait, item.line, "upstream")


def _labelled(block: Paragraph, reader: _Reader, section: Section) -> Iterator[Found]:
    for label in paragraph_labels(block.text):
        name = label.name
        direction: Direction = "downstream" if name in _DOWN_KEYS else "upstream"
        if name in _UP or name in _DOWN_KEYS:
            if label.raw:
                yield from reader.value(label.raw, label.line, _Place(direction, "named"))
        elif not label.raw and (match := _KEYED.match(label.key)) and unit_above(section) is None:
            down = normal(match["key"]) in ("enables", "blocks", "unblocks", "required by")
            yield from reader.value(match["what"], label.line, _Place("downstream" if down else "upstream", "named"))
