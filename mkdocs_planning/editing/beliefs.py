"""What the sender of an edit believed to stand in the file, against what stands there; and the way to a fact that has moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from msgspec import UNSET, Struct
from msgspec.structs import replace

from mkdocs_planning.editing.document import Document, headings_above
from mkdocs_planning.editing.edits import (
    AddItem,
    AnswerQuestion,
    Change,
    Edit,
    Refused,
    Restore,
    SetField,
    SetRisk,
    SetStatus,
    SetTask,
    digest,
)
from mkdocs_planning.editing.header import KNOWN
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.vocabulary.vocabulary import Vocabulary


class _Fact(Struct, frozen=True):
    """What a fact is recognised by: its text, and the value that an edit would change."""

    line: int
    text: str
    value: Any


def plan_index(document: Document, edit: Change) -> int | Refused:
    """Which plan of the file an edit is about: the only one, the one that it names, the one its line stands in."""
    plans = document.plans
    if not plans:
        return Refused("not-found", 0, "there is no plan in this file")
    if len(plans) == 1:
        return 0
    named = [at for at, plan in enumerate(plans) if edit.plan in (plan.id, plan.stated_id)] if edit.plan else []
    line = edit.after if isinstance(edit, AddItem) else getattr(edit, "line", None)
    if len(named) == 1:
        return named[0]
    if line is not None:
        above = [at for at, plan in enumerate(plans) if plan.line <= line]
        return above[-1] if above else Refused("not-found", line, "no plan stands on this line")
    ids = ", ".join(plan.id for plan in plans)
    return Refused("ambiguous" if edit.plan is None else "not-found", 0, f"this file holds several plans; name one of {ids}")


def disbelief(document: Document, index: int, edit: Change, *, done: bool) -> Refused | None:
    """A refusal where something else stands there than *edit* believes; None where it is as believed.

    Args:
        done: whether the fact has the wanted value already, so that its old value does not matter.
    """
    if isinstance(edit, AddItem):
        return None
    plan = document.plans[index]
    if isinstance(edit, SetStatus | SetField):
        now, line = _header_value(plan, edit)
        if edit.was is UNSET or done or now == edit.was:
            return None
        return Refused("changed", line, f"somebody has changed this; it says {_said(now)} now, not {_said(edit.was)}")
    fact = next((fact for fact in _facts(plan, edit) if fact.line == edit.line), None)
    if fact is None:
        return Refused("not-found", edit.line, "there is no such fact on this line")
    if _is_it(document, fact, edit, done=done):
        return None
    return Refused(
        "changed", edit.line, f"somebody has changed this line; it says {_said(fact.text)} ({_said(fact.value)}) now"
    )


def _said(value: Any) -> str:
    if value is None or value == ():
        return "nothing"
    text = ", ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else str(value)
    return f'"{text}"' if len(text) <= 100 else f'"{text[:99]}…"'


def _header_value(plan: Plan, edit: SetStatus | SetField) -> tuple[Any, int]:
    if isinstance(edit, SetStatus):
        return plan.status_text, plan.lines.get("status", plan.line)
    value = getattr(plan, edit.field) if edit.field in KNOWN else plan.fields.get(edit.field)
    return _listed(value), plan.lines.get(edit.field, plan.line)


def _listed(value: Any) -> tuple[str, ...]:
    """A header fact as an edit carries it: any number of texts."""
    return cast("tuple[str, ...]", value) if isinstance(value, tuple) else () if value is None else (value,)


def _facts(plan: Plan, edit: SetTask | AnswerQuestion | SetRisk) -> Sequence[_Fact]:
    """All facts of the kind that *edit* changes."""
    if isinstance(edit, SetTask):
        return [_Fact(task.line, task.text, task.state) for task in plan.tasks]
    if isinstance(edit, AnswerQuestion):
        return [_Fact(found.line, found.text, found.answer) for found in plan.questions]
    return [_Fact(risk.line, risk.risk, getattr(risk, edit.field)) for risk in plan.risks]


def _is_it(document: Document, fact: _Fact, edit: SetTask | AnswerQuestion | SetRisk, *, done: bool = False) -> bool:
    return (
        edit.text in (UNSET, fact.text)
        and (done or edit.was is UNSET or edit.was == fact.value)
        and (edit.section is UNSET or edit.section == headings_above(document.outline, fact.line))
    )


def _relocate_addition(document: Document, edit: AddItem) -> AddItem | Refused:
    """*edit* with the line on which what it should follow stands now."""
    if edit.after is None:
        return edit
    if edit.beside is UNSET:
        return Refused("changed", edit.after, "the file has changed, and the edit does not say below which text it goes")
    text = edit.beside.strip()
    lines = [line for line in range(1, document.line_count + 1) if document.line(line).strip() == text]
    if len(lines) == 1:
        return replace(edit, after=lines[0])
    what = f"stands on the lines {', '.join(map(str, lines))}" if lines else "is no longer in it"
    return Refused("ambiguous" if lines else "changed", edit.after, f'the file has changed, and "{text[:80]}" {what}')


def relocate(source: bytes, edit: Edit, vocabulary: Vocabulary, shown: str, *, path: str = "plan.md") -> Edit | Refused:
    """*edit* for the file as it is now, where it was made on a page that showed it as it had the digest *shown*.

    Where the file has changed since, the fact is looked up again: the same kind of fact with the same text and value
    under the same headings, and only one such; never by counting lines.
    """
    if digest(source) == shown or isinstance(edit, Restore):
        return edit  # an inverse looks for its lines itself
    if isinstance(edit, AddItem):
        return _relocate_addition(Document(source, path, vocabulary), edit)
    if edit.was is UNSET or (not isinstance(edit, SetStatus | SetField) and edit.text is UNSET):
        return Refused("changed", getattr(edit, "line", 0), "the file has changed, and the edit does not say what it believes")
    if isinstance(edit, SetStatus | SetField):
        return edit
    document = Document(source, path, vocabulary)
    found = [fact for plan in document.plans for fact in _facts(plan, edit) if _is_it(document, fact, edit)]
    if len(found) == 1:
        return replace(edit, line=found[0].line)
    if found:
        lines = ", ".join(str(fact.line) for fact in found)
        return Refused("ambiguous", edit.line, f"the file has changed, and this text stands on the lines {lines}")
    believed = replace(edit, was=UNSET)
    found = [fact for plan in document.plans for fact in _facts(plan, edit) if _is_it(document, fact, believed)]
    if len(found) == 1:
        return Refused("changed", found[0].line, f"somebody has changed this; it says {_said(found[0].value)} now")
    now = document.line(edit.line).strip()[:100]
    return Refused("changed", edit.line, f'the file has changed, and this is no longer there; the line says "{now}" now')
