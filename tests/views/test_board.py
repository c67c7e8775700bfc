"""The board: each plan once, in the column of its status, with its card."""

from __future__ import annotations

import gzip

from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import STATUSES
from mkdocs_planning.views.messages.english import ENGLISH
from tests.views.plans import TODAY, example_portfolio, plan, portfolio, shown, words_of


def test_each_plan_is_once_in_the_column_of_its_status() -> None:
    of = example_portfolio()
    soup = shown("board", of)
    found = {link["href"]: section["id"] for section in soup.select("section") for link in section.select("li.pl-card > a")}
    assert len(soup.select("li.pl-card")) == len(of.plans)
    assert found == {f"plan:{plan.id}": f"planning-{plan.status}" for plan in of.plans}


def test_column_headings_count_their_cards_in_status_order() -> None:
    of = example_portfolio()
    heads = [words_of(head) for head in shown("board", of).select("h2")]
    counts = of.totals.by_status
    assert heads == [f"{ENGLISH.status(status)} {counts[status]}" for status in STATUSES if status in counts]


def test_a_section_is_named_by_its_heading() -> None:
    for section in shown("board", example_portfolio()).select("section"):
        assert section.select_one("h2")["id"] == section["aria-labelledby"]


def test_a_card_shows_owner_target_progress_and_warnings() -> None:
    of = portfolio(
        "# Engine\n\n**Status**: In Progress\n",
        "# Tables & Co\n\n**Status**: In Progress\n**Owner**: ana, mei\n**Target**: 2026-10-03\n**Risk Level**: High\n"
        "**Depends on**: [Engine](p0.md)\n\n## Tasks\n- [x] a\n- [ ] b\n- [ ] c\n",
    )
    card = shown("board", of, (of.plans[1],)).select_one("li.pl-card")
    assert words_of(card) == "Tables & Co ana, mei · 3 Oct 2026 1/3 late by 12 days waits for Engine high risk"
    assert len(card.select("a")) == 1, "the whole card is one target"


def test_active_plans_are_sorted_by_target() -> None:
    of = portfolio(
        "# Undated\n\n**Status**: Ready\n",
        "# November\n\n**Status**: Ready\n**Target**: 2026-11\n",
        "# Quarter\n\n**Status**: Ready\n**Target**: 2026-Q4\n",
        "# Soon\n\n**Status**: Ready\n**Target**: 2026-10-20\n",
    )
    titles = [link.get_text() for link in shown("board", of).select("li.pl-card > a")]
    assert titles == ["Soon", "November", "Quarter", "Undated"]


def test_a_filtered_board_has_no_ids() -> None:
    of = example_portfolio()
    assert not shown("board", of, of.plans[:3]).select("[id]")


def test_an_empty_board_explains_how_to_add_a_plan() -> None:
    assert "**Status**: Draft" in words_of(shown("board", portfolio()))
    assert "No plans match" in words_of(shown("board", portfolio("# One\n"), ()))


def test_text_of_plans_is_escaped() -> None:
    hostile = '<script>alert(1)</script>"onmouseover=alert(2) x="'
    one = plan("# One\n\n**Status**: In Progress\n\n## Phase 1: A\n- [ ] a\n\n## Phase 2: B\n- [ ] b\n")
    one = replace(one, title=hostile, owners=(hostile,), priority=hostile, id=hostile)
    of = build_portfolio([one], TODAY)
    for name in ("board", "overview", "progress"):
        soup = shown(name, of)
        assert not soup.select("script, [onmouseover]")
        assert hostile in soup.get_text()


def test_a_board_of_a_thousand_plans_is_a_small_page() -> None:
    texts = [
        f"# Plan {n} of the harbour office\n\n**Status**: {status}\n**Owner**: {('ana', 'mei', 'jonas')[n % 3]}\n"
        f"**Target**: 2026-{n % 12 + 1:02}-{n % 27 + 1:02}\n**Risk Level**: High\n\n## Tasks\n"
        + "- [x] a\n" * (n % 7)
        + "- [ ] b\n" * (n % 5)
        for n in range(1000)
        for status in (("Draft", "Ready", "In Progress", "Blocked", "Complete")[n % 5],)
    ]
    html = str(shown("board", portfolio(*texts))).encode()
    assert len(gzip.compress(html)) < 60_000
