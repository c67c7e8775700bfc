"""The forms of new entries: a table row, a list item, a heading or a bold paragraph like its neighbour, or a first one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.edits import AddItem, ItemKind
from mkdocs_planning.editing.entry_fields import end_of_entry
from mkdocs_planning.editing.escaping import in_cell, literal
from mkdocs_planning.editing.new_rows import DATE_ONLY, dated_like, item_like, numbered_like, row_like
from mkdocs_planning.editing.places import columns_named
from mkdocs_planning.editing.tasks import emoji_for, leading_emoji, state_columns, state_words
from mkdocs_planning.editing.words import level_words
from mkdocs_planning.markdown.outline import Item, Section, Table
from mkdocs_planning.model.plan import Plan

_TITLES: dict[ItemKind, str] = {
    "task": "Tasks", "question": "Open Questions", "risk": "Risks", "decision": "Decisions", "change": "Changelog",
}  # fmt: skip
"""The heading of a new section, where the document has none for such entries."""
COLUMNS: dict[ItemKind, dict[str, tuple[str, ...]]] = {
    "task": {"text": ("task", "action", "action item", "work item", "description", "title"), "owner": ("owner", "assignee")},
    "question": {"text": ("question", "questions", "open question", "open questions", "issue"), "owner": ("owner", "who")},
    "risk": {
        "text": ("risk", "risks", "risk description", "description", "concern", "threat", "issue"),
        "likelihood": ("likelihood", "probability", "chance"),
        "impact": ("impact", "severity", "consequence"),
        "mitigation": ("mitigation", "mitigations", "mitigation strategy", "mitigation plan", "response", "action"),
        "owner": ("owner", "risk owner", "responsible"),
        "status": ("status",),
    },
    "decision": {
        "text": ("decision", "decisions", "key decision"),
        "choice": ("choice", "selected", "chosen", "outcome", "resolution"),
        "rationale": ("rationale", "reason", "reasoning", "why", "justification"),
        "date": ("date", "decided", "when"),
    },
    "change": {
        "date": ("date", "when", "day"),
        "text": ("change", "changes", "description", "summary", "event", "what", "details", "notes"),
        "author": ("author", "authors", "by", "who"),
    },
}
_LEVELS = ("likelihood", "impact")


class Neighbour(Struct, frozen=True):
    """The entry beside which a new one stands, the lines of all of its kind, and whether the new one goes above it."""

    line: int
    lines: Sequence[int]
    above: bool = False


def beside(document: Document, plan: Plan, edit: AddItem, text: str, neighbour: Neighbour) -> Iterator[Splices]:
    """The new entry in the form of its neighbour."""
    line = neighbour.line
    found = document.row_at(line)
    if found is not None:
        table, row = found
        values = _cells(edit, text, table)
        for states in _state_cells(plan, edit, table) if values is not None else ():
            made = row_like(document, table, row, {**states, **(values or {})})
            yield (document.insert_below(line - 1 if neighbour.above else line, [made]),)
        return
    items = [item for item in document.items_at(line) if item.text is not None]
    if items:
        yield from _like_item(document, plan, edit, text, neighbour, items[0])
    else:
        yield from _like_block(document, edit, text, neighbour)


def _like_item(document: Document, plan: Plan, edit: AddItem, text: str, neighbour: Neighbour, item: Item) -> Iterator[Splices]:
    """An entry like the item of its neighbour: below the heading of its day, with a status emoji, with a box, or without."""
    heading = _dated_heading(document, item.line) if edit.kind == "change" else None
    if heading is not None:
        yield from _below_dated_heading(document, edit, text, neighbour, heading)
        return
    assert item.text is not None
    new = _like_text(edit, document.text(item.text.start, item.text.end), text)
    emoji = leading_emoji(document, item.text)[1] if edit.kind == "task" and item.box is None else ""
    if emoji:
        made = [
            item_like(document, item.line, f"{status} {text}", box=False) for status in emoji_for(document, plan, emoji, "open")
        ]
    else:
        made = [item_like(document, item.line, new, box=True if edit.kind == "task" else None)]
    for row in made:
        if row is not None:
            yield (document.insert_below(item.line - 1 if neighbour.above else item.end_line, [row, *_fields(edit, row)]),)


def _like_text(edit: AddItem, written: str, text: str) -> str:
    """*text* with the date or the next number before it that *written* begins with."""
    return dated_like(written, edit.values["date"], text) if edit.kind == "change" else numbered_like(written, text)


def _dated_heading(document: Document, line: int) -> Section | None:
    """The section of *line* where its heading is the date of the entries beneath it."""
    section = [section for section in document.outline.sections if section.line <= line][-1]
    return section if section.level > 1 and DATE_ONLY.match(section.title) else None


def _below_dated_heading(
    document: Document, edit: AddItem, text: str, neighbour: Neighbour, section: Section
) -> Iterator[Splices]:
    """An entry below the heading of its day, which is new where the neighbour is of another day."""
    day = edit.values["date"]
    item = item_like(document, neighbour.line, text) or f"- {text}"
    last = section.end_line
    while last > section.line and not document.line(last).strip():
        last -= 1
    if day in section.title:
        yield (document.insert_below(last, [item]),)
    heading = DATE_ONLY.sub(day, document.line(section.line).lstrip("# "))
    rows = [f"{'#' * section.level} {heading}", "", item]
    if neighbour.above:
        yield (document.insert_below(section.line - 1, [*rows, ""]),)
    else:
        yield (document.insert_below(last, ["", *rows]),)


def _state_cells(plan: Plan, edit: AddItem, table: Table) -> Iterator[dict[int, str]]:
    """The state of a new task in its column, in a word that the reader knows; nothing for other entries."""
    for column in state_columns(table)[:1] if edit.kind == "task" else ():
        for word in state_words(plan, table, column, "open"):
            yield {column: word}
    yield {}


def _cells(edit: AddItem, text: str, table: Table) -> dict[int, str] | None:
    """The values by the columns of a table; None where it has no column for one of them."""
    values: dict[int, str] = {}
    for name, value in {**{key: literal(value) for key, value in edit.values.items()}, "text": text}.items():
        found = columns_named(table, COLUMNS[edit.kind][name])
        if not found:
            return None
        others = [row[found[0]].raw for row in table.rows if found[0] < len(row)]
        values[found[0]] = level_words(others, value, next(iter(others), None))[0] if name in _LEVELS else value
    return values


def _in_list(edit: AddItem, text: str) -> str:
    """The text of a list item: behind its date where it is a changelog entry."""
    return f"{edit.values['date']}: {text}" if edit.kind == "change" else text


def _fields(edit: AddItem, made: str) -> list[str]:
    """Further values as nested items."""
    indent = " " * (len(made) - len(made.lstrip()) + 2)
    names = [name for name in edit.values if not (edit.kind == "change" and name == "date")]
    return [f"{indent}- **{name.capitalize()}**: {literal(edit.values[name])}" for name in names]


def _like_block(document: Document, edit: AddItem, text: str, neighbour: Neighbour) -> Iterator[Splices]:
    """An entry that is a heading or a bold paragraph, below the whole of its neighbour."""
    line = neighbour.line
    row = document.line(line)
    heading = re.match(r"#{1,6}[ \t]+", row)
    end = end_of_entry(document, line, [other for other in neighbour.lines if other != line])
    while end > line and not document.line(end).strip():
        end -= 1
    if heading:
        made = heading.group() + _like_text(edit, row[heading.end() :], text)
    else:
        made = f"**{numbered_like(row.lstrip('*'), text)}**"
    further = {name: value for name, value in edit.values.items() if not (edit.kind == "change" and name == "date")}
    fields = [f"- **{name.capitalize()}**: {literal(value)}" for name, value in further.items()]
    yield (document.insert_below(end, ["", made, *(["", *fields] if fields else [])]),)


def in_section(document: Document, edit: AddItem, text: str, section: Section) -> Iterator[Splices]:
    """A first entry at the end of a section's own text."""
    end = section.blocks[-1].end_line if section.blocks else section.line
    box = "[ ] " if edit.kind == "task" else ""
    made = f"- {box}{_in_list(edit, text)}"
    rows = ["", made, *_fields(edit, made)]
    if document.line(end + 1).strip():
        rows.append("")
    yield (document.insert_below(end, rows),)


def new_section(document: Document, plan: Plan, edit: AddItem, text: str) -> Splices:
    """A section of its own at the end of the plan."""
    end = document.line_count
    while end > 1 and not document.line(end).strip():
        end -= 1
    level = "###" if len(document.plans) > 1 else "##"
    box = "[ ] " if edit.kind == "task" else ""
    made = f"- {box}{_in_list(edit, text)}"
    rows = [made, *_fields(edit, made)]
    if edit.kind == "risk":
        rows = _register(edit, text)
    return (document.insert_below(end, ["", f"{level} {_TITLES[edit.kind]}", "", *rows]),)


def _register(edit: AddItem, text: str) -> list[str]:
    """A table with the columns of a register."""
    names = ["likelihood", "impact", "mitigation", *(name for name in ("owner", "status") if name in edit.values)]
    written = [literal(edit.values.get(name, "")) for name in names]
    values = [in_cell(text.capitalize() if name in _LEVELS else text) for name, text in zip(names, written, strict=True)]
    head = " | ".join(("Risk", *(name.capitalize() for name in names)))
    return [f"| {head} |", "|" + " --- |" * (len(names) + 1), f"| {' | '.join((in_cell(text), *values))} |"]
