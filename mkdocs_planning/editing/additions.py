"""New tasks, questions, risks, decisions and changelog entries, in the form of their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from operator import eq
from typing import Protocol

from msgspec import UNSET

from mkdocs_planning.editing.candidates import Planned
from mkdocs_planning.editing.consequences import of_new_text, of_task_state
from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.edits import AddItem, ItemKind, Refused
from mkdocs_planning.editing.entry_fields import end_of_entry
from mkdocs_planning.editing.escaping import in_cell, inline, literal
from mkdocs_planning.editing.new_rows import DATE_ONLY, dated_like, item_like, numbered_like, row_like
from mkdocs_planning.editing.places import columns_named
from mkdocs_planning.editing.proof import Addition, Permit, Terms, Wanted
from mkdocs_planning.editing.words import level_words
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Section, Table
from mkdocs_planning.model.plan import Plan

LISTS: dict[ItemKind, str] = {
    "task": "tasks", "question": "questions", "risk": "risks", "decision": "decisions", "change": "changes",
}  # fmt: skip
_TEXTS: dict[ItemKind, str] = {
    "task": "text", "question": "text", "risk": "risk", "decision": "decision", "change": "text",
}  # fmt: skip
_TITLES: dict[ItemKind, str] = {
    "task": "Tasks", "question": "Open Questions", "risk": "Risks", "decision": "Decisions", "change": "Changelog",
}  # fmt: skip
"""The heading of a new section, where the document has none for such entries."""
_COLUMNS: dict[ItemKind, dict[str, tuple[str, ...]]] = {
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


class _Entry(Protocol):
    @property
    def line(self) -> int: ...


def plan_addition(document: Document, index: int, edit: AddItem) -> Planned | Refused:
    """How an entry can be added to plan *index* of the document."""
    plan = document.plans[index]
    refusal = _elsewhere(document, edit)
    if refusal is not None:
        return refusal
    if edit.kind == "change" and "date" not in edit.values:
        return Refused("bad-value", 0, "a changelog entry needs a date")
    if not edit.values.keys() <= _COLUMNS[edit.kind].keys():
        unknown = ", ".join(sorted(edit.values.keys() - _COLUMNS[edit.kind].keys()))
        return Refused("bad-value", 0, f"a {edit.kind} has no {unknown}")
    text = inline(edit.text)

    def terms(lines: range) -> Terms:
        kind = LISTS[edit.kind]
        permits = [Permit((kind, line)) for line in lines]
        permits += of_new_text()
        if edit.kind in ("task", "question"):
            for line in lines:
                permits += [Permit(("tasks", line)), *of_task_state(plan, line)]
        return Terms(tuple(permits), (), index, Addition(kind, lines, _wanted(edit, text)))

    otherwise = Refused("no-place", edit.after or 0, f"no place for a new {edit.kind} was found")
    return Planned(edit.after or 0, _candidates(document, plan, edit, text), terms, otherwise)


def _elsewhere(document: Document, edit: AddItem) -> Refused | None:
    """A refusal where another line stands there than the one below which the entry should go."""
    if edit.after is None or edit.beside is UNSET or document.line(edit.after).strip() == edit.beside.strip():
        return None
    return Refused("changed", edit.after, f'the line says "{document.line(edit.after).strip()[:80]}" now')


def _wanted(edit: AddItem, text: str) -> tuple[Wanted, ...]:
    """What the fields of the new entry must be."""
    wanted: list[Wanted] = [Wanted(_TEXTS[edit.kind], partial(_same_text, text=text), text)]
    if edit.kind == "question":
        wanted.append(Wanted("answered", partial(eq, False), "not answered"))
    if edit.kind == "task":
        wanted.append(Wanted("state", partial(eq, "open"), "open"))
    wanted += [Wanted(name, partial(_same_value, value=value), value) for name, value in edit.values.items()]
    return tuple(wanted)


def _same_text(read: object, text: str) -> bool:
    return (
        isinstance(read, str) and bool(read) and plain(text).endswith(plain(read)) and len(plain(text)) - len(plain(read)) < 12
    )


def _same_value(read: object, value: str) -> bool:
    return isinstance(read, str) and plain(read).casefold() == plain(literal(value)).removeprefix("@").casefold()


def _candidates(document: Document, plan: Plan, edit: AddItem, text: str) -> Iterator[Splices]:
    entries: Sequence[_Entry] = getattr(plan, LISTS[edit.kind])
    neighbours = _neighbours(document, entries, edit)
    for line in neighbours:
        yield from _beside(document, edit, text, line, [entry.line for entry in entries], _is_newest_first(plan, edit))
    if not neighbours:
        for section in _sections(document, plan, edit):
            yield from _in_section(document, edit, text, section)
    if edit.after is None and not neighbours:
        yield _new_section(document, plan, edit, text)


def _neighbours(document: Document, entries: Sequence[_Entry], edit: AddItem) -> list[int]:
    """The entries beside which the new one may stand, in order of preference."""
    lines = [entry.line for entry in entries]
    if edit.after is None:
        if edit.kind == "task":
            lines = [entry.line for entry in entries if getattr(entry, "kind", None) == "work"] or lines
        return lines[-1:]
    if edit.after in lines:
        return [edit.after]
    end = next((section.end_line for section in document.outline.sections if section.line == edit.after), 0)
    return [line for line in lines if edit.after < line <= end][-1:]


def _is_newest_first(plan: Plan, edit: AddItem) -> bool:
    """Whether the changelog begins with its newest entry, so that the next one goes above it."""
    dates = [change.date for change in plan.changes if change.date]
    return edit.kind == "change" and len(dates) > 1 and dates[0] > dates[-1]


def _beside(
    document: Document, edit: AddItem, text: str, line: int, lines: Sequence[int], newest_first: bool
) -> Iterator[Splices]:
    """The new entry in the form of the one on *line*."""
    if newest_first and edit.after is None:
        line = lines[0]
    found = document.row_at(line)
    if found is not None:
        table, row = found
        values = _cells(edit, text, table)
        if values is not None:
            made = row_like(document, table, row, values)
            yield (document.insert_below(line - 1 if newest_first else line, [made]),)
        return
    items = [item for item in document.items_at(line) if item.text is not None]
    heading = _dated_heading(document, line) if edit.kind == "change" and items else None
    if heading is not None:
        yield from _below_dated_heading(document, edit, text, line, heading, newest_first)
    elif items:
        written = document.text(items[0].text.start, items[0].text.end) if items[0].text is not None else ""
        box = True if edit.kind == "task" else None
        made = item_like(document, line, _like_text(edit, written, text), box=box)
        if made is not None:
            rows = [made, *_fields(edit, made)]
            yield (document.insert_below(line - 1 if newest_first else items[0].end_line, rows),)
    else:
        yield from _like_block(document, edit, text, line, lines)


def _like_text(edit: AddItem, written: str, text: str) -> str:
    """*text* with the date or the next number before it that *written* begins with."""
    return dated_like(written, edit.values["date"], text) if edit.kind == "change" else numbered_like(written, text)


def _dated_heading(document: Document, line: int) -> Section | None:
    """The section of *line* where its heading is the date of the entries beneath it."""
    section = [section for section in document.outline.sections if section.line <= line][-1]
    return section if section.level > 1 and DATE_ONLY.match(section.title) else None


def _below_dated_heading(
    document: Document, edit: AddItem, text: str, line: int, section: Section, newest_first: bool
) -> Iterator[Splices]:
    """An entry below the heading of its day, which is new where the neighbour is of another day."""
    day = edit.values["date"]
    item = item_like(document, line, text) or f"- {text}"
    last = section.end_line
    while last > section.line and not document.line(last).strip():
        last -= 1
    if day in section.title:
        yield (document.insert_below(last, [item]),)
    heading = DATE_ONLY.sub(day, document.line(section.line).lstrip("# "))
    rows = [f"{'#' * section.level} {heading}", "", item]
    yield (document.insert_below(section.line - 1, [*rows, ""]) if newest_first else document.insert_below(last, ["", *rows]),)


def _cells(edit: AddItem, text: str, table: Table) -> dict[int, str] | None:
    """The values by the columns of a table; None where it has no column for one of them."""
    values: dict[int, str] = {}
    for name, value in {**{key: literal(value) for key, value in edit.values.items()}, "text": text}.items():
        found = columns_named(table, _COLUMNS[edit.kind][name])
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


def _like_block(document: Document, edit: AddItem, text: str, line: int, lines: Sequence[int]) -> Iterator[Splices]:
    """An entry that is a heading or a bold paragraph, below the whole of its neighbour."""
    row = document.line(line)
    heading = re.match(r"#{1,6}[ \t]+", row)
    end = end_of_entry(document, line, [other for other in lines if other != line])
    while end > line and not document.line(end).strip():
        end -= 1
    if heading:
        made = heading.group() + _like_text(edit, row[heading.end() :], text)
    else:
        made = f"**{numbered_like(row.lstrip('*'), text)}**"
    further = {name: value for name, value in edit.values.items() if not (edit.kind == "change" and name == "date")}
    fields = [f"- **{name.capitalize()}**: {literal(value)}" for name, value in further.items()]
    yield (document.insert_below(end, ["", made, *(["", *fields] if fields else [])]),)


def _sections(document: Document, plan: Plan, edit: AddItem) -> list[Section]:
    """The sections in which such entries may stand: the one asked for, else those whose titles say so."""
    sections = [section for section in document.outline.sections if section.level and section.line >= plan.line]
    if edit.after is not None:
        return [section for section in sections if section.line == edit.after]
    return [section for section in sections if section.level > 1 and _is_about(document, section, edit.kind)]


def _is_about(document: Document, section: Section, kind: ItemKind) -> bool:
    """Whether the title of a section says that entries of this kind stand in it."""
    titles = document.vocabulary.titles
    return titles.box_kind(section.title) == "work" if kind == "task" else LISTS[kind] in titles.facts(section.title).subjects


def _in_section(document: Document, edit: AddItem, text: str, section: Section) -> Iterator[Splices]:
    """A first entry at the end of a section's own text."""
    end = section.blocks[-1].end_line if section.blocks else section.line
    box = "[ ] " if edit.kind == "task" else ""
    made = f"- {box}{_in_list(edit, text)}"
    rows = ["", made, *_fields(edit, made)]
    if document.line(end + 1).strip():
        rows.append("")
    yield (document.insert_below(end, rows),)


def _new_section(document: Document, plan: Plan, edit: AddItem, text: str) -> Splices:
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
