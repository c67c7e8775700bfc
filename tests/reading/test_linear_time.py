# ruff: noqa: E501 - the table of constructs reads better in whole lines
"""The work of reading is proportional to the size of the file: doubling the size takes less than 2.5 times the work.

Each construct is repeated with different numbers, so that caches do not help. Work is counted (see :mod:`tests.work`);
``benchmarks/growth.py`` measures the time of the same constructs.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from mkdocs_planning.reading import plan
from mkdocs_planning.reading.plan import read_plan
from tests.work import counting

LIMIT = 2.5
SIZE = 250
"""Number of repetitions of a construct in the smaller file."""

CONSTRUCTS: dict[str, Callable[[int], str]] = {
    "boxes": lambda i: f"- [ ] task {i} of many\n",
    "boxes with tokens": lambda i: f"- [x] T{i:05} [P] [US1] do {i} @ana due: 2026-01-02 (blocked by: T{i + 1:05})\n",
    "boxes of other kinds": lambda i: f"- [~] half {i}\n- [-] no {i}\n- [ ]* maybe {i}\n- [ ] ~~gone {i}~~\n",
    "status emoji": lambda i: f"## Phase {i}: x\n\n**Tasks {i}:**\n\n- ✅ done {i}\n- **🚧 half** {i}\n  - ❌ inner {i}\n\n",
    "task tables": lambda i: f"## Tasks {i}\n\n| Task | Description | Owner | Done |\n|---|---|---|---|\n| T-{i} | do {i} | @a | ✅ |\n\n",
    "sentences that name tickets": lambda i: f"Blocked by #{i}. Depends on [a {i}](b.md). blocks PLAT-{i} and more\n\n",
    "labels in italics": lambda i: f"*Acceptance Criteria {i}*\n\n* one {i}\n\n",
    "tasks in front matter": lambda i: ("" if i else "---\ntodos:\n") + f"  - content: do {i}\n    status: done\n",
    "empty boxes": lambda i: "- [ ]\n- - [ ] x\n> - [x] y\n",
    "nested boxes": lambda i: "  " * (i % 8) + f"- [ ] level {i}\n",
    "headings": lambda i: f"## Heading {i}\n\nSome text {i}.\n\n",
    "headings of all levels": lambda i: "#" * (1 + i % 6) + f" Heading {i}\n\n- [ ] box {i}\n\n",
    "first level headings": lambda i: f"# Heading {i}\n\n",
    "phases with boxes": lambda i: f"## Phase {i}: Part {i} ✅\n\n**Goal**: reach {i}\n\n- [ ] box {i}\n\n",
    "phases with steps": lambda i: f"## Phase {i}: Part {i}\n\n### Step {i}.1: Go\n\n**Files**:\n- Create: `{i}.py`\n\n- [x] box {i}\n\n",
    "steps": lambda i: f"### Step {i}: Part {i}\n\n- [x] box {i}\n\n",
    "numbered groups": lambda i: f"## {i}. Part\n\n- [x] {i}.1 box\n\n",
    "bold phases": lambda i: f"**Phase {i}: Part {i}**\n\n- [ ] box {i}\n\n",
    "listed phases": lambda i: f"{i + 1}. **Phase {i} - Part {i}**\n   - [ ] box {i}\n",
    "phases that name tasks": lambda i: f"## Phase {i}: x\n\n**Tasks**: T{i:05}\n\n## Notes {i}\n\n- [ ] T{i:05} box\n\n",
    "statuses": lambda i: f"## Section {i}\n\n**Status**: In Progress ({i}/100)\n\n",
    "header lines": lambda i: f"**Key {i}**: value {i} | **Date**: 2026-01-01\n",
    "header list": lambda i: f"- **Key {i}**: value {i}\n- Owner: person {i}\n",
    "header quote": lambda i: f"> **Key {i}**: value {i}\n",
    "rules and footers": lambda i: f"---\n\n**Status**: Draft\n**Updated**: 2026-01-{1 + i % 28:02}\n\n",
    "paragraphs": lambda i: f"Words of paragraph {i} with *some* **markup** and `code`: all of it.\n\n",
    "one long paragraph": lambda i: f"line {i} of a paragraph with **Bold {i}**: value\n",
    "one long line": lambda i: f"word {i} and **bold {i}** [a{i}](b{i}) ",
    "brackets": lambda i: f"[x] [ ] [{i}] (blocked [by",
    "unclosed brackets": lambda i: "[",
    "unclosed links": lambda i: "[a](",
    "unclosed emphasis": lambda i: f"**a{i} ",
    "stars": lambda i: "*a _b ",
    "unclosed comments": lambda i: f"a <!-- {i} ",
    "unclosed tags": lambda i: f"<a{i} ",
    "backticks": lambda i: "`a``b",
    "tildes": lambda i: "~~a ",
    "blanks": lambda i: "                    ",
    "blank lines": lambda i: "   \n",
    "tables": lambda i: f"| Risk {i} | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n| fire {i} | High | Low | water |\n\n",
    "table rows": lambda i: ("" if i else "## Risks\n\n| Risk | Likelihood | Impact |\n|---|---|---|\n") + f"| fire {i} | High | Low |\n",
    "header table rows": lambda i: ("" if i else "| Key | Value |\n|---|---|\n") + f"| Key {i} | value {i} |\n",
    "phase table rows": lambda i: ("" if i else "| Phase | Status |\n|---|---|\n") + f"| Phase {i} | Done |\n",
    "decision table rows": lambda i: ("" if i else "## Decisions\n\n| Decision | Rationale |\n|---|---|\n") + f"| use {i} | since {i} |\n",
    "change table rows": lambda i: ("" if i else "## Changelog\n\n| Date | Change |\n|---|---|\n") + f"| 2026-01-01 | did {i} |\n",
    "changes": lambda i: ("" if i else "## Changelog\n\n") + f"- 2026-01-{1 + i % 28:02}: did {i}\n",
    "risks": lambda i: ("" if i else "## Risks\n\n") + f"- **Risk {i}**: it breaks {i}\n  - Mitigation: repair {i}\n",
    "risk sections": lambda i: ("" if i else "## Risks\n\n") + f"### Risk {i}: it breaks\n\n**Impact:** High\n**Mitigation:** repair\n\n",
    "questions": lambda i: ("" if i else "## Open Questions\n\n") + f"{i + 1}. Why {i}?\n   - Answer: because {i}\n",
    "decisions": lambda i: ("" if i else "## Decision Log\n\n") + f"- **Decision**: use {i}\n  Rationale: since {i}\n",
    "dependencies": lambda i: ("" if i else "## Dependencies\n\n") + f"- [plan {i}](plan-{i}.md) must be done first\n",
    "dependency lines": lambda i: f"**Depends on**: plan-{i}\n",
    "criteria": lambda i: ("" if i else "## Success Criteria\n\n") + f"- [ ] faster than {i} ms (target: {i}, actual: {i})\n",
    "files": lambda i: f"- Create: `src/{i}.py`\n- Modify: `src/{i}b.py`\n",
    "links": lambda i: f"see [plan {i}](plan-{i}.md) and <https://example.org/{i}>\n",
    "reference links": lambda i: f"see [plan {i}][r{i}]\n\n[r{i}]: https://example.org/{i}\n\n",
    "placeholders": lambda i: f"[Name {i}] and {{FIELD_{i}}} and YYYY-MM-DD\n\n",
    "fences": lambda i: f"```python\nprint({i})\n```\n\n",
    "indented code": lambda i: f"    code {i}\n\ntext\n\n",
    "html blocks": lambda i: f"<details>\n<summary>{i}</summary>\n\n- [ ] box {i}\n\n</details>\n\n",
    "quotes": lambda i: f"> quote {i}\n\n",
    "emoji lists": lambda i: f"- ✅ good {i}\n- ❌ bad {i}\n",
    "summaries": lambda i: f"## Overview {i}\n\n**Priority**: P{i}\n\ntext {i}\n\n",
    "dates": lambda i: f"**Date {i}**: 03/04/2026 or March 4, 2026 or Q3 2026\n",
    "front matter lines": lambda i: ("" if i else "---\n") + f"key{i}: value {i}\n",
    "broken front matter": lambda i: ("" if i else "---\nowner: @x\n") + f"key{i}: value {i}: {i}\n- @a{i}\n",
    "carriage returns": lambda i: f"- [ ] old {i}\r",
    "bytes that are no text": lambda i: f"\udcff{i}\n",
}  # fmt: skip


LONG_LINES = {
    "a long heading": ("# ", "word{} ", ""),
    "a heading of blanks": ("# a", "    ", "b"),
    "a heading of brackets": ("## Phase 1: ", "[(", ""),
    "a heading of code": ("## Phase 1: ", "`a` ", ""),
    "a heading of emoji": ("## Phase 1 ", "✅ ", "x"),
    "a heading of dashes": ("## Phase 1 ", "- – ", ""),
    "a long owner": ("---\nowner: ", "a", "\n---\n"),
    "many owners": ("**Owner**: ", "@a{}, ", ""),
    "a long status": ("## Status\n\n", "words {} ", ""),
    "a long status of digits": ("## Status\n\n", "1", ""),
    "a long task": ("- [ ] ", "word{} ", ""),
    "a task of handles": ("- [ ] do", " @a{}", ""),
    "a task of dates": ("- [ ] do", " due: 2026-01-{}", ""),
    "a task of blanks": ("- [ ] blocked by x", "    ", "y"),
    "a task that is blocked by many": ("- [ ] blocked by:", " T{}, ", ""),
    "a task of tags": ("- [ ] ", "[US1] ", ""),
    "a task of colons": ("- [ ] ", "a: ", ""),
    "a long word": ("- [ ] ", "a", ""),
    "a cell of blanks": ("| a | b |\n|---|---|\n| c", "    ", "| d |\n"),
    "a wide table": ("", "| a{} ", ""),
    "a header of pipes": ("**Status**: ", "Draft | ", ""),
    "a header of links": ("**Spec**: ", "[a{}](b{}) ", ""),
    "a risk of words": ("## Risks\n\n- ", "if {} then ", ""),
    "a question of words": ("## Open Questions\n\n- ", "why {}? ", ""),
    "a dependency of words": ("## Dependencies\n\n- ", "plan-{} and ", ""),
    "a decision of words": ("## Decision\n\n", "we use {} because ", ""),
    "a change of dates": ("## Changelog\n\n- ", "2026-01-01 {} ", ""),
    "a criterion of numbers": ("## Success Criteria\n\n- ", "{} ms ", ""),
}
"""One line that grows: what stands before, what is repeated, what stands behind."""


_fresh = itertools.count(1_000_000, 1_000_000)


def text_of(name: str, size: int) -> str:
    """A construct *size* times, with numbers that no text before had: what was read before helps nothing."""
    numbers = range(start := next(_fresh), start + size - 1)
    if name in CONSTRUCTS:
        construct = CONSTRUCTS[name]
        return construct(0) + "".join(construct(number) for number in numbers)
    before, repeated, behind = LONG_LINES[name]
    return before + "".join(repeated.replace("{}", str(number)) for number in numbers) + behind


def work(name: str, size: int) -> int:
    source = text_of(name, size)
    with counting("mkdocs_planning") as counted:
        read_plan(source, "plans/example.md")
    return counted.total


@pytest.mark.parametrize("name", [*CONSTRUCTS, *LONG_LINES])
def test_doubling_the_size_takes_less_than_two_and_a_half_times_the_work(name: str) -> None:
    small, large, larger = (work(name, times * SIZE) for times in (1, 2, 4))
    assert large < LIMIT * small, (small, large, larger)
    assert larger < LIMIT * large, (small, large, larger)


def test_quadratic_work_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The result of the other tests if every line scanned the whole text."""
    whole = plan.read_plan

    def slow(source: str, name: str) -> object:
        for line in source.splitlines():
            source.replace(line, "")
        return whole(source, name)

    monkeypatch.setitem(globals(), "read_plan", slow)
    assert work("boxes", 4 * SIZE) > LIMIT * work("boxes", 2 * SIZE)
