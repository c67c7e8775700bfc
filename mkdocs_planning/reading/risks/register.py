"""The risk register, and assumptions kept apart from it.

A register is a table with a risk column, a list, bold paragraphs or sub-headings in a section about risks. Likelihood
and impact become words of the scale; what is stated nowhere stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import ListBlock, Table, Text
from mkdocs_planning.model.plan import Assumption, Level, Risk
from mkdocs_planning.model.risk_levels import level_of_score, level_of_word, score
from mkdocs_planning.reading.entries import is_no_entry, owner_in, unwrap, without_identity
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.risks.risk_fields import FoundRisk
from mkdocs_planning.reading.risks.risk_lists import listed_risks
from mkdocs_planning.reading.risks.risk_tables import tabled_risks
from mkdocs_planning.reading.risks.scale import Grading
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.table_cells import column, heads_of
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_ASSUMED = re.compile(r"\W*(?:assum\w*|A-?\d)\b|\W*we assume\b", re.I)
"""How an assumption begins in a list of risks and assumptions; what begins otherwise is a risk."""
_DIGITS = re.compile(r"\W*(\d{1,3})\b")
_STATUS_LENGTH = 60
"""A longer status is prose."""
_TICKS = "✅✔☑"
_NO_RISK = ("none ", "no risk", "no known risk", "no significant risk", "n a ")


def read_risks(index: SectionIndex, source: str) -> tuple[Risk, ...]:
    """Every risk that the document registers, in the order of the file; *source* is the path that they carry."""
    rows: dict[int, Risk] = {}
    passages = index.of("risks")
    for found, grading in (*_in_tables(index, passages), *_in_lists(index, passages)):
        risk = _risk(found, grading, source, index.vocabulary)
        if risk is not None:
            rows.setdefault(risk.line, risk)
    return tuple(rows[line] for line in sorted(rows))


def _in_tables(index: SectionIndex, passages: list[Passage]) -> Iterator[tuple[FoundRisk, Grading]]:
    """The risks of all tables, but those that are about alternatives or about another part of a mixed section."""
    ranges = [(passage.within.line, _end(passage)) for passage in passages]
    for placed in index.tables:
        line = placed.table.line
        registered = any(first <= line <= last for first, last in ranges)
        parts = index.facts(placed.section.title).parts
        elsewhere = registered and parts and "risks" not in parts
        if not (placed.nested or elsewhere or "alternatives" in parts):
            yield from tabled_risks(placed.table, placed.heads, index.vocabulary.scale, registered=registered)


def _in_lists(index: SectionIndex, passages: list[Passage]) -> Iterator[tuple[FoundRisk, Grading]]:
    grading = Grading(steps=index.vocabulary.scale)
    for passage in passages:
        shared = "assumptions" in passage.subjects
        for found in listed_risks(passage, index):
            if not (shared and _ASSUMED.match(plain(found.text))):
                yield found, grading


def _end(passage: Passage) -> int:
    """The last line of a passage."""
    if passage.section is not None:
        return passage.section.end_line
    return max((block.end_line for block in passage.blocks), default=passage.line)


def _risk(found: FoundRisk, grading: Grading, source: str, vocabulary: Vocabulary) -> Risk | None:
    """One risk; None for a placeholder or an entry that says that there is none."""
    text = unwrap(without_identity(found.text))
    if is_no_entry(text) or _says_none(plain(text)):
        return None
    fields = found.fields
    likelihood = grading.level(fields.get("likelihood"))
    impact = grading.level(fields.get("impact"))
    number, level = _score(found, likelihood, impact, grading, vocabulary)
    mitigation = fields.get("mitigation")
    return Risk(
        risk=text,
        likelihood=likelihood,
        impact=impact,
        score=number,
        level=level,
        mitigation=None if mitigation is None or is_unfilled(mitigation) else mitigation,
        owner=owner_in(fields.get("owner"), vocabulary),
        status=_status(found),
        file=source,
        line=found.line,
    )


def _score(
    found: FoundRisk, likelihood: str | None, impact: str | None, grading: Grading, vocabulary: Vocabulary
) -> tuple[int | None, Level | None]:
    """The score of a risk and its level: a stated level before that of the score, a stated score where it has no grades."""
    steps, bands = vocabulary.scale, vocabulary.bands
    number = score(likelihood, impact, steps)
    stated = grading.level(found.fields.get("level")) or (found.level if number is None else None)
    level = level_of_word(stated, steps, bands) if stated else level_of_score(number, steps, bands)
    if number is None and level is None and (digits := _DIGITS.match(plain(found.fields.get("score", "")))):
        number = int(digits.group(1))
        level = level_of_score(number, steps, bands)
        number = number if level is not None else None
    return number, level


def _status(found: FoundRisk) -> str | None:
    """The status of a risk as written; a tick alone, in its place or on its entry, closes it."""
    stated = found.fields.get("status")
    status = "".join(char for char in plain(stated) if char not in _TICKS).strip() if stated is not None else None
    if found.closed is not None and (found.closed or status is None):
        return "closed" if found.closed else "open"
    if status is not None and len(status) > _STATUS_LENGTH:
        return None
    return "closed" if status == "" else status


def _says_none(words: str) -> bool:
    """``None identified at this time`` and the like."""
    start = normal(words)
    return len(start.split()) <= 8 and start.startswith(_NO_RISK)


def read_assumptions(index: SectionIndex, source: str) -> tuple[Assumption, ...]:
    """What the plan takes for granted: lists and tables in sections about assumptions."""
    found: dict[int, Assumption] = {}
    for passage in index.of("assumptions"):
        shared = "risks" in passage.subjects
        for text in _assumed(passage):
            words = plain(text.raw)
            if not (shared and not _ASSUMED.match(words)) and not is_no_entry(text.raw) and not _says_none(words):
                found.setdefault(text.line, Assumption(without_identity(text.raw), source, text.line))
    return tuple(found[line] for line in sorted(found))


def _assumed(passage: Passage) -> Iterator[Text]:
    for _, blocks in passage.parts:
        for block in blocks:
            if isinstance(block, ListBlock):
                yield from (item.text for item in block.items if item.text is not None)
            elif isinstance(block, Table):
                at = column(heads_of(block), "assumption", "assumptions")
                if at is not None:
                    yield from (row[at] for row in block.rows if at < len(row))
