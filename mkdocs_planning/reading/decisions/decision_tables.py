"""Tables of decisions, with their columns in any order (NOTATION §6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Table
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Decision
from mkdocs_planning.reading.entries import is_identity, unwrap
from mkdocs_planning.reading.placeholders import is_unfilled
from mkdocs_planning.reading.table_cells import columns, stated_cell
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_COLUMNS = {
    "decision": "decision", "decisions": "decision", "key decision": "decision", "decision made": "decision",
    "technical decision": "decision", "architectural decision": "decision", "architecture decision": "decision",
    "design decision": "decision",
    "choice": "choice", "selected": "choice", "selected option": "choice", "chosen": "choice", "chosen option": "choice",
    "final choice": "choice", "outcome": "choice", "resolution": "choice", "our choice": "choice",
    "rationale": "rationale", "reason": "rationale", "reasoning": "rationale", "why": "rationale",
    "justification": "rationale", "because": "rationale", "notes": "rationale",
    "date": "date", "decided": "date", "decided on": "date", "when": "date",
    "topic": "topic", "area": "topic", "concern": "topic", "aspect": "topic", "question": "topic", "subject": "topic",
    "category": "topic", "component": "topic", "item": "topic", "point": "topic", "issue": "topic", "context": "topic",
}  # fmt: skip
_RIVALS = frozenset({"option", "options", "alternative", "alternatives", "pros", "cons", "approach", "authority", "gate"})
"""Columns of a table that weighs options, or that says who decides."""


def tabled_decisions(
    table: Table, heads: Sequence[str], source: str, vocabulary: Vocabulary, *, registered: bool
) -> Iterator[Decision]:
    """The rows of a table with a decision column and one that says what was chosen, why or when."""
    if not _RIVALS.isdisjoint(heads):
        return
    found = columns(heads, _COLUMNS)
    if "decision" not in found:
        return
    if not ({"rationale", "choice", "date"} & found.keys()) and not (registered and "topic" in found):
        return
    topic = found.get("topic") if "choice" not in found and found.get("topic", [99])[0] < found["decision"][0] else None
    for row in table.rows:
        text = stated_cell(row, found["decision"])
        choice = stated_cell(row, found.get("choice"))
        if topic is not None and (named := stated_cell(row, topic)) is not None and not is_identity(named):
            text, choice = named, text
        if text is None or is_unfilled(text) or is_identity(text):
            continue
        written = stated_cell(row, found.get("date"))
        date = find_date(plain(written), vocabulary.dates) if written else None
        rationale = stated_cell(row, found.get("rationale"))
        yield Decision(
            decision=unwrap(text),
            choice=choice if choice and not is_unfilled(choice) else None,
            rationale=rationale if rationale and not is_unfilled(rationale) else None,
            date=date.iso if date is not None else None,
            file=source,
            line=row[0].line,
        )
