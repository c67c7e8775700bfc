"""A value from outside is escaped or refused; it never becomes another fact and never truncates a file."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.collecting.page_reader import read_page
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
    apply,
)
from mkdocs_planning.vocabulary.vocabulary import DEFAULT

SOURCES = (
    """---
title: Plan
status: draft # now
owner: ana
tags: [a, b]
---
# Plan

## Tasks

- [ ] First task

## Open Questions

- [ ] Is it so?

| Question | Answer |
|----------|--------|
| Is it now? |      |

## Risks

| Risk | Likelihood | Impact | Mitigation | Owner |
|------|------------|--------|------------|-------|
| Fire | Low | High | Sand | bo |

## Decisions

- Use A

## Changelog

- 2026-01-01: begun
""",
    """# Plan

**Status**: Draft | **Owner**: ana
**Target**: 2026-01-01

## Tasks

- [ ] First task

## Open Questions

### Is it so?

## Risks

- Fire in the hall
  - **Mitigation**: Sand
  - **Owner**: bo

## Decisions

1. Use A
""",
)
HOSTILE = (
    "a\n- [x] b",
    "a\r- [x] b",
    "a\u2028b",
    "a\x00b",
    "a\x1b[31mb",
    "a\ud800b",
    "",
    "   ",
    "| x | y |",
    "a|b",
    "`a|b`",
    "\\|",
    "\\",
    "**a**",
    "*a",
    "[a](javascript:alert(1))",
    "[ ] a",
    "[x] a",
    "[a]: http://x",
    "# a",
    "## Status: done",
    "- a",
    "1. a",
    "> a",
    "```",
    "~~~",
    "---",
    "<script>alert(1)</script>",
    "<!-- a",
    "--> a",
    "<!-- planning:board -->",
    "<div",
    "&lt;b&gt;",
    "{{ a }}",
    "{% include x %}",
    "a: b",
    "a #b",
    "'a",
    '"a',
    "@a",
    "!!python/object:os.system x",
    "&a *a",
    "{a: b}",
    "[a, b]",
    "yes",
    "null",
    "~",
    "2026-13-45",
    "**Status**: Done",
    "Owner: eve",
    "x → y",
    "Is it? → yes",
    "~~a~~",
    "TBD",
    "None",
    "a" * 5_000,
    "[" * 250,
    "x" * 1_000_000,
    "שלום עולם",
    "a\u202eb",
    "\ufeffa",
)


def edits(source: bytes, text: str) -> list[Change]:
    plan = read_page(source, "plan.md", DEFAULT)[0]
    found: list[Change] = [
        SetField(field, (text,)) for field in ("owners", "tags", "priority", "target", "Reviewer", "title", "summary")
    ]
    found += [AnswerQuestion(question.line, text) for question in plan.questions]
    found += [SetRisk(risk.line, field, text) for risk in plan.risks for field in ("mitigation", "owner", "status", "impact")]
    found += [AddItem(kind, text) for kind in ("task", "question", "risk", "decision")]
    found.append(AddItem("change", text, values={"date": "2026-02-02"}))
    found.append(AddItem("risk", "Flood", values={"mitigation": text}))
    return found


def counts(source: bytes) -> dict[str, int]:
    plan = read_page(source, "plan.md", DEFAULT)[0]
    return {name: len(value) for name in plan.__struct_fields__ if isinstance(value := getattr(plan, name), tuple)}


def check(source: bytes, edit: Change) -> None:
    made = apply(source, edit, DEFAULT)
    if isinstance(made, Refused) or made.inverse is None:
        return
    before, after = counts(source), counts(made.source)
    grown = {name for name in before if after[name] != before[name] and name not in ("owners", "tags", "problems", "links")}
    added = {
        "task": {"tasks"},
        "question": {"questions", "tasks"},
        "risk": {"risks"},
        "decision": {"decisions"},
        "change": {"changes"},
    }
    assert grown <= (added[edit.kind] if isinstance(edit, AddItem) else set()), (edit, made.source.decode())
    back = apply(made.source, made.inverse, DEFAULT)
    assert isinstance(back, Edited), (edit, back)
    assert back.source == source
    assert not re.search(rb"(?<!\\)<script", made.source)
    assert b"<!--" not in made.source


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_value(source: str, text: str) -> None:
    for edit in edits(source.encode(), text):
        check(source.encode(), edit)


@given(st.sampled_from(SOURCES), st.text(max_size=40) | st.text("|*_[]()<>`\\#-:~!{}\"'@& \n x", max_size=12), st.data())
def test_any_value(source: str, text: str, data: st.DataObject) -> None:
    check(source.encode(), data.draw(st.sampled_from(edits(source.encode(), text))))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\nb", "bad-value"),
        ("a\x00", "bad-value"),
        ("<!-- x -->", "bad-value"),
        ("x" * 1_000_000, "too-long"),
        (" ", "bad-value"),
    ],
)
def test_refusal_says_why(text: str, reason: str) -> None:
    for edit in edits(SOURCES[0].encode(), text):
        made = apply(SOURCES[0].encode(), edit, DEFAULT)
        assert isinstance(made, Refused)
        assert made.reason == reason
        assert made.hint


def test_bytes_that_are_not_utf8_stay() -> None:
    source = "# Pl\xe4n\r\n\r\n- [ ] \xfcben\r\n- [x] b".encode("latin-1")
    made = apply(source, AddItem("task", "plain"), DEFAULT)
    assert isinstance(made, Edited)
    assert made.source == source + b"\r\n- [ ] plain"
    refusal = apply(source, AddItem("task", "\xfcber"), DEFAULT)
    assert isinstance(refusal, Refused)
    assert refusal.reason == "not-utf-8"


def test_answer_in_a_file_that_is_not_utf8_takes_an_ascii_arrow() -> None:
    source = "# Pl\xe4n\n\n## Open Questions\n\n- Is it so?\n".encode("latin-1")
    made = apply(source, AnswerQuestion(5, "Yes"), DEFAULT)
    assert isinstance(made, Edited)
    assert made.source == source.replace(b"so?", b"so? -> Yes")


@given(st.binary(max_size=200) | st.text("-[] x#|*:\n\r\t>~Status", max_size=80).map(str.encode), st.integers(0, 12))
def test_any_bytes(source: bytes, line: int) -> None:
    """Whatever the file, an edit is made or refused."""
    for edit in (
        SetTask(line, "done"),
        SetStatus("blocked"),
        SetField("owners", ("ana",)),
        AddItem("task", "new", after=line or None),
    ):
        check(source, edit)


def test_edits_round_trip_through_json() -> None:
    edit = AnswerQuestion(4, "Yes", text="Is it?", was=None, section=("Plan",), plan="p")
    assert msgspec.json.decode(msgspec.json.encode(edit), type=Change) == edit
