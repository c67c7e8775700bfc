"""The burn-up: its chart and its table match the history, downsampled or not."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mkdocs_planning.model.forecast import Forecast, forecast
from mkdocs_planning.model.history import Point
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.charts.burn_up import SLICES_SMALL, burn_up, burn_up_of_all
from mkdocs_planning.views.charts.step_lines import HEIGHT, WIDTH, area_below, step_line, thin
from mkdocs_planning.views.facts.forecast_text import sum_of_points
from mkdocs_planning.views.messages.english import ENGLISH
from tests.views.plan_histories import past, with_history
from tests.views.plans import TODAY, portfolio, shown, shown_header, words_of

ONE = "# Tides\n\n**Status**: In Progress\n**Owner**: ana\n\n- [x] a\n- [x] b\n- [ ] c\n- [ ] d\n"
OTHER = "# Buoys\n\n**Status**: {}\n**Owner**: bo\n\n- [x] a\n- [ ] b\n- [ ] c\n"


def histories(most: int = 60) -> st.SearchStrategy[list[Point]]:
    """Histories of at most one point a day, with scopes that grow and shrink."""
    steps = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=most)

    def made(found: list[tuple[int, int, int]]) -> list[Point]:
        day, points = date(2026, 1, 1), list[Point]()
        for days, done, left in found:
            day += timedelta(days)
            points.append(Point(day.isoformat(), done, done + left))
        return points

    return steps.map(made)


@given(histories(), st.integers(1, 20))
def test_downsampling_keeps_ends_and_extremes(points: list[Point], slices: int) -> None:
    kept = thin(points, slices)
    assert kept == thin(points, slices)
    assert set(kept) <= set(points)
    assert list(kept) == sorted(kept, key=lambda point: point.date)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    for value in (lambda point: point.done, lambda point: point.total):
        assert min(map(value, kept)) == min(map(value, points))
        assert max(map(value, kept)) == max(map(value, points))
    assert len(kept) <= min(len(points), 6 * slices)


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, HEIGHT)), min_size=1, max_size=9))
def test_a_step_line_holds_each_value_until_the_next(found: list[tuple[int, int]]) -> None:
    places = sorted(found)
    numbers = [float(number) for number in re.findall(r"[\d.]+", step_line(places, WIDTH))]
    values: dict[float, float] = {}
    for x, y in zip(numbers[0::2], numbers[1::2], strict=False):
        values[x] = y
    for x in range(0, WIDTH, 37):
        before = [y for at, y in places if at <= x]
        drawn = [y for at, y in values.items() if at <= x]
        assert drawn[-1:] == before[-1:]
    assert numbers[-1] == WIDTH
    assert area_below(step_line(places, WIDTH), places[0][0]).endswith(f"V{HEIGHT}H{places[0][0]}Z")


def one_plan(*points: tuple[str, int, int], text: str = ONE, **more: object) -> Portfolio:
    return with_history(portfolio(text), past(*points, **more))  # pyright: ignore[reportArgumentType]


POINTS = (("2026-08-03", 0, 3), ("2026-09-01", 1, 3), ("2026-09-20", 1, 5), ("2026-10-01", 2, 4))


def test_the_table_of_a_header_matches_the_history() -> None:
    of = one_plan(*POINTS)
    rows = [words_of(row) for row in shown_header(of, of.plans[0]).select(".pl-points tbody tr")]
    assert rows == [f"{ENGLISH.date(day)} {done} {total}" for day, done, total in POINTS]


def test_a_header_shows_the_scope_change_and_the_forecast() -> None:
    of = one_plan(*POINTS)
    said = words_of(shown_header(of, of.plans[0]).select_one(".pl-burn summary"))
    assert said == "4 tasks in scope, 1 more than on 3 Aug 2026; no forecast: not enough was done in recent weeks"
    same = one_plan(("2026-08-03", 0, 4), ("2026-10-01", 2, 4))
    assert "4 tasks in scope, same as on 3 Aug 2026" in words_of(shown_header(same, same.plans[0]))
    fewer = one_plan(("2026-08-03", 0, 9), ("2026-10-01", 2, 4))
    assert "4 tasks in scope, 5 fewer than on 3 Aug 2026" in words_of(shown_header(fewer, fewer.plans[0]))


@pytest.mark.parametrize("weeks", [1, 8, 300])
@pytest.mark.parametrize("status", ["In Progress", "Complete"])
def test_work_done_today_is_visible(weeks: int, status: str) -> None:
    before = date.fromisoformat(TODAY) - timedelta(1)
    early = [(date.fromisoformat(TODAY) - timedelta(7 * weeks)).isoformat(), before.isoformat()]
    of = one_plan((early[0], 0, 20), (early[1], 11, 20), (TODAY, 13, 20), text=ONE.replace("In Progress", status))
    chart = burn_up(of.plans[0], of, ENGLISH)
    assert chart is not None
    steps = re.match(r"M[\d.]+ ([\d.]+)((?:H[\d.]+V[\d.]+)*)H([\d.]+)V", chart.done)
    assert steps is not None
    places = [(float(x), float(y)) for x, y in re.findall(r"H([\d.]+)V([\d.]+)", steps[2])]
    bottom, top = float(steps[1]), min(y for _, y in places)
    assert (bottom - places[-1][1]) / (bottom - places[-2][1]) == pytest.approx(13 / 11, abs=0.01)
    assert places[-1][1] == top
    assert float(steps[3]) == pytest.approx(chart.today * WIDTH / 100, abs=1)
    assert float(steps[3]) - places[-1][0] >= WIDTH / SLICES_SMALL - 1, "it is as wide as a mark"
    assert [x for x, _ in places] == sorted(x for x, _ in places)


def weekly(weeks: int, total: int) -> list[tuple[str, int, int]]:
    """One task done each week, up to today."""
    begin = date.fromisoformat(TODAY) - timedelta(7 * weeks)
    return [((begin + timedelta(7 * n)).isoformat(), n, total) for n in range(weeks + 1)]


def test_a_forecast_is_in_the_header_and_in_the_chart() -> None:
    points = weekly(8, 12)
    of = one_plan(*points)
    truth = forecast([Point(*point) for point in points], TODAY)
    assert isinstance(truth, Forecast)
    header = shown_header(of, of.plans[0])
    dates = [ENGLISH.date(iso) for iso in (truth.early, truth.likely, truth.late)]
    said = words_of(header.select_one(".pl-burn summary"))
    assert [said.index(day) for day in dates] == sorted(said.index(day) for day in dates)
    assert "last 8 weeks" in words_of(header.select_one(".pl-burn"))
    assert header.select_one(".pl-cone")


@pytest.mark.parametrize(("status", "why"), [("Complete", "the plan is finished"), ("Dropped", "the plan is dropped")])
def test_a_finished_plan_has_no_forecast_and_its_chart_ends_with_it(status: str, why: str) -> None:
    of = one_plan(*weekly(8, 12), text=ONE.replace("In Progress", status))
    assert f"no forecast: {why}" in words_of(shown_header(of, of.plans[0]))
    early = one_plan(("2026-01-05", 0, 4), ("2026-02-01", 2, 4), text=ONE.replace("In Progress", status))
    chart = burn_up(early.plans[0], early, ENGLISH)
    assert chart is not None
    assert (chart.axis.last.isoformat(), chart.today_label) == ("2026-02-01", "")


def test_a_chart_reaches_at_least_today() -> None:
    of = one_plan(("2026-01-05", 0, 4), ("2026-02-01", 2, 4))
    chart = burn_up(of.plans[0], of, ENGLISH)
    assert chart is not None
    assert (chart.axis.last.isoformat(), chart.today, chart.today_label) == (TODAY, 100.0, "Today, 15 Oct")


def test_there_is_no_chart_without_changes() -> None:
    bare = portfolio(ONE)
    still = one_plan(("2026-08-03", 2, 4))
    empty = one_plan(("2026-08-03", 0, 0), ("2026-08-04", 0, 0))
    for of in (bare, still, empty):
        assert not shown_header(of, of.plans[0]).select(".pl-burn")
        assert not shown("overview", of).select(".pl-burn")


def test_a_long_history_is_downsampled_and_says_so() -> None:
    begin = date(2026, 1, 1)
    points = [((begin + timedelta(n)).isoformat(), n // 2, 200 + n % 7) for n in range(280)]
    of = one_plan(*points)
    header = shown_header(of, of.plans[0])
    rows = header.select(".pl-points tbody tr")
    assert len(rows) <= 6 * SLICES_SMALL
    assert f"{len(points) - len(rows)} days in between are not listed." in words_of(header.select_one(".pl-burn"))


def two_plans(status: str = "In Progress") -> Portfolio:
    of = portfolio(ONE, OTHER.format(status))
    first = past(("2026-08-03", 0, 3), ("2026-09-01", 2, 4), statuses=[("2026-08-03", "in-progress")])
    second = past(("2026-08-20", 0, 2), ("2026-09-01", 1, 3), statuses=[("2026-09-05", of.plans[1].status)])
    gone = [Point("2026-08-03", 0, 8), Point("2026-08-20", 0, 10), Point("2026-09-01", 3, 7)]  # a third plan was removed
    return with_history(of, first, second, points=tuple(gone))


def test_the_overview_shows_the_history_of_all_plans_including_removed_ones() -> None:
    of = two_plans()
    assert of.history is not None
    rows = [words_of(row) for row in shown("overview", of).select(".pl-points tbody tr")]
    assert rows == [f"{ENGLISH.date(point.date)} {point.done} {point.total}" for point in of.history.points]
    total = of.totals.progress
    assert rows[-1].split()[-2:] == [str(total.done), str(total.total)]
    assert f"{total.done} of {total.total} tasks done" in words_of(shown("overview", of).select_one(".pl-keys"))


def test_an_overview_of_some_plans_shows_the_sum_of_theirs() -> None:
    of = two_plans()
    rows = [words_of(row) for row in shown("overview", of, of.plans[1:]).select(".pl-points tbody tr")]
    assert rows == ["20 Aug 2026 0 2", "1 Sep 2026 1 3"]


@given(st.lists(histories(12), max_size=4))
def test_histories_add_up_on_every_day(found: list[list[Point]]) -> None:
    whole = sum_of_points([tuple(points) for points in found])
    assert [point.date for point in whole] == sorted({point.date for points in found for point in points})
    for point in whole:
        held = [[one for one in points if one.date <= point.date][-1:] for points in found]
        assert point.done == sum(one.done for last in held for one in last)
        assert point.total == sum(one.total for last in held for one in last)


def test_open_tasks_of_a_dropped_plan_are_not_forecast() -> None:
    """All active plans are done, so there is nothing to forecast, although the dropped plan has open boxes."""
    of = portfolio(ONE.replace("[ ]", "[x]"), OTHER.format("Dropped"))
    over = past(("2026-08-20", 0, 2), ("2026-09-01", 1, 3), statuses=[("2026-09-05", "dropped")])
    of = with_history(of, past(("2026-08-03", 0, 4), ("2026-09-01", 4, 4)), over)
    of = replace(of, history=replace(of.history, points=(Point("2026-08-03", 0, 6), Point("2026-09-01", 5, 7))))
    chart = burn_up_of_all(of, of.plans, ENGLISH)
    assert chart is not None
    assert chart.forecast.text == "No forecast: all tasks are done."
