"""Decisions with what was chosen, why and when.

Read from places about decisions (lists, bold paragraphs, sub-headings), from tables with a decision column, from
headings ``Decision 1: …``, and from a ``Decision`` with its ``Rationale`` wherever the two stand together (NOTATION
§6). The one "Decision" section of a decision record is its text and no register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, ListBlock, Paragraph, Section, Table
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Decision
from mkdocs_planning.reading.changes.dated_texts import dated, undashed
from mkdocs_planning.reading.decisions.decision_fields import FIELDS, FoundDecision
from mkdocs_planning.reading.decisions.decision_tables import tabled_decisions
from mkdocs_planning.reading.entries import (
    Entry,
    Fields,
    entries_of,
    fields_of,
    is_no_entry,
    joined,
    lead_of,
    own_lines,
    plain_lead,
    unwrap,
    value_of,
)
from mkdocs_planning.reading.labels import labels_in, paragraph_labels, texts_of
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import Segment, flat, segments
from mkdocs_planning.vocabulary.normal_form import normal, unnumbered
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_NUMBERED = re.compile(
    r"^\W*(?:decision|ADR|AD|DD|TD|KD|D)[- ]?#?(?P<number>\d+(?:\.\d+)*|[A-Z]\d*-\d+)\s*"
    r"(?:[:：.)–—]|-\s|\s(?=[\"'`A-Z]))\s*(?P<title>\S.*)$",
    re.I | re.S,
)
_ANYWHERE = re.compile(r"^\W*decision\s+#?\d+\s*(?:[:：.)–—]|-\s)\s*(?P<title>\S.*)$", re.I | re.S)
_PREFIX = re.compile(
    r"^(?:\*\*|__|\*|_)?(?:Decision|Decided)(?:\*\*|__|\*|_)?\s*[:：]\s*(?:\*\*|__)?\s*(?P<rest>\S.*)$", re.S | re.I
)
_WHY = re.compile(
    r"(?:\*\*|__|\b)(?:Rationale|Reason|Because)\s*(?:[:：](?:\*\*|__)?|(?:\*\*|__)[:：])\s*(?P<text>\S.*)$", re.S
)
_TAIL = re.compile(r"→\s*\S.*$|[✅✔✓☑]\ufe0f?$", re.S)


def read_decisions(index: SectionIndex, source: str) -> tuple[Decision, ...]:
    """Every decision that the document registers, in the order of the file."""
    rows: dict[int, Decision] = {}
    claimed: set[int] = set()
    vocabulary = index.vocabulary
    inside = [passage for passage in index.of("decisions") if not _is_record(passage, index)]
    for placed in index.tables:
        parts = index.facts(placed.section.title).parts
        if not placed.nested and parts.isdisjoint(("alternatives", "questions")):
            here = "decisions" in parts or any(passage.within is placed.section for passage in inside)
            for row in tabled_decisions(placed.table, placed.heads, source, vocabulary, registered=here):
                rows.setdefault(row.line, row)
    for passage in inside:
        if passage.section is not None:
            claimed.update(section.line for section in passage.section.walk())
        for found in _of_passage(passage, index):
            _keep(rows, found, source, vocabulary)
    for found in _elsewhere(index, claimed):
        _keep(rows, found, source, vocabulary)
    return tuple(rows[line] for line in sorted(rows))


def _is_record(passage: Passage, index: SectionIndex) -> bool:
    """Whether a passage is a whole document about one decision, whose title speaks of decisions ("Use decision records")."""
    return passage.within.level == 1 and any(
        "outcome" in index.facts(section.title).subjects for section in passage.within.walk()
    )


def _keep(rows: dict[int, Decision], found: FoundDecision, source: str, vocabulary: Vocabulary) -> None:
    prefix = _PREFIX.match(found.raw)
    text = unwrap((prefix["rest"] if prefix else found.raw).rstrip(" :"))
    words = plain(text)
    if len(words) < 3 or is_no_entry(text) or normal(words).startswith(("none ", "no decisions")):
        return
    stated = found.fields.get("date")
    date = find_date(undashed(plain(stated)), vocabulary.dates) if stated else None
    rows.setdefault(
        found.line,
        Decision(
            decision=text,
            choice=_filled(found.fields.get("choice")),
            rationale=_filled(found.fields.get("rationale")),
            date=date.iso if date is not None else None,
            file=source,
            line=found.line,
        ),
    )


def _filled(value: str | None) -> str | None:
    return value if value and not is_unfilled(value) else None


def _of_passage(passage: Passage, index: SectionIndex) -> Iterator[FoundDecision]:
    parted = normal(passage.title).startswith("key architect")
    own = [*_segments(passage.segments, parted)]
    yield from own
    bare = not own and not any(isinstance(block, Table) for block in passage.blocks)
    yield from _sections(passage.sections, index, bare=bare)


def _segments(parts: list[Segment], parted: bool) -> Iterator[FoundDecision]:
    for part in parts:
        if part.label is not None and FIELDS.get(normal(part.label), "decision") != "decision":
            continue
        for block in part.blocks:
            if isinstance(block, ListBlock):
                yield from _items(block, parted)
        yield from _paragraphs(part.blocks)


def _items(block: ListBlock, parted: bool) -> Iterator[FoundDecision]:
    """The items of a list of decisions; an open box is not decided yet, and a struck one no longer."""
    decided = (item for item in block.items if item.box != " " and not (item.text is not None and item.text.struck))
    for entry in entries_of(decided, FIELDS, "decision"):
        found = _item(entry, parted)
        entry.add_fields(found.fields, FIELDS)
        yield found


def _item(entry: Entry, parted: bool) -> FoundDecision:
    """One item as a decision. *parted* says that the list gives reasons behind the names of its decisions."""
    text = entry.text
    fields = fields_of(entry.item.blocks, FIELDS, text)
    if entry.field == "decision" and entry.labels[0].raw:
        return FoundDecision(entry.labels[0].raw, text.line, fields)
    raw = own_lines(text, FIELDS)
    begun = dated(raw, text.line)
    if begun is not None and begun.rest:
        fields.setdefault("date", begun.written)
        raw = begun.rest
    if "rationale" in fields:
        return FoundDecision(raw, text.line, fields)
    why = _WHY.search(raw)
    if why is not None and why.start() > 0:
        fields["rationale"] = why["text"].rstrip(")")
        return FoundDecision(raw[: why.start()].strip(" (—–-"), text.line, fields)
    lead = (plain_lead(raw) or lead_of(raw)) if parted else None
    if lead is not None and lead.rest:
        fields["rationale"] = lead.rest
        return FoundDecision(lead.name, text.line, fields)
    return FoundDecision(raw, text.line, fields)


def _paragraphs(blocks: Sequence[Block]) -> list[FoundDecision]:
    """``Decision: …`` / ``Rationale: …`` paragraphs, and bold numbered ones (``**ADR-1: …**``)."""
    found: list[FoundDecision] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        lead = lead_of(block.text.raw)
        numbered = _NUMBERED.match(lead.name) if lead is not None else None
        if lead is not None and numbered is not None:
            found.append(FoundDecision(numbered["title"], block.text.line, {"choice": lead.rest} if lead.rest else {}))
            continue
        for label in paragraph_labels(block.text, allow_plain=True):
            field = FIELDS.get(label.name) if label.raw else None
            if field == "decision":
                found.append(FoundDecision(label.raw, label.line, {}))
            elif field is not None and found:
                found[-1].fields.setdefault(field, label.raw)
    return found


def _sections(sections: list[Section], index: SectionIndex, *, bare: bool) -> Iterator[FoundDecision]:
    """Sub-headings of a place: decisions of their own, or groups whose lists are."""
    counted = any(_NUMBERED.match(section.raw_title) for section in sections)
    for section in sections:
        named = index.facts(section.title).parts
        if named and "decisions" not in named:
            continue
        if counted and not _NUMBERED.match(section.raw_title):
            continue  # "Overview" before "Decision 1: …"
        found = _heading(section, bare)
        if found is not None:
            yield found
            continue
        if named or bare:
            yield from _segments(segments(section.blocks), False)
            yield from _sections(section.sections, index, bare=bare)


def _heading(section: Section, bare: bool) -> FoundDecision | None:
    """A sub-heading that is a decision: numbered, ``Topic: choice``, or with a choice or a reason beneath it."""
    title = section.raw_title
    numbered = _NUMBERED.match(title)
    text = numbered["title"] if numbered else unnumbered(title)
    fields = _section_fields(section)
    counted = numbered is not None or text != title
    colon = plain_lead(text) is not None
    stated = bool({"decision", "choice", "rationale"} & fields.keys())
    if not (counted or stated or (bare and (colon or not _listed(section)))):
        return None
    return FoundDecision(_TAIL.sub("", text.rstrip()).rstrip() or text, section.line, fields)


def _section_fields(section: Section) -> Fields:
    """The fields of a decision that has a heading: its labels, and sub-headings that name a field."""
    fields = fields_of(flat(section.blocks), FIELDS)
    for child in section.sections:
        field = FIELDS.get(normal(child.title))
        if field is not None and field not in fields:
            texts = texts_of(child.blocks)
            if texts:
                fields[field] = texts[0].raw.rstrip(" :") if isinstance(child.blocks[0], Paragraph) else joined(texts)
    if "decision" in fields:
        fields.setdefault("choice", fields["decision"])
    return fields


def _listed(section: Section) -> bool:
    """Whether a section begins with a list: then its heading names a group."""
    return bool(section.blocks) and isinstance(section.blocks[0], ListBlock)


def _elsewhere(index: SectionIndex, claimed: set[int]) -> Iterator[FoundDecision]:
    """Headings ``Decision 1: …``, and a decision with its rationale, outside every section about decisions."""
    naming = {id(placed.section) for placed in index.texts if "ecision" in placed.text.raw}
    for section in index.outline.sections:
        titled = "ecision" in section.title or "ECISION" in section.title
        if not (titled or id(section) in naming) or (section.line in claimed and section.level):
            continue
        numbered = _ANYWHERE.match(section.raw_title) if titled else None
        if numbered:
            yield FoundDecision(numbered["title"], section.line, _section_fields(section))
        elif not _about_questions(section, index):
            blocks = flat(section.blocks)
            if any(_names_decision(block) for block in blocks):
                yield from _with_rationale(blocks)


def _names_decision(block: Block) -> bool:
    """Whether a block may hold a label "Decision": the cheap test before the labels are read."""
    if isinstance(block, Paragraph):
        return "ecision" in block.text.raw
    return isinstance(block, ListBlock) and any(item.text is not None and "ecision" in item.text.raw for item in block.items)


def _about_questions(section: Section, index: SectionIndex) -> bool:
    """Whether a section is about questions or options: a decision there is an answer."""
    node: Section | None = section
    while node is not None and node.level:
        if index.facts(node.title).parts & {"questions", "alternatives", "risks"} or _ANYWHERE.match(node.raw_title):
            return True
        node = node.parent
    return False


def _with_rationale(blocks: list[Block]) -> Iterator[FoundDecision]:
    """``**Decision**: …`` with its ``**Rationale**: …`` in one section, one list or one item."""
    last: FoundDecision | None = None
    for label in labels_in(blocks, allow_plain=False):
        field = FIELDS.get(label.name)
        if field is None or not (label.bold or label.item is not None):
            continue
        if field == "decision":
            if last is not None and "rationale" in last.fields:
                yield last
            last = FoundDecision(label.raw, label.line, {}) if label.raw else None
            if last is not None and label.blocks:
                last.fields.update(fields_of(label.blocks, FIELDS))
        elif last is not None:
            value = value_of(label)
            if value:
                last.fields.setdefault(field, value)
    if last is not None and "rationale" in last.fields:
        yield last
