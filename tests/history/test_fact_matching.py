"""Matching of items between versions: edited and moved items are the same item, and no item is matched twice."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.history.commit_dates import corrected_days
from mkdocs_planning.history.fact_matching import MOST_PAIRS, FactVersion, TrackedFact, match_facts, similarity


def facts_of(*facts: str | tuple[str, str] | tuple[str, str, str]) -> list[FactVersion]:
    """Facts of (text, section, id); the latter two are optional."""
    made: list[FactVersion] = []
    for fact in facts:
        text, place, key = [*([fact] if isinstance(fact, str) else fact), "", ""][:3]
        made.append(FactVersion(key, text, place, "open"))
    return made


def old(facts: list[FactVersion]) -> list[TrackedFact]:
    return [TrackedFact(number, fact.key, fact.text, fact.place, fact.state, 0, 0) for number, fact in enumerate(facts)]


def matched(before: list[FactVersion], after: list[FactVersion]) -> list[int | None]:
    return match_facts(old(before), after)


LISTS = facts_of("write the reader", "measure the cost of it", "ship a first version")


def test_the_same_text_is_the_same_item_anywhere():
    one, two, three = LISTS
    assert matched(LISTS, [three, one, two]) == [2, 0, 1]
    moved = one._replace(place="another section")
    assert matched(LISTS, [two, moved, three]) == [1, 0, 2]


def test_an_edited_text_is_the_same_item():
    one, two, three = LISTS
    assert matched(LISTS, [one, two._replace(text="measure the cost of both"), three]) == [0, 1, 2]
    assert matched(LISTS, [one, two, three._replace(text="ship a first version (in #45, on 3 May)")]) == [0, 1, 2]
    assert matched(LISTS, [one._replace(text="wriet the reader"), two, three]) == [0, 1, 2]


def test_a_different_text_is_a_different_item():
    one, two, three = LISTS
    assert matched(LISTS, [one, two._replace(text="paint the shed"), three]) == [0, None, 2]


def test_a_similar_phrase_in_another_section_is_a_different_item():
    before = facts_of("check the quiet ferry cache", "ship it soon", "paint the shed")
    after = facts_of("ship it soon", "paint the shed", "check the northern harbour alerts")
    assert matched(before, after) == [1, 2, None]


def test_items_with_equal_texts_keep_their_order_and_section():
    before = facts_of(("write tests", "one"), ("write tests", "two"), ("write tests", "two"))
    assert matched(before, before) == [0, 1, 2]
    assert matched(before, [before[1], before[0]]) == [1, 0]
    assert matched(before, before[1:]) == [1, 2]


def test_an_id_outweighs_a_different_text_but_not_an_equal_one():
    before = facts_of(("write the reader", "", "T1"), ("ship it soon", "", "T2"))
    assert matched(before, facts_of(("paint the shed", "", "T1"), ("ship it soon", "", "T2"))) == [0, 1]
    renumbered = facts_of(("a new task comes first", "", "T1"), ("write the reader", "", "T2"), ("ship it soon", "", "T3"))
    assert matched(before, renumbered) == [None, 0, 1]


def test_very_many_edited_texts_are_matched_by_order():
    count = int(MOST_PAIRS**0.5) + 50
    before = facts_of(*(f"task {number} of very many of them" for number in range(count)))
    after = facts_of(*(f"task {number} of very many of these" for number in range(count)))
    assert matched(before, after) == list(range(count))


_FACTS = st.lists(
    st.builds(
        FactVersion, st.sampled_from(["", "T1", "T2"]), st.text("abc ", max_size=12), st.sampled_from("pq"), st.just("open")
    ),
    max_size=12,
)


@given(_FACTS, _FACTS)
def test_each_item_is_matched_at_most_once(before: list[FactVersion], after: list[FactVersion]):
    found = matched(before, after)
    assert len(found) == len(after)
    taken = [index for index in found if index is not None]
    assert len(taken) == len(set(taken))
    assert all(0 <= index < len(before) for index in taken)


@given(_FACTS)
def test_unchanged_items_match_themselves(facts: list[FactVersion]):
    assert matched(facts, facts) == list(range(len(facts)))


@given(_FACTS.filter(lambda facts: len({fact.text for fact in facts}) == len(facts)), st.randoms())
def test_moved_items_match_themselves(facts: list[FactVersion], chance: Random):
    order = list(range(len(facts)))
    chance.shuffle(order)
    assert matched(facts, [facts[index] for index in order]) == order


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_a_ratio_and_symmetric(one: str, other: str):
    assert 0 <= similarity(one, other) == similarity(other, one) <= 1
    assert similarity(one, one) == 1


_DAYS = st.lists(st.dates().map(lambda day: day.isoformat()), max_size=30)


@given(_DAYS)
def test_corrected_dates_never_decrease(days: list[str]):
    assert corrected_days(days) == sorted(corrected_days(days))
    assert set(corrected_days(days)) <= set(days)


@given(_DAYS)
def test_increasing_dates_are_unchanged(days: list[str]):
    assert corrected_days(sorted(days)) == sorted(days)


@given(st.lists(st.dates(min_value=date(2026, 1, 1)).map(str), min_size=3, max_size=9), st.integers(2, 8))
def test_one_wrong_date_changes_no_other_date(days: list[str], at: int):
    days = sorted(days)
    at = min(at, len(days) - 1)
    corrected = corrected_days([*days[:at], "1970-01-01", *days[at:]])
    assert corrected == [*days[:at], days[at - 1], *days[at:]]
