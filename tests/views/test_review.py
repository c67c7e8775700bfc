"""The review: every entry once, in the given order, linked if it still exists, and counted in the summary."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mkdocs_planning.model.history import Moment
from mkdocs_planning.model.plan import STATUSES
from mkdocs_planning.model.plan_review import Entry, Kind, PlanReview
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views import VIEWS
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.review import MAX_ALIKE, ORDER, build, headline, kind_of
from tests.views.plan_histories import changed, moment, with_review
from tests.views.plans import portfolio, shown, words_of

KINDS: tuple[Kind, ...] = get_args(Kind)
TEXTS = ("# Tides\n\n**Status**: In Progress\n**Owner**: ana\n", "# Buoys\n\n**Status**: Draft\n**Owner**: bo\n")


def entry(kind: Kind, text: str = "", line: int = 3, **more: object) -> Entry:
    return replace(Entry(kind, text, "plans/p0.md", line, moment=moment("2026-10-09")), **more)


def reviewed(*entries: Entry, **more: object) -> Portfolio:
    of = portfolio(*TEXTS)
    return with_review(of, changed(of.plans[0], *entries), **more)  # pyright: ignore[reportArgumentType]


def rows(soup: BeautifulSoup) -> list[str]:
    return [words_of(row) for row in soup.select(".pl-fact")]


def entries() -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        kind=st.sampled_from(KINDS),
        text=st.text(max_size=5),
        file=st.just("plans/p0.md"),
        line=st.integers(1, 99),
        before=st.sampled_from([None, "draft", "low", "2026-10-01", "ana"]),
        after=st.sampled_from([None, "blocked", "high", "2026-11", "bo"]),
        days=st.none(),
        gone=st.booleans(),
        moment=st.sampled_from([None, Moment("2026-10-02"), moment("2026-10-03", None), moment("2026-10-03")]),
    )


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            entry("target", before="2026-10-20", after="2026-11-10", days=21),
            "Slipped 21 days 20 Oct 2026 → 10 Nov 2026 Ana, 9 Oct 2026 line 3",
        ),
        (
            entry("target", "Pilot", before="2026-11-10", after="2026-11-09", days=-1),
            "1 day earlier Pilot 10 Nov 2026 → 9 Nov 2026 Ana, 9 Oct 2026 line 3",
        ),
        (entry("target", after="2026-Q4"), "Target none → Q4 2026 Ana, 9 Oct 2026 line 3"),
        (entry("status", before="draft", after="review"), "Status Draft → In review Ana, 9 Oct 2026 line 3"),
        (
            entry("plan-finished", before="in-progress", after="complete"),
            "Finished In progress → Complete Ana, 9 Oct 2026 line 3",
        ),
        (entry("plan-added", after="draft"), "New plan Draft Ana, 9 Oct 2026 line 3"),
        (entry("task-done", "Read the gauge"), "Done Read the gauge Ana, 9 Oct 2026 line 3"),
        (entry("task-removed", "Read", gone=True), "Task removed Read Ana, 9 Oct 2026"),
        (entry("risk-raised", "Ice", before="low", after="high"), "Risk raised Ice Low → High Ana, 9 Oct 2026 line 3"),
        (entry("question-answered", "Who pays?"), "Question answered Who pays? Ana, 9 Oct 2026 line 3"),
        (entry("owner", before="ana", after="bo"), "Owner ana → bo Ana, 9 Oct 2026 line 3"),
        (entry("decision", "Use SQLite", moment=None), "Decision Use SQLite line 3"),
        (entry("decision", "Use SQLite", moment=Moment("2026-10-15")), "Decision Use SQLite not yet committed line 3"),
        (entry("decision", "Use SQLite", moment=moment("2026-10-15", None)), "Decision Use SQLite 15 Oct 2026 line 3"),
        (entry("text"), "Tides Ana, 9 Oct 2026 line 3"),
    ],
)
def test_a_row_shows_the_change_author_and_date(one: Entry, said: str) -> None:
    assert rows(shown("review", reviewed(one))) == [said]


def test_existing_items_are_linked_and_removed_ones_are_not() -> None:
    soup = shown("review", reviewed(entry("task-done", "a", 7), entry("task-removed", "b", 8, gone=True)))
    links = [[str(link["href"]) for link in row.select("a")] for row in soup.select(".pl-fact")]
    assert links == [["plans/p0.md#planning-L7"], []]


@given(st.lists(entries(), max_size=12), st.lists(entries(), max_size=12))
def test_every_entry_is_shown_once_and_counted_once(first: list[Entry], second: list[Entry]) -> None:
    of = portfolio(*TEXTS)
    of = with_review(of, *(changed(plan, *found) for plan, found in zip(of.plans, (first, second), strict=True)))
    soup = shown("review", of)
    truth = Counter(kind_of(one) for one in (*first, *second))
    assert Counter(str(row["data-what"]) for row in soup.select(".pl-fact")) == truth
    said = {str(link["href"]).partition("=")[2]: words_of(link) for link in soup.select("[data-pl-set]")}
    assert {kind: int(text.split()[0]) for kind, text in said.items()} == truth
    assert list(said) == [kind for kind in ORDER if kind in truth]


def test_every_kind_has_an_order_and_words() -> None:
    places = {kind_of(entry(kind)) for kind in KINDS} | {kind_of(entry("target", days=days)) for days in (-1, 1)}
    assert places == set(ORDER)
    for kind in KINDS:
        soup = shown("review", reviewed(entry(kind, before=STATUSES[0], after=STATUSES[1])))
        assert len(soup.select(".pl-fact")) == 1


def test_many_entries_of_one_kind_are_collapsed_with_their_number() -> None:
    ticks = [
        entry("task-done", f"task {n}", n, moment=moment(f"2026-10-{n:02}", "Ana" if n % 2 else "Bo")) for n in range(1, 10)
    ]
    few = [entry("risk-new", f"risk {n}", n) for n in range(MAX_ALIKE)]
    soup = shown("review", reviewed(*few, *ticks))
    (folded,) = soup.select("details")
    assert words_of(folded.select_one("summary")) == f"{len(ticks)} tasks done Ana, Bo, 1 Oct 2026 to 9 Oct 2026"
    assert [words_of(row).split(" Ana")[0].split(" Bo")[0] for row in folded.select(".pl-fact")] == [
        f"Done {one.text}" for one in ticks
    ]
    assert len(soup.select(".pl-fact")) == len(few) + len(ticks)


def test_plans_with_text_changes_only_come_last() -> None:
    of = portfolio(*TEXTS, "# Third\n", "# Gone\n")
    tides, buoys, third, gone = of.plans
    of = replace(of, plans=of.plans[:3])
    of = with_review(
        of,
        changed(buoys, entry("plan-finished")),
        changed(gone, entry("plan-removed", gone=True), gone=True),
        changed(tides, entry("owner")),
        changed(third, entry("text", moment=moment("2026-10-03", "Bo"))),
    )
    soup = shown("review", of)
    heads = [words_of(head) for head in soup.select("h2")]
    assert heads == ["Buoys Draft", "Gone removed", "Tides In progress", "Text changes only"]
    assert [bool(head.select("a")) for head in soup.select("h2")] == [True, False, True, False]
    assert words_of(soup.select("section")[-1]) == "Text changes only Third Bo, 3 Oct 2026 line 3"


def test_the_review_shows_its_start_its_end_and_its_limits() -> None:
    lead = words_of(shown("review", reviewed(entry("text"), note="The clone begins on 5 Oct.")).select_one(".pl-lead"))
    assert lead == "Changes from 14 days ago (1 Oct 2026) to 15 Oct 2026. The clone begins on 5 Oct."
    tree = words_of(shown("review", reviewed(entry("text"), committed=False)).select_one(".pl-lead"))
    assert tree.endswith(" to 15 Oct 2026, including uncommitted changes.")


@pytest.mark.parametrize(
    ("asked", "since"),
    [("2026-10-01", "1 Oct 2026"), ("tag review/2026-10-05", "tag review/2026-10-05 (1 Oct 2026)")],
)
def test_a_tag_and_its_commit_may_have_different_dates(asked: str, since: str) -> None:
    lead = words_of(shown("review", with_review(portfolio(*TEXTS), asked=asked)).select_one(".pl-lead"))
    assert lead == f"Changes from {since} to 15 Oct 2026."


def test_a_review_without_changes() -> None:
    assert "No changes." in words_of(shown("review", with_review(portfolio(*TEXTS))))


def test_the_page_exists_only_with_a_history() -> None:
    assert not VIEWS["review"].has_content(portfolio(*TEXTS))
    assert VIEWS["review"].has_content(with_review(portfolio(*TEXTS)))
    assert "No history is available" in words_of(shown("review", portfolio(*TEXTS)))


def test_a_marker_shows_and_counts_only_matching_plans() -> None:
    of = portfolio(*TEXTS)
    gone = PlanReview("plans/old", "Old", "plans/old.md", (entry("plan-removed", gone=True),), gone=True)
    of = with_review(of, changed(of.plans[0], entry("status")), gone, changed(of.plans[1], entry("task-done")))
    soup = shown("review", of, of.plans[1:])
    assert [words_of(head) for head in soup.select("h2")] == ["Buoys Draft"]
    assert words_of(soup.select_one(".pl-jump")) == "1 task done"
    assert not soup.select("[data-pl-set]"), "a part of the page has nothing to filter it by"
    nothing = shown("review", with_review(portfolio(*TEXTS), changed(of.plans[0], entry("status"))), of.plans[1:])
    assert "No changes in the plans that match the filters." in words_of(nothing)


def test_rows_have_data_attributes_for_filters() -> None:
    of = portfolio(*TEXTS)
    of = with_review(of, *(changed(plan, entry("status")) for plan in of.plans))
    soup = shown("review", of)
    assert {(group["data-plan"], group["data-owner"]) for group in soup.select(".pl-group")} == {
        (plan.id, plan.owners[0]) for plan in of.plans
    }
    assert [select["name"] for select in soup.select("select")] == ["plan", "owner"]


def test_hostile_names_and_texts_stay_text() -> None:
    bad = "<script>alert(1)</script>"
    of = reviewed(entry("owner", bad, before=bad, after=bad, moment=moment("2026-10-03", bad)), note=bad)
    soup = shown("review", of)
    assert not soup.select("script")
    assert words_of(soup).count(bad) == 5


def test_a_name_cannot_change_the_text_direction() -> None:
    (row,) = rows(
        shown("review", reviewed(entry("owner", before="a", after="b", moment=moment("2026-10-03", "\u202eanA\u2067"))))
    )
    assert row == "Owner a → b anA, 3 Oct 2026 line 3"


@given(st.lists(entries(), max_size=30))
def test_the_headline_of_the_overview_matches_the_page(found: list[Entry]) -> None:
    of = reviewed(*found)
    page = build(of, of.plans)
    numbers = [tally.count for tally in page.tallies]
    line = headline(of, of.plans, ENGLISH)
    said = [int(number) for number in re.findall(r"(?:^|, |: )(\d+) ", line.removeprefix("Since 1 Oct 2026"))]
    assert said == numbers[: len(said)]
    assert bool(said) == bool(found)
