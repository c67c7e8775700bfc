"""The quick checks before a pattern accept everything that the pattern would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.reading.headings import may_be_unit, read_heading
from mkdocs_planning.vocabulary.normal_form import title_words
from mkdocs_planning.vocabulary.section_matcher import pattern_of
from mkdocs_planning.vocabulary.section_titles import KEYED, RIVALS, TITLES, TitleForms
from mkdocs_planning.vocabulary.vocabulary import DEFAULT
from mkdocs_planning.vocabulary.words import STEP_UNITS, TOP_UNITS

FORMS = [*TITLES.values(), *RIVALS.values()]


def words_of(*forms: TitleForms) -> list[str]:
    """The words in patterns, with and without plural s."""
    patterns = [pattern for form in forms for pattern in (*form.whole, *form.part)]
    found = {word for pattern in patterns for word in re.findall(r"[a-z]+", re.sub(r"\\.", " ", pattern))}
    return sorted(found | {f"{word}s" for word in found} | {"to", "of", "and", "the", "plan"})


def titles_of(*forms: TitleForms) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words_of(*forms)), min_size=1, max_size=4).map(" ".join)


units = st.tuples(
    st.sampled_from(["", "**", "__", "✅ ", "3.1 ", "**2. ", "`", "[x] ", "<b>", "~~", "🚧 **", "- "]),
    st.sampled_from(["", "implementation ", "Optional "]),
    st.sampled_from([*TOP_UNITS, *STEP_UNITS, "Phase", "M", "WP", "other"]),
    st.sampled_from(["", " ", " #", "s "]),
    st.sampled_from(["1", "2.1", "IV", "A", "x"]),
    st.sampled_from(["", ": title", "** – title", "**: title", " - title"]),
).map("".join)


@given(st.one_of([titles_of(form) for form in FORMS]))
def test_a_title_that_a_pattern_matches_passes_its_pre_check(title: str) -> None:
    words = title_words(title)
    for form in FORMS:
        if pattern_of(form).search(words):
            assert any(set(entry.split("+")) <= set(words.split()) for entry in form.words.split())


@given(titles_of(*(TITLES[name] for name in KEYED)))
def test_a_key_of_a_line_passes_its_pre_check(key: str) -> None:
    if DEFAULT.titles.facts(key).subjects & KEYED:
        assert DEFAULT.titles.may_be_key(key)


def test_every_dependency_key_passes_its_pre_check() -> None:
    for name in ("upstream key", "downstream key"):
        for key in TITLES[name].whole:
            assert DEFAULT.titles.may_be_key(key)
            assert name in DEFAULT.titles.facts(key).subjects


@given(units)
def test_a_line_that_is_a_unit_passes_its_pre_check(raw: str) -> None:
    facts = read_heading(plain(raw).strip().rstrip(":"))
    if facts.top or facts.step:
        assert may_be_unit(raw)
