"""The forecast: the range of all possible futures from past weeks, or the reason why there is none."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.model.forecast import (
    HORIZON,
    LEAST_ACTIVE,
    LEAST_WEEKS,
    LOTS,
    SHARES,
    WINDOW,
    Forecast,
    NoForecast,
    forecast,
    weeks_until_done,
)
from mkdocs_planning.model.history import Point

TODAY = date(2026, 10, 15)
WEEK = timedelta(7)


def past(done: list[int], added: list[int] | None = None, *, total: int) -> list[Point]:
    """Points at the ends of whole weeks up to today, with the numbers of tasks done and added; *total* is the current scope."""
    added = added or [0] * len(done)
    scope = list(accumulate(added, initial=total - sum(added)))
    ticked = list(accumulate(done, initial=0))
    begin = TODAY - len(done) * WEEK
    return [Point((begin + n * WEEK).isoformat(), ticked[n], scope[n]) for n in range(len(done) + 1)]


def by_hand(left: int, net: list[int], most: int) -> list[int]:
    """The same by enumerating every future, *most* weeks long."""
    ends: list[int] = []
    for future in product(net, repeat=most):
        open_ = accumulate(future, lambda open_, step: open_ - step, initial=left)
        ends.append(next((week for week, one in enumerate(open_) if one <= 0), most + 1))
    shares = {week: Fraction(sum(end <= week for end in ends), len(ends)) for week in range(1, most + 1)}
    reached = [next((week for week, share in shares.items() if share >= Fraction(wanted, 100)), None) for wanted in SHARES]
    return [week for week in reached if week is not None]


def test_a_constant_pace_gives_the_exact_date() -> None:
    for pace, left in ((1, 5), (4, 20), (4, 21), (7, 700)):
        done = [pace] * WINDOW
        made = forecast(past(done, total=sum(done) + left), TODAY.isoformat())
        assert isinstance(made, Forecast)
        end = (TODAY + -(-left // pace) * WEEK).isoformat()
        assert (made.early, made.likely, made.late) == (end, end, end)
        assert (made.pace.weeks, made.pace.done, made.pace.added) == (WINDOW, sum(done), 0)


@given(st.lists(st.integers(-3, 6), min_size=2, max_size=4), st.integers(1, 9))
def test_the_forecast_equals_an_enumeration_of_all_futures(net: list[int], left: int) -> None:
    if sum(net) <= 0:
        net.append(1 - sum(net))
    most = 6
    ends = weeks_until_done(left, net)
    assert [week for week in ends if week <= most] == by_hand(left, net, most)


HISTORIES = st.lists(st.tuples(st.integers(0, 8), st.integers(-2, 6)), min_size=1, max_size=WINDOW + 4)


@given(HISTORIES, st.integers(0, 60))
def test_the_range_is_ordered_and_in_the_future(weeks: list[tuple[int, int]], left: int) -> None:
    done, added = [week[0] for week in weeks], [week[1] for week in weeks]
    points = past(done, added, total=sum(done) + left)
    made = forecast(points, TODAY.isoformat())
    assert made == forecast(points, TODAY.isoformat())
    if isinstance(made, Forecast):
        assert TODAY.isoformat() < made.early <= made.likely <= made.late <= (TODAY + HORIZON * WEEK).isoformat()
        assert made.pace.done > made.pace.added
    else:
        assert made.reason in {"no-tasks", "done", "too-little", "grows", "far"}


@given(st.lists(st.integers(-2, 8), min_size=4, max_size=WINDOW), st.integers(1, 80), st.integers(1, 20))
def test_more_open_tasks_never_finish_sooner(net: list[int], left: int, more: int) -> None:
    if sum(net) <= 0:
        net.append(1 - sum(net))
    few, many = weeks_until_done(left, net), weeks_until_done(left + more, net)
    assert len(many) <= len(few)
    assert all(one <= other for one, other in zip(few, many, strict=False))


@given(st.lists(st.integers(1, 30), min_size=4, max_size=WINDOW), st.integers(2, 12))
def test_grouping_tasks_shifts_a_range_by_at_most_a_week(net: list[int], times: int) -> None:
    left = LOTS - 1
    exact = weeks_until_done(left, net)
    in_lots = weeks_until_done(left * times + times // 2, [step * times for step in net])
    assert all(abs(one - other) <= 1 for one, other in zip(exact, in_lots, strict=False))


def test_weeks_before_the_first_completed_task_do_not_count() -> None:
    done = [3] * LEAST_WEEKS
    begun = forecast(past(done, total=30), TODAY.isoformat())
    waited = forecast(past([0] * 6 + done, total=30), TODAY.isoformat())
    assert isinstance(begun, Forecast)
    assert begun == waited


def test_a_day_after_today_counts_as_today() -> None:
    points = past([2] * 6, total=40)
    late = [*points[:-1], Point("2031-01-01", points[-1].done, points[-1].total)]
    assert forecast(late, TODAY.isoformat()) == forecast(points, TODAY.isoformat())


@pytest.mark.parametrize(
    ("reason", "points"),
    [
        ("no-tasks", []),
        ("no-tasks", past([0] * 6, total=0)),
        ("done", past([2] * 6, total=12)),
        ("too-little", past([2] * (LEAST_WEEKS - 1), total=20)),
        ("too-little", past([5] * (LEAST_ACTIVE - 1) + [0] * 6, total=20)),
        ("too-little", past([5] * 6 + [0] * (WINDOW + 1), total=50)),
        ("grows", past([2] * 6, [2] * 6, total=40)),
        ("grows", past([2] * 6, [3] * 6, total=40)),
        ("far", past([1] * WINDOW, total=WINDOW + HORIZON + 1)),
    ],
)
def test_without_a_forecast_there_is_a_reason(reason: str, points: list[Point]) -> None:
    made = forecast(points, TODAY.isoformat())
    assert isinstance(made, NoForecast)
    assert made.reason == reason


def test_a_slowly_shrinking_backlog_has_a_forecast() -> None:
    done, added = [3] * WINDOW, [2] * WINDOW
    made = forecast(past(done, added, total=sum(done) + 5), TODAY.isoformat())
    assert isinstance(made, Forecast)
    assert made.likely == (TODAY + 5 * WEEK).isoformat()
