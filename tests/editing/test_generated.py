"""Edits of generated documents with any line ending, byte order mark, tabs, Latin-1, right-to-left text and front matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.editing import Refused, apply
from mkdocs_planning.vocabulary.vocabulary import DEFAULT
from tests.editing.every_fact import cases, wrong

WORDS = st.sampled_from(
    ["cache", "reader", "Übersicht", "שלום", "مرحبا", "a|b", "`code`", "**bold**", "[x](y.md)", "😀", "e\u0301"]
)
TEXT = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
FRONT = st.sampled_from(
    [
        "",
        "---\nstatus: draft\nowner: ana\ntarget: 2026-01-01\npriority: P1\n---\n",
        '---\nstatus: "In Review"\nowner: \'ana\'\ntarget: "2026-01-01"\n---\n',
        "---\n# the plan\nstatus: draft # soon\nowners: [ana, 'bo'] # two\ntags:\n  - a # one\n  - b\nx: {y: [1]}\n---\n",
        "---\ntodos:\n  - content: a thing\n    status: pending\n---\n",
    ]
)
HEADER = st.sampled_from(
    [
        "",
        "**Status**: Draft\n**Owner**: ana\n\n",
        "**Status:** 🚧 In Progress  \n**Owner:** ana  \n**Target:** 2026-01-01\n\n",
        "- Status: Draft\n- Owner: ana\n\n",
        "> **Status:** `draft`\n\n",
        "| Status | Draft |\n|---|---|\n| Owner | ana |\n\n",
        "Status: done\n\n",
        "## Status\n\nAccepted\n\n",
    ]
)
BULLET = st.sampled_from(["- ", "* ", "+ ", "1. ", "2) ", "-\t", "-   "])
MARK = st.sampled_from(["[ ]", "[x]", "[X]", "[~]", "[-]", "[ ]*"])


@st.composite
def tasks(draw: st.DrawFn) -> str:
    rows: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        indent = draw(st.sampled_from(["", "", "", "  ", "    ", "\t"]))
        tail = draw(st.sampled_from(["", "", "  ", " (owner: ana, due 2026-02-02)", "\n  more of it", "\n\n  a paragraph"]))
        text = draw(TEXT)
        rows.append(f"{indent}{draw(BULLET)}{draw(MARK)} {'~~' + text + '~~' if draw(st.integers(0, 8)) == 0 else text}{tail}")
    return (
        "## "
        + draw(st.sampled_from(["Tasks", "Phase 1: Start", "Success Criteria", "משימות"]))
        + "\n\n"
        + "\n".join(rows)
        + "\n\n"
    )


@st.composite
def questions(draw: st.DrawFn) -> str:
    forms = ["- {}?", "- [ ] {}?", "1. {}? → yes", "- {}\n  - **Answer**: no", "### {}?\n\nText", "**Q1: {}?**"]
    rows = [draw(st.sampled_from(forms)).format(draw(TEXT)) for _ in range(draw(st.integers(1, 3)))]
    return "## Open Questions\n\n" + "\n".join(rows) + "\n\n"


@st.composite
def risks(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        rows = [
            f"| {draw(st.sampled_from(['fire', 'flood'])) + ' in town'} | Low | High |  |"
            for _ in range(draw(st.integers(1, 3)))
        ]
        return "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|--|:-:|--|--|\n" + "\n".join(rows) + "\n\n"
    rows = [f"- **{draw(TEXT)}**: it burns\n  - **Mitigation**: sand" for _ in range(draw(st.integers(1, 2)))]
    return "## Risks\n\n" + "\n".join(rows) + "\n\n"


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    parts = [draw(FRONT), draw(st.sampled_from(["# Plan\n\n", "# Implementation Plan: שלום\n", ""])), draw(HEADER)]
    parts += draw(st.lists(tasks() | questions() | risks() | TEXT.map(lambda text: f"{text}\n\n"), max_size=4))
    text = "".join(parts)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))
    source = text.encode()
    if draw(st.integers(0, 4)) == 0:
        source = source.replace("Ü".encode(), b"\xdc").replace("😀".encode(), b"\xe4\xf6")
    return (b"\xef\xbb\xbf" if draw(st.integers(0, 4)) == 0 else b"") + source


@given(documents(), st.data())
def test_edit_changes_one_fact_and_can_be_undone(source: bytes, data: st.DataObject) -> None:
    plans = read_page(source, "plan.md", DEFAULT)
    case = data.draw(st.sampled_from([*cases(plans)]))
    made = apply(source, case.edit, DEFAULT)
    if not isinstance(made, Refused) and made.inverse is not None:
        assert wrong(source, plans, case.edit, made, DEFAULT) is None
