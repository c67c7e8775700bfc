"""Edits every fact of a document once and checks the result independently of the check in the package.

Used by tests on documents of this repository and of ``PLANNING_CORPUS``, and by ``benchmarks/edit_core.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.editing import (
    AnswerQuestion,
    Change,
    Edited,
    Refused,
    SetField,
    SetRisk,
    SetStatus,
    SetTask,
    apply,
)
from mkdocs_planning.editing.edits import RiskField
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

HEADER: dict[str, tuple[str, ...]] = {
    "owners": ("Ada Example",),
    "target": ("2031-05-17",),
    "start": ("2030-02-03",),
    "priority": ("P7",),
    "tags": ("alpha", "beta"),
}
RISK_FIELDS: tuple[RiskField, ...] = ("mitigation", "owner", "status", "likelihood", "impact")
RISK_VALUES: dict[RiskField, str] = {
    "mitigation": "Keep a copy in the second region",
    "owner": "Ada Example",
    "status": "watched",
    "likelihood": "medium",
    "impact": "high",
}


class Case(NamedTuple):
    """An edit and the row of the table that it belongs to."""

    row: str
    edit: Change


def cases(plans: tuple[Plan, ...]) -> Iterator[Case]:
    """One edit for each fact of the plans in a file, and for each header field that they do not state."""
    for plan in plans:
        yield from _task_cases(plan)
        yield from _header_cases(plan)
        for question in plan.questions:
            answer = "Yes, by the second release"
            was = question.answer
            yield Case("question", AnswerQuestion(question.line, answer, text=question.text, was=was, plan=plan.id))
        yield from _risk_cases(plan)


def _task_cases(plan: Plan) -> Iterator[Case]:
    for task in plan.tasks:
        row = "box" if task.mark in (" ", "x", "X") else "custom mark" if task.mark else "task without box"
        new = "open" if task.state == "done" else "done"
        yield Case(row, SetTask(task.line, new, text=task.text, was=task.state, plan=plan.id))
        if task.mark in (" ", "x", "X"):
            yield Case("box to active", SetTask(task.line, "active", text=task.text, was=task.state, plan=plan.id))


def _header_cases(plan: Plan) -> Iterator[Case]:
    new = "blocked" if plan.status != "blocked" else "complete"
    stated = plan.status_from == "stated"
    yield Case("status" if stated else "status, not stated", SetStatus(new, was=plan.status_text, plan=plan.id))
    for field, value in HEADER.items():
        now: Any = getattr(plan, field)
        was = now if isinstance(now, tuple) else () if now is None else (now,)
        yield Case(field if was else f"{field}, not stated", SetField(field, value, was=was, plan=plan.id))
    for key, text in plan.fields.items():
        yield Case("another key", SetField(key, ("Something else",), was=(text,), plan=plan.id))


def _risk_cases(plan: Plan) -> Iterator[Case]:
    for risk in plan.risks:
        for field in RISK_FIELDS:
            was = getattr(risk, field)
            value = RISK_VALUES[field] if was != RISK_VALUES[field] else "low"
            row = f"risk: {field}" if was is not None else f"risk: {field}, not stated"
            yield Case(row, SetRisk(risk.line, field, value, text=risk.risk, was=was, plan=plan.id))


def refusal_or_problem(
    source: bytes, plans: tuple[Plan, ...], edit: Change, vocabulary: Vocabulary = DEFAULT
) -> tuple[Refused | None, str | None]:
    """Makes *edit*: the refusal, or what is wrong with the result (None where all is right)."""
    made = apply(source, edit, vocabulary)
    if isinstance(made, Refused):
        return made, None
    return None, wrong(source, plans, edit, made, vocabulary)


def wrong(source: bytes, plans: tuple[Plan, ...], edit: Change, made: Edited, vocabulary: Vocabulary) -> str | None:
    """The error in the result of an edit; None if the fact has changed, nothing else has, and it can be undone."""
    if made.inverse is None:
        return "nothing was changed"
    now = read_page(made.source, "plan.md", vocabulary)
    problem = _wanted(now, edit) or _others(plans, now, edit) or _bytes(source, made.source, edit)
    if problem is not None:
        return problem
    back = apply(made.source, made.inverse, vocabulary)
    if isinstance(back, Refused):
        return f"cannot be undone: {back.hint}"
    return None if back.source == source else "the inverse does not restore the file"


def _plan_of(plans: tuple[Plan, ...], edit: Change) -> Plan:
    return next((plan for plan in plans if plan.id == edit.plan), plans[0])


def _at(facts: tuple[Any, ...], line: int) -> Any:
    return next((fact for fact in facts if fact.line == line), None)


def _wanted(plans: tuple[Plan, ...], edit: Change) -> str | None:
    """Whether the named fact has the wanted value."""
    plan = _plan_of(plans, edit)
    read: Any = None
    want: Any = None
    if isinstance(edit, SetTask):
        read, want = getattr(_at(plan.tasks, edit.line), "state", None), edit.state
    elif isinstance(edit, SetStatus):
        read, want = (plan.status, plan.status_from), (edit.status, "stated")
    elif isinstance(edit, SetField):
        read = getattr(plan, edit.field, None) if edit.field in HEADER else plan.fields.get(edit.field)
        read = plain(read) if isinstance(read, str) else read
        want = edit.value if isinstance(read, tuple) else edit.value[0]
    elif isinstance(edit, AnswerQuestion):
        question = _at(plan.questions, edit.line)
        read, want = (getattr(question, "answered", None), getattr(question, "answer", None)), (True, edit.answer)
    elif isinstance(edit, SetRisk):
        read, want = getattr(_at(plan.risks, edit.line), edit.field, None), edit.value
    return None if read == want else f"read as {read!r}, wanted {want!r}"


_FOLLOWING = frozenset({"problems", "lines", "boxes", "progress", "phases", "status", "uncounted"})
"""Fields of a plan that may change as a consequence of an edit."""


def _others(old: tuple[Plan, ...], new: tuple[Plan, ...], edit: Change) -> str | None:
    """Whether no other fact has changed: facts on other lines are equal, and lists have the same length."""
    for before, after in zip(old, new, strict=True):
        for name in before.__struct_fields__:
            a, b = getattr(before, name), getattr(after, name)
            if name in _FOLLOWING or name == getattr(edit, "field", None):
                continue
            if isinstance(edit, SetField) and name == "dependencies" and edit.field not in HEADER:
                continue  # "Depends on: …"
            if isinstance(edit, SetStatus) and name in ("status_text", "status_from", "milestones"):
                continue
            if a != b and not _same_but_line(a, b, edit):
                return f"{name} differs: {str(a)[:60]} {str(b)[:60]}"
    return None


def _same_but_line(old: Any, new: Any, edit: Change) -> bool:
    if isinstance(edit, SetField) and isinstance(old, dict):
        kept = [{key: value for key, value in fields.items() if not _is_key_of(key, edit.field)} for fields in (old, new)]
        return kept[0] == kept[1]
    if not isinstance(old, tuple) or not isinstance(new, tuple) or not old or not hasattr(old[0], "line"):
        return False
    line = getattr(edit, "line", 0)
    rest = [[_bare(fact) for fact in facts if fact.line != line] for facts in (old, new)]
    return rest[0] == rest[1]


def _is_key_of(key: str, field: str) -> bool:
    """Whether a header key is *field* or an alternative that the reader does not distinguish."""
    return key == field or DEFAULT.keys.get(normal(key)) == field


def _bare(fact: Any) -> Any:
    return msgspec.structs.replace(fact, line=0)


def _bytes(old: bytes, new: bytes, edit: Change) -> str | None:
    """Whether all lines except those of the edit are unchanged byte for byte."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    changed = max(len(before), len(after)) - last - first
    limit = 12 if isinstance(edit, SetField) else 4
    if changed > limit and not all(b"|" in row for row in after[first : first + changed]):  # a new column
        return f"{changed} lines have changed"
    return None
