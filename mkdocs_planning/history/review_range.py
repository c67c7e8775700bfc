"""Where a review begins and ends: what a date, a number of days, a tag or a commit stands for in a timeline."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta

from msgspec import Struct

from mkdocs_planning.history.history_timeline import Timeline
from mkdocs_planning.model.history import Moment

REVIEW_TAGS = "review/"
"""The tags that mark a review begin so."""
DEFAULT_START = "14 days"
_AGO = re.compile(r"(?P<count>\d{1,5}) *(?P<unit>day|week)s?(?P<ago> ago)?", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ReviewRangeError(ValueError):
    """What was asked for is no date, number of days, tag or commit; the message says what was expected."""


class ReviewStart(Struct, frozen=True):
    """Where a review begins.

    Attributes:
        asked: what was asked for, in words: a day (ISO), "14 days ago", "tag review/1", "commit c0ffee", a branch.
        moment: the day, with the commit that was the last one then.
        known: how many commits of the timeline lie before it; None for a commit beside its line.
        note: why less is known than was asked for, or "".
    """

    asked: str
    moment: Moment
    known: int | None
    note: str = ""


def review_start(timeline: Timeline, asked: str | None, as_of: str) -> ReviewStart:
    """Where a review begins that is *asked* for by a date, a number of days, a tag or a commit.

    Without, by the newest tag under ``review/``, else by :data:`DEFAULT_START`.

    Raises:
        ReviewRangeError: where there is no such thing.
        GitError: where git fails.
    """
    if not asked:
        asked = timeline.repository.newest_tag(REVIEW_TAGS, timeline.tip) or DEFAULT_START
    asked = asked.strip()
    ago = _AGO.fullmatch(asked)
    if ago is not None:
        return _start_on_day(timeline, _day_ago(ago, as_of), asked if ago["ago"] else f"{asked} ago")
    if _DAY.fullmatch(asked):
        return _start_on_day(timeline, _day_of_calendar(asked, as_of), asked)
    return _start_at_commit(timeline, asked, as_of)


def review_end(timeline: Timeline, asked: str) -> str:
    """The commit at which a review ends that is *asked* for by a date, a tag or a commit.

    Raises:
        ReviewRangeError: where there is no such thing.
    """
    asked = asked.strip()
    if not _DAY.fullmatch(asked):
        return _commit(timeline, asked, "a date (2026-03-31), a tag or a commit")
    count = bisect_right(timeline.days, asked)
    if count:
        return timeline.commits[count - 1].id
    first = f", which is of {timeline.days[0]}" if timeline.days else ""
    raise ReviewRangeError(f"{asked} lies before the first commit that is known{first}")


def _commit(timeline: Timeline, asked: str, expected: str) -> str:
    commit = timeline.repository.commit(asked)
    if commit is None:
        raise ReviewRangeError(f"{asked!r} names no commit; expected {expected}")
    return commit


def _day_ago(ago: re.Match[str], as_of: str) -> str:
    days = int(ago["count"]) * (7 if ago["unit"].lower() == "week" else 1)
    try:
        return (date.fromisoformat(as_of) - timedelta(days)).isoformat()
    except OverflowError as error:
        raise ReviewRangeError(f"{ago.group()!r} leads to before the year 1") from error


def _day_of_calendar(asked: str, as_of: str) -> str:
    try:
        day = date.fromisoformat(asked).isoformat()
    except ValueError as error:
        raise ReviewRangeError(f"{asked!r} is no day of the calendar") from error
    if day > as_of:
        raise ReviewRangeError(f"{day} lies after {as_of}, with which the review ends; expected that day or an earlier one")
    return day


def _start_on_day(timeline: Timeline, day: str, asked: str) -> ReviewStart:
    count = bisect_right(timeline.days, day)
    if not count and timeline.shallow:
        first = timeline.days[0]
        note = f"history is known from {first} on, where this clone ends; `git fetch --unshallow` gets the rest"
        return ReviewStart(asked, _moment(timeline, 1, first), 1, note)
    return ReviewStart(asked, _moment(timeline, count, day), count)


def _moment(timeline: Timeline, count: int, day: str) -> Moment:
    """*day* with the last of the first *count* commits."""
    if not count:
        return Moment(day)
    commit = timeline.commits[count - 1]
    return Moment(day, commit.author or None, commit.id)


def _start_at_commit(timeline: Timeline, asked: str, as_of: str) -> ReviewStart:
    commit = _commit(timeline, asked, 'a date (2026-03-31), "14 days", a tag or a commit')
    info = timeline.commit_info(commit)
    count = _commits_before(timeline, commit)
    day = timeline.days[count - 1] if count and timeline.commits[count - 1].id == commit else info.day
    moment = Moment(min(day, as_of) if day else as_of, info.author or None, commit)
    return ReviewStart(_in_words(timeline, asked, commit), moment, count)


def _in_words(timeline: Timeline, asked: str, commit: str) -> str:
    if timeline.repository.is_tag(asked):
        return f"tag {asked}"
    return f"commit {commit[:10]}" if commit.startswith(asked) else asked


def _commits_before(timeline: Timeline, commit: str) -> int | None:
    """How many commits of the timeline *commit* contains; None where it is not on their line."""
    for position, one in enumerate(timeline.commits):
        if one.id == commit:
            return position + 1
    line = timeline.repository.line(timeline.tip, commit)
    if line is None:
        return None
    later = set(line)
    return next((position for position, one in enumerate(timeline.commits) if one.id in later), len(timeline.commits))
