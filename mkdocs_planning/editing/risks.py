"""Fields of a risk: a cell of the register, or a field of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_planning.editing.candidates import Planned
from mkdocs_planning.editing.consequences import of_task_state
from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.edits import Refused, RiskField, SetRisk
from mkdocs_planning.editing.entry_fields import add_field, end_of_entry, fields_in, text_in
from mkdocs_planning.editing.escaping import inline, literal
from mkdocs_planning.editing.new_columns import add_column
from mkdocs_planning.editing.places import columns_named, old_text, place_in_row, wrapped, write
from mkdocs_planning.editing.proof import Expectation, Permit, Terms
from mkdocs_planning.editing.tasks import BOX
from mkdocs_planning.editing.words import level_words
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Table, Text
from mkdocs_planning.model.plan import Plan, Risk

_NAMES: dict[RiskField, frozenset[str]] = {
    "mitigation": frozenset(
        {
            "mitigation", "mitigations", "mitigation strategy", "mitigation plan", "mitigation strategies",
            "mitigation approach", "mitigation steps", "mitigated by", "response", "prevention", "countermeasure",
            "countermeasures", "treatment", "resolution", "handling", "control", "controls", "safeguard", "contingency",
            "contingency plan", "remediation", "solution", "action", "actions", "plan", "strategy", "how to address",
        }
    ),
    "owner": frozenset(
        {"owner", "risk owner", "assigned to", "assigned", "assignee", "responsible", "assigned wp", "wp", "who", "dri"}
    ),
    "status": frozenset({"status", "mitigation status"}),
    "likelihood": frozenset(
        {
            "likelihood", "probability", "chance", "likelihood of occurrence", "p", "l", "prob", "likelihood 1 5",
            "likelihood 1 3",
        }
    ),
    "impact": frozenset(
        {"impact", "severity", "consequence", "consequences", "impact if it occurs", "i", "s", "impact 1 5", "impact 1 3"}
    ),
}  # fmt: skip
"""Names of the columns and fields, in normal form."""
_PARTS: dict[RiskField, tuple[str, ...]] = {
    "mitigation": ("mitigat", "contingen"),
    "owner": ("owner",),
    "status": (),
    "likelihood": ("likelihood", "probab"),
    "impact": ("impact", "severity"),
}
_ALL_NAMES = frozenset[str]().union(*_NAMES.values())
_MARKS = {"open": " ", "closed": "x"}
_LEVELS = ("likelihood", "impact")


def plan_risk(document: Document, index: int, edit: SetRisk) -> Planned | Refused:
    """How a field of the risk on a line of plan *index* can be set."""
    plan = document.plans[index]
    risk = next((risk for risk in plan.risks if risk.line == edit.line), None)
    if risk is None:
        found = document.line(edit.line).strip()[:80]
        return Refused("not-found", edit.line, f'expected a risk, found "{found}"')

    def terms(lines: range) -> Terms:
        path = ("risks", edit.line, 0)
        permits = [Permit((*path, name)) for name in (edit.field, "score", "level")]
        if edit.field == "status":  # of a risk with a box
            permits += [*of_task_state(plan, edit.line), *(Permit(("tasks", edit.line, 0, name)) for name in ("state", "mark"))]
        expected = Expectation((*path, edit.field), lambda read: _reads_as(edit, read), edit.value)
        return Terms(tuple(permits), (expected,), index)

    what = f"there is no place for {edit.field} here"
    candidates = _candidates(document, plan, risk, edit)
    return Planned(
        edit.line, candidates, terms, Refused("no-place", edit.line, what), done=_reads_as(edit, getattr(risk, edit.field))
    )


def _reads_as(edit: SetRisk, read: object) -> bool:
    return isinstance(read, str) and plain(read).casefold() == plain(_written(edit)).removeprefix("@").casefold()


def _written(edit: SetRisk) -> str:
    return inline(edit.value) if edit.field == "mitigation" else literal(edit.value)


def _candidates(document: Document, plan: Plan, risk: Risk, edit: SetRisk) -> Iterator[Splices]:
    found = document.row_at(risk.line)
    if found is not None:
        yield from _in_table(document, *found, risk, edit)
    else:
        yield from _in_entry(document, plan, risk, edit)


def _in_table(document: Document, table: Table, row: Sequence[Text], risk: Risk, edit: SetRisk) -> Iterator[Splices]:
    """The cell of the column for the field, or a new column where none has a value for it."""
    for column in columns_named(table, _NAMES[edit.field], _PARTS[edit.field]):
        place = place_in_row(document, row, column)
        if place is not None:
            others = [other[column].raw for other in table.rows if column < len(other)]
            for value in _values(edit, others, old_text(document, place)):
                yield (write(document, place, value),)
    if getattr(risk, edit.field) is None:
        for value in _values(edit, (), ""):
            column = add_column(document, table, risk.line, edit.field.capitalize(), value)
            if column is not None:
                yield column


def _in_entry(document: Document, plan: Plan, risk: Risk, edit: SetRisk) -> Iterator[Splices]:
    """The field of an entry: its box, the value behind its key, its text where it stands without one, or a new field."""
    yield from _by_box(document, edit)
    line, last = risk.line, end_of_entry(document, risk.line, [other.line for other in plan.risks])
    for place in fields_in(document, line, last, _NAMES[edit.field]):
        for value in _values(edit, (), old_text(document, place)):
            yield (write(document, place, value),)
    for place in text_in(document, line, last, getattr(risk, edit.field) or ""):
        yield (write(document, place, _written(edit)),)
    for value in _values(edit, (), ""):
        yield from add_field(document, line, last, edit.field.capitalize(), value, _ALL_NAMES)


def _by_box(document: Document, edit: SetRisk) -> Iterator[Splices]:
    """The box before a risk, which says whether it is closed."""
    mark = _MARKS.get(edit.value.casefold()) if edit.field == "status" else None
    match = BOX.match(document.line(edit.line))
    if mark is not None and match is not None:
        yield (document.in_line(edit.line, *match.span("mark"), mark),)


def _values(edit: SetRisk, others: list[str] | tuple[str, ...], old: str) -> list[str]:
    """The texts to write: of a level the word that the register uses for it."""
    if edit.field in _LEVELS:
        return [wrapped(old, word) for word in level_words(others, edit.value, plain(old))]
    return list(dict.fromkeys((wrapped(old, _written(edit)), _written(edit))))
