"""Where a review begins, and the plans that were touched since, followed to the end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.history.following import Followed, Following
from mkdocs_planning.history.git import Change
from mkdocs_planning.history.matching import Thing
from mkdocs_planning.history.past_record import Record
from mkdocs_planning.model.history import Moment

_T = TypeVar("_T")
TAGS = "review/"
"""The tags that mark a review."""
DEFAULT = "14 days"
LONG = 200
"""A window of more commits is kept, so that it need not be walked through each time."""
_AGO = re.compile(r"(?P<count>\d{1,5}) *(?P<unit>day|week)s?(?P<ago> ago)?", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LEAP = -2
"""The number of a step from a commit beside the first-parent line, in which many commits are one."""


class SinceError(ValueError):
    """What was asked for is no date, number of days, tag or commit; the message says what was expected."""


class Start(Struct, frozen=True):
    """Where a review begins.

    Attributes:
        asked: what was asked for, in words: a day (ISO), "14 days ago", "tag review/1", "commit c0ffee", a branch.
        moment: the day, with the commit that was the last one then.
        known: how many commits of the record lie before it; None for a commit beside its line.
        note: why less is known than was asked for, or "".
    """

    asked: str
    moment: Moment
    known: int | None
    note: str = ""


def start_of(record: Record, asked: str | None, as_of: str) -> Start:
    """Where a review begins that is *asked* for by a date, a number of days, a tag or a commit.

    Without, by the newest tag under ``review/``, else by :data:`DEFAULT`.

    Raises:
        SinceError: where there is no such thing.
        GitError: where git fails.
    """
    if not asked:
        tag = record.repository.newest_tag(TAGS, record.tip)
        return start_of(record, tag or DEFAULT, as_of)
    asked = asked.strip()
    ago = _AGO.fullmatch(asked)
    if ago is not None:
        days = int(ago["count"]) * (7 if ago["unit"].lower() == "week" else 1)
        try:
            day = (date.fromisoformat(as_of) - timedelta(days)).isoformat()
        except OverflowError as error:
            raise SinceError(f"{asked!r} leads to before the year 1") from error
        return _since_day(record, day, f"{asked} ago" if ago["ago"] is None else asked)
    if _DAY.fullmatch(asked):
        try:
            day = date.fromisoformat(asked).isoformat()
        except ValueError as error:
            raise SinceError(f"{asked!r} is no day of the calendar") from error
        if day > as_of:
            raise SinceError(f"{day} lies after {as_of}, with which the review ends; expected that day or an earlier one")
        return _since_day(record, day, asked)
    commit = record.repository.commit(asked)
    if commit is None:
        raise SinceError(f'{asked!r} names no commit; expected a date (2026-03-31), "14 days", a tag or a commit')
    made = record.when(commit)
    words = (
        f"tag {asked}" if record.repository.is_tag(asked) else f"commit {commit[:10]}" if commit.startswith(asked) else asked
    )
    count = _count(record, commit)
    day = record.days[count - 1] if count and record.commits[count - 1].id == commit else made.day
    return Start(words, Moment(min(day, as_of) if day else as_of, made.author or None, commit), count)


def end_of(record: Record, asked: str) -> str | None:
    """The commit at which a review ends that is *asked* for by a date, a tag or a commit; None before the first one.

    Raises:
        SinceError: where there is no such thing.
    """
    asked = asked.strip()
    if _DAY.fullmatch(asked):
        count = bisect_right(record.days, asked)
        return record.commits[count - 1].id if count else None
    commit = record.repository.commit(asked)
    if commit is None:
        raise SinceError(f"{asked!r} names no commit; expected a date (2026-03-31), a tag or a commit")
    return commit


def _since_day(record: Record, day: str, asked: str) -> Start:
    count = bisect_right(record.days, day)
    if not count and record.shallow:
        first = record.days[0]
        note = f"history is known from {first} on, where this clone ends; `git fetch --unshallow` gets the rest"
        return Start(asked, Moment(first, record.commits[0].author or None, record.commits[0].id), 1, note)
    if not count:
        return Start(asked, Moment(day), 0)
    return Start(asked, Moment(day, record.commits[count - 1].author or None, record.commits[count - 1].id), count)


def _count(record: Record, commit: str) -> int | None:
    """How many commits of the record lie not behind *commit*; None where that is not on their line."""
    for number, one in enumerate(record.commits):
        if one.id == commit:
            return number + 1
    line = record.repository.line(record.tip, commit)
    if line is None:
        return None
    later = set(line)
    return next((number for number, one in enumerate(record.commits) if one.id in later), len(record.commits))


class Window(Struct, frozen=True):
    """The plans that were touched since *start*, followed to the tip of a record."""

    start: Start
    following: Following


def window_of(record: Record, start: Start) -> Window:
    """The plans of *record* that were touched since *start*. One that is long is kept with the record."""
    if start.known is None:
        return Window(start, _beside(record, start))
    key = f"since {start.known} {record.tip}"
    is_long = len(record.commits) - start.known > LONG
    kept = record.recall(key) if is_long else None
    if kept is not None:
        return Window(start, kept)
    walk = record.walk_from_index(start.known)
    following = Following()
    for number in range(start.known, len(record.commits)):
        before, after, renames = walk.go(record.commits[number].changes)
        following.step(number, before, after, renames)
    if is_long:
        record.remember(key, following)
    return Window(start, following)


def _beside(record: Record, start: Start) -> Following:
    """From a commit beside the line: one leap to its tip, with the moments that the record has."""
    old, new = record.files_at(start.moment.commit or ""), record.files_at(record.tip)
    changes = changes_between(old, new)
    record.versions.prepare((change.blob, change.path) for change in changes if change.blob is not None)
    walk = record.walk_from(old)
    following = Following()
    before, after, renames = walk.go(changes)
    following.step(_LEAP, before, after, renames)
    for number, one in following.plans.items():
        known = record.following.present.get((one.plan.source, one.plan.line))
        if one.ended is None and known is not None:
            following.plans[number] = _dated(one, record.following.plans[known])
    return following


def changes_between(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """What makes the files *new* of *old* (path → blob); one that went and came under another name was renamed."""
    gone = {uri: blob for uri, blob in sorted(old.items(), reverse=True) if uri not in new}
    by_blob = {blob: uri for uri, blob in gone.items()}
    changes: list[Change] = []
    for uri, blob in sorted(new.items()):
        if old.get(uri) != blob:
            origin = by_blob.pop(blob, None) if uri not in old else None
            changes.append(Change(uri, blob, origin))
    moved = {change.origin for change in changes}
    return changes + [Change(uri, None) for uri in gone if uri not in moved]


def _dated(one: Followed, known: Followed) -> Followed:
    """*one* with the moments of *known*, which is the same plan in the same state, in place of the leap's."""
    things = dict(one.things)
    for kind, mine in one.things.items():
        others = known.things[kind]
        if len(mine) == len(others):
            things[kind] = tuple(_thing(thing, other) for thing, other in zip(mine, others, strict=True))
    return replace(
        one,
        born=known.born if one.born == _LEAP else one.born,
        touched=known.touched,
        statuses=_last(one.statuses, known.statuses),
        targets=_last(one.targets, known.targets),
        owned=known.owned,
        titled=known.titled,
        things=things,
    )


def _thing(mine: Thing, other: Thing) -> Thing:
    born = other.born if mine.born == _LEAP else mine.born
    return replace(mine, born=born, changed=other.changed if mine.changed == _LEAP else mine.changed)


def _last(mine: tuple[tuple[int, _T], ...], others: tuple[tuple[int, _T], ...]) -> tuple[tuple[int, _T], ...]:
    return (*mine[:-1], (others[-1][0], mine[-1][1])) if mine and others and mine[-1][0] == _LEAP else mine
