"""The cheap tests before a pattern runs let through whatever the pattern would find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.reading import subjects
from mkdocs_planning.reading.dependencies import dependency_titles
from mkdocs_planning.reading.dependencies.dependency_sections import STEMS
from mkdocs_planning.reading.dependencies.dependency_titles import DOWN_KEYS, UP_KEYS
from mkdocs_planning.reading.headings import may_be_unit, read_heading
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.words import STEP_UNITS, TOP_UNITS

PATTERNS: dict[str, re.Pattern[str]] = subjects._PATTERNS  # pyright: ignore[reportPrivateUsage]
TELLING: dict[str, frozenset[str]] = subjects._TELLING  # pyright: ignore[reportPrivateUsage]
PLACES = [vars(dependency_titles)[name] for name in ("_STRONG", "_WEAK", "_EXTERNAL", "_DOWN")]
"""``_MIXED`` is left out: it counts only with "dependencies" in it."""
PLACE_WORDS: frozenset[str] = dependency_titles._TELLING  # pyright: ignore[reportPrivateUsage]


def words_of(*patterns: re.Pattern[str]) -> list[str]:
    """The words that stand in patterns, with and without the plural's s."""
    found = {word for pattern in patterns for word in re.findall(r"[a-z]+", re.sub(r"\\.", " ", pattern.pattern))}
    return sorted(found | {f"{word}s" for word in found} | {"to", "of", "and", "the", "plan"})


titles = st.lists(st.sampled_from(words_of(*PATTERNS.values())), min_size=1, max_size=4).map(" ".join)
dependency_titles = st.lists(st.sampled_from(words_of(*PLACES)), min_size=1, max_size=4).map(" ".join)
units = st.tuples(
    st.sampled_from(["", "**", "__", "✅ ", "3.1 ", "**2. ", "`", "[x] ", "<b>", "~~", "🚧 **", "- "]),
    st.sampled_from(["", "implementation ", "Optional "]),
    st.sampled_from([*TOP_UNITS, *STEP_UNITS, "Phase", "M", "WP", "other"]),
    st.sampled_from(["", " ", " #", "s "]),
    st.sampled_from(["1", "2.1", "IV", "A", "x"]),
    st.sampled_from(["", ": title", "** – title", "**: title", " - title"]),
).map("".join)


@given(titles)
def test_a_title_that_a_pattern_matches_holds_one_of_its_telling_words(title: str) -> None:
    words = normal(title)
    telling = {name for word in words.split() for name in TELLING.get(word, ())}
    assert {name for name, pattern in PATTERNS.items() if pattern.search(words)} <= telling


@given(dependency_titles)
def test_a_title_about_dependencies_holds_a_telling_word(title: str) -> None:
    words = normal(title)
    if any(pattern.match(words) for pattern in PLACES):
        assert not PLACE_WORDS.isdisjoint(words.split())
        assert any(stem.decode() in title.lower() for stem in STEMS)


def test_every_key_of_a_dependency_holds_a_stem() -> None:
    keys = UP_KEYS | DOWN_KEYS
    assert {key for key in keys if not any(stem.decode() in key for stem in STEMS)} == set()


@given(units)
def test_a_line_that_is_a_unit_may_be_one(raw: str) -> None:
    facts = read_heading(plain(raw).strip().rstrip(":"))
    if facts.top or facts.step:
        assert may_be_unit(raw)
