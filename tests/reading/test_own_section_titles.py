"""The option ``sections``: custom titles work like the standard ones, in every form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.vocabulary.section_titles import SECTIONS
from mkdocs_planning.vocabulary.vocabulary import make_vocabulary

OWN = "Eigenes Thema"
"""A title that is not a standard one."""
FORMS = {
    "plain": OWN,
    "numbered": f"3. {OWN}",
    "numbered with points": f"2.1 {OWN}",
    "numbered without a point": f"3 {OWN}",
    "appendix": f"Appendix B: {OWN}",
    "with a remark": f"{OWN} (Entwurf)",
    "with a remark in square brackets": f"{OWN} [Entwurf]",
    "numbered and with a remark": f"4) {OWN} (Stand: Mai)",
    "in capitals": OWN.upper(),
    "with a colon": f"{OWN}:",
    "in bold": f"**{OWN}**",
    "with an emoji": f"⚠️ {OWN}",
}

Look = Callable[[Plan], Any]

CASES: dict[str, tuple[str, Look, Any]] = {
    "risks": ("- Sturm am Liegeplatz", lambda plan: [risk.risk for risk in plan.risks], ["Sturm am Liegeplatz"]),
    "assumptions": ("- Strom ist da", lambda plan: [entry.text for entry in plan.assumptions], ["Strom ist da"]),
    "questions": ("- Wer zahlt?", lambda plan: [entry.text for entry in plan.questions], ["Wer zahlt?"]),
    "decisions": ("- Wir nehmen Stahl", lambda plan: [entry.decision for entry in plan.decisions], ["Wir nehmen Stahl"]),
    "dependencies": (
        "- Freigabe durch das Hafenamt",
        lambda plan: [(entry.text, entry.direction) for entry in plan.dependencies],
        [("Freigabe durch das Hafenamt", "upstream")],
    ),
    "downstream": (
        "- Anzeige der Pegel",
        lambda plan: [(entry.text, entry.direction) for entry in plan.dependencies],
        [("Anzeige der Pegel", "downstream")],
    ),
    "criteria": (
        "- [x] Tafeln stehen",
        lambda plan: ([(entry.text, entry.met) for entry in plan.criteria], [task.kind for task in plan.tasks]),
        ([("Tafeln stehen", True)], ["criterion"]),
    ),
    "checks": ("- [ ] Probe", lambda plan: [task.kind for task in plan.tasks], ["check"]),
    "work": (
        "| Task | Status |\n|---|---|\n| Pfahl setzen | Done |",
        lambda plan: [(task.text, task.state) for task in plan.tasks],
        [("Pfahl setzen", "done")],
    ),
    "changes": (
        "- 2026-05-01: Begonnen",
        lambda plan: [(entry.date, entry.text) for entry in plan.changes],
        [("2026-05-01", "Begonnen")],
    ),
    "components": (
        "- **Pegel**: misst",
        lambda plan: [(entry.name, entry.purpose) for entry in plan.components],
        [("Pegel", "misst")],
    ),
    "files": ("- `src/pegel.py`", lambda plan: [entry.path for entry in plan.files], ["src/pegel.py"]),
    "rollback": ("Alte Tafeln wieder aufstellen.", lambda plan: plan.rollback, True),
    "rollout": ("1. Nordhafen\n2. Alle", lambda plan: [stage.text for stage in plan.rollout], ["Nordhafen", "Alle"]),
    "references": ("- [Pegel](pegel.md)", lambda plan: [entry.href for entry in plan.references], ["pegel.md"]),
    "milestones": ("- Abnahme", lambda plan: [entry.title for entry in plan.milestones], ["Abnahme"]),
    "metrics": (
        "- Fehler: < 1 %",
        lambda plan: [(entry.text, entry.target) for entry in plan.criteria],
        [("Fehler", "< 1 %")],
    ),
    "summary": ("Der Hafen bekommt Tafeln.", lambda plan: plan.summary, "Der Hafen bekommt Tafeln."),
    "phases": (
        "### Etappe 1: Messen\n\n- [x] Pegel ablesen\n\n### Etappe 2: Bauen\n\n- [ ] Tafel setzen",
        lambda plan: [(phase.label, phase.number, phase.title, phase.progress.done) for phase in plan.phases],
        [("Etappe", "1", "Messen", 1), ("Etappe", "2", "Bauen", 0)],
    ),
    "status": ("In Progress", lambda plan: (plan.status, plan.status_from), ("in-progress", "stated")),
}  # fmt: skip
"""For each kind of section: its content, the fact that is read, and its value."""


def test_every_section_of_the_option_has_a_case() -> None:
    assert CASES.keys() == SECTIONS.keys()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_a_custom_title_is_recognised(name: str, form: str) -> None:
    body, look, expected = CASES[name]
    markdown = f"# Hafentafeln\n\n## {FORMS[form]}\n\n{body}\n"

    assert look(checked(markdown, {name: [OWN]})) == expected
    assert look(checked(markdown, {})) != expected


@pytest.mark.parametrize(
    "name",
    ["risks", "assumptions", "questions", "decisions", "changes", "components", "files", "rollout"],
)
def test_a_custom_bold_line_is_recognised(name: str) -> None:
    body, look, expected = CASES[name]
    markdown = f"# Hafentafeln\n\n## Sonstiges\n\n**{OWN} (Entwurf):**\n\n{body}\n"

    assert look(checked(markdown, {name: [OWN]})) == expected


def test_a_title_can_belong_to_two_sections() -> None:
    plan = checked(
        "# A\n\n## Offenes\n\n- Wer zahlt?\n- Sturm am Liegeplatz\n", {"risks": ["Offenes"], "questions": ["Offenes"]}
    )

    assert [risk.risk for risk in plan.risks] == ["Sturm am Liegeplatz"]
    assert [question.text for question in plan.questions] == ["Wer zahlt?"]


def test_titles_with_different_remarks_differ() -> None:
    sections = {"risks": ["Punkte (Gefahr)"], "questions": ["Punkte (Frage)"]}
    plan = checked("# A\n\n## Punkte (Gefahr)\n\n- Sturm\n\n## Punkte (Frage)\n\n- Wer zahlt?\n", sections)

    assert [risk.risk for risk in plan.risks] == ["Sturm"]
    assert [question.text for question in plan.questions] == ["Wer zahlt?"]


def test_a_status_in_a_heading() -> None:
    plan = checked("# A\n\n## Stand: In Progress\n\ntext\n", {"status": ["Stand"]})

    assert (plan.status, plan.status_from) == ("in-progress", "stated")


PHASES = {
    "headings": "## Etappe 1: Messen\n\n- [x] a\n\n## Etappe 2 – Bauen (done)\n\n- [ ] b\n\n## Risiken\n",
    "sub-headings": "## Etappen\n\n### Messen\n\n- [x] a\n\n### Bauen\n\n- [ ] b\n",
    "numbered sub-headings": "## Etappen\n\n### 1. Messen\n\n- [x] a\n\n### 2. Bauen\n\n- [ ] b\n",
    "a list": "## Etappen\n\n1. **Messen**: den Pegel\n   - [x] a\n2. **Bauen**\n   - [ ] b\n",
    "a list of boxes": "## Etappen\n\n- [x] Messen\n- [ ] Bauen\n",
}

NUMBERED = ("headings", "numbered sub-headings")


@pytest.mark.parametrize("form", PHASES)
def test_phases_by_a_custom_word(form: str) -> None:
    plan = checked(f"# Hafentafeln\n\n{PHASES[form]}", {"phases": ["Etappe", "Etappen"]})

    assert [(phase.title, phase.progress.done, phase.progress.total) for phase in plan.phases] == [
        ("Messen", 1, 1),
        ("Bauen", 0, 1),
    ]
    assert [phase.number for phase in plan.phases] == (["1", "2"] if form in NUMBERED else [None, None])


def test_sub_headings_of_the_standard_section_are_phases_by_default() -> None:
    plan = checked("# A\n\n## Implementation phases\n\n### Survey\n\n- [x] a\n\n### Stones\n\n- [ ] b\n", {})

    assert [(phase.title, phase.progress.done) for phase in plan.phases] == [("Survey", 1), ("Stones", 0)]


def test_the_status_of_phases_in_a_custom_table() -> None:
    plan = checked("# A\n\n## Etappen\n\n| Etappe | Status |\n|---|---|\n| Messen | Done |\n", {"phases": ["Etappen"]})

    assert [(phase.title, phase.status) for phase in plan.phases] == [("Messen", "complete")]


def checked(markdown: str, sections: dict[str, list[str]]) -> Plan:
    return read_plan(markdown, "plans/a.md", make_vocabulary(sections=sections))
