"""History in the views: ages, slips and authors, and nothing where nothing is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mkdocs_planning.model.history import Moment, Place, TargetMove
from mkdocs_planning.model.plan import ACTIVE, Status
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.github_markdown import Box, label_boxes
from mkdocs_planning.views import VIEWS
from mkdocs_planning.views.charts.date_axis import exact_axis, rounded_axis
from mkdocs_planning.views.facts.authorship import completed_by
from mkdocs_planning.views.facts.target_slip import target_slip
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.roadmap import build as build_roadmap
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS
from tests.views.plan_histories import moment, past, with_history
from tests.views.plans import TODAY, portfolio, shown, shown_header, words_of

STATED: dict[Status, str] = {"draft": "Draft", "review": "In Review", "in-progress": "In Progress", "complete": "Complete"}


def made(status: Status = "in-progress", target: str | None = "2026-11-24", more: str = "") -> Portfolio:
    lines = f"**Target**: {target}\n" if target else ""
    return portfolio(f"# Tides\n\n**Status**: {STATED[status]}\n**Owner**: ana\n{lines}{more}")


def days_before(n: int) -> str:
    return (date.fromisoformat(TODAY) - timedelta(n)).isoformat()


def problems(of: Portfolio, options: object = DEFAULT_OPTIONS) -> dict[str, list[str]]:
    """The rows of the view Attention that come from the history."""
    page = VIEWS["attention"].build(of, of.plans, options)  # pyright: ignore[reportArgumentType]
    return {
        group.name: [f"{entry.facts[0].text} {entry.facts[0].subject or ''}".strip() for entry in (*group.entries, *group.more)]
        for group in page.groups  # pyright: ignore[reportAttributeAccessIssue]
        if group.name in {"slipped", "stale", "overdue-question"}
    }


@pytest.mark.parametrize(
    ("status", "days", "said"),
    [
        ("review", 12, "in review for 12 days"),
        ("in-progress", 1, "in progress for 1 day"),
        ("draft", 0, "draft since today"),
        ("complete", 12, None),
    ],
)
def test_cards_and_headers_show_the_age_of_the_status(status: Status, days: int, said: str | None) -> None:
    first: Status = "ready"
    of = with_history(made(status), past(("2026-01-01", 0, 0), statuses=[("2026-01-01", first), (days_before(days), status)]))
    for text in (words_of(shown("board", of).select_one(".pl-card")), words_of(shown_header(of, of.plans[0]))):
        assert (said in text) if said else (" for " not in text)


def test_a_status_missing_from_the_history_has_no_age() -> None:
    of = with_history(made(), past(("2026-01-01", 0, 0), statuses=[("2026-01-01", "draft")]))
    assert " for " not in words_of(shown("board", of).select_one(".pl-card"))
    assert " for " not in words_of(shown("board", made()).select_one(".pl-card"))


def test_the_age_is_a_minimum_at_the_shallow_boundary() -> None:
    one = past((days_before(9), 0, 0), statuses=[(days_before(9), "in-progress")])
    of = with_history(made(), one, shallow=True)
    assert "in progress for 9 days or more" in words_of(shown("board", of))
    assert "or more" not in words_of(shown("board", with_history(made(), one)))


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), min_size=1, max_size=5))
def test_a_slip_is_the_difference_between_first_and_current_target(targets: list[date]) -> None:
    moves = [(days_before(90 - 10 * n), target.isoformat()) for n, target in enumerate(targets)]
    of = with_history(made(target=targets[-1].isoformat()), past(("2026-01-01", 0, 0), targets=moves))
    found = target_slip(of.plans[0], of, ENGLISH)
    days = (targets[-1] - targets[0]).days
    assert (found.days if found else 0) == days
    header = words_of(shown_header(of, of.plans[0]))
    if days:
        words = f"slipped {days} day" if days > 0 else f"{-days} day"
        assert words in header
        assert f"last on {ENGLISH.date(moves[-1][0])} by Ana" in header
    else:
        assert "slipped" not in header
    attention = problems(of).get("slipped", [])
    assert [text.startswith(f"slipped {days} day") for text in attention] == ([True] if days > 0 else [])


def test_a_removed_or_unknown_target_has_no_slip() -> None:
    moved = past(("2026-01-01", 0, 0), targets=[(days_before(9), "2026-10-01"), (days_before(5), "2026-12-01")])
    for target in (None, "2026-11-11"):
        of = with_history(made(target=target), moved)
        assert target_slip(of.plans[0], of, ENGLISH) is None
    assert target_slip(made().plans[0], made(), ENGLISH) is None


def test_an_uncommitted_target_change_names_no_commit() -> None:
    one = past(("2026-01-01", 0, 0), targets=[(days_before(9), "2026-11-20")])
    one = replace(one, targets=(*one.targets, TargetMove("2026-11-24", Moment(TODAY))))
    of = with_history(made(), one)
    found = target_slip(of.plans[0], of, ENGLISH)
    assert found is not None
    assert found.text == "slipped 4 days"


def test_the_roadmap_shows_the_original_target() -> None:
    one = past(("2026-01-01", 0, 0), targets=[(days_before(40), "2026-11-03"), (days_before(4), "2026-11-24")])
    of = with_history(made(), one)
    view = build_roadmap(of, of.plans)
    row = view.groups[0].rows[0]
    assert view.axis is not None
    assert row.baseline == view.axis.end_of(date(2026, 11, 3))
    text = words_of(shown("roadmap", of))
    assert f"slipped 21 days, last on {ENGLISH.date(days_before(4))} by Ana" in text
    assert "originally planned for 3 Nov 2026" in text
    assert len(shown("roadmap", of).select(".pl-baseline")) == 1
    assert not shown("roadmap", made()).select(".pl-baseline")


def test_the_roadmap_shows_the_original_target_of_an_earlier_one() -> None:
    of = with_history(
        made(), past(("2026-01-01", 0, 0), targets=[(days_before(9), "2027-08-31"), (days_before(1), "2026-11-24")])
    )
    view = build_roadmap(of, of.plans)
    assert view.axis is not None
    assert view.axis.last >= date(2027, 8, 31)
    assert view.groups[0].rows[0].baseline == view.axis.end_of(date(2027, 8, 31))


def test_attention_lists_the_largest_slip_first() -> None:
    of = portfolio(*(f"# P{n}\n\n**Status**: Ready\n**Owner**: a\n**Target**: 2026-12-{n + 10}\n" for n in range(3)))
    first = ("2026-12-10", "2026-11-01", "2026-12-01")
    histories = [
        past(("2026-01-01", 0, 0), targets=[(days_before(30), first[n]), (days_before(2), f"2026-12-{n + 10}")])
        for n in range(3)
    ]
    said = problems(with_history(of, *histories))["slipped"]
    assert [text.split(",")[0] for text in said] == ["slipped 40 days", "slipped 11 days"]


@given(st.integers(0, 90), st.integers(1, 60))
def test_the_option_sets_when_a_plan_is_stale(days: int, after: int) -> None:
    touched = past(("2026-01-01", 0, 0), touched=days_before(days))
    options = replace(DEFAULT_OPTIONS, stale_after=after)
    found = problems(with_history(made(), touched), options).get("stale")
    assert bool(found) == (days >= after)
    assert not problems(with_history(made("complete"), touched), options).get("stale")
    assert VIEWS["attention"].has_content(with_history(made(), touched), options) == (days >= after)


QUESTIONS = "\n## Open questions\n\n- [ ] Who pays?\n- [ ] Who steers?\n- [x] Who rows?\n"


def asked(status: Status = "in-progress", *days: int) -> Portfolio:
    of = made(status, more=QUESTIONS)
    questions = of.plans[0].questions
    assert len(questions) == 3
    added = {Place(one.file, one.line): moment(days_before(n)) for one, n in zip(questions, days, strict=False)}
    return with_history(of, past((days_before(max(days)), 0, 0), touched=TODAY), added=added)


def test_the_option_sets_when_a_question_is_overdue() -> None:
    of = asked("in-progress", 31, 40, 99)
    assert problems(of) == {"overdue-question": ["open for 40 days: Who steers?", "open for 31 days: Who pays?"]}
    assert problems(of, replace(DEFAULT_OPTIONS, question_overdue_after=31)) == {
        "overdue-question": ["open for 40 days: Who steers?"]
    }
    assert problems(asked("complete", 31, 40, 99)) == {}


def test_without_a_history_nothing_is_stale_or_overdue() -> None:
    assert problems(made(more=QUESTIONS)) == {}


def test_open_questions_show_their_age() -> None:
    rows = [words_of(row) for row in shown("questions", asked("in-progress", 31, 40, 99)).select(".pl-fact")]
    assert [("open for" in row, row.split("open for ")[-1][:7]) for row in rows[:2]] == [(True, "31 days"), (True, "40 days")]
    assert "open for" not in rows[2], "an answered question is not open"
    assert "open for" not in words_of(shown("questions", made(more=QUESTIONS)))


def test_risks_have_an_age_column_with_a_history() -> None:
    table = "\n## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n"
    table += "| Ice | high | low | Salt |\n| Fog | low | low | Lamp |\n"
    of = made(more=table)
    ice = of.plans[0].risks[0]
    known = with_history(of, past((days_before(20), 0, 0)), added={Place(ice.file, ice.line): moment(days_before(20))})
    ages = [cell["data-v"] for cell in shown("risks", known).select('[data-l="Age"]')]
    assert ages == ["20", ""]
    assert "20 days" in words_of(shown("risks", known))
    assert not shown("risks", of).select('[data-l="Age"]')


def test_a_ticked_box_shows_author_and_date() -> None:
    of = made(more="\n- [x] read\n- [ ] write\n")
    done, still = of.plans[0].tasks
    of = with_history(
        of,
        past((TODAY, 1, 2)),
        finished={Place(one.file, one.line): moment("2026-10-09", "<b>A&B</b>") for one in (done, still)},
    )
    assert completed_by(done, of, ENGLISH) == "done: <b>A&B</b>, 9 Oct 2026"
    assert completed_by(still, of, ENGLISH) == ""
    box = Box(done.line, "x", "done", "read", completed_by(done, of, ENGLISH))
    html = label_boxes('<li><input type="checkbox" disabled checked/> read</li>', [box], "task")
    assert 'title="done: &lt;b&gt;A&amp;B&lt;/b&gt;, 9 Oct 2026"' in html
    assert label_boxes(html, [box], "task") == html


def test_every_active_status_has_words_for_its_age() -> None:
    for status in ACTIVE:
        said = ENGLISH.count("status-since", 2, status=ENGLISH.status_in_text(status))
        assert said.endswith(" for 2 days")


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 3000))
def test_an_exact_line_of_days_has_its_marks_where_the_whole_one_has_them(first: date, days: int) -> None:
    last = first + timedelta(days)
    line, whole = exact_axis(first, last, ENGLISH), rounded_axis(first, last, ENGLISH)
    assert (line.first, line.last, line.unit) == (first, last, whole.unit)
    assert line.ticks
    assert {tick.title for tick in line.ticks} <= {tick.title for tick in whole.ticks}
    assert line.ticks[0].year == "" or line.ticks[0].year in {str(first.year), str(first.year + 1)}
    assert all(one.at < other.at for one, other in zip(line.ticks, line.ticks[1:], strict=False))
