"""Answers to open questions, in the form in which the document answers others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.editing.candidates import Planned
from mkdocs_planning.editing.consequences import of_task_state
from mkdocs_planning.editing.document import Document, Splice, Splices
from mkdocs_planning.editing.edits import AnswerQuestion, Refused
from mkdocs_planning.editing.entry_fields import add_field, end_of_entry, fields_in, text_in
from mkdocs_planning.editing.escaping import inline
from mkdocs_planning.editing.new_columns import add_column
from mkdocs_planning.editing.places import columns_named, old_text, place_in_row, write
from mkdocs_planning.editing.proof import Expectation, Permit, Terms
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan import Plan, Question

_ANSWERS = frozenset(
    {
        "answer",
        "a",
        "ans",
        "decision",
        "resolution",
        "resolved",
        "decided",
        "answered",
        "outcome",
        "conclusion",
        "final decision",
    }
)
"""Names of the column or field of an answer."""
_BOX = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[(?P<mark>[ xX])\]")
_MARKER = re.compile(r"<<\[UNRESOLVED|\[NEEDS CLARIFICATION")
_ARROW = re.compile(r"\?[*_`\"')~]*\s*(?P<arrow>→|->|=>|⇒)\s")
_KEYED = re.compile(r"(?P<open>\*\*|__|\*|_)?(?P<key>Answer|Decision|Resolution)(?:[:：](?P=open)|(?P=open)[:：])")


def plan_answer(document: Document, index: int, edit: AnswerQuestion) -> Planned | Refused:
    """How the question on a line of plan *index* can be answered."""
    plan = document.plans[index]
    question = next((question for question in plan.questions if question.line == edit.line), None)
    if question is None:
        found = document.line(edit.line).strip()[:80]
        return Refused("not-found", edit.line, f'expected a question, found "{found}"')
    if _MARKER.search(document.line(edit.line)):
        return Refused("unsupported", edit.line, "a question that a marker in the text holds is answered by editing the text")
    answer = inline(edit.answer)

    def terms(lines: range) -> Terms:
        path, task = ("questions", edit.line, 0), ("tasks", edit.line, 0)
        permits = [Permit((*path, "answered")), Permit((*path, "answer")), *of_task_state(plan, edit.line)]
        permits += [Permit((*task, name)) for name in ("state", "mark", "finished", "text")]
        expected = (
            Expectation((*path, "answered"), lambda answered: answered is True, "answered"),
            Expectation((*path, "answer"), lambda read: isinstance(read, str) and plain(read) == plain(answer), answer),
        )
        return Terms(tuple(permits), expected, index)

    otherwise = Refused("no-place", edit.line, "there is no place for an answer here")
    done = question.answer is not None and plain(question.answer) == plain(answer)
    return Planned(edit.line, _candidates(document, plan, question, answer), terms, otherwise, done)


def _candidates(document: Document, plan: Plan, question: Question, answer: str) -> Iterator[Splices]:
    line = question.line
    found = document.row_at(line)
    if found is not None:
        table, row = found
        for column in columns_named(table, _ANSWERS):
            place = place_in_row(document, row, column)
            if place is not None:
                yield (write(document, place, answer),)
        column = add_column(document, table, line, _key(document), answer)
        if column is not None and not columns_named(table, _ANSWERS):
            yield column
        return
    last = end_of_entry(document, line, [other.line for other in plan.questions])
    ticks = _ticks(document, line)
    if question.answer is not None:
        for place in text_in(document, line, last, question.answer):
            yield _sorted(ticks, write(document, place, answer))
    for place in fields_in(document, line, last, _ANSWERS):
        if question.answer is not None or not old_text(document, place).strip("_*` .…-—") or place.line != line:
            yield _sorted(ticks, write(document, place, answer))
    behind = [_sorted(ticks, change) for change in _behind(document, line, answer)]
    below = [(*ticks, *change) for change in add_field(document, line, last, _key(document), answer, _ANSWERS)]
    yield from (*below, *behind) if _answers_below(document, plan) else (*behind, *below)


def _sorted(ticks: Splices, change: Splice) -> Splices:
    return tuple(sorted((*ticks, change)))


def _ticks(document: Document, line: int) -> Splices:
    """The splice that ticks the box of the question, where it has an open one: an open box is not answered."""
    match = _BOX.match(document.line(line))
    return (document.in_line(line, *match.span("mark"), "x"),) if match and match["mark"] == " " else ()


def _behind(document: Document, line: int, answer: str) -> Iterator[Splice]:
    """The answer behind the question's text, with an arrow."""
    found = _ARROW.search(document.data.decode())
    usual = found["arrow"] if found else "→"
    for text in document.outline.texts:
        if text.line == line and text.raw:
            end = text.end
            while document.data[end - 1 : end] in (b" ", b"\t"):
                end -= 1
            for arrow in dict.fromkeys((usual, "->")):
                yield document.splice(end, end, f" {arrow} {answer}")
            return


def _key(document: Document) -> str:
    match = _KEYED.search(document.data.decode())
    return match["key"] if match else "Answer"


def _answers_below(document: Document, plan: Plan) -> bool:
    """Whether this document answers its questions in a field and not behind an arrow."""
    text = document.data.decode()
    return _KEYED.search(text) is not None and _ARROW.search(text) is None
