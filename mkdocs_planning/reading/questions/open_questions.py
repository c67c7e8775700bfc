"""Open questions, and answered ones with their answers.

A question is an entry of a place about questions: a box, a list item, a sub-heading, a bold paragraph, a table
row (NOTATION §7). It is open unless its author marks an answer: a ticked box, a struck text, ``→ answer`` behind
the question mark, an ``Answer``, ``Decision`` or ``Resolution``. A recommendation is no answer yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, ListBlock, Outline, Paragraph, Section, Table, Text
from mkdocs_planning.model.plan import Question
from mkdocs_planning.reading.entries import (
    Entry,
    entries_of,
    fields_of,
    is_identity,
    lead_of,
    own_lines,
    owner_in,
    trailing_owner,
    unwrap,
)
from mkdocs_planning.reading.labels import paragraph_labels
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.questions.answers import NOT_ANSWERED, SETTLED, part_answer, struck_answer
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import Segment, flat, introduces, segments, texts_in
from mkdocs_planning.reading.table_cells import columns, heads_of, stated_cell
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal, unnumbered
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_FIELDS = {
    "question": "question", "q": "question", "open question": "question", "issue": "question",
    "answer": "answer", "a": "answer", "ans": "answer", "decision": "answer", "resolution": "answer", "resolved": "answer",
    "decided": "answer", "answered": "answer", "outcome": "answer", "conclusion": "answer", "final decision": "answer",
    "owner": "owner", "assigned to": "owner", "assignee": "owner", "who": "owner", "asked by": "owner",
    "status": "status", "state": "status",
}  # fmt: skip
_ANSWERS = {name: field for name, field in _FIELDS.items() if field == "answer"}
_COLUMNS = {**_FIELDS, "questions": "question", "open questions": "question", "responsible": "owner", "from": "owner"}
_NUMBER = re.compile(
    r"^(?P<open>\*\*|__)?(?:Q|OQ|Question)[- ]?#?\d*[a-z]?\s*(?:(?P<close>\*\*|__)\s*)?(?:[:.)：]|[—–-]\s)\s*"
    r"(?:(?P<late>\*\*|__)\s+)?(?P<rest>\S.*)$",
    re.S | re.I,
)
_MIXED = re.compile(r"\b(?:limitations?|risks?|trade ?offs?|notes|assumptions|concerns|future|next steps)\b")
_HEADING_TAIL = re.compile(r"(?:[-–—:] ?|[(\[])?(?:✅|✔\ufe0f?|\b(?:resolved|answered|decided|closed)\b)[)\]]?$", re.I)
_UNRESOLVED = re.compile(r"^<<\[UNRESOLVED(?P<inside>[^\]]*)\]?(?P<behind>.*?)(?:>>)?$", re.S)
_CLARIFY = re.compile(r"\[NEEDS CLARIFICATION:\s*(?P<text>[^\]]{3,600})\]")
_LONG = 500


class FoundQuestion(Struct, gc=False):
    """A question as it was found: its text, its line, whether it is answered and how, and whom it is for."""

    raw: str
    line: int
    answered: bool = False
    answer: str | None = None
    owner: str | None = None


def read_questions(index: SectionIndex, source: str) -> tuple[Question, ...]:
    """Every question of the document, in the order of the file."""
    rows: dict[int, Question] = {}
    vocabulary = index.vocabulary
    for passage in index.of("questions"):
        settled = bool(SETTLED.search(passage.title)) and not re.search(r"\b(?:un|open|not)", passage.title, re.I)
        for found in _of_passage(passage, settled, index):
            _keep(rows, found, source, vocabulary)
    for found in _marked(index.outline):
        _keep(rows, found, source, vocabulary)
    return tuple(rows[line] for line in sorted(rows))


def _keep(rows: dict[int, Question], found: FoundQuestion, source: str, vocabulary: Vocabulary) -> None:
    text = unwrap(found.raw)
    words = plain(text)
    if len(words) < 3 or is_unfilled(text) or _says_none(words):
        return
    owner = found.owner or trailing_owner(text, vocabulary)
    rows.setdefault(found.line, Question(text, found.answered, found.answer, owner, source, found.line))


def _says_none(words: str) -> bool:
    start = normal(words)
    if is_empty_word(words, entry=True) or start in ("resolved", "all resolved", "all questions resolved"):
        return True
    return "?" not in words and bool(
        re.match(r"(?:none|nothing|n a|tbd|no (?:open |outstanding |unresolved |further )?(?:questions?|issues?))\b", start)
    )


def _of_passage(passage: Passage, settled: bool, index: SectionIndex) -> Iterator[FoundQuestion]:
    strict = passage.mixed or (passage.section is not None and len(passage.subjects) > 1)
    for part in passage.segments:
        yield from _of_segment(part, settled, strict, index)
    stack = [(section, settled) for section in reversed(passage.sections)]
    while stack:
        section, done = stack.pop()
        if not index.belongs(section.title, "questions"):
            continue
        found = _heading(section, done)
        if found is not None:
            yield found
            continue
        done = done or (bool(SETTLED.search(section.title)) and "unresolved" not in section.title.lower())
        for part in segments(section.blocks):
            yield from _of_segment(part, done, strict, index)
        stack.extend((child, done) for child in reversed(section.sections))


def _heading(section: Section, settled: bool) -> FoundQuestion | None:
    """A sub-heading that is a question: it ends with a question mark or is numbered as one."""
    whole = unnumbered(section.raw_title).rstrip()
    title = _HEADING_TAIL.sub("", whole).rstrip()
    number = _NUMBER.match(title)
    if not number and not plain(title).rstrip(" *_").endswith("?"):
        return None
    text = number["rest"] if number else title
    blocks = flat(section.blocks)
    fields = fields_of(blocks, _FIELDS)
    found = FoundQuestion(text, section.line, settled or title != whole)
    _answer(found, fields.get("answer"), fields.get("status"))
    return found


def _of_segment(part: Segment, settled: bool, strict: bool, index: SectionIndex) -> Iterator[FoundQuestion]:
    """The questions of a segment. In a mixed section, which is read *strict*, its label has to speak of questions."""
    if part.label is None or not part.blocks:
        yield from _of_blocks(part.blocks, settled, strict, index.vocabulary)
        return
    head, *blocks = part.blocks
    bold = _bold(head, blocks, settled) if isinstance(head, Paragraph) else None
    if bold is not None:
        yield bold
        return
    about = "questions" in index.facts(part.label).parts or any(isinstance(block, Table) for block in blocks)
    if about or not strict:
        settled = settled or (bool(SETTLED.search(part.label)) and "question" in part.label.lower())
        yield from _of_blocks(blocks, settled, False, index.vocabulary)


def _of_blocks(blocks: list[Block], settled: bool, marked: bool, vocabulary: Vocabulary) -> list[FoundQuestion]:
    """The questions of lists, tables and paragraphs; of lists only those with a question mark where they must be *marked*.

    What follows a question that is a paragraph may be its answer.
    """
    found: list[FoundQuestion] = []
    asked: FoundQuestion | None = None
    for block in blocks:
        if isinstance(block, Table):
            found += _rows(block, settled, vocabulary)
        elif isinstance(block, ListBlock):
            if asked is not None:
                _answer(asked, fields_of([block], _FIELDS).get("answer"), None)
            else:
                found += (entry for entry in _items(block, settled) if not marked or "?" in entry.raw)
        elif isinstance(block, Paragraph):
            question = _paragraph(block.text, settled)
            if question is not None:
                found.append(question)
                asked = question
            elif asked is not None:
                _answer(asked, fields_of([], _FIELDS, block.text).get("answer"), None)
    return found


def _bold(block: Paragraph, following: list[Block], settled: bool) -> FoundQuestion | None:
    """``**Q1: Should it …?**`` above its answer: a question that is all bold, or that ends with a colon."""
    lead = lead_of(block.text.raw)
    if lead is None or lead.rest:
        return None
    number = _NUMBER.match(lead.name)
    if not number and not lead.name.rstrip().endswith("?"):
        return None
    found = FoundQuestion(number["rest"] if number else lead.name, block.text.line, settled)
    _answer(found, fields_of(following, _FIELDS).get("answer"), None)
    return found


def _paragraph(text: Text, settled: bool) -> FoundQuestion | None:
    """A paragraph that is a question: it says so (``Q: …``), is bold up to its question mark, or ends with one."""
    stated = _stated(text)
    if stated is not None:
        found = FoundQuestion(stated, text.line, settled)
        _answer(found, fields_of([], _FIELDS, text).get("answer"), None)
        return found
    number = _NUMBER.match(text.raw)
    ends = text.plain.rstrip(" *_)").endswith("?")
    if number or (ends and len(text.plain) <= _LONG and introduces(text) is None):
        return FoundQuestion(number["rest"] if number else text.raw, text.line, settled)
    return None


def _stated(text: Text) -> str | None:
    """The question that a paragraph states with a label or in bold, before what else it says."""
    labels = paragraph_labels(text, allow_plain=True)
    if labels and _FIELDS.get(labels[0].name) == "question" and labels[0].raw:
        return labels[0].raw
    lead = lead_of(text.raw)
    if lead is None:
        return None
    number = _NUMBER.match(text.raw)
    if not (lead.name.endswith("?") or (number and number["open"])):
        return None
    name = _NUMBER.match(lead.name)
    return name["rest"] if name else lead.name


def _items(block: ListBlock, settled: bool) -> Iterator[FoundQuestion]:
    """The questions of a list. An item that is only an answer (``- **A:** …``) belongs to the one above."""
    for entry in entries_of(block.items, _ANSWERS):
        found = _item(entry, settled)
        if entry.item.box != " ":  # an open box stays open, whatever follows it
            for item in entry.more:
                _answer(found, paragraph_labels(item.text, allow_plain=True)[0].raw if item.text else None, None)
        yield found


def _item(entry: Entry, settled: bool) -> FoundQuestion:
    """One item as a question, with the answer behind it or in its fields."""
    item, text = entry.item, entry.text
    fields = fields_of(item.blocks, _FIELDS, text)
    raw = _asked(entry)
    found = FoundQuestion(raw, text.line, settled or item.box not in (None, " ") or text.struck)
    struck, question, answer = struck_answer(raw)
    if struck:
        found.answered = True
        found.raw = question
    else:
        question, answer = part_answer(raw, loose=found.answered)
    if answer is not None:
        found.raw = question
    answer = answer or fields.get("answer")
    if item.box != " " or text.struck:
        _answer(found, answer, None)
    elif answer is not None and not NOT_ANSWERED.match(plain(answer)):
        found.answer = answer
    return found


def _asked(entry: Entry) -> str:
    """The words of an item that ask, without its number (``Q3: …``) and the lines at its end that are fields."""
    labels, text = entry.labels, entry.text
    first = labels[0] if labels and labels[0].line == text.line else None
    own = first.raw if first is not None and _FIELDS.get(first.name) == "question" else ""
    raw = own or own_lines(text, _FIELDS)
    number = _NUMBER.match(raw)
    if number is None:
        return raw
    return number["rest"] if number["close"] or number["late"] else f"{number['open'] or ''}{number['rest']}"


def _answer(found: FoundQuestion, answer: str | None, status: str | None) -> None:
    """Take *answer* in, unless it only says that there is none yet."""
    if status is not None and SETTLED.search(status) and not NOT_ANSWERED.match(status):
        found.answered = True
    if answer is None or NOT_ANSWERED.match(plain(answer)) or is_empty_word(plain(answer), entry=True):
        return
    found.answered = True
    found.answer = answer


def _rows(table: Table, settled: bool, vocabulary: Vocabulary) -> Iterator[FoundQuestion]:
    """The rows of a table with a question column; a column "Recommendation" answers nothing."""
    found = columns(heads_of(table), _COLUMNS)
    if "question" not in found:
        return
    for row in table.rows:
        text = stated_cell(row, found["question"])
        if text is None or is_identity(text):
            continue
        question = FoundQuestion(text, row[0].line, settled, owner=owner_in(stated_cell(row, found.get("owner")), vocabulary))
        _answer(question, stated_cell(row, found.get("answer")), stated_cell(row, found.get("status")))
        yield question


def _marked(outline: Outline) -> Iterator[FoundQuestion]:
    """Questions that running text marks: KEP's ``<<[UNRESOLVED …]>>``, spec-kit's ``[NEEDS CLARIFICATION: …]``."""
    if b"<<[UNRESOLVED" not in outline.data and b"NEEDS CLARIFICATION" not in outline.data:
        return
    for section in outline.sections:
        for text in texts_in(section.blocks, quotes=False, tables=False):
            for line in text.lines:
                unresolved = _UNRESOLVED.match(line.raw)
                if unresolved:
                    words = (unresolved["inside"].strip() or unresolved["behind"].strip()).removesuffix(">>").strip(" ]")
                    if words:
                        yield FoundQuestion(words, line.number)
                for match in _CLARIFY.finditer(line.raw):
                    yield FoundQuestion(match["text"].strip(), line.number)
