"""The stages in which a plan is rolled out, and whether it says how to roll back.

Stages are the items, sub-headings or rows of a section or line that is about the rollout. A rollback plan is there
where a section or a line about it says something of its own: a template's sentences and "None" are no plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Block, Code, ListBlock, Paragraph, Table
from mkdocs_planning.model.plan import Stage
from mkdocs_planning.reading.passages import Passage
from mkdocs_planning.reading.placeholders import is_slot, is_unfilled, says_nothing
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.reading.segments import introduces, items_in, texts_in
from mkdocs_planning.reading.table_cells import column, heads_of

_STAGES = ("stage", "phase", "step", "wave", "ring", "cohort", "environment", "rollout stage", "rollout phase", "audience")
_NOT_STAGES = re.compile(
    r"roll ?back|revert|monitor|metric|criteri|risk|alert|communicat|success|trigger|checklist|pre ?requisite|verif"
    r"|validat|prepar|requirement|rationale|notes?$|considerations|feature flags?$|before rollout|owner|abort|watch",
    re.I,
)
_HEADING_STAGE = re.compile(r"^(?:stage|phase|step|wave|week|day|ring|part|cohort)\b|\d ?%|^\d+\.", re.I)
_HOLDS_STAGES = re.compile(r"\b(?:stages|phases|phased|rollout|steps|schedule|plan)\b", re.I)
_KEY = re.compile(r"^(?:\*\*|__)?([^:*_]{2,40})(?:\*\*|__)?\s*:")
_UNDO = re.compile(
    r"\broll(?:s|ed|ing)?[ -]?back\b|\brevert|\bback(?:ed|ing)? out\b|\bundo\b|\bdowngrad|\bdisabl(?:e|ed|ing)\b", re.I
)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_OWN_WORDS = frozenset({
    "if critical error occurs", "revert database migration command", "rollback deployment",
    "rollback deployment kubectl rollouts undo",
    "if issues detected", "just rollback production", "investigate issues", "fix and redeploy", "rollback triggers",
    "error rate x", "performance degradation y", "critical bug discovered", "rollback steps", "step", "data handling",
    "how to handle data created during failed deployment", "revert database migration", "rollback plan", "rollback strategy",
    "how to rollback", "how to roll back", "rollback procedure", "rollback", "rollback trigger",
})  # fmt: skip
"""What the known templates say in this place (numbers and punctuation left out)."""


def read_rollout(index: SectionIndex, source: str) -> tuple[Stage, ...]:
    """The stages of the rollout in the order of the file."""
    found: dict[int, Stage] = {}
    for entry in index.of("rollout"):
        for text, line in _stages(entry):
            raw = text.strip()
            if raw and not is_slot(raw) and not is_unfilled(raw) and not says_nothing(raw):
                found.setdefault(line, Stage(raw, source, line))
    return tuple(found[line] for line in sorted(found))


def _stages(entry: Passage) -> Iterator[tuple[str, int]]:
    """Sub-headings that are stages, else what stands under the heading or line and its sub-headings about stages."""
    if entry.section is not None:
        titled = [section for section in entry.section.sections if not _NOT_STAGES.search(section.title)]
        stages = [section for section in titled if _HEADING_STAGE.search(section.title)]
        if len(stages) >= 2:
            yield from ((section.raw_title, section.line) for section in stages)
            return
        for section in titled:
            if _HOLDS_STAGES.search(section.title):
                yield from _in_blocks(section.blocks)
    yield from _in_blocks(entry.blocks)


def _in_blocks(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """The stages of a section: its table, its bold lines with a list each, or its lists."""
    for block in blocks:
        if isinstance(block, Table) and column(heads_of(block), *_STAGES) is not None:
            yield from ((_row([cell.raw for cell in row]), row[0].line) for row in block.rows if row)
            return
    lines = [
        block
        for block in blocks
        if isinstance(block, Paragraph)
        and block.text.raw.startswith(("**", "__"))
        and _HEADING_STAGE.search(block.text.plain)
        and not _NOT_STAGES.search(block.text.plain[:40])
    ]
    if len(lines) >= 2:
        yield from ((block.text.lines[0].raw, block.line) for block in lines)
        return
    label: str | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            label = introduces(block.text)
        elif isinstance(block, ListBlock):
            if label is None or not _NOT_STAGES.search(label):
                for item in items_in((block,)):
                    if item.text is not None and not _aside(item.text.raw):
                        yield item.text.raw, item.line
            label = None


def _aside(raw: str) -> bool:
    """Whether an item is about something beside the stages (``Rollback: …``, ``Metrics: …``)."""
    key = _KEY.match(raw)
    return key is not None and bool(_NOT_STAGES.search(key.group(1)))


def _row(cells: list[str]) -> str:
    first, *rest = [cell for cell in cells if cell.strip()] or [""]
    return f"{first}: {rest[0]}" if rest else first


def read_rollback(index: SectionIndex) -> bool:
    """Whether the document has a rollback plan that says something of its own."""
    for entry in index.of("rollback", "rollback line"):
        if (entry.value and _says(entry.value, index)) or any(_content(blocks, index) for _, blocks in entry.parts):
            return True
    return any(_mentions(entry, index) for entry in index.of("deployment and rollback"))


def _mentions(entry: Passage, index: SectionIndex) -> bool:
    """A section about deployment *and* rollback has a plan where a line of it speaks of going back."""
    return any(
        _UNDO.search(text.plain) and not text.plain.endswith(("?", ":")) and _says(text.raw, index)
        for _, blocks in entry.parts
        for text in texts_in(blocks)
    )


def _content(blocks: Sequence[Block], index: SectionIndex) -> bool:
    if any(isinstance(block, Code) for block in blocks):
        return True
    return any(_says(text.raw, index) for text in texts_in(blocks) if not text.plain.endswith((":", "：")))


def _says(raw: str, index: SectionIndex) -> bool:
    """Whether a text is somebody's own: not a template's, not a word for none, not only a key."""
    if says_nothing(raw) or is_unfilled(raw):
        return False
    words = plain(raw)
    key, colon, value = words.partition(":")
    if colon and value.strip() and says_nothing(value.strip()):
        return False
    if colon and "rollback line" in index.facts(key).subjects:
        words = value
    bare = _NOT_LETTERS.sub(" ", words.lower()).strip()
    return bool(bare) and bare not in _OWN_WORDS and not bare.startswith(("none ", "not applicable", "no rollback"))
