"""Task boxes, custom marks and signs → Tasks, each with its line, section, kind and tokens.

A box is what GitHub shows as one; the outline decides that. Custom marks (``[~]``, ``[-]``) and Kiro's
``[ ]*`` are no boxes for GitHub but tasks for people: they count in progress, not in ``boxes``. So are lists with a
sign of state (``- ✅ Parser``), in a document that ticks no work with boxes: beside boxes such a list tells again
what they tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, Outline, Section, custom_mark
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Boxes, Task, TaskKind, TaskState
from mkdocs_planning.reading.entries import owner_in
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.tasks.emoji_lists import signed_tasks
from mkdocs_planning.reading.tasks.labelled_items import labelled_items
from mkdocs_planning.reading.tasks.task_tables import Row, tabled_tasks
from mkdocs_planning.reading.tasks.todos import front_tasks
from mkdocs_planning.vocabulary.normal_form import unnumbered
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from mkdocs_planning.vocabulary.words import KIRO_MARKS

_OPTIONAL = re.compile(r"^\[([ xX~-])\]\*\s+(?=\S)")
_STAMP = re.compile(
    r"^[(\[]?(?P<stamp>(?:19|20)\d\d-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d))?)?)[)\]]?:?\s+(?=\S)"
)
_ID = re.compile(
    r"^(?P<bold>\*\*)?(?P<id>(?:[A-Z]{1,6}-?\d{2,5}(?:\.\d+)*[a-z]?|[Tt]\d{2,6}(?:\.\d+)*|[A-Z]{2,10}-\d+(?:\.\d+)*"
    r"|\#\d{1,5}|\d+(?:\.\d+)+\.?|\d+[.)]))(?(bold)\s*:?\*\*|)\s*(?:[:–—-]\s+|\s+)(?=\S)"
)
_BARE_NUMBER = re.compile(r"^(?P<id>\d{1,3})\s+(?=[A-Z`*])")
_TAG = re.compile(r"\[(?P<tag>P|US\d+|[A-Z]{2,6}\d*(?:-\d+)?)\]\s*")
_OWNER_TOKEN = re.compile(
    r"(?:^|[\s(])(?:owner|assignee|assigned(?: to)?|who)\s*[:=]\s*@?(?P<named>[\w][\w.-]*(?: [A-Z][\w.-]+)?)"
    r"|(?:^|[\s(—–-])@(?P<handle>[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)(?![\w/@])",
    re.I,
)
_DUE = re.compile(r"(?:\b(?:due|by|deadline|until)\b\s*[:=]?\s*|[📅🗓]️?\s*)(?P<rest>.{4,30})", re.I)
_FINISHED = re.compile(r"(?:\b(?:completed|done|finished|closed)\s*[:=]\s*|✅\s*)(?P<rest>(?:19|20)\d\d-\d\d-\d\d)", re.I)
_BLOCKED = re.compile(r"\bblocked[- ]by\s*:?\s*(?P<what>[^()\n;]+?)(?=[);]|$|\s+[\w-]+:\S|\s+[—–]\s)", re.I)
_CODE = re.compile(r"`[^`]*`")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAY_BE_ID = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZt#0123456789*")


def read_tasks(outline: Outline, front: Mapping[str, Any], source: str, vocabulary: Vocabulary) -> list[Task]:
    """Every task of the document in the order of the file; ``phase`` is still None. *front* is its front matter."""
    found: list[Task] = []
    title = _title_section(outline)
    marks = _marks(outline, vocabulary)
    for section in outline.sections if outline.marked else ():
        if not section.own(outline.marked):
            continue
        path: tuple[str, ...] | None = None
        kind: TaskKind | None = None
        kinds: dict[str | None, TaskKind] = {}
        for item, label in labelled_items(section.blocks):
            mark = _mark(item, marks)
            if mark is None:
                continue
            if path is None:
                path = _path(section, title)
                kind = _section_kind(section, title, vocabulary) or "work"
                kinds[None] = kind
            own = kinds.get(label)
            if own is None:
                own = kinds[label] = (vocabulary.titles.box_kind(label) if label else None) or kind or "work"
            found.append(_task(item, mark, own, path, source, vocabulary))
    if not any(task.kind == "work" for task in found):
        for section, item, text, state in signed_tasks(outline, vocabulary):
            found.append(_task(item, (None, text, state), "work", _path(section, title), source, vocabulary))
        found += [_of_row(row, _path(row.section, title), source, vocabulary) for row in tabled_tasks(outline, vocabulary)]
        found += front_tasks(outline, front, source, vocabulary)
    found.sort(key=_line)
    return found


def uncounted(outline: Outline, tasks: Sequence[Task], vocabulary: Vocabulary) -> list[tuple[Section, list[int]]]:
    """Sections with the lines on which signs say that something is not done, though it is none of *tasks*."""
    found: dict[int, tuple[Section, list[int]]] = {}
    counted = {task.line for task in tasks}
    for section, item, _, state in signed_tasks(outline, vocabulary):
        if state in ("open", "active") and item.line not in counted:
            found.setdefault(section.line, (section, []))[1].append(item.line)
    return list(found.values())


def _of_row(row: Row, section: tuple[str, ...], source: str, vocabulary: Vocabulary) -> Task:
    due = find_date(plain(row.due), vocabulary.dates)
    return Task(
        text=row.text,
        state=row.state,
        mark=None,
        depth=0,
        id=row.id or None,
        kind="work",
        phase=None,
        section=section,
        owner=owner_in(row.owner, vocabulary),
        due=due.iso if due is not None else None,
        file=source,
        line=row.line,
    )


def _line(task: Task) -> int:
    return task.line


def count_boxes(tasks: list[Task]) -> Boxes:
    """The boxes that GitHub counts: ``[ ]``, ``[x]`` and ``[X]``."""
    shown = [task.mark for task in tasks if task.mark in (" ", "x", "X")]
    return Boxes(sum(mark != " " for mark in shown), len(shown))


def _title_section(outline: Outline) -> Section | None:
    """The section of the document's title: its H1, if it has just one."""
    tops = [section for section in outline.root.sections if section.level == 1]
    return tops[0] if len(tops) == 1 else None


def _path(section: Section, title: Section | None) -> tuple[str, ...]:
    names: list[str] = []
    node: Section | None = section
    while node is not None and node.level:
        if node is not title:
            names.append(unnumbered(node.raw_title))
        node = node.parent
    return tuple(reversed(names))


def _section_kind(section: Section, title: Section | None, vocabulary: Vocabulary) -> TaskKind | None:
    """The kind that the nearest telling heading gives; inside a phase or step boxes are work unless it says so."""
    node: Section | None = section
    while node is not None and node.level:
        if node is title:
            return None
        facts = read_heading(node.title)
        if facts.top or facts.step:
            return "work"
        kind = vocabulary.titles.box_kind(node.title)
        if kind is not None:
            return kind
        node = node.parent
    return None


def _marks(outline: Outline, vocabulary: Vocabulary) -> Mapping[str, TaskState]:
    """What marks mean in this document: Kiro's lists, known by their traces of requirements, have a meaning of their own."""
    if b"_Requirements:" not in outline.data:
        return vocabulary.marks
    own: dict[str, TaskState] = {mark: state for mark, state in KIRO_MARKS.items() if mark not in vocabulary.site_marks}
    return vocabulary.marks | own


def _mark(item: Item, marks: Mapping[str, TaskState]) -> tuple[str, str, TaskState] | None:
    """(mark, text, state) of an item that is a task by its box or mark."""
    text = item.text
    if item.box is not None:
        raw = text.raw if text is not None else ""
        if item.box != " ":
            return item.box, raw, "done"
        return item.box, raw, "dropped" if text is not None and text.struck else "open"
    if text is None or not text.raw.startswith("["):
        return None
    optional = _OPTIONAL.match(text.raw)
    if optional:
        mark = optional.group(1)
        state = "open" if mark == " " else "done" if mark in "xX" else marks.get(mark)
        return (f"{mark}*", text.raw[optional.end() :], state) if state else None
    custom = custom_mark(text)
    if custom is None:
        return None
    state = marks.get(custom[0]) or marks.get(custom[0].rstrip("\ufe0f"))
    return (custom[0], custom[1], state) if state else None


def _task(
    item: Item,
    mark: tuple[str | None, str, TaskState],
    kind: TaskKind,
    section: tuple[str, ...],
    source: str,
    vocabulary: Vocabulary,
) -> Task:
    char, text, state = mark
    finished = due = owner = identity = None
    blocked: tuple[str, ...] = ()
    tags: list[str] = []
    whole = text
    if text[:1] in "([12" and (stamp := _STAMP.match(text)):
        if state == "done":
            finished = stamp["stamp"][:10]
        text = text[stamp.end() :]
    if text[:1] in _MAY_BE_ID and (match := _ID.match(text) or _BARE_NUMBER.match(text)):
        identity = match["id"].rstrip(".)")
        text = text[match.end() :]
    at = 0
    while text.startswith("[", at) and (tag := _TAG.match(text, at)):
        tags.append(tag["tag"])
        at = tag.end()
    text = text[at:]
    optional = char is not None and len(char) == 2 and char[1] == "*"
    if "@" in whole or ":" in whole or "due" in whole or "blocked" in whole or "📅" in whole or "✅" in whole:
        bare = plain(_CODE.sub(" ", text) if "`" in text else text)
        dated = _YEAR.search(bare) is not None
        lower = bare.lower()
        named = "@" in bare or "owner" in lower or "assign" in lower or "who" in lower
        if named and (token := _OWNER_TOKEN.search(bare)):
            owner = vocabulary.owner(token["named"] or token["handle"])
        if dated and (token := _DUE.search(bare)) and (date := find_date(token["rest"], vocabulary.dates)) and date.start <= 2:
            due = date.iso
        if dated and state == "done" and finished is None and (token := _FINISHED.search(bare)):
            finished = token["rest"]
        if "blocked" in lower and (token := _BLOCKED.search(bare)):
            blocked = tuple(part.strip() for part in re.split(r"\s*(?:,|\band\b)\s*", token["what"]) if part.strip())
    if kind != "question" and identity and identity[0] in "Tt" and identity[1:2].isdigit():
        kind = "work"
    return Task(
        text=text.strip(),
        state=state,
        mark=char,
        depth=item.depth,
        id=identity,
        kind=kind,
        phase=None,
        section=section,
        owner=owner,
        due=due,
        file=source,
        line=item.line,
        tags=tuple(tags),
        optional=optional,
        blocked_by=blocked,
        finished=finished,
    )
