"""The plugin's own words: dates, counts, and that no template asks for a phrase that is not there."""

from __future__ import annotations

import re

import pytest

from mkdocs_planning.model.plan import KINDS, STATUSES
from mkdocs_planning.views.shared.needs import RANK
from mkdocs_planning.views.words.catalogue import ENGLISH
from tests.views.plans import TEMPLATES


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


def test_every_word_of_the_model_has_a_phrase() -> None:
    assert all(ENGLISH.status(status) for status in STATUSES)
    assert all(ENGLISH.kind(kind) for kind in KINDS)
    assert all(ENGLISH(f"need.{kind}") for kind in RANK)


def test_templates_ask_only_for_phrases_that_exist() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in (TEMPLATES / "planning").glob("*.html"))
    phrases = set(re.findall(r"\bsay\(\s*\"([^\"]+)\"", text))
    plurals = set(re.findall(r"\bsay\.count\(\s*\"([^\"]+)\"", text))
    assert phrases
    assert plurals
    assert phrases <= set(ENGLISH.phrases)
    assert plurals <= set(ENGLISH.plurals)


def test_no_template_holds_words_of_its_own() -> None:
    for file in (TEMPLATES / "planning").glob("*.html"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", file.read_text(encoding="utf-8"), flags=re.S)
        # Notations and custom properties are the same in every language.
        text = re.sub(r"<code>.*?</code>|--[a-z]+:", "", text)
        said = re.findall(r"(?:title|aria-label|placeholder|alt|data-l|data-t)=\"([^\"]*)\"", text)
        said.append(re.sub(r"<(?:[^\"'>]|\"[^\"]*\")*>", "", text))
        assert not [words for words in said if re.search(r"[^\W\d_]", words)], file.name


def test_no_template_writes_a_number_by_itself() -> None:
    for file in (TEMPLATES / "planning").glob("*.html"):
        text = re.sub(r'="[^"]*"', "", file.read_text(encoding="utf-8"))  # attributes are for programs
        bare = re.findall(r"\{\{\s*(?:[\w.]+\.(?:count|done|total|met)|[\w.]+\s*\|\s*length)\s*\}\}", text)
        assert not bare, file.name
