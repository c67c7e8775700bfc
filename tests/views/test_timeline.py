"""The timeline: every dated entry once, newest first, by month, with its line."""

from __future__ import annotations

from mkdocs_planning.model.events import events
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.views.messages.english import ENGLISH
from mkdocs_planning.views.timeline import Timeline, build
from mkdocs_planning.views.view_options import ViewOptions
from tests.views.plans import Link, example_portfolio, portfolio, shown, words_of


def changelog(title: str, *entries: str, header: str = "") -> str:
    return f"# {title}\n\n{header}\n\n## Changelog\n\n" + "".join(f"- {entry}\n" for entry in entries)


def opened(view: Timeline) -> list[tuple[str, int]]:
    return [(month.title, len(month.items)) for month in view.periods]


def test_every_dated_entry_is_listed_once_with_its_line() -> None:
    of = example_portfolio()
    rows = shown("timeline", of).select("li.pl-event")
    found = sorted(
        (row.select_one("time")["datetime"], row.select_one(".pl-at a")["href"]) for row in rows if row.select_one(".pl-at")
    )
    assert found
    assert found == sorted(
        (change.date, f"{change.file}#planning-L{change.line}") for plan in of.plans for change in plan.changes if change.date
    )


def test_newest_entries_come_first_under_their_month() -> None:
    of = example_portfolio()
    soup = shown("timeline", of)
    days = [time["datetime"] for time in soup.select("li.pl-event time")]
    assert days == sorted(days, reverse=True)
    for month in soup.select("section.pl-month"):
        title = month.select_one("h2").get_text()
        assert {ENGLISH.date(time["datetime"][:7]) for time in month.select("time")} == {title}


def test_a_row_shows_date_plan_text_author_and_line() -> None:
    of = portfolio("# Tables\n\n## Change log\n\n| Date | Author | Change |\n|---|---|---|\n| 2026-10-03 | mei | Begun |\n")
    row = shown("timeline", of).select_one("li.pl-event")
    assert words_of(row) == "3 Oct Tables Begun mei line 7"
    assert row.select_one("a")["href"] == "plan:plans/p0"


def test_header_dates_are_listed_unless_in_the_changelog() -> None:
    silent = "# Silent\n\n**Status**: Complete\n**Created**: 2026-03-01\n**Completed**: 2026-05-02\n"
    header = "**Status**: Complete\n**Created**: 2026-03-01\n**Completed**: 2026-05-02"
    told = changelog("Told", "2026-03-01: First version", "2026-05-02: Done", header=header)
    rows = [words_of(row) for row in shown("timeline", portfolio(silent, told)).select("li.pl-event")]
    assert rows == [
        "2 May Silent Finished",
        "2 May Told Done line 10",
        "1 Mar Silent Plan created",
        "1 Mar Told First version line 9",
    ]


def test_imprecise_dates_are_grouped_by_precision() -> None:
    of = portfolio(changelog("One", "2026-09-30: day", "2026-09: month", "2026-Q3: quarter", "2026-10-01: later"))
    view = build(of, of.plans)
    assert [(month.title, [(e.date, e.event.text) for e in month.items]) for month in view.periods] == [
        ("Oct 2026", [("1 Oct", "later")]),
        ("Q3 2026", [("Q3 2026", "quarter")]),
        ("Sep 2026", [("Sep 2026", "month"), ("30 Sep", "day")]),
    ]


def test_older_months_are_collapsed() -> None:
    entries = [f"2026-{month:02}-{day:02}: Entry {month}.{day}" for month in (1, 2, 3) for day in range(1, 11)]
    of = portfolio(changelog("One", *entries))
    assert opened(build(of, of.plans, ViewOptions(timeline_open=30))) == [("Mar 2026", 10), ("Feb 2026", 10), ("Jan 2026", 10)]
    folded = build(of, of.plans, ViewOptions(timeline_open=29))
    assert (opened(folded), folded.more) == ([("Mar 2026", 10), ("Feb 2026", 10)], 10)
    assert opened(build(of, of.plans, ViewOptions(timeline_open=1))) == [("Mar 2026", 10)], "the latest month is never cut"


def test_collapsed_entries_are_in_the_page() -> None:
    of = portfolio(changelog("One", *(f"2026-{month:02}-01: In {month}" for month in (1, 2, 3) for _ in range(50))))
    soup = shown("timeline", of)
    assert words_of(soup.select_one("summary")) == "50 earlier entries"
    assert len(soup.select("li.pl-event")) == 150


def test_entries_without_a_date_come_last() -> None:
    of = portfolio("# One\n\n## Changelog\n\n- 2026-03-01: First\n- 2023-24-05: No such day\n")
    dated, undated = events(of.plans)
    assert (len(dated), len(undated)) == (1, 1)
    last = shown("timeline", of).select("section.pl-month")[-1]
    assert words_of(last.select_one("h2")) == "No date"
    assert "No such day" in words_of(last)


def test_the_feed_is_linked_on_unfiltered_views() -> None:
    of = example_portfolio()
    link = shown("timeline", of).select_one("a[rel=alternate]")
    assert (link["href"], link["type"]) == ("file:timeline.xml", "application/atom+xml")
    assert not shown("timeline", of, of.plans[:2]).select("a[rel=alternate]")


def test_a_filtered_timeline_shows_only_matching_plans() -> None:
    of = example_portfolio()
    chosen: tuple[Plan, ...] = tuple(plan for plan in of.plans if plan.owners == ("mei",))
    soup = shown("timeline", of, chosen)
    assert {row.select_one("a")["href"] for row in soup.select("li.pl-event")} <= {f"plan:{plan.id}" for plan in chosen}
    assert not soup.select("[id]"), "a page may hold the timeline twice"


def test_the_line_in_the_repository_is_linked_where_it_is_known() -> None:
    class Known(Link):
        def source(self, file: str, line: int) -> str | None:
            return f"https://git.example/{file}#L{line}"

    of = portfolio(changelog("One", "2026-03-01: First"))
    assert shown("timeline", of, link=Known()).select(".pl-at a")[1]["href"] == "https://git.example/plans/p0.md#L7"


def test_an_empty_timeline_explains_how_to_begin() -> None:
    assert "## Changelog" in words_of(shown("timeline", portfolio()))
    assert "No activity in the plans" in words_of(shown("timeline", portfolio("# One\n")))
