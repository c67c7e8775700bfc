"""Generated plans in five common templates, with the expected facts.

The same seed gives the same plans. The expected facts are what the generator wrote, never what was read::

    for made in generate(300):
        made.source, made.text, made.truth.title, made.truth.done …
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ADJECTIVES = "quiet northern early second broken tidal spare hidden narrow shared floating final wooden bright".split()  # noqa: SIM905
NOUNS = "ferry harbour buoy timetable lighthouse gauge mooring chart pilot dredger slipway signal ticket cargo".split()  # noqa: SIM905
THINGS = "cache import export alerts search widget billing archive login report queue map printer calendar".split()  # noqa: SIM905
VERBS = "Check Write Move Replace Measure Remove Connect Document Review Rename Test Draw".split()  # noqa: SIM905
PEOPLE = ("Ana Ruiz", "Bo Lindqvist", "Chidi Eze", "Dora Weiss", "Emre Kaya", "Freya Holm")
STATUSES = {
    "Draft": "draft",
    "In Review": "review",
    "Approved": "ready",
    "In Progress": "in-progress",
    "Blocked": "blocked",
    "Complete": "complete",
    "Cancelled": "dropped",
    "🚧 In Progress (half way)": "in-progress",
    "✅ **Done** (2026-03-02)": "complete",
}


@dataclass
class Truth:
    """The facts of a generated plan. ``done`` and ``total`` count its checkboxes; other marks are not generated."""

    id: str
    title: str
    status: str = ""
    stated: bool = False
    done: int = 0
    total: int = 0
    owners: list[str] = field(default_factory=list)
    created: str | None = None
    phases: list[tuple[str, int, int]] = field(default_factory=list)
    """Title, done and total of each phase."""


@dataclass
class Made:
    source: str
    text: str
    truth: Truth


class PlanWriter:
    """Writes a plan and records its facts."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.chance = chance
        self.lines: list[str] = []
        self.name = f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)} {chance.choice(THINGS)}"
        self.source = f"plans/{self.name.replace(' ', '-')}-{number:04}.md"
        self.truth = Truth(id=self.source.removesuffix(".md"), title=f"{self.name.capitalize()} {number}")
        self.ticked = chance.choice((0.0, 0.2, 0.5, 0.9, 1.0))
        self.in_phase = False

    def write(self, *lines: str) -> None:
        self.lines += lines

    def sentence(self) -> str:
        pick = self.chance.choice
        return f"{pick(VERBS)} the {pick(ADJECTIVES)} {pick(NOUNS)} {pick(THINGS)}"

    def person(self) -> str:
        return self.chance.choice(PEOPLE)

    def day(self) -> str:
        return f"2026-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"

    def owner(self) -> str:
        self.truth.owners = [self.person()]
        return self.truth.owners[0]

    def created(self) -> str:
        self.truth.created = self.day()
        return self.truth.created

    def status(self) -> str:
        words = self.chance.choice(list(STATUSES))
        self.truth.status, self.truth.stated = STATUSES[words], True
        return words

    def boxes(self, least: int, most: int, *, indent: str = "") -> None:
        for _ in range(self.chance.randint(least, most)):
            self.box(self.sentence(), indent=indent)

    def box(self, text: str, *, indent: str = "") -> None:
        ticked = self.chance.random() < self.ticked
        self.truth.total += 1
        self.truth.done += ticked
        if self.in_phase:
            title, done, total = self.truth.phases[-1]
            self.truth.phases[-1] = (title, done + ticked, total + 1)
        self.write(f"{indent}- [{self.chance.choice('xxX') if ticked else ' '}] {text}")

    def phase(self, heading: str, title: str) -> None:
        self.in_phase = True
        self.truth.phases.append((title, 0, 0))
        self.write("", heading, "")

    def section(self, heading: str) -> None:
        self.in_phase = False
        self.write("", heading, "")

    def decoy(self) -> None:
        """Boxes that GitHub does not show."""
        kind = self.chance.randrange(4)
        if kind == 0:
            self.write("", "```markdown", "- [ ] an example, not a task", "- [x] another", "```", "")
        elif kind == 1:
            self.write("", "<!--", "- [ ] a hint, not a task", "-->", "")
        elif kind == 2:
            self.write("", "Words first:", "", "    - [ ] code, not a task", "")

    def made(self) -> Made:
        if not self.truth.stated:
            done, total = self.truth.done, self.truth.total
            self.truth.status = "draft" if not done else "complete" if done == total else "in-progress"
        return Made(self.source, "\n".join(self.lines) + "\n", self.truth)


def _steps(w: PlanWriter) -> None:
    """Plan ID and effort in the header, steps with checks, no status."""
    w.truth.id = f"PLAN-{w.chance.randint(100, 999)}-{len(w.name)}{w.source[-7:-3]}"
    w.write(f"# Implementation Plan: {w.truth.title}", "", f"**Plan ID:** {w.truth.id}", f"**Feature:** {w.name}")
    w.write(f"**Reference Design:** [Design](../design/{w.chance.randint(1, 9)}.md)", "**Estimated Effort:** 3-5 days")
    w.write("**Risk Level:** Medium", "", "---", "", "## 1. Before the work begins", "")
    w.boxes(2, 4)
    w.write("", "---", "", "## 2. Implementation Steps", "", "*One step after the other.*")
    for number in range(1, w.chance.randint(2, 5) + 1):
        title = w.sentence()
        w.phase(f"### Step {number}: {title}", title)
        w.write("**Target File(s):**", f"*   `src/{w.chance.choice(THINGS)}.py`", "", "**Task:**", f"{w.sentence()}.")
        w.decoy()
        w.write("", "**Verification:**")
        w.boxes(1, 3)
    w.section("## 3. Testing Plan")
    w.write("### 3.1 Unit Tests", "*   **File:** `tests/test_it.py`", "", "## 4. Deployment & Rollback", "")
    w.write("### 4.2 After the deployment")
    w.boxes(1, 2)
    w.write("", "### 4.3 Rollback Plan", "1.  Put the old version back")


def _phases_with_steps(w: PlanWriter) -> None:
    """Created, author and status in the header, phases with steps, then checklists."""
    w.write(f"# Implementation Plan: {w.truth.title}", "", f"**Created**: {w.created()}", f"**Author**: {w.owner()}")
    w.write(f"**Status**: {w.status()}", "", "## Overview", f"{w.sentence()}.", "", "## Requirements", "")
    w.write("### Functional Requirements")
    w.boxes(1, 3)
    w.write("", "## Implementation Steps")
    for number in range(1, w.chance.randint(2, 4) + 1):
        title = w.sentence()
        w.phase(f"### Phase {number}: {title}", title)
        for step in range(1, w.chance.randint(1, 3) + 1):
            w.write(f"#### Step {number}.{step}: {w.sentence()}", f"**What**: {w.sentence()}", "**Files**:")
            w.write(f"- Create: `src/{w.chance.choice(THINGS)}.go`", "", "**Validation**:")
            w.boxes(0, 3)
            w.decoy()
            w.write("")
    w.section("## Testing Strategy")
    w.write("**Checklist**:")
    w.boxes(1, 3)
    w.write("", "## Deployment Plan", "", "### Staging")
    w.boxes(1, 3)
    w.write("", "## Risks & Mitigations", "", "| Risk | Likelihood | Impact | Mitigation |", "|---|---|---|---|")
    w.write(f"| {w.sentence()} fails | Medium | High | {w.sentence()} |", "", "## Open Questions", "")
    w.boxes(0, 2)
    w.write("", "## Success Criteria", "")
    w.boxes(1, 3)


def _phases_with_goals(w: PlanWriter) -> None:
    """Date, status and complexity in the header, phases with goal, duration, tasks and verification."""
    w.write(f"# {w.truth.title}", "", f"**Date**: {w.created()}", f"**Status**: {w.status()}")
    w.write("**Discussion Source**: [discussion](../discussion/one.md)", "**Estimated Complexity**: Medium", "")
    w.write("## Overview", "", f"**Goal**: {w.sentence()}", "", "## Implementation Phases")
    for number in range(1, w.chance.randint(2, 4) + 1):
        title = w.sentence()
        w.phase(f"### Phase {number}: {title}", title)
        w.write(f"**Goal**: {w.sentence()}", "", "**Duration Estimate**: Small", "", "**Tasks**:")
        w.write(f"1. **{w.sentence()}**", "   - Description: as it says")
        w.boxes(0, 2, indent="   ")
        w.write("", "**Deliverables**:", f"- {w.sentence()}", "", "**Verification**:")
        w.boxes(1, 3)
        w.decoy()
        w.write("", "---")
    w.section("## Testing Strategy")
    w.write("### Manual Testing Checklist")
    w.boxes(1, 3)
    w.write("", "## Dependencies & Blockers", "", "**Known Risks**:", "- Rain: bring a tent")


def _named_tasks(w: PlanWriter) -> None:
    """Feature ID and spec in the header, phases that list the ids of tasks further down."""
    w.truth.id = f"feature-{w.source[-7:-3]}"
    w.write(f"# Implementation Plan: {w.truth.title}", "", f"**Feature ID:** {w.truth.id}", f"**Spec:** {w.truth.id}/spec.md")
    w.write(f"**Created:** {w.created()}", f"**Status:** {w.status()}", "", "---", "", "## Architecture", "")
    w.write("```", "src/", "├── one", "└── two", "```", "", "## Implementation Phases")
    first = 1
    phases: list[tuple[str, int, int]] = []
    for number in range(1, w.chance.randint(2, 5) + 1):
        title, last = w.sentence(), first + w.chance.randint(1, 3)
        w.write("", f"### Phase {number}: {title}", f"- Tasks: T{first:03}-T{last:03}", "- Duration: 2 days")
        phases.append((title, first, last))
        first = last + 1
    w.write("", "---", "", "## Task List", "")
    for title, start, last in phases:
        w.truth.phases.append((title, 0, 0))
        w.in_phase = True
        for number in range(start, last + 1):
            w.box(f"T{number:03} {w.sentence()}")
    w.section("## Documentation Requirements")
    w.boxes(1, 3)
    w.decoy()
    w.write("", "## Open Questions", "", f"1. Who will {w.sentence().lower()}?")


def _deliverables(w: PlanWriter) -> None:
    """Spec, status and last update in the header, phases that are lists of deliverables, dated changes."""
    w.write(f"# Implementation Plan: {w.truth.title}", "", "**Spec**: [spec.md](spec.md)", f"**Status**: {w.status()}")
    w.write(f"**Last Updated**: {w.day()}", "", "## Approach Summary", "", f"{w.sentence()}.", "", "## Implementation Phases")
    for number in range(1, w.chance.randint(2, 5) + 1):
        title = w.sentence()
        w.phase(f"### Phase {number}: {title}", title)
        w.write(f"**Goal**: {w.sentence()}", "")
        w.boxes(1, 4)
    w.section("## Technical Decisions")
    w.write("| Decision | Choice | Rationale |", "|---|---|---|", f"| Store | Files | {w.sentence()} |", "")
    w.decoy()
    w.write("## Changelog", "", f"### {w.day()}", "", "- First version")


SHAPES: tuple[Callable[[PlanWriter], None], ...] = (_steps, _phases_with_steps, _phases_with_goals, _named_tasks, _deliverables)


def generate(plans: int, seed: int = 1, writer_class: type[PlanWriter] = PlanWriter) -> list[Made]:
    """*plans* plans in the five templates in turn; every seventh has CRLF line endings."""
    chance = random.Random(seed)
    made: list[Made] = []
    for number in range(1, plans + 1):
        writer = writer_class(chance, number)
        SHAPES[number % len(SHAPES)](writer)
        plan = writer.made()
        made.append(plan if number % 7 else Made(plan.source, plan.text.replace("\n", "\r\n"), plan.truth))
    return made


def write_plans(made: list[Made], docs_dir: Path) -> None:
    """Write generated plans into a docs_dir, byte for byte."""
    for plan in made:
        path = docs_dir / plan.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(plan.text.encode())
