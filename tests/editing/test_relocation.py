"""An edit made on an older text finds its fact again or is refused; it never changes another fact."""

from __future__ import annotations

from typing import TypeVar

import pytest

from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.editing import (
    AddItem,
    AnswerQuestion,
    Change,
    Edit,
    Edited,
    Refused,
    SetField,
    SetRisk,
    SetStatus,
    SetTask,
    apply,
    digest,
    headings_above,
    relocate,
)
from mkdocs_planning.markdown.outline import read_outline
from mkdocs_planning.vocabulary.vocabulary import DEFAULT

SHOWN = b"""# Plan

**Status**: Draft

## Phase 1: Start

- [ ] Write tests
- [ ] Write code

## Phase 2: End

- [ ] Write tests

## Open Questions

- Is it so?

## Risks

| Risk | Impact | Mitigation |
|------|--------|------------|
| Fire | High | Sand |
"""
FIRST = SetTask(7, "done", text="Write tests", was="open", section=("Plan", "Phase 1: Start"))
Kind = TypeVar("Kind", bound=Edit)


def moved(now: bytes, edit: Kind) -> Kind:
    found = relocate(now, edit, DEFAULT, digest(SHOWN))
    assert isinstance(found, type(edit)), found
    return found


def refusal(now: bytes, edit: Change) -> Refused:
    found = relocate(now, edit, DEFAULT, digest(SHOWN))
    result = found if isinstance(found, Refused) else apply(now, found, DEFAULT)
    assert isinstance(result, Refused), result
    return result


def test_section_of_an_edit_is_the_headings_above_its_line() -> None:
    assert headings_above(read_outline(SHOWN), 7) == FIRST.section


def test_same_text_needs_no_search() -> None:
    assert moved(SHOWN, FIRST) is FIRST


def test_insertion_above_moves_the_edit() -> None:
    now = SHOWN.replace(b"## Phase 1", b"Two\n\nlines\n\n## Phase 1")
    found = moved(now, FIRST)
    assert found.line == 11
    result = apply(now, found, DEFAULT)
    assert isinstance(result, Edited)
    assert result.source == now.replace(b"- [ ] Write tests", b"- [x] Write tests", 1)


def test_headings_distinguish_equal_texts() -> None:
    assert moved(SHOWN + b"\nMore\n", FIRST).line == 7
    other = SetTask(12, "done", text="Write tests", was="open", section=("Plan", "Phase 2: End"))
    assert moved(b"x\n\n" + SHOWN, other).line == 14


def test_two_candidates_are_refused() -> None:
    now = SHOWN.replace(b"- [ ] Write code", b"- [ ] Write tests")
    assert refusal(now, FIRST).reason == "ambiguous"


@pytest.mark.parametrize(
    ("now", "hint"),
    [
        (SHOWN.replace(b"- [ ] Write tests", b"- [ ] Write better tests"), "Write better tests"),
        (SHOWN.replace(b"## Phase 1: Start", b"## Phase 1: Begin"), "Write tests"),
        (SHOWN.replace(b"- [ ] Write tests\n", b"", 1), "Write code"),
    ],
)
def test_a_refusal_names_the_current_text(now: bytes, hint: str) -> None:
    found = refusal(now, FIRST)
    assert found.reason == "changed"
    assert hint in found.hint


def test_edit_that_believes_nothing_is_refused_for_another_text() -> None:
    for edit in (
        SetTask(7, "done"),
        SetTask(7, "done", text="Write tests"),
        SetStatus("complete"),
        SetField("owners", ("bo",)),
    ):
        assert refusal(SHOWN + b"\nMore\n", edit).reason == "changed"
    now = SHOWN.replace(b"Draft", b"Ready")
    assert refusal(now, SetStatus("blocked", was="Draft")).reason == "changed"
    assert moved(now, SetStatus("blocked", was="Ready")) == SetStatus("blocked", was="Ready")


def test_a_state_that_changed_meanwhile_is_refused() -> None:
    now = SHOWN.replace(b"- [ ] Write code", b"- [~] Write code")
    edit = SetTask(8, "done", text="Write code", was="open", section=("Plan", "Phase 1: Start"))
    found = refusal(now, edit)
    assert (found.reason, found.line) == ("changed", 8)
    assert "active" in found.hint


def test_value_believed_is_compared_in_the_shown_text_too() -> None:
    for edit in (
        SetTask(7, "done", text="Another", was="open"),
        SetTask(7, "active", text="Write tests", was="done"),
        SetStatus("blocked", was="Ready"),
        SetStatus("blocked", was=None),
        SetField("owners", ("bo",), was=("ana",)),
        AnswerQuestion(16, "Yes", text="Is it so?", was="no"),
        SetRisk(22, "mitigation", "Water", text="Fire", was="Nothing"),
        AddItem("task", "New", after=7, beside="- [ ] Another"),
    ):
        result = apply(SHOWN, edit, DEFAULT)
        assert isinstance(result, Refused), edit
        assert result.reason == "changed"


def test_questions_risks_and_additions_move() -> None:
    now = b"---\nx: 1\n---\n" + SHOWN
    assert moved(now, AnswerQuestion(16, "Yes", text="Is it so?", was=None)).line == 19
    assert moved(now, SetRisk(22, "impact", "low", text="Fire", was="high")).line == 25
    assert moved(now, AddItem("task", "New", after=8, beside="- [ ] Write code")).after == 11
    assert refusal(now, AddItem("task", "New", after=7, beside="- [ ] Write tests")).reason == "ambiguous"
    assert refusal(now, AddItem("task", "New", after=7)).reason == "changed"


def test_undo_finds_its_lines_or_is_refused() -> None:
    made = apply(SHOWN, FIRST, DEFAULT)
    assert isinstance(made, Edited)
    assert made.inverse is not None
    later = b"Intro\n\n" + made.source.replace(b"Sand", b"Water")
    back = apply(later, made.inverse, DEFAULT)
    assert isinstance(back, Edited)
    assert back.source == later.replace(b"- [x] Write tests", b"- [ ] Write tests")
    changed = made.source.replace(b"[x] Write tests", b"[x] Write all tests")
    gone = apply(changed, made.inverse, DEFAULT)
    assert isinstance(gone, Refused)
    assert gone.reason == "changed"
    assert "Write all tests" in gone.hint


def test_undo_of_an_addition_removes_that_line_only() -> None:
    made = apply(SHOWN, AddItem("task", "Write tests", after=7), DEFAULT)
    assert isinstance(made, Edited)
    assert made.inverse is not None
    later = made.source.replace(b"# Plan\n", b"# Plan\n\nIntro\n")
    back = apply(later, made.inverse, DEFAULT)
    assert isinstance(back, Edited)
    assert back.source == SHOWN.replace(b"# Plan\n", b"# Plan\n\nIntro\n")


PAGE = b"""---
plans: h2
---
# Plans

## One

**Status**: Draft

- [ ] a

## Two

**Status**: Done

- [ ] a
"""


def test_page_of_several_plans() -> None:
    ids = [plan.id for plan in read_page(PAGE, "plan.md", DEFAULT)]
    for edit in (SetStatus("blocked", plan=ids[1]), SetTask(16, "done"), SetField("owners", ("ana",), plan=ids[0])):
        made = apply(PAGE, edit, DEFAULT)
        assert isinstance(made, Edited), made
        assert made.inverse is not None
        back = apply(made.source, made.inverse, DEFAULT)
        assert isinstance(back, Edited), back
        assert back.source == PAGE
    unnamed = apply(PAGE, SetStatus("blocked"), DEFAULT)
    assert isinstance(unnamed, Refused)
    assert unnamed.reason == "ambiguous"
