"""The risk register, and assumptions kept apart from it.

A register is a table with a risk column, a list, bold paragraphs or sub-headings in a place that is about
risks (NOTATION §4). Likelihood and impact become words of the scale; what is stated nowhere stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import ListBlock, Table, Text
from mkdocs_planning.model.plan import Assumption, Level, Risk
from mkdocs_planning.model.risk_levels import level_of_score, level_of_word, score
from mkdocs_planning.reading.entries import Fields, is_identity, is_no_entry, owner_in, unwrap, without_identity
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.risks.risk_fields import RISK_FIELDS
from mkdocs_planning.reading.risks.risk_lists import listed_risks
from mkdocs_planning.reading.risks.scale import Cells
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.table_cells import columns, heads_of, stated_cell
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

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
_ASSUMED = re.compile(r"\W*(?:assum\w*|A-?\d)\b|\W*we assume\b", re.I)
"""How an assumption begins in a list of risks and assumptions; what begins otherwise is a risk."""
_DIGITS = re.compile(r"^\W*(\d{1,3})\b")
_STATUS_LENGTH = 60
_CLOSED = re.compile(r"[✅✔☑]")


def read_risks(index: SectionIndex, source: str) -> tuple[Risk, ...]:
    """Every risk that the document registers, in the order of the file."""
    rows: dict[int, Risk] = {}
    vocabulary = index.vocabulary
    inside = index.of("risks")
    ranges = [(passage.within.line, _end(passage)) for passage in inside]
    for section, table in index.tables:
        in_place = any(first <= table.line <= last for first, last in ranges)
        parts = index.facts(section.title).parts
        if in_place and parts and "risks" not in parts:
            continue
        if "alternatives" in parts:
            continue
        for risk in _table_risks(table, source, vocabulary, in_place=in_place):
            rows.setdefault(risk.line, risk)
    for passage in inside:
        cells = Cells(steps=vocabulary.scale)
        shared = "assumptions" in passage.subjects
        for found in listed_risks(passage, index):
            if shared and _ASSUMED.match(plain(found.text)):
                continue
            risk = _risk(found.text, found.line, found.fields, cells, source, vocabulary, found.level, found.closed)
            if risk is not None:
                rows.setdefault(risk.line, risk)
    return tuple(rows[line] for line in sorted(rows))


def _end(passage: Passage) -> int:
    """The last line of a passage."""
    if passage.section is not None:
        return passage.section.end_line
    return max((block.end_line for block in passage.blocks), default=passage.line)


def _table_risks(table: Table, source: str, vocabulary: Vocabulary, *, in_place: bool) -> Iterator[Risk]:
    """The rows of a table that is a risk register: a risk column, and one that judges or answers it."""
    found = columns(table, _COLUMNS, _PARTS)
    key = "risk" if "risk" in found else "topic" if in_place and "topic" in found else None
    if key is None and in_place and "detail" in found and "mitigation" in found:
        key = "detail"
    if key is None or not ({"likelihood", "impact", "mitigation"} & found.keys()):
        return
    wanted = found[key]
    judged = [*found.get("likelihood", ()), *found.get("impact", ())]
    cells = Cells((row[i].plain for row in table.rows for i in judged if i < len(row)), vocabulary.scale)
    texts = [row[wanted[0]].raw for row in table.rows if wanted[0] < len(row)]
    if sum(cells.level(text) is not None for text in texts) * 2 > len(texts):
        return  # a column that grades something else ("Change | Risk | Mitigation")
    for row in table.rows:
        text = stated_cell(row, wanted)
        detail = stated_cell(row, found.get("detail"))
        if text is not None and is_identity(text):
            text = detail
        if text is None:
            continue
        fields: Fields = {}
        for name in ("likelihood", "impact"):
            values = [stated_cell(row, (i,)) for i in found.get(name, ())]
            best = next((value for value in values if cells.level(value) is not None), None)
            if best is not None:
                fields[name] = best
        for name in ("mitigation", "owner", "status", "level", "score"):
            value = stated_cell(row, found.get(name))
            if value is not None and not (name == "mitigation" and is_unfilled(value)):
                fields[name] = value
        risk = _risk(text, row[0].line, fields, cells, source, vocabulary)
        if risk is not None:
            yield risk


def _risk(
    text: str,
    line: int,
    fields: Fields,
    cells: Cells,
    source: str,
    vocabulary: Vocabulary,
    announced: str | None = None,
    closed: bool | None = None,
) -> Risk | None:
    """One risk; None for a placeholder or an entry that says that there is none."""
    text = unwrap(without_identity(text))
    words = plain(text)
    if is_no_entry(text) or _says_none(words):
        return None
    steps, bands = vocabulary.scale, vocabulary.bands
    likelihood = cells.level(fields.get("likelihood"))
    impact = cells.level(fields.get("impact"))
    number = score(likelihood, impact, steps)
    stated = cells.level(fields.get("level")) or (announced if number is None else None)
    level: Level | None = level_of_word(stated, steps, bands) if stated else level_of_score(number, steps, bands)
    if number is None and level is None and (digits := _DIGITS.match(plain(fields.get("score", "")))):
        number = int(digits.group(1))
        level = level_of_score(number, steps, bands)
        number = number if level is not None else None
    status = _CLOSED.sub("", plain(fields["status"])).strip() if "status" in fields else None
    if closed is not None and (closed or status is None):
        status = "closed" if closed else "open"
    elif status is not None and len(status) > _STATUS_LENGTH:  # prose, not a status
        status = None
    mitigation = fields.get("mitigation")
    if mitigation is not None and is_unfilled(mitigation):
        mitigation = None
    return Risk(
        risk=text,
        likelihood=likelihood,
        impact=impact,
        score=number,
        level=level,
        mitigation=mitigation,
        owner=owner_in(fields.get("owner"), vocabulary),
        status=("closed" if status == "" else status),
        file=source,
        line=line,
    )


def _says_none(words: str) -> bool:
    """``None identified at this time`` and the like."""
    start = normal(words)
    return len(start.split()) <= 8 and start.startswith(("none ", "no risk", "no known risk", "no significant risk", "n a "))


def read_assumptions(index: SectionIndex, source: str) -> tuple[Assumption, ...]:
    """What the plan takes for granted: lists and tables in places about assumptions."""
    found: dict[int, Assumption] = {}
    for passage in index.of("assumptions"):
        shared = "risks" in passage.subjects
        for text in _assumed(passage):
            words = plain(text.raw)
            if shared and not _ASSUMED.match(words):
                continue
            if not is_no_entry(text.raw) and not _says_none(words):
                found.setdefault(text.line, Assumption(without_identity(text.raw), source, text.line))
    return tuple(found[line] for line in sorted(found))


def _assumed(passage: Passage) -> Iterator[Text]:
    for _, blocks in passage.parts:
        for block in blocks:
            if isinstance(block, ListBlock):
                yield from (item.text for item in block.items if item.text is not None)
            elif isinstance(block, Table) and block.head:
                heads = heads_of(block)
                index = next((i for i, head in enumerate(heads) if head in ("assumption", "assumptions")), None)
                if index is not None:
                    yield from (row[index] for row in block.rows if index < len(row))
