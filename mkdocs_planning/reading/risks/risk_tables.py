"""Tables that are risk registers, with their columns in any order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_planning.markdown.outline import Table, Text
from mkdocs_planning.reading.entries import Fields, is_identity
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.risks.risk_fields import JUDGING, RISK_FIELDS, FoundRisk
from mkdocs_planning.reading.risks.scale import Grading
from mkdocs_planning.reading.table_cells import columns, stated_cell

_COLUMNS = {
    **RISK_FIELDS,
    "risk dependency": "risk", "risk category": "category", "category": "category", "type": "category",
    "concern": "topic", "threat": "topic", "issue": "topic", "challenge": "topic", "failure mode": "topic",
    "constraint": "topic", "factor": "topic", "hazard": "topic", "scenario": "topic", "potential issue": "topic",
    "description": "detail", "details": "detail", "detail": "detail", "risk details": "detail",
    "likelihood 1 5": "likelihood", "impact 1 5": "impact", "likelihood 1 3": "likelihood", "impact 1 3": "impact",
    "p": "likelihood", "l": "likelihood", "i": "impact", "s": "impact", "prob": "likelihood",
    "risk level": "level", "level": "level", "rating": "level", "risk rating": "level", "exposure": "level",
    "overall": "level", "overall risk": "level", "score": "score", "risk score": "score",
    "action": "mitigation", "actions": "mitigation", "plan": "mitigation", "strategy": "mitigation",
    "how to address": "mitigation", "assigned wp": "owner", "wp": "owner", "who": "owner", "dri": "owner",
    "mitigation status": "status",
}  # fmt: skip
_PARTS = (
    ("mitigation status", "status"), ("mitigat", "mitigation"), ("likelihood", "likelihood"), ("probab", "likelihood"),
    ("impact", "impact"), ("severity", "impact"), ("contingen", "mitigation"), ("owner", "owner"),
)  # fmt: skip

Columns = dict[str, list[int]]


def tabled_risks(table: Table, heads: Sequence[str], steps: int, *, registered: bool) -> Iterator[tuple[FoundRisk, Grading]]:
    """The rows of a table that is a risk register, each with the grading of the table.

    Args:
        table: any table.
        heads: the headings of its columns in normal form.
        steps: of the site's risk scale.
        registered: whether the table stands in a section about risks, where the column may be called otherwise.
    """
    if not registered and not any(_COLUMNS.get(head) == "risk" for head in heads):
        return
    found = columns(heads, _COLUMNS, _PARTS)
    key = _key(found, registered=registered)
    if key is None or not (JUDGING & found.keys()):
        return
    judged = [*found.get("likelihood", ()), *found.get("impact", ())]
    grading = Grading((row[i].plain for row in table.rows for i in judged if i < len(row)), steps)
    texts = [row[found[key][0]].raw for row in table.rows if found[key][0] < len(row)]
    if sum(grading.level(text) is not None for text in texts) * 2 > len(texts):
        return  # a column that grades something else ("Change | Risk | Mitigation")
    for row in table.rows:
        text = stated_cell(row, found[key])
        if text is not None and is_identity(text):
            text = stated_cell(row, found.get("detail"))
        if text is not None:
            yield FoundRisk(text, row[0].line, _fields(row, found, grading)), grading


def _key(found: Columns, *, registered: bool) -> str | None:
    """The field of the column that names the risk; elsewhere than in a register only one that is called so."""
    if "risk" in found or not registered:
        return "risk" if "risk" in found else None
    if "topic" in found:
        return "topic"
    return "detail" if "detail" in found and "mitigation" in found else None


def _fields(row: Sequence[Text], found: Columns, grading: Grading) -> Fields:
    """What the cells of a row say, of several columns of one grade the first that holds one."""
    fields: Fields = {}
    for name in ("likelihood", "impact"):
        values = (stated_cell(row, (i,)) for i in found.get(name, ()))
        best = next((value for value in values if grading.level(value) is not None), None)
        if best is not None:
            fields[name] = best
    for name in ("mitigation", "owner", "status", "level", "score"):
        value = stated_cell(row, found.get(name))
        if value is not None and not (name == "mitigation" and is_unfilled(value)):
            fields[name] = value
    return fields
