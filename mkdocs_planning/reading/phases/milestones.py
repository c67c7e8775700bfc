"""Milestones: the dated points of a plan, from tables, lists and headings that call themselves so.

Under "Milestones" every entry is one; under "Timeline", "Schedule" and "Key dates", which hold other things too,
an entry is one where it has a date. A milestone that is one of the plan's phases is a phase and not also a milestone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, ListBlock, Paragraph, Table
from mkdocs_planning.model.dates import find_date
from mkdocs_planning.model.plan import Milestone, Phase, Status
from mkdocs_planning.reading.headings import read_heading
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_slot, is_unfilled, says_nothing
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import items_in
from mkdocs_planning.reading.table_cells import cell, column, heads_of
from mkdocs_planning.vocabulary.normal_form import normal

_OWN_NAMES = ("milestone", "milestones", "milestone name", "key milestone")
_NAMES = (*_OWN_NAMES, "name", "event", "title", "deliverable", "description", "what")
DATES = (
    "date", "target date", "due", "due date", "when", "eta", "deadline", "planned date", "planned", "expected date", "dates",
    "completion date", "target completion", "release date", "target", "expected", "timeline", "timeframe", "completed", "by",
)  # fmt: skip
"""Heads of the column that says when."""
_STATUS = ("status", "state", "done")
_SHORT = re.compile(r"^(?:\*\*|__)?(?:milestone )?M?S?\d{1,3}(?:\.\d+)?(?:\*\*|__)?$", re.I)
_EDGES = " \t:：-–—,;|·•()[]"
_DONE = re.compile(r"[✅☑✔]\ufe0f?")
_BEFORE_DATE = re.compile(r"(?:\b(?:by|until|due|target(?:ed)?|on|date|end of|eta|early|mid|late|planned|for)\b[\s:-]*)*", re.I)
_BOXED = re.compile(r"^[↳└→•\s]*(?:\[(?P<mark>[ xX])\]\s*)?(?=\S)")
"""What stands before the text of a row that stands for a box or a step of the row above."""
_CUTS = ("(", "[", " — ", " – ", " - ", ": ", ", ")


def read_milestones(index: SectionIndex, phases: Iterable[Phase], source: str) -> tuple[Milestone, ...]:
    """Every milestone of the document that is none of its *phases*, in the order of the file."""
    reader = _Reader(source, index)
    entries = index.of("milestones")
    found: dict[int, Milestone] = {}
    for entry in entries:
        for milestone in reader.entry(entry):
            found.setdefault(milestone.line, milestone)
    for placed in index.tables:
        named, timed = column(placed.heads, *_OWN_NAMES), column(placed.heads, *DATES)
        if named is not None and timed is not None and placed.table.line not in reader.inside:
            for milestone in reader.table(placed.table, dated=False):
                found.setdefault(milestone.line, milestone)
    if not found:
        return ()
    taken = set(_lines(phases))
    return tuple(found[line] for line in sorted(found) if line not in taken)


def _lines(phases: Iterable[Phase]) -> Iterator[int]:
    for phase in phases:
        yield phase.line
        for step in phase.steps:
            yield step.line


class _Reader:
    def __init__(self, source: str, index: SectionIndex) -> None:
        self.source = source
        self.index = index
        self.vocabulary = index.vocabulary
        self.inside: set[int] = set()
        """Lines of the tables that stand under a heading or line about milestones."""

    def entry(self, entry: Passage) -> Iterator[Milestone]:
        if entry.value:
            return
        dated = "milestone" not in normal(entry.title) and not self.index.facts(entry.title).own
        for section, blocks in entry.parts:
            if section is entry.within or self._has_entries(blocks):
                yield from self._blocks(blocks, dated=dated)
            elif section.parent is entry.section:  # "### Public beta (1 May 2026)"
                yield from self._made(section.raw_title, section.line, None, dated=True)

    def _has_entries(self, blocks: Sequence[Block]) -> bool:
        return any(isinstance(block, Table) for block in blocks) or any(
            item.text is not None and find_date(item.text.plain, self.vocabulary.dates) for item in items_in(blocks)
        )

    def _blocks(self, blocks: Sequence[Block], *, dated: bool) -> Iterator[Milestone]:
        for block in blocks:
            if isinstance(block, Table):
                self.inside.add(block.line)
                yield from self.table(block, dated=dated)
            elif isinstance(block, ListBlock):
                for item in block.items:
                    if item.text is not None:
                        done: Status | None = "complete" if item.box in ("x", "X") else None
                        yield from self._made(item.text.raw, item.line, done, dated=dated)
            elif isinstance(block, Paragraph):
                for line in block.text.lines:
                    if line.raw.startswith(("**", "__")) and len(line.plain) <= 160:
                        yield from self._made(line.raw, line.number, None, dated=True)

    def table(self, table: Table, *, dated: bool) -> Iterator[Milestone]:
        """The rows of a table; *dated* asks for a date in each."""
        heads = heads_of(table)
        when = column(heads, *DATES)
        state = column(heads, *_STATUS)
        name = column([head if index != when else "" for index, head in enumerate(heads)], *_NAMES)
        if name is None or (dated and when is None):
            return
        more = column([head if index not in (name, when) else "" for index, head in enumerate(heads)], *_NAMES[4:])
        for row in table.rows:
            raw = cell(row, name)
            if more is not None and _SHORT.match(raw) and cell(row, more):
                raw = f"{plain(raw)}: {cell(row, more)}"
            box = _BOXED.match(raw)
            raw = raw[box.end() :] if box else raw
            found = find_date(plain(cell(row, when)), self.vocabulary.dates)
            if says_nothing(raw) or is_unfilled(raw) or (dated and (found is None or found.iso is None)):
                continue
            words = plain(cell(row, state))
            done = _DONE.search(words) or (box is not None and (box["mark"] or " ") in "xX")
            status = self.vocabulary.status_of(words) or ("complete" if done else None)
            yield Milestone(raw, found.iso if found else None, status, self.source, row[0].line)

    def _made(self, raw: str, line: int, status: Status | None, *, dated: bool) -> Iterator[Milestone]:
        """The milestone of a line: its title without the date at either end, its date, its state."""
        text = raw.strip()
        if says_nothing(text) or is_unfilled(text):
            return
        key = plain(text).partition(":")[0]
        if normal(key) in self.vocabulary.keys:  # "Start date: …" is said of the plan
            return
        found = find_date(text, self.vocabulary.dates)
        if dated and (found is None or found.iso is None):
            return
        facts = read_heading(plain(text))
        status = status or facts.status
        title = _without(text, found.start, found.end) if found is not None else text
        title = _DONE.sub("", title).strip()
        if title and not is_slot(title):
            yield Milestone(title, found.iso if found is not None else None, status, self.source, line)


def _without(text: str, start: int, end: int) -> str:
    """A title without its date, where the date stands at an end of it or in brackets; else the whole text."""
    before, behind = text[:start], text[end:]
    if not any(char.isalnum() for char in before):  # "**2026-05-01**: Public beta"
        return _balanced(behind.lstrip(_EDGES + "*_`")) or text
    cut = max((before.rfind(mark) for mark in _CUTS), default=-1)
    if cut <= 0 or not _BEFORE_DATE.fullmatch(before[cut:].strip(_EDGES + "*_`")):
        return text
    if not any(char.isalnum() for char in behind):  # "Public beta (due 1 May 2026)"
        return _balanced(before[:cut].rstrip(_EDGES))
    if before[cut] in "([" and (closing := re.match(r"[^()\[\]]{0,12}[)\]]", behind)) is not None:  # "**M1** (2026-05): Beta"
        return _balanced(before[:cut].rstrip() + behind[closing.end() :])
    return text


def _balanced(text: str) -> str:
    """*text* with the emphasis closed that the cut has opened."""
    text = text.strip()
    for mark in ("**", "__"):
        if text.count(mark) % 2:
            text = text + mark if text.startswith(mark) else text.replace(mark, "", 1)
    return text.strip()
