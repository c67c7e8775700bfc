"""What :mod:`mkdocs_planning.history` is for: the past and the review of the plans of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha1, sha256
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from mkdocs_planning.history.commit_moments import Moments
from mkdocs_planning.history.differences import differences
from mkdocs_planning.history.git import Change, Commit, Repository
from mkdocs_planning.history.past_record import Record, Roots
from mkdocs_planning.history.plan_history import history_of
from mkdocs_planning.history.versions import Report, Rules
from mkdocs_planning.history.walk import Walk
from mkdocs_planning.history.window import Start, Window, changes_between, start_of, window_of
from mkdocs_planning.model.history import Moment
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.review import Review


class Folders(NamedTuple):
    """Where the files of a site are.

    Attributes:
        docs_dir: of the site.
        mounts: (folder, its path in the site) of folders outside docs_dir.
        cache: where what was read is kept; None for nowhere.
    """

    docs_dir: Path
    mounts: tuple[tuple[Path, str], ...] = ()
    cache: Path | None = None


class PastReader:
    """Reads the past of plans. What the last call read is not read again."""

    def __init__(self) -> None:
        self._known: tuple[object, Record] | None = None
        self._head: Commit | None = None
        self._walk: tuple[str, Walk] | None = None
        self._window: tuple[tuple[str, int | None, str | None], Window] | None = None
        self.outside: tuple[Path, ...] = ()
        """Folders of the last call that lie outside the repository, so that nothing is known of their past."""

    def read(self, folders: Folders, rules: Rules, report: Report | None = None) -> Record:
        """The record of the repository that holds docs_dir, up to what is checked out.

        Args:
            report: is told of the progress.

        Raises:
            GitError: where there is no repository, or none that can be read.
        """
        key = (folders, rules.mark, rules.settings.vocabulary)
        if self._known is not None and self._known[0] == key:
            record = self._known[1]
        else:
            repository = Repository(folders.docs_dir)
            placed = [(repository.prefix(folder), uri) for folder, uri in ((folders.docs_dir, ""), *folders.mounts)]
            self.outside = tuple(
                folder for (folder, _), (prefix, _) in zip(folders.mounts, placed[1:], strict=True) if prefix is None
            )
            roots = Roots(
                tuple((prefix, uri) for prefix, uri in placed if prefix is not None),
                tuple(uri for prefix, uri in placed if prefix is None),
            )
            record = Record(repository, roots, rules, folders.cache)
            self._known, self._walk, self._window = (key, record), None, None
        record.read(record.repository.head(), report)
        return record

    def show(
        self,
        record: Record,
        portfolio: Portfolio,
        contents: Mapping[str, bytes] | None = None,
        exists: Callable[[str], bool] = lambda uri: False,
        since: str | None = None,
    ) -> Portfolio:
        """*portfolio* with its past.

        Args:
            contents: the files of the site as they are now, by path; None where the tip of *record* is the end.
            exists: whether a file that is not in *contents* is there all the same (and no part of the site).
            since: where the review begins (see :func:`~mkdocs_planning.history.window.start_of`).

        Raises:
            SinceError: where *since* names nothing.
            GitError: where git fails.
        """
        start = start_of(record, since, portfolio.as_of)
        changes = self._working(record, contents, exists) if contents is not None else []
        moments = Moments(record.commits, record.days, portfolio.as_of)
        following = record.following
        step = self._tip(record).copy().go(changes) if changes else None
        if step is not None:
            following = following.copy()
            following.step(len(record.commits), *step)
        history = history_of(portfolio, following, moments, shallow=record.shallow)
        window = self._since(record, start)
        end = window.following
        if step is not None:
            end = end.copy()
            end.step(len(record.commits), *step)
        plans = differences(end, portfolio, moments)
        is_dirty = step is not None and bool(step.before or step.after)
        until = Moment(portfolio.as_of) if is_dirty else self._moment_of(record, portfolio.as_of)
        review = Review(start.moment, until, start.asked, plans, start.note)
        record.versions.rest()
        return replace(portfolio, history=history, review=review)

    def _tip(self, record: Record) -> Walk:
        if self._walk is None or self._walk[0] != record.tip:
            self._walk = record.tip, record.walk_from_index(len(record.commits))
        return self._walk[1]

    def _since(self, record: Record, start: Start) -> Window:
        key = (record.tip, start.known, start.moment.commit)
        if self._window is None or self._window[0] != key:
            self._window = key, window_of(record, start)
        return self._window[1]

    def _moment_of(self, record: Record, as_of: str) -> Moment:
        if self._head is None or self._head.id != record.tip:
            self._head = record.when(record.tip)
        days = [day for day in (self._head.day, as_of) if day]
        last = record.commits[-1] if record.commits else None
        day = record.days[-1] if last is not None and last.id == record.tip else min(days)
        return Moment(min(day, as_of), self._head.author or None, record.tip)

    def _working(self, record: Record, contents: Mapping[str, bytes], exists: Callable[[str], bool]) -> list[Change]:
        """What is not as the tip has it."""
        tip = record.files
        now: dict[str, str] = {uri: blob for uri, blob in tip.items() if uri not in contents and exists(uri)}
        new = record.not_yet_committed(uri for uri in contents if uri not in tip and record.matters(uri))
        for uri, content in contents.items():
            if uri in tip or uri in new:
                now[uri] = blob = _blob_id(content, tip.get(uri), len(record.tip))
                if blob != tip.get(uri):
                    record.versions.add(blob, uri, content)
        return changes_between(tip, now)


def _blob_id(content: bytes, known: str | None, length: int) -> str:
    """The id that git gives to *content*; *known* where that is the same but for the line ends of Windows."""
    made = _hash(content, length)
    if made != known and known is not None and b"\r\n" in content and _hash(content.replace(b"\r\n", b"\n"), length) == known:
        return known
    return made


def _hash(content: bytes, length: int) -> str:
    data = b"blob %d\0" % len(content) + content
    return (sha1(data, usedforsecurity=False) if length == 40 else sha256(data)).hexdigest()
