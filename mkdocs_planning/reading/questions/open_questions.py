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
from mkdocs_planning.markdown.outline import Block, Html, Item, ListBlock, Outline, Paragraph, Section, Table, Text
from mkdocs_planning.model.plan import Question
from mkdocs_planning.reading.entries import (
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
from mkdocs_planning.reading.segments import Segment, flat, introduces, segments
from mkdocs_planning.reading.table_cells import columns, stated_cell
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal, unnumbered
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_FIELDS = {
    "question": "question", "q": "question", "open question": "question", "issue": "question",
    "answer": "answer", "a": "answer", "ans": "answer", "decision": "answer", "resolution": "answer", "resolved": "answer",
    "decided": "answer", "answered": "answer", "outcome": "answer", "conclusion": "answer", "final decision": "answer",
    "owner": "owner", "assigned to": "owner", "assignee": "owner", "who": "owner", "asked by": "owner",
    "status": "status", "state": "status",
}  # fmt: skip
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


class _Found(Struct, gc=False):
    raw: str
    line: int
    answered: bool = False
    answer: str | None = None
    owner: str | None = None


def read_questions(index: SectionIndex, source: str) -> tuple[Question, ...]:
    """Every question of the document, in the order of the file."""
    rows: dict[int, Question] = {}
    outline, vocabulary = index.outline, index.vocabulary
    for passage in index.of("questions"):
        settled = bool(SETTLED.search(passage.title)) and not re.search(r"\b(?:un|open|not)", passage.title, re.I)
        for found in _of_passage(passage, settled, index):
            _keep(rows, found, source, vocabulary)
    if b"<<[UNRESOLVED" in outline.data or b"NEEDS CLARIFICATION" in outline.data:
        for found in _marked(outline):
            _keep(rows, found, source, vocabulary)
    return tuple(rows[line] for line in sorted(rows))


def _keep(rows: dict[int, Question], found: _Found, source: str, vocabulary: Vocabulary) -> None:
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


def _of_passage(passage: Passage, settled: bool, index: SectionIndex) -> Iterator[_Found]:
    strict = passage.mixed or (passage.section is not None and len(passage.subjects) > 1)
    yield from _of_segments(passage.segments, settled, strict, index)
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
        yield from _of_segments(segments(section.blocks), done, strict, index)
        stack.extend((child, done) for child in reversed(section.sections))


def _heading(section: Section, settled: bool) -> _Found | None:
    """A sub-heading that is a question: it ends with a question mark or is numbered as one."""
    whole = unnumbered(section.raw_title).rstrip()
    title = _HEADING_TAIL.sub("", whole).rstrip()
    number = _NUMBER.match(title)
    if not number and not plain(title).rstrip(" *_").endswith("?"):
        return None
    text = number["rest"] if number else title
    blocks = flat(section.blocks)
    fields = fields_of(blocks, _FIELDS)
    found = _Found(text, section.line, settled or title != whole)
    _answer(found, fields.get("answer"), fields.get("status"))
    return found


def _of_segments(parts: list[Segment], settled: bool, strict: bool, index: SectionIndex) -> Iterator[_Found]:
    for part in parts:
        done = settled
        blocks = part.blocks
        if part.label is not None and blocks:
            words = part.label
            head = blocks[0]
            if isinstance(head, Paragraph) and (found := _bold(head, blocks[1:], done)) is not None:
                yield found
                continue
            named = index.facts(words).parts
            if strict and "questions" not in named and not any(isinstance(block, Table) for block in blocks):
                continue
            done = done or (bool(SETTLED.search(words)) and "question" in words.lower())
            blocks = blocks[1:]
        pending: _Found | None = None
        for at, block in enumerate(blocks):
            if isinstance(block, ListBlock):
                if pending is not None:
                    _answer(pending, fields_of([block], _FIELDS).get("answer"), None)
                    continue
                for found in _items(block, done):
                    if not strict or "?" in found.raw or part.label is not None:
                        yield found
            elif isinstance(block, Table):
                yield from _rows(block, done, index.vocabulary)
            elif isinstance(block, Paragraph):
                found = _paragraph(block, blocks[at + 1 :], done)
                if found is not None:
                    if pending is not None:
                        yield pending
                    pending = found
                elif pending is not None:
                    _answer(pending, fields_of([], _FIELDS, block.text).get("answer"), None)
        if pending is not None:
            yield pending


def _bold(block: Paragraph, following: list[Block], settled: bool) -> _Found | None:
    """``**Q1: Should it …?**`` above its answer: a question that is all bold, or that ends with a colon."""
    lead = lead_of(block.text.raw)
    if lead is None or lead.rest:
        return None
    number = _NUMBER.match(lead.name)
    if not number and not lead.name.rstrip().endswith("?"):
        return None
    found = _Found(number["rest"] if number else lead.name, block.text.line, settled)
    _answer(found, fields_of(following, _FIELDS).get("answer"), None)
    return found


def _paragraph(block: Paragraph, following: list[Block], settled: bool) -> _Found | None:
    """A paragraph that is a question: it says so (``Q: …``), is bold up to its question mark, or ends with one."""
    text = block.text
    labels = paragraph_labels(text, allow_plain=True)
    fields = fields_of([], _FIELDS, text)
    if labels and _FIELDS.get(labels[0].name) == "question" and labels[0].raw:
        found = _Found(labels[0].raw, text.line, settled)
        _answer(found, fields.get("answer"), None)
        return found
    number = _NUMBER.match(text.raw)
    lead = lead_of(text.raw)
    if lead is not None and (lead.name.endswith("?") or (number and number["open"])):
        name = _NUMBER.match(lead.name)
        found = _Found(name["rest"] if name else lead.name, text.line, settled)
        _answer(found, fields.get("answer"), None)
        return found
    ends = text.plain.rstrip(" *_)").endswith("?")
    if number or (ends and len(text.plain) <= _LONG and introduces(text) is None):
        return _Found(number["rest"] if number else text.raw, text.line, settled)
    return None


def _items(block: ListBlock, settled: bool) -> Iterator[_Found]:
    """The questions of a list. An item that is only an answer (``- **A:** …``) belongs to the one above."""
    last: _Found | None = None
    unticked = False  # an open box stays open, whatever follows it
    for item in block.items:
        labels = paragraph_labels(item.text, allow_plain=True) if item.text is not None and item.box is None else []
        if last is not None and labels and labels[0].line == item.line and _FIELDS.get(labels[0].name) == "answer":
            if not unticked:
                _answer(last, labels[0].raw, None)
            continue
        if last is not None:
            yield last
        last, unticked = _item(item, settled), item.box == " "
    if last is not None:
        yield last


def _item(item: Item, settled: bool) -> _Found | None:
    text = item.text
    if text is None or not text.raw:
        return None
    labels = paragraph_labels(text, allow_plain=True)
    fields = fields_of(item.blocks, _FIELDS, text)
    first = _FIELDS.get(labels[0].name) if labels and labels[0].line == text.line else None
    raw = labels[0].raw if first == "question" and labels[0].raw else own_lines(text, _FIELDS)
    number = _NUMBER.match(raw)
    if number:
        raw = number["rest"] if number["close"] or number["late"] else f"{number['open'] or ''}{number['rest']}"
    found = _Found(raw, text.line, settled or item.box not in (None, " ") or text.struck)
    found.owner = None
    is_open = item.box == " " and not text.struck
    struck, question, answer = struck_answer(raw)
    if struck:
        found.answered = True
        found.raw = question
    else:
        question, answer = part_answer(raw, loose=found.answered)
    if answer is not None:
        found.raw = question
    answer = answer or fields.get("answer")
    if answer is not None and not is_open:
        _answer(found, answer, None)
    elif answer is not None and not NOT_ANSWERED.match(plain(answer)):
        found.answer = answer
    return found


def _answer(found: _Found, answer: str | None, status: str | None) -> None:
    """Take *answer* in, unless it only says that there is none yet."""
    if status is not None and SETTLED.search(status) and not NOT_ANSWERED.match(status):
        found.answered = True
    if answer is None or NOT_ANSWERED.match(plain(answer)) or is_empty_word(plain(answer), entry=True):
        return
    found.answered = True
    found.answer = answer


def _rows(table: Table, settled: bool, vocabulary: Vocabulary) -> Iterator[_Found]:
    """The rows of a table with a question column; a column "Recommendation" answers nothing."""
    found = columns(table, _COLUMNS)
    if "question" not in found:
        return
    for row in table.rows:
        text = stated_cell(row, found["question"])
        if text is None or is_identity(text):
            continue
        question = _Found(text, row[0].line, settled, owner=owner_in(stated_cell(row, found.get("owner")), vocabulary))
        _answer(question, stated_cell(row, found.get("answer")), stated_cell(row, found.get("status")))
        yield question


def _marked(outline: Outline) -> Iterator[_Found]:
    """Questions that running text marks: KEP's ``<<[UNRESOLVED …]>>``, spec-kit's ``[NEEDS CLARIFICATION: …]``."""
    for section in outline.sections:
        stack: list[Block] = [*reversed(section.blocks)]
        while stack:
            block = stack.pop()
            text: Text | None = None
            if isinstance(block, Paragraph):
                text = block.text
            elif isinstance(block, ListBlock):
                for item in reversed(block.items):
                    stack.extend(reversed(item.blocks))
                    if item.text is not None:
                        stack.append(Paragraph(item.line, item.line, item.text))
            elif isinstance(block, Html):
                continue
            if text is None:
                continue
            for line in text.lines:
                unresolved = _UNRESOLVED.match(line.raw)
                if unresolved:
                    words = (unresolved["inside"].strip() or unresolved["behind"].strip()).removesuffix(">>").strip(" ]")
                    if words:
                        yield _Found(words, line.number)
                for match in _CLARIFY.finditer(line.raw):
                    yield _Found(match["text"].strip(), line.number)
