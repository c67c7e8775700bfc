"""The options of the board: columns, groups, how long finished plans stay; and the data for the script."""

from __future__ import annotations

from collections import Counter

from bs4 import BeautifulSoup

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views import board
from mkdocs_planning.views.board import LARGE
from mkdocs_planning.views.facts.active_risks import highest_level
from mkdocs_planning.views.selection.plan_controls import facet_values
from mkdocs_planning.views.view_options import ViewOptions
from tests.views.plans import Link, environment, example_portfolio, portfolio, shown, words_of


def with_options(of: Portfolio, plans: tuple[Plan, ...] | None = None, **options: object) -> BeautifulSoup:
    struct = board.build(of, of.plans if plans is None else plans, ViewOptions(**options))  # pyright: ignore[reportArgumentType]
    html = environment().get_template("planning/board.html").render(view=struct, portfolio=of, link=Link())
    return BeautifulSoup(html, "html.parser")


def heads(soup: BeautifulSoup) -> list[str]:
    return [words_of(head) for head in soup.select("h2")]


def titles(soup: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in soup.select("li.pl-card > a")]


_SOME = (
    "# A\n\n**Status**: Draft\n**Owner**: mei, Ana\n**Tags**: ios\n",
    "# B\n\n**Status**: Ready\n**Owner**: ana\n**Priority**: P1\n",
    "# C\n\n**Status**: Complete\n**Owner**: mei\n**Finished**: 2026-08-01\n",
    "# D\n\n**Status**: Dropped\n**Updated**: 2026-10-01\n",
    "# E\n\n**Status**: Complete\n",
)


def test_the_option_sets_columns_and_titles() -> None:
    soup = with_options(portfolio(*_SOME), board_columns={"ready": "Next", "blocked": "", "draft": "Ideas"})
    assert heads(soup) == ["Next 1", "Blocked 0", "Ideas 1"]
    assert "max-content" in soup.select_one(".pl-board")["style"], "an empty column is folded"
    assert words_of(soup.select(".pl-meta")[-1]) == "Not on the board: 2 complete, 1 dropped"
    assert soup.select(".pl-meta a")[-1]["href"] == "view:progress"
    assert "Next" in words_of(soup.select_one("select[name=status]"))


def test_finished_plans_leave_the_board_and_are_counted() -> None:
    soup = with_options(portfolio(*_SOME), board_hide_done_after=30)
    assert titles(soup) == ["A", "B", "E", "D"], "one that does not say since when it is over stays"
    assert words_of(soup.select(".pl-meta")[-1]) == "Not on the board: 1 plan finished or dropped before 15 Sep 2026"
    assert titles(with_options(portfolio(*_SOME), board_hide_done_after=75)) == ["A", "B", "C", "E", "D"], (
        "75 days are not over"
    )
    assert titles(with_options(portfolio(*_SOME), board_hide_done_after=74)) == ["A", "B", "E", "D"]


def test_every_plan_is_shown_or_counted() -> None:
    of = example_portfolio()
    struct = board.build(of, of.plans, ViewOptions(board_columns={"ready": ""}, board_hide_done_after=0))
    left = sum(int(text.split()[0]) for text in struct.hidden)
    assert sum(column.count for column in struct.columns) + left == len(of.plans)


def test_groups_work_without_javascript() -> None:
    of = portfolio(*_SOME)
    soup = with_options(of, board_group="owner")
    found = {
        (column["data-status"], words_of(lane.select_one("h3"))): titles(lane)
        for column in soup.select(".pl-col")
        for lane in column.select(".pl-lane")
    }
    assert found == {
        ("draft", "Ana 1"): ["A"],
        ("draft", "mei 1"): ["A"],
        ("ready", "Ana 1"): ["B"],
        ("complete", "mei 1"): ["C"],
        ("complete", "No owner 1"): ["E"],
        ("dropped", "No owner 1"): ["D"],
    }
    rows = Counter((words_of(lane.select_one("bdi")), lane["style"]) for lane in soup.select(".pl-lane"))
    assert sorted(rows) == [("Ana", "grid-row:2"), ("No owner", "grid-row:4"), ("mei", "grid-row:3")]
    assert heads(soup) == ["Draft 1", "Ready 1", "Complete 2", "Dropped 1"], "a plan with two owners counts once"
    assert soup.select_one("select[name=group] option[selected]")["value"] == "owner"


def test_controls_offer_the_existing_values() -> None:
    soup = shown("board", portfolio(*_SOME))
    offered = {
        control["name"]: [option.get_text() for option in control.select("option")]
        for control in soup.select(".pl-filter select")
    }
    assert offered == {
        "owner": ["All owners", "Ana", "mei", "No owner"],
        "tag": ["All tags", "ios", "No tag"],
        "status": ["All statuses", "Draft", "Ready", "Complete", "Dropped"],
        "priority": ["All priorities", "P1", "No priority"],
        "group": ["Ungrouped", "By owner", "By tag", "By priority"],
    }
    assert soup.select_one("form.pl-filter").has_attr("hidden"), "without the script it would do nothing"
    assert not shown("board", portfolio("# One\n")).select(".pl-filter select"), "one plan needs no choice"


def test_cards_have_data_attributes_for_filters_only() -> None:
    cards = shown("board", portfolio(*_SOME)).select("li.pl-card")
    assert [{key: value for key, value in card.attrs.items() if key != "class"} for card in cards[:2]] == [
        {"data-owner": "mei\nAna", "data-tag": "ios"},
        {"data-owner": "ana", "data-priority": "P1"},
    ]


_RISKY = (
    "# A\n\n**Status**: {status}\n**Risk Level**: {stated}\n\n"
    "## Risks\n\n| Risk | Likelihood | Impact |\n|---|---|---|\n| Rust | {level} | {level} |\n"
)


def test_the_risk_of_a_plan_is_its_highest_open_risk() -> None:
    def level(status: str, stated: str, found: str) -> str | None:
        return highest_level(portfolio(_RISKY.format(status=status, stated=stated, level=found)).plans[0])

    assert level("Ready", "Low", "High") == "high"
    assert level("Ready", "Very High", "Low") == "critical"
    assert level("Complete", "High", "High") is None
    assert highest_level(portfolio("# A\n\n**Status**: Ready\n").plans[0]) is None


def test_a_card_and_the_filter_agree_on_the_risk() -> None:
    of = example_portfolio()
    for card, plan in ((one, of.by_id[one.select_one("a")["href"][5:]]) for one in shown("board", of).select("li.pl-card")):
        level = (facet_values(plan, "risk") or ("none",))[0]
        assert card.get("data-risk", "none") == level
        assert (f"{level} risk" in words_of(card)) == (level in {"high", "critical"})


def test_hostile_text_is_escaped_on_a_grouped_board() -> None:
    hostile = '<script>alert(1)</script>"onmouseover=alert(2) x="'
    soup = with_options(
        portfolio(f"# A\n\n**Status**: Ready\n**Owner**: {hostile}\n**Tags**: {hostile}\n", *_SOME), board_group="owner"
    )
    assert not soup.select("script, [onmouseover]")


def test_only_large_boards_are_laid_out_lazily() -> None:
    few, many = (portfolio(*("# A\n\n**Status**: Ready\n" for _ in range(n))) for n in (LARGE, LARGE + 1))
    assert not shown("board", few).select(".pl-large")
    assert shown("board", many).select(".pl-large")
