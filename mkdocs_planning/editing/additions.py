"""New tasks, questions, risks, decisions and changelog entries, in the form of their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import eq
from typing import Protocol

from msgspec import UNSET

from mkdocs_planning.editing.candidates import Planned
from mkdocs_planning.editing.consequences import of_new_text, of_task_state
from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.edits import AddItem, ItemKind, Refused
from mkdocs_planning.editing.escaping import inline, literal
from mkdocs_planning.editing.new_entries import COLUMNS, Neighbour, beside, in_section, new_section
from mkdocs_planning.editing.proof import Addition, Permit, Terms, Wanted
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Section
from mkdocs_planning.model.plan import Plan

LISTS: dict[ItemKind, str] = {
    "task": "tasks", "question": "questions", "risk": "risks", "decision": "decisions", "change": "changes",
}  # fmt: skip
_TEXTS: dict[ItemKind, str] = {
    "task": "text", "question": "text", "risk": "risk", "decision": "decision", "change": "text",
}  # fmt: skip


_MAX_ID = 12
"""Characters of an id and what stands behind it."""


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
    unknown = sorted(edit.values.keys() - (COLUMNS[edit.kind].keys() - {"text"}))
    if unknown:
        return Refused("bad-value", 0, f"a {edit.kind} has no {', '.join(unknown)}")
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
    """Whether an entry is read with *text*, of which an id in front (``T012 …``) may be read as the entry's id."""
    if not isinstance(read, str) or not read:
        return False
    shown, wanted = plain(read), plain(text)
    return wanted.endswith(shown) and len(wanted) - len(shown) <= _MAX_ID


def _same_value(read: object, value: str) -> bool:
    return isinstance(read, str) and plain(read).casefold() == plain(literal(value)).removeprefix("@").casefold()


def _candidates(document: Document, plan: Plan, edit: AddItem, text: str) -> Iterator[Splices]:
    entries: Sequence[_Entry] = getattr(plan, LISTS[edit.kind])
    neighbour = _neighbour(document, plan, entries, edit)
    if neighbour is not None:
        yield from beside(document, plan, edit, text, neighbour)
        return
    for section in _sections(document, plan, edit):
        yield from in_section(document, edit, text, section)
    if edit.after is None:
        yield new_section(document, plan, edit, text)


def _neighbour(document: Document, plan: Plan, entries: Sequence[_Entry], edit: AddItem) -> Neighbour | None:
    """The entry beside which the new one stands: the one asked for, the last one of the section asked for, or of all."""
    lines = [entry.line for entry in entries if entry.line >= document.outline.body_line]
    found: list[int] = []
    if edit.after is None:
        work = [entry.line for entry in entries if getattr(entry, "kind", None) == "work"]
        found = [line for line in lines if line in work] or lines
    elif edit.after in lines:
        found = [edit.after]
    else:
        end = next((section.end_line for section in document.outline.sections if section.line == edit.after), 0)
        found = [line for line in lines if edit.after < line <= end]
    above = edit.after is None and _is_newest_first(plan, edit)
    return Neighbour(found[0 if above else -1], lines, above) if found else None


def _is_newest_first(plan: Plan, edit: AddItem) -> bool:
    """Whether the changelog begins with its newest entry, so that the next one goes above it."""
    dates = [change.date for change in plan.changes if change.date]
    return edit.kind == "change" and len(dates) > 1 and dates[0] > dates[-1]


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
