"""Lists whose items begin with a sign of state (``- ✅ Parser``, ``- 🚧 Renderer``, ``- ⏳ Docs``) → which items are tasks.

Most such lists say nothing of state: ✅ and ❌ stand for pro and con, for do and don't, and ✅ before every
criterion or deliverable of a plan that has not begun (NOTATION §2). So a list counts only where work stands, and
where its signs can mean nothing but a state: one of them says "not yet" (🚧, ⏳, ⬜), or a heading or label calls
it the list of tasks or of what is done. GitHub shows no box there, so ``boxes`` never holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, ListBlock, Outline, Quote, Section
from mkdocs_planning.model.plan import TaskState
from mkdocs_planning.reading.headings import HeadingFacts, read_heading
from mkdocs_planning.reading.tasks.labelled_items import labelled_items
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_SHORTCODES = {
    ":white_check_mark:": "✅", ":heavy_check_mark:": "✔", ":ballot_box_with_check:": "☑", ":construction:": "🚧",
    ":hourglass:": "⏳", ":hourglass_flowing_sand:": "⏳", ":arrows_counterclockwise:": "🔄", ":x:": "❌",
    ":white_large_square:": "⬜",
}  # fmt: skip
"""What GitHub shows as a sign."""
_SHORTCODE = re.compile("|".join(_SHORTCODES))
_BULLET_AND_CODE = re.compile(rb"^[ \t>]*(?:[-+*]|\d+[.)])[ \t]+:[a-z_]+:", re.M)
CROSSES = frozenset("❌✗✘")
_WAITING = frozenset("⏳⌛")
_BEHIND = re.compile(r"[\ufe0f\s]*(?:[:–—-]\s+)?(?=[^\s=])")
"""What stands between a sign and its text; behind ``=`` stands what the sign means."""
_TASKS = re.compile(
    r"^(?:(?:implementation|development|remaining|completed|finished|open|current|pending|outstanding|next|sub) ?)?"
    r"(?:tasks?|task list|work items?|action items?|todos?|to dos?|actions?)(?: completed| done| remaining)?$"
    r"|^(?:completed|done|finished|remaining|in progress|pending|not started|up next|next steps|what s (?:done|left|next))"
    r"(?: so far| items| work| steps)?$"
    r"|^(?:(?:overall|current|implementation|project|our) )?progress(?: so far| update| report| summary)?$"
)
"""Titles and labels under which a list is of tasks whatever its signs, in normal form."""
_STATUS = re.compile(r"^(?:\w+ ){0,2}(?:status|roadmap|timeline|schedule|milestones)$")
"""Further titles under which a list with a sign for "not yet" is of tasks."""
_JUDGING = re.compile(
    r"\b(?:pros?|cons?|benefits?|advantages?|disadvantages?|drawbacks?|alternatives?|options?|trade ?offs?|consequences?|"
    r"legend|symbols?|icons?|emojis?|works|doesn t|don ts?|dos|compatib\w+|matrix|strengths?|weaknesses|good|bad|positives?|"
    r"negatives?|anti ?patterns?|limitations?|should|must|guidelines?|rules?|why|problems?|issues|findings|gaps|scope|goals?|"
    r"requirements?|criteria|deliverables?|outcomes?|outputs?|results?|principles?|assumptions?|risks?|questions?)\b|^key$"
)
"""Words of titles and labels beneath which signs judge, or stand before everything."""


class _Signed(Struct):
    """A list item that begins with a sign, and the text behind it."""

    item: Item
    sign: str
    text: str


class _Group(Struct):
    """The signed items of one section under one label. ``unit`` is the phase or step whose heading or label they follow."""

    section: Section
    words: str
    unit: HeadingFacts | None
    signed: list[_Signed]


def signed_tasks(outline: Outline, vocabulary: Vocabulary) -> Iterator[tuple[Section, Item, str, TaskState]]:
    """The tasks that signs tell, in the order of the file: section, item, text behind the sign, state."""
    known: dict[str, TaskState] = {mark: vocabulary.marks[mark] for mark in signs_of(vocabulary)}
    if not _may_hold(outline.data, known):
        return
    groups = [group for section in outline.sections if section.level for group in _groups(section, known, vocabulary)]
    by_unit = any(group.unit is not None and _not_yet(group, known) for group in groups)
    # A cross is what is not done; only where another sign stands for that does it say that a task was dropped.
    open_sign = any(known[entry.sign] == "open" or entry.sign in _WAITING for group in groups for entry in group.signed)
    for group in groups:
        if (
            _not_yet(group, known)
            or _TASKS.match(group.words)
            or (group.unit is not None and (by_unit or group.unit.status == "complete"))
        ):
            for entry in group.signed:
                state = known[entry.sign]
                if state == "dropped" and entry.sign in CROSSES and not open_sign:
                    state = "open"
                yield group.section, entry.item, entry.text, state


def signs_of(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The signs that mean a state: the marks that are no ASCII characters."""
    return tuple(mark for mark in vocabulary.marks if not mark.isascii())


def _may_hold(data: bytes, known: dict[str, TaskState]) -> bool:
    """Whether a sign may stand in the file: the cheap test, since most plans have none."""
    if not data.isascii() and any(mark.encode() in data for mark in known):
        return True
    return _BULLET_AND_CODE.search(data) is not None


def _groups(section: Section, known: dict[str, TaskState], vocabulary: Vocabulary) -> Iterator[_Group]:
    """The groups of a section that stand in a place of work."""
    if not any(isinstance(block, ListBlock | Quote) for block in section.blocks):
        return
    for label, items in groupby(labelled_items(section.blocks, inside_boxes=False), key=_label):
        signed = [found for item, _ in items if item.box is None and (found := _signed(item, known))]
        if not signed or _is_legend(signed, vocabulary):
            continue
        facts = read_heading(label if label is not None else section.title)
        unit = facts if facts.top or facts.step else None
        words = normal(facts.title)
        if unit is None and _JUDGING.search(words):
            continue
        if unit is not None or _TASKS.match(words) or is_work(section, label, vocabulary):
            yield _Group(section, words, unit, signed)


def _label(entry: tuple[Item, str | None]) -> str | None:
    return entry[1]


def _signed(item: Item, known: dict[str, TaskState]) -> _Signed | None:
    raw = item.text.raw if item.text is not None else ""
    bold = "**" if raw.startswith("**") else ""
    rest = raw[len(bold) :]
    code = _SHORTCODE.match(rest) if rest.startswith(":") else None
    sign = _SHORTCODES[code.group(0)] if code else next((mark for mark in known if rest.startswith(mark)), None)
    if sign is None or sign not in known:
        return None
    behind = _BEHIND.match(rest, code.end() if code else len(sign))
    return _Signed(item, sign, bold + rest[behind.end() :]) if behind else None


def _is_legend(signed: list[_Signed], vocabulary: Vocabulary) -> bool:
    """Whether a list explains its signs (``- ✅ Complete``, ``- 🚧 = in progress``)."""
    meanings = [normal(re.split(r"\s*[:=(–—]|\s-\s", plain(entry.text), maxsplit=1)[0]) for entry in signed]
    return 2 * sum(words in vocabulary.statuses for words in meanings) >= len(meanings)


def _not_yet(group: _Group, known: dict[str, TaskState]) -> bool:
    """Whether the signs of a group can only be states: one of them says that something is not done yet."""
    return any(known[entry.sign] in ("open", "active", "deferred") for entry in group.signed)


def is_work(section: Section, label: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a label, or the nearest telling heading, is about work or its state; a document's title tells nothing."""
    if label is not None and (kind := vocabulary.titles.box_kind(label)) is not None:
        return kind == "work"
    node: Section | None = section
    while node is not None and node.level > 1:
        facts = read_heading(node.title)
        words = normal(facts.title)
        if facts.top or facts.step or _STATUS.match(words) or _TASKS.match(words):
            return True
        if _JUDGING.search(words):
            return False
        if (kind := vocabulary.titles.box_kind(node.title)) is not None:
            return kind == "work"
        node = node.parent
    return False
