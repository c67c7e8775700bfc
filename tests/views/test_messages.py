"""The message catalogue: dates, numbers and plurals; all text of the plugin comes from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.history import Place
from mkdocs_planning.model.plan import KINDS, STATUSES
from mkdocs_planning.model.plan_review import Entry, Kind, PlanReview
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.risk_levels import LEVELS
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.render.phase_bars import phase_bars
from mkdocs_planning.views import PAGES, VIEWS
from mkdocs_planning.views.facts.attention_reasons import RANK
from mkdocs_planning.views.messages.catalogue import DateFormats
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.view_options import ViewOptions
from tests.views.marked import MARKED, shown_texts, unmarked
from tests.views.plan_histories import moment, past, with_history, with_review
from tests.views.plans import TEMPLATES, TODAY, portfolio, shown, shown_header

PACKAGE = TEMPLATES.parent


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2026-11-20", "20 Nov 2026"),
        ("2026-03-01", "1 Mar 2026"),
        ("2025-01", "Jan 2025"),
        ("2026-Q3", "Q3 2026"),
        ("2026-H1", "H1 2026"),
        ("2026", "2026"),
        (None, ""),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(iso: str | None, text: str) -> None:
    assert ENGLISH.date(iso) == text


def test_numbers_are_written_in_one_way() -> None:
    assert ENGLISH.number(1234567) == "1,234,567"
    assert ENGLISH.share(1, 1600) == "1/1,600"
    assert ENGLISH.count("tasks-done", 4000, done=3999) == "3,999 of 4,000 tasks done"
    assert ENGLISH("need.state", status="Ready", done=1000, total=2000) == "Ready, 1,000 of 2,000 done"


def test_one_and_many() -> None:
    assert [ENGLISH.count("late", n) for n in (1, 12, 1200)] == ["late by 1 day", "late by 12 days", "late by 1,200 days"]


def test_another_language_has_its_own_plurals_dates_and_numbers() -> None:
    def polish(n: int) -> int:
        return 0 if n == 1 else 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2

    messages = replace(
        ENGLISH,
        plurals={"plans": ("{n} plan", "{n} plany", "{n} planów")},
        plural_form=polish,
        thousands="\u00a0",
        dates=DateFormats(
            months=("sty",) * 12, day="{day}. {month} {year}", day_in_year="{day}. {month}", quarter="{number} kw. {year}"
        ),
    )
    assert [messages.count("plans", n) for n in (1, 3, 5, 1022)] == ["1 plan", "3 plany", "5 planów", "1\u00a0022 plany"]
    assert [messages.date(iso) for iso in ("2026-01-09", "2026-Q3")] == ["9. sty 2026", "3 kw. 2026"]
    assert messages.date_in_year("2026-01-09") == "9. sty"


def test_every_word_of_the_model_has_a_phrase() -> None:
    assert all(ENGLISH.status(status) and ENGLISH.status_in_text(status) for status in STATUSES)
    assert all(ENGLISH.kind(kind) for kind in KINDS)
    assert all(ENGLISH.level(level) and ENGLISH.level_in_text(level) for level in LEVELS)
    assert all(ENGLISH(f"need.{kind}") for kind in RANK)
    assert all(view.title(ENGLISH) for view in VIEWS.values())


def test_templates_use_only_existing_phrases() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in (TEMPLATES / "planning").glob("*.html"))
    phrases = set(re.findall(r"\bt\(\s*\"([^\"]+)\"", text))
    plurals = set(re.findall(r"\bt\.count\(\s*\"([^\"]+)\"", text))
    assert phrases
    assert plurals
    assert phrases <= set(ENGLISH.phrases)
    assert plurals <= set(ENGLISH.plurals)


def test_every_message_is_used() -> None:
    sources = [file for ending in ("py", "html") for file in PACKAGE.rglob(f"*.{ending}") if file.parent.name != "messages"]
    sources.append(PACKAGE / "views" / "messages" / "catalogue.py")
    # Also keys in quoted attributes of templates.
    quoted = re.compile(r"(?=([\"'])([^\"'\n]*)\1)")
    literals = {match[2] for file in sources for match in quoted.finditer(file.read_text(encoding="utf-8"))}
    # A computed key has fields in its f-string.
    keys = (re.sub(r"\{[^{}]*\}", "*", text) for text in literals)
    patterns = [re.escape(key).replace(r"\*", ".+") for key in keys if re.fullmatch(r"[\w.*-]*[a-z]{2}[\w.*-]*", key)]
    used = re.compile("|".join(patterns))
    assert [key for key in (*ENGLISH.phrases, *ENGLISH.plurals) if not used.fullmatch(key)] == []


def test_templates_contain_no_text() -> None:
    for file in (TEMPLATES / "planning").glob("*.html"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", file.read_text(encoding="utf-8"), flags=re.S)
        # Notations and custom properties are the same in every language.
        text = re.sub(r"<code>.*?</code>|--[a-z]+:", "", text)
        said = re.findall(r"(?:title|aria-label|placeholder|alt|data-l|data-t)=\"([^\"]*)\"", text)
        said.append(re.sub(r"<(?:[^\"'>]|\"[^\"]*\")*>", "", text))
        assert not [words for words in said if re.search(r"[^\W\d_]", words)], file.name


def test_templates_format_no_numbers() -> None:
    for file in (TEMPLATES / "planning").glob("*.html"):
        text = re.sub(r'="[^"]*"', "", file.read_text(encoding="utf-8"))  # attributes are for programs
        bare = re.findall(r"\{\{\s*(?:[\w.]+\.(?:count|done|total|met)|[\w.]+\s*\|\s*length)\s*\}\}", text)
        assert not bare, file.name


def test_english_is_named_only_where_it_is_the_default() -> None:
    naming = {file.name for file in PACKAGE.rglob("*.py") if re.search(r"\bENGLISH\b", file.read_text(encoding="utf-8"))}
    assert naming == {"english.py", "view_options.py"}


def test_the_script_contains_no_text() -> None:
    script = (TEMPLATES / "assets" / "planning" / "planning.js").read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/|//.*", "", script, flags=re.S)
    texts = [text for text in re.findall(r"\"([^\"\n]*)\"", code) if re.search(r"[A-Z]?[a-z]+ [a-z]+", text)]
    # A directive, a CSS value, a class with another one and a list of selectors.
    assert [text for text in texts if text != "use strict" and not re.search(r"[.\[(,]", text)] == []


# All texts of the plans are Greek, so every unmarked Latin letter on a page is a text of the plugin.
_ALPHA = """# Άλφα

**Status**: {status}
**Owner**: άννα
**Created**: 2026-08-01
**Updated**: 2026-09-01
**Start**: 2026-08-03
**Target**: {target}
**Finished**: {finished}
**Priority**: 1
**Tags**: κύμα
**Effort**: 9
**Complexity**: High
**Risk Level**: Critical
**Depends on**: {needs}
**Πεδίο**: {long}

## Phase 1: Αρχή
- [x] πρώτο
- [ ] δεύτερο @μέι

## Phase 2: Τέλος
- [~] τρίτο
- [-] τέταρτο

## Tests
- [ ] δοκιμή

## Success Criteria
- [x] γρήγορο
- μικρό

## Milestones
- 2026-10-01: Πρώτος
- Δεύτερος

## Risks

| Risk | Likelihood | Impact | Mitigation | Owner | Status |
|---|---|---|---|---|---|
| Κίνδυνος | High | High | Λύση | μέι | open |
| Άλλος | Low | Medium | | | closed |
| Τρίτος | | | | | |

## Open Questions
- [ ] Ποιος;
- [x] Πότε; — Αύριο

## Decisions

| Date | Decision | Choice | Rationale |
|---|---|---|---|
| 2026-09-03 | Χρώμα | Μπλε | Πουλάει |
| | Ήχος | Κανένας | Ησυχία |

## Files
- Modify `κοινό`

## Changelog
- 2026-09-05: Έναρξη
- Χωρίς
"""


def _greek() -> Portfolio:
    """Plans in all statuses with content for every view."""
    texts = [
        _ALPHA.format(
            status=status,
            target="2026-10-01" if n % 2 else "2026-12-01",
            finished="2026-09-20" if status == "Complete" else "",
            needs=f"[Άλφα](σ{(n + 1) % 7}.md), Ζήτα" if n < 5 else f"[Άλφα](σ{n - 1}.md)",
            long="λόγος " * (80 if n == 0 else 1),
        )
        for n, status in enumerate(("In Progress", "Blocked", "In Review", "Ready", "Draft", "Complete", "Dropped"))
    ]
    texts += ["# Μόνο\n\n## Tasks\n- [ ] α\n", "# Λάθος\n\n**Status**: Ready\n**Target**: 2026-13-45\n\n## Tasks\n- [x] α\n"]
    texts += ["# Ελεύθερο\n\n**Status**: Blocked\n**Owner**: άννα\n**Depends on**: [Άλφα](σ5.md)\n"]
    plans = [read_plan(text, f"σχέδια/σ{n}.md") for n, text in enumerate(texts)]
    return build_portfolio(plans, TODAY)


def _with_history(of: Portfolio) -> Portfolio:
    weeks = [("2026-08-03", 0, 9), ("2026-08-12", 1, 9), ("2026-08-20", 2, 9), ("2026-09-02", 3, 11), ("2026-09-10", 4, 10)]
    pasts = [
        past(
            *weeks,
            statuses=[("2026-08-03", plan.status)],
            targets=[("2026-08-03", "2026-11-01"), ("2026-08-20", plan.target)] if plan.target else (),
            touched="2026-08-20",
            author="Άννα",
        )
        for plan in of.plans
    ]
    facts = [fact for plan in of.plans for fact in (*plan.tasks, *plan.questions, *plan.risks)]
    places = {Place(fact.file, fact.line): moment("2026-08-20", "Άννα") for fact in facts}
    of = with_history(of, *pasts, added=places, finished=places)
    return with_review(
        of, *(PlanReview(plan.id, plan.title, plan.source, _entries(plan.source)) for plan in of.plans), asked="2026-09-20"
    )


def _entries(source: str) -> tuple[Entry, ...]:
    """Changes of every kind, one of them often enough to be collapsed, and a moved target."""
    states: dict[str, tuple[str | None, str]] = {
        "status": ("draft", "ready"),
        "target": (None, "2026-11"),
        "risk-raised": ("low", "high"),
        "risk-lowered": ("high", "low"),
        "plan-added": (None, "draft"),
        "risk-new": (None, "high"),
    }
    kinds: Iterable[Kind] = (*get_args(Kind), *("task-done",) * 4)
    found = [
        Entry(kind, "κάτι", source, 3, *states.get(kind, (None, None)), moment=moment("2026-10-09", "Άννα")) for kind in kinds
    ]
    moved = [Entry("target", "", source, 3, "2026-10-01", "2026-10-05", days) for days in (4, -4)]
    return (*found, *moved)


def _unmarked_words(soup: BeautifulSoup, of: Portfolio) -> list[str]:
    """Texts in Latin letters in *soup* that are neither marked nor from a plan."""
    # The messages of checks are the same in the log, in plans.json and on the page. Statuses and keys are the plan's.
    quoted = [problem.message for plan in of.plans for problem in plan.problems]
    quoted += [text for plan in of.plans for text in (plan.status_text, *plan.fields) if text]
    found: list[str] = []
    for text in shown_texts(soup):
        rest = unmarked(re.sub(r"[\w/]+\.md(:\d+)?|plans\.json", "", text))
        for quotation in quoted:
            rest = rest.replace(quotation, "")
        if re.search("[A-Za-z]", rest):
            found.append(text.strip())
    return found


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_text_of_a_view_comes_from_the_catalogue(view: str) -> None:
    of = _with_history(_greek())
    options = ViewOptions(messages=MARKED, board_hide_done_after=0, timeline_open=1, roadmap_past=0)
    soup = shown(view, of, options=options)
    assert len([text for text in shown_texts(soup) if "⟦" in text]) > 5
    assert _unmarked_words(soup, of) == []


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_text_of_a_view_without_content_comes_from_the_catalogue(view: str) -> None:
    options = ViewOptions(messages=MARKED)
    for of, plans in ((portfolio(), None), (_greek(), ())):
        soup = shown(view, of, plans, options=options)
        assert [text for text in shown_texts(soup) if "⟦" in text]
        assert _unmarked_words(soup, of) == []


def test_every_text_of_a_header_comes_from_the_catalogue() -> None:
    of = _with_history(_greek())
    for plan in of.plans:
        assert _unmarked_words(shown_header(of, plan, ViewOptions(messages=MARKED)), of) == []


def test_titles_of_pages_and_bars_of_phases_come_from_the_catalogue() -> None:
    of = _greek()
    assert all(unmarked(view.title(MARKED)) == "" for view in (VIEWS["overview"], *PAGES))
    bars = phase_bars(of.plans, of.plans[0].source, MARKED)
    assert bars
    assert all(_unmarked_words(BeautifulSoup(bar, "html.parser"), of) == [] for bar in bars.values())
