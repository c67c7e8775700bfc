"""Edits follow the style of the document: its words, its marks, and the form and place of its other facts."""

from __future__ import annotations

import pytest

from mkdocs_planning.editing import (
    AddItem,
    AnswerQuestion,
    Change,
    Edited,
    Refused,
    SetField,
    SetRisk,
    SetStatus,
    SetTask,
    Usage,
    apply,
)
from mkdocs_planning.model.plan import Status, TaskState
from mkdocs_planning.vocabulary.vocabulary import DEFAULT

NO_USAGE = Usage()


def made(source: str, edit: Change, usage: Usage = NO_USAGE) -> str:
    """*source* after *edit*; checks that the inverse restores it and that its inverse repeats the edit."""
    result = apply(source.encode(), edit, DEFAULT, usage=usage)
    assert isinstance(result, Edited), result
    assert result.inverse is not None
    back = apply(result.source, result.inverse, DEFAULT)
    assert isinstance(back, Edited), back
    assert back.source == source.encode()
    assert back.inverse is not None
    again = apply(back.source, back.inverse, DEFAULT)
    assert isinstance(again, Edited), again
    assert again.source == result.source
    return result.source.decode()


def refused(source: str, edit: Change) -> Refused:
    result = apply(source.encode(), edit, DEFAULT)
    assert isinstance(result, Refused), result
    return result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\nstatus: draft  # draft | review\n---\n# T\n", "---\nstatus: blocked  # draft | review\n---\n# T\n"),
        ('---\nstatus: "In Review"\n---\n# T\n', '---\nstatus: "Blocked"\n---\n# T\n'),
        ("---\nStatus: 'DRAFT'\n---\n# T\n", "---\nStatus: 'BLOCKED'\n---\n# T\n"),
        ("# T\n\n**Status**: Draft\n**Owner**: ana\n", "# T\n\n**Status**: Blocked\n**Owner**: ana\n"),
        ("# T\n\n**Status:** In Progress (2/4)  \nx\n", "# T\n\n**Status:** Blocked  \nx\n"),
        ("# T\n\nStatus: Draft", "# T\n\nStatus: Blocked"),
        ("# T\n\n- **Status**: `draft`\n", "# T\n\n- **Status**: `blocked`\n"),
        ("# T\n\n*Status: Planning - Ready*\n", "# T\n\n*Status: Blocked*\n"),
        (
            "# T\n\n| Status | Draft   |\n|---|---|\n| Owner | ana |\n",
            "# T\n\n| Status | Blocked |\n|---|---|\n| Owner | ana |\n",
        ),
        ("# T\n\n## Status\n\nProposed\n\n## Next\n", "# T\n\n## Status\n\nBlocked\n\n## Next\n"),
        ("# T\n\n## Status: in review\n", "# T\n\n## Status: blocked\n"),
        ("# T\n\n**Status**: Draft <!-- Draft | Done -->\n", "# T\n\n**Status**: Blocked <!-- Draft | Done -->\n"),
        (
            "# T\n\n**Status**: Draft. The storage part was reviewed, see [notes](n.md)\n",
            "# T\n\n**Status**: Blocked. The storage part was reviewed, see [notes](n.md)\n",
        ),
        ("# T\n\n**Status**: [Draft | In Progress | Complete]\n", "# T\n\n**Status**: Blocked\n"),
    ],
)
def test_status_keeps_its_form(before: str, after: str) -> None:
    assert made(before, SetStatus("blocked")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\nlayout: page\n---\n# T\n", "---\nlayout: page\nstatus: Blocked\n---\n# T\n"),
        ("# T\n\nText\n", "# T\n\n**Status**: Blocked\n\nText\n"),
        ("Text\n", "**Status**: Blocked\n\nText\n"),
        ("# T\n\n- Owner: ana\n\nText\n", "# T\n\n- Owner: ana\n- Status: Blocked\n\nText\n"),
        ("# T\n\n> **Owner:** ana\n", "# T\n\n> **Owner:** ana\n>\n> **Status:** Blocked\n"),
        (
            "# T\n\n**Owner**: ana  \n**Created**: 2026-01-01\n",
            "# T\n\n**Owner**: ana  \n**Status**: Blocked  \n**Created**: 2026-01-01\n",
        ),
        ("# T\n\n**Owner:** ana | **Effort:** 3 days\n", "# T\n\n**Owner:** ana | **Effort:** 3 days | **Status:** Blocked\n"),
        (
            "# T\n\n| Key | Value |\n|---|---|\n| **Owner**  | ana     |\n",
            "# T\n\n| Key | Value |\n|---|---|\n| **Owner**  | ana     |\n| **Status** | Blocked |\n",
        ),
    ],
)
def test_status_is_added_beside_other_header_lines(before: str, after: str) -> None:
    assert made(before, SetStatus("blocked")) == after


def test_status_word_follows_the_comment_then_the_site() -> None:
    site = Usage({"complete": ("✅ Done", "Finished")})
    assert made("# T\n\n**Status**: Draft <!-- Draft | Shipped -->\n", SetStatus("complete"), site) == (
        "# T\n\n**Status**: Shipped <!-- Draft | Shipped -->\n"
    )
    assert made("# T\n\n**Status**: Draft\n", SetStatus("complete"), site) == "# T\n\n**Status**: Done\n"
    assert made("# T\n\n**Status**: 🚧 In Progress\n", SetStatus("complete"), site) == "# T\n\n**Status**: ✅ Done\n"
    assert made("# T\n\n**Status**: 🚧 In Progress\n", SetStatus("complete")) == "# T\n\n**Status**: Complete\n"
    assert made("# T\n\n**Status**: in_review\n", SetStatus("in-progress")) == "# T\n\n**Status**: in_progress\n"


@pytest.mark.parametrize(
    ("before", "field", "value", "after"),
    [
        ("owner: ana # who\ntags: [a]", "owners", ("Bo Li",), "owner: Bo Li # who\ntags: [a]"),
        ("owner:\ntags: [a]", "owners", ("Bo",), "owner: Bo\ntags: [a]"),
        ("tags: [a, 'b'] # c", "tags", ("x", "y: z"), 'tags: [x, "y: z"] # c'),
        ("owners:\n  - ana # lead\n  - bo", "owners", ("ana", "cy", "di"), "owners:\n  - ana # lead\n  - cy\n  - di"),
        ("owners:\n  - ana # lead\n  - bo\nx: 1", "owners", ("ana",), "owners:\n  - ana # lead\nx: 1"),
        ('target: "2026-01-01"', "target", ("2027-03-31",), 'target: "2027-03-31"'),
        ("status: draft", "target", ("2027-03-31",), "status: draft\ntarget: 2027-03-31"),
        ("Owner: ana", "priority", ("P1",), "Owner: ana\nPriority: P1"),
        ("reviewer: x\nz: {a: 1}", "reviewer", ("new: one",), 'reviewer: "new: one"\nz: {a: 1}'),
        ("owner: @ana", "owners", ("bo",), "owner: bo"),
    ],
)
def test_front_matter_keeps_comments_and_quotes(before: str, field: str, value: tuple[str, ...], after: str) -> None:
    assert made(f"---\n{before}\n---\n# T\n", SetField(field, value)) == f"---\n{after}\n---\n# T\n"


@pytest.mark.parametrize(
    ("before", "line", "state", "after"),
    [
        ("- [ ] a\n- [X] b\n", 1, "done", "- [X] a\n- [X] b\n"),
        ("- [ ] a\n", 1, "done", "- [x] a\n"),
        ("- [x] a\n", 1, "open", "- [ ] a\n"),
        ("- [ ] a\n", 1, "active", "- [~] a\n"),
        ("- [ ] a\n- [/] b\n", 1, "active", "- [/] a\n- [/] b\n"),
        ("- [ ] a\n", 1, "dropped", "- [-] a\n"),
        ("- [ ] a\n- [ ] ~~b~~\n", 1, "dropped", "- [ ] ~~a~~\n- [ ] ~~b~~\n"),
        ("- [ ] a\n- [ ] ~~b~~\n", 2, "open", "- [ ] a\n- [ ] b\n"),
        ("1) [ ] a\r\n\t- [ ] b\r\n", 2, "done", "1) [ ] a\r\n\t- [x] b\r\n"),
        ("- [ ]* a\n\n_Requirements: 1_\n", 1, "active", "- [-]* a\n\n_Requirements: 1_\n"),
        ("- [~] a\n", 1, "done", "- [x] a\n"),
    ],
)
def test_box(before: str, line: int, state: TaskState, after: str) -> None:
    assert made(before, SetTask(line, state)) == after


def test_task_without_box() -> None:
    emoji = "# T\n\n## Tasks\n\n- ✅ a\n- 🚧 b\n- ⬜ c\n"
    assert made(emoji, SetTask(6, "done")) == emoji.replace("🚧 b", "✅ b")
    assert made(emoji, SetTask(5, "active")) == emoji.replace("✅ a", "🚧 a")
    table = (
        "# T\n\n## Tasks\n\n| Task | Status      |\n|------|-------------|\n| a    | Finished    |\n| b    | Not started |\n"
    )
    assert made(table, SetTask(8, "done")) == table.replace("| Not started |", "| Finished    |")
    todos = "---\ntodos:\n  - content: a\n    status: pending\n  - content: b\n    status: done # now\n---\n# T\n"
    assert made(todos, SetTask(3, "done")) == todos.replace("pending", "done")
    assert made(todos, SetTask(5, "active")) == todos.replace("done # now", "in_progress # now")
    assert refused(todos, SetTask(3, "deferred")).reason == "unsupported"


def test_new_task_without_box() -> None:
    emoji = "# T\n\n## Tasks\n\n- ✅ a\n- 🚧 b\n- 🔲 c\n- ✅ d\n"
    assert made(emoji, AddItem("task", "new")) == emoji + "- 🔲 new\n"
    table = "# T\n\n## Tasks\n\n| # | Task | Status |\n|---|------|------|\n| 1 | a | Done |\n| 2 | b | Planned |\n"
    assert made(table, AddItem("task", "new")) == table + "| 3 | new | Planned |\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] Is it so?\n", "- [x] Is it so? → Yes | no\n"),
        ("- Is it so?\n- Is a? -> b\n", "- Is it so? -> Yes | no\n- Is a? -> b\n"),
        ("- Is it so? → maybe\n", "- Is it so? → Yes | no\n"),
        ("- Which one\n\n", "- Which one\n  - **Answer**: Yes | no\n\n"),
        ("1. Is it so?\n   - **Answer:** TBD\n", "1. Is it so?\n   - **Answer:** Yes | no\n"),
        (
            "| Question | Answer |\n|---|---|\n| Is it so? |        |\n",
            "| Question | Answer |\n|---|---|\n| Is it so? | Yes \\| no |\n",
        ),
        ("### Is it so?\n\nText\n", "### Is it so?\n\n**Answer**: Yes | no\n\nText\n"),
        ("**Q1: Is it so?**\n", "**Q1: Is it so?**\n\n**Answer**: Yes | no\n"),
    ],
)
def test_answer(before: str, after: str) -> None:
    head = "# T\n\n## Open Questions\n\n"
    line = 7 if before.startswith("|") else 5
    assert made(head + before, AnswerQuestion(line, "Yes | no")) == head + after


def test_question_without_a_place_for_an_answer() -> None:
    table = "# T\n\n## Open Questions\n\n| Question | Owner |\n|---|---|\n| Is it so? |\n"
    assert refused(table, AnswerQuestion(7, "Yes")).reason == "no-place"
    marker = "# T\n\nIt is fast [NEEDS CLARIFICATION: how fast is it?].\n"
    assert refused(marker, AnswerQuestion(3, "Yes")).reason == "unsupported"


REGISTER = """# T

## Risks

| ID   | Risk  | Likelihood | Impact | Mitigation   |
|------|-------|------------|--------|--------------|
| R-01 | Fire  | LOW        | HIGH   | Extinguisher |
| R-02 | Flood | MEDIUM     | HIGH   |              |
"""


def test_cell_of_a_register() -> None:
    assert made(REGISTER, SetRisk(7, "likelihood", "medium")) == REGISTER.replace("| LOW        |", "| MEDIUM     |")
    assert made(REGISTER, SetRisk(8, "mitigation", "A | B")) == REGISTER.replace("|              |", "| A \\| B       |")


def test_new_column_of_a_register() -> None:
    rows = ["Owner", "-----", "", "ana  "]
    old = REGISTER.splitlines()
    new = [*old[:4], *(f"{row} {cell.ljust(5)} |" for row, cell in zip(old[4:], rows, strict=True))]
    assert made(REGISTER, SetRisk(8, "owner", "ana")) == "\n".join(new) + "\n"


@pytest.mark.parametrize(
    ("before", "field", "value", "after"),
    [
        ("- **Fire**: all\n  - **Impact**: Low\n", "impact", "high", "- **Fire**: all\n  - **Impact**: High\n"),
        (
            "- **Fire**: all\n  - **Impact**: Low\n",
            "owner",
            "ana",
            "- **Fire**: all\n  - **Impact**: Low\n  - **Owner**: ana\n",
        ),
        ("- Fire in the hall\n- Flood\n", "mitigation", "Sand", "- Fire in the hall\n  - **Mitigation**: Sand\n- Flood\n"),
        (
            "### Risk 1: Fire\n\n**Impact**: Low\n**Owner**: bo\n",
            "likelihood",
            "high",
            "### Risk 1: Fire\n\n**Impact**: Low\n**Owner**: bo\n**Likelihood**: High\n",
        ),
    ],
)
def test_field_of_a_risk(before: str, field: str, value: str, after: str) -> None:
    edit = SetRisk(5, field, value)  # pyright: ignore[reportArgumentType]
    assert made(f"# T\n\n## Risks\n\n{before}", edit) == f"# T\n\n## Risks\n\n{after}"


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("## Tasks\n\n- [x] a\n  more\n\n## Z\n", AddItem("task", "new"), "## Tasks\n\n- [x] a\n  more\n- [ ] new\n\n## Z\n"),
        ("## Tasks\n\n1. [ ] a\n2. [x] b", AddItem("task", "new"), "## Tasks\n\n1. [ ] a\n2. [x] b\n3. [ ] new"),
        ("## Tasks\n\n* [ ] a\n* [ ] b\n", AddItem("task", "new", after=5), "## Tasks\n\n* [ ] a\n* [ ] new\n* [ ] b\n"),
        ("## Tasks\n\nNone yet.\n", AddItem("task", "new"), "## Tasks\n\nNone yet.\n\n- [ ] new\n"),
        (
            "## Open Questions\n\n- **Q1**: Is a?\n",
            AddItem("question", "Is b?"),
            "## Open Questions\n\n- **Q1**: Is a?\n- **Q2**: Is b?\n",
        ),
        ("# T\n\nText\n", AddItem("question", "Is b?"), "# T\n\nText\n\n## Open Questions\n\n- Is b?\n"),
        (
            "## Risks\n\n- **Fire**: all\n",
            AddItem("risk", "Flood", values={"mitigation": "Sand"}),
            "## Risks\n\n- **Fire**: all\n- Flood\n  - **Mitigation**: Sand\n",
        ),
        ("## Decisions\n\n- Use A\n", AddItem("decision", "Use B"), "## Decisions\n\n- Use A\n- Use B\n"),
        (
            "## Changelog\n\n- **2026-01-01** - a\n",
            AddItem("change", "b", values={"date": "2026-02-01"}),
            "## Changelog\n\n- **2026-01-01** - a\n- **2026-02-01** - b\n",
        ),
        (
            "## Changelog\n\n### 2026-01-01\n\n- a\n\n## End\n",
            AddItem("change", "b", values={"date": "2026-02-01"}),
            "## Changelog\n\n### 2026-01-01\n\n- a\n\n### 2026-02-01\n\n- b\n\n## End\n",
        ),
        (
            "## Changelog\n\n### 2026-01-01: Begun\n\na\n",
            AddItem("change", "Ended", values={"date": "2026-02-01"}),
            "## Changelog\n\n### 2026-01-01: Begun\n\na\n\n### 2026-02-01: Ended\n",
        ),
        (
            "## Changelog\n\n| Date | Change |\n|---|---|\n| 2026-01-02 | b |\n| 2026-01-01 | a |\n",
            AddItem("change", "c", values={"date": "2026-02-01"}),
            "## Changelog\n\n| Date | Change |\n|---|---|\n| 2026-02-01 | c |\n| 2026-01-02 | b |\n| 2026-01-01 | a |\n",
        ),
    ],
)
def test_an_addition_has_the_form_of_its_neighbours(before: str, edit: AddItem, after: str) -> None:
    head = "" if before.startswith("# ") else "# T\n\n"
    assert made(head + before, edit) == head + after


def test_a_ticked_decision_can_be_unticked_and_back() -> None:
    source = "# T\n\n## Decisions\n\n- [x] Use A\n- [x] Use B\n"
    assert made(source, SetTask(5, "open")) == source.replace("[x] Use A", "[ ] Use A")
    assert refused(source, SetTask(5, "active")).reason == "not-proved"


def test_new_row_of_a_register() -> None:
    edit = AddItem("risk", "Storm | hail", values={"likelihood": "high", "mitigation": "Shelter"})
    assert made(REGISTER, edit) == REGISTER + "| R-03 | Storm \\| hail | HIGH       |        | Shelter      |\n"
    assert refused(REGISTER, AddItem("risk", "Storm", values={"owner": "ana"})).reason == "no-place"


@pytest.mark.parametrize("status", ["draft", "review", "ready", "in-progress", "blocked", "complete", "dropped"])
def test_every_status_can_be_set(status: Status) -> None:
    for source in ("# T\n", "---\nowner: ana\n---\n# T\n", "# T\n\n**Status**: whatever\n"):
        assert isinstance(apply(source.encode(), SetStatus(status), DEFAULT), Edited)


def test_setting_the_current_value_changes_nothing() -> None:
    source = b"# T\n\n**Status**: Done\n\n- [x] a\n"
    for edit in (SetTask(5, "done", was="open"), SetStatus("complete", was="Draft")):
        result = apply(source, edit, DEFAULT)
        assert isinstance(result, Edited)
        assert (result.source, result.inverse, result.lines) == (source, None, ())
