"""Lists whose items begin with a status emoji (``- ✅ Parser``, ``- 🚧 Renderer``, ``- ⏳ Docs``) → which items are tasks.

Most such lists say nothing of state: ✅ and ❌ stand for pro and con, for do and don't, and ✅ before every
criterion or deliverable of a plan that has not begun (NOTATION §2). So a list counts only where work stands, and
where its emoji can mean nothing but a state: one of them says "not yet" (🚧, ⏳, ⬜), or a heading or label calls
it the list of tasks or of what is done. GitHub shows no box there, so ``boxes`` never holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Item, Outline, Section
from mkdocs_planning.model.plan import Problem, TaskState
from mkdocs_planning.reading.headings import HeadingFacts, read_heading
from mkdocs_planning.reading.tasks.labelled_items import labelled_items
from mkdocs_planning.reading.tasks.task_sections import CALLS_TASKS, JUDGES, is_work
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_SHORTCODES = {
    ":white_check_mark:": "✅", ":heavy_check_mark:": "✔", ":ballot_box_with_check:": "☑", ":construction:": "🚧",
    ":hourglass:": "⏳", ":hourglass_flowing_sand:": "⏳", ":arrows_counterclockwise:": "🔄", ":x:": "❌",
    ":white_large_square:": "⬜",
}  # fmt: skip
"""What GitHub shows as an emoji."""
_SHORTCODE = re.compile("|".join(_SHORTCODES))
CROSSES = frozenset("❌✗✘")
_WAITING = frozenset("⏳⌛")
_NOT_YET = frozenset({"open", "active", "deferred"})
_BEHIND = re.compile(r"[\ufe0f\s]*(?:[:–—-]\s+)?(?=[^\s=])")
"""What stands between an emoji and its text; behind ``=`` stands what the emoji means."""
_SUMS_UP = re.compile(r"\b(?:progress|status|summary|overview|roadmap|timeline|schedule|milestones)\b")
"""Titles, in normal form, under which emoji tell in short what boxes tell elsewhere."""
_MEANING_ENDS = re.compile(r"\s*[:=(–—]|\s-\s")


class EmojiItem(Struct, frozen=True):
    """A list item that begins with a status emoji. ``text`` is what follows it, ``state`` what it means in its document."""

    section: Section
    item: Item
    emoji: str
    text: str
    state: TaskState


class _Group(Struct):
    """The items with status emoji under one label. ``unit`` is the phase or step whose heading or label they follow."""

    words: str
    unit: HeadingFacts | None
    items: list[EmojiItem]

    @property
    def says_not_yet(self) -> bool:
        """Whether the emoji can only be states: one of them says that something is not done yet."""
        return any(item.state in _NOT_YET for item in self.items)


def emoji_tasks(outline: Outline, vocabulary: Vocabulary) -> list[EmojiItem]:
    """The items whose status emoji makes them tasks, in the order of the file."""
    groups = list(_groups(outline, _StatusEmoji(vocabulary), vocabulary))
    by_unit = any(group.unit is not None and group.says_not_yet for group in groups)
    found = [item for group in groups if _holds_tasks(group, by_unit) for item in group.items]
    # A cross is what is not done; only where another emoji stands for that does it say that a task was dropped.
    if any(item.state == "open" or item.emoji in _WAITING for group in groups for item in group.items):
        return found
    return [replace(item, state="open") if item.state == "dropped" and item.emoji in CROSSES else item for item in found]


def status_emoji(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The emoji that mean a state: the marks that are not ASCII characters."""
    return tuple(mark for mark in vocabulary.marks if not mark.isascii())


class _StatusEmoji:
    """The status emoji of a vocabulary, by their first character, since few texts begin with one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.states: dict[str, TaskState] = {emoji: vocabulary.marks[emoji] for emoji in status_emoji(vocabulary)}
        self._by_first: dict[str, list[str]] = {":": []}
        for emoji in self.states:
            self._by_first.setdefault(emoji[0], []).append(emoji)

    def lines(self, outline: Outline) -> list[int]:
        """The lines of the texts that may begin with a status emoji or a shortcode."""
        known = self._by_first
        raws = [(text.line, text.raw) for text in outline.texts]
        return [line for line, raw in raws if (raw[2:3] if raw[:2] == "**" else raw[:1]) in known]

    def of(self, raw: str) -> tuple[str, int] | None:
        """The emoji, or the shortcode of one, that *raw* begins with, in bold or not, and the index behind it."""
        start = 2 if raw.startswith("**") else 0
        first = raw[start : start + 1]
        if first == ":":
            code = _SHORTCODE.match(raw, start)
            emoji = _SHORTCODES[code.group(0)] if code is not None else None
            return (emoji, code.end()) if code is not None and emoji in self.states else None
        known = self._by_first.get(first, ())
        return next(((emoji, start + len(emoji)) for emoji in known if raw.startswith(emoji, start)), None)


def _holds_tasks(group: _Group, by_unit: bool) -> bool:
    """Whether the items of *group* are tasks. *by_unit*: the phases of the document have lists that say "not yet"."""
    if group.says_not_yet or CALLS_TASKS.match(group.words):
        return True
    return group.unit is not None and (by_unit or group.unit.status == "complete")


def _groups(outline: Outline, emoji: _StatusEmoji, vocabulary: Vocabulary) -> Iterator[_Group]:
    """The groups of a document that stand where work does."""
    lines = emoji.lines(outline)
    for section in outline.sections if lines else ():
        if section.level and section.own(lines):
            for label, labelled in groupby(labelled_items(section.blocks, inside_boxes=False), key=_label):
                items = [found for item, _ in labelled if item.box is None and (found := _emoji_item(section, item, emoji))]
                if items and not _is_legend(items, vocabulary) and (group := _group(section, label, items, vocabulary)):
                    yield group


def _label(entry: tuple[Item, str | None]) -> str | None:
    return entry[1]


def _group(section: Section, label: str | None, items: list[EmojiItem], vocabulary: Vocabulary) -> _Group | None:
    """These *items* of *section* under *label* as a group, if they stand where work does."""
    heading = read_heading(label if label is not None else section.title)
    if heading.is_unit:
        return _Group(heading.words, heading, items)
    if JUDGES.search(heading.words):
        return None
    if CALLS_TASKS.match(heading.words) or is_work(section, label, vocabulary):
        return _Group(heading.words, None, items)
    return None


def _emoji_item(section: Section, item: Item, emoji: _StatusEmoji) -> EmojiItem | None:
    """*item* taken apart, if it begins with a status emoji that text follows."""
    raw = item.text.raw if item.text is not None else ""
    found = emoji.of(raw)
    behind = _BEHIND.match(raw, found[1]) if found is not None else None
    if found is None or behind is None:
        return None
    bold = "**" if raw.startswith("**") else ""
    return EmojiItem(section, item, found[0], bold + raw[behind.end() :], emoji.states[found[0]])


def _is_legend(items: list[EmojiItem], vocabulary: Vocabulary) -> bool:
    """Whether a list explains its emoji (``- ✅ Complete``, ``- 🚧 = in progress``)."""
    meanings = [normal(_MEANING_ENDS.split(plain(item.text), maxsplit=1)[0]) for item in items]
    return 2 * sum(words in vocabulary.statuses for words in meanings) >= len(meanings)


def problems_beside_boxes(uncounted: Sequence[EmojiItem], source: str) -> Iterator[Problem]:
    """A problem for each section with *uncounted* items, which say "not done" in a plan that has boxes for its work.

    A section that only sums up what boxes say elsewhere has none.
    """
    for _, entries in groupby(uncounted, key=_section_line):
        items = list(entries)
        title = items[0].section.title
        if not _SUMS_UP.search(normal(title)):
            one = len(items) == 1
            message = (
                f'{"an item" if one else f"{len(items)} items"} under "{title}" with a status emoji for "not done" '
                f"{'has no box and counts' if one else 'have no boxes and count'} for nothing in progress, "
                "since this plan has boxes for its work; write them as - [ ] where they are to be ticked"
            )
            yield Problem("no-boxes", "info", message, source, items[0].item.line)


def _section_line(item: EmojiItem) -> int:
    return item.section.line
