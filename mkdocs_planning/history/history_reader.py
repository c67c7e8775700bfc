"""What :mod:`mkdocs_planning.history` is for: the history and the review of the plans of a site."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha1, sha256
from pathlib import Path

from msgspec.structs import replace

from mkdocs_planning.history.commit_index import CommitIndex
from mkdocs_planning.history.file_versions import ReportProgress
from mkdocs_planning.history.git import Change, Commit, Repository
from mkdocs_planning.history.history_timeline import Timeline
from mkdocs_planning.history.plan_differences import plan_differences
from mkdocs_planning.history.plan_histories import history_of
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.history.plan_tracking import PlanTracker
from mkdocs_planning.history.review_range import ReviewStart, review_start
from mkdocs_planning.history.snapshot import Snapshot
from mkdocs_planning.history.tracking_since import changes_between, tracker_since
from mkdocs_planning.model.history import Moment
from mkdocs_planning.model.plan_review import Review
from mkdocs_planning.model.portfolio import Portfolio


class HistoryReader:
    """Reads the history of plans. What the last call read is not read again."""

    def __init__(self) -> None:
        self._timeline: tuple[object, Timeline] | None = None
        self._tip_commit: Commit | None = None
        self._tip_snapshot: tuple[str, Snapshot] | None = None
        self._tracker: tuple[object, PlanTracker] | None = None

    def read(self, scope: PlanScope, cache: Path | None = None, report: ReportProgress | None = None) -> Timeline:
        """The timeline of the repository that holds docs_dir, up to what is checked out.

        Args:
            scope: which files are plans.
            cache: a folder for what was read; None for none.
            report: called with the progress.

        Raises:
            GitError: where there is no repository, or none that can be read.
        """
        key = (scope.key, scope.files, scope.settings.vocabulary, cache)
        if self._timeline is None or self._timeline[0] != key:
            self._timeline = key, Timeline(Repository(scope.files.docs_dir), scope, cache)
            self._tip_snapshot = self._tracker = None
        timeline = self._timeline[1]
        timeline.read(timeline.repository.head(), report)
        return timeline

    def with_history(
        self,
        portfolio: Portfolio,
        timeline: Timeline,
        contents: Mapping[str, bytes] | None = None,
        since: str | None = None,
    ) -> Portfolio:
        """*portfolio* with its history and review.

        Args:
            portfolio: the plans at the end of the review.
            timeline: their history.
            contents: the files of the site as they are now, by path; None where the tip of *timeline* is the end.
            since: where the review begins (see :func:`~mkdocs_planning.history.review_range.review_start`).

        Raises:
            ReviewRangeError: where *since* names nothing.
            GitError: where git fails.
        """
        start = review_start(timeline, since, portfolio.as_of)
        changes = self._uncommitted(timeline, contents) if contents is not None else []
        index = CommitIndex(timeline.commits, timeline.days, portfolio.as_of)
        now, since_start = timeline.tracker, self._tracker_since(timeline, start)
        has_uncommitted = False
        if changes:
            step = self._snapshot_at_tip(timeline).copy().apply(changes)
            has_uncommitted = bool(step.before or step.after)
            now, since_start = now.copy(), since_start.copy()
            for tracker in (now, since_start):
                tracker.advance(len(timeline.commits), *step)
        until = Moment(portfolio.as_of) if has_uncommitted else self._moment_of_tip(timeline, portfolio.as_of)
        plans = plan_differences(since_start, portfolio, index)
        timeline.versions.release()
        return replace(
            portfolio,
            history=history_of(portfolio, now, index, shallow=timeline.shallow),
            review=Review(start.moment, until, start.asked, plans, start.note),
        )

    def _snapshot_at_tip(self, timeline: Timeline) -> Snapshot:
        if self._tip_snapshot is None or self._tip_snapshot[0] != timeline.tip:
            self._tip_snapshot = timeline.tip, timeline.snapshot_after(len(timeline.commits))
        return self._tip_snapshot[1]

    def _tracker_since(self, timeline: Timeline, start: ReviewStart) -> PlanTracker:
        key = (timeline.tip, start.known, start.moment.commit)
        if self._tracker is None or self._tracker[0] != key:
            self._tracker = key, tracker_since(timeline, start)
        return self._tracker[1]

    def _moment_of_tip(self, timeline: Timeline, as_of: str) -> Moment:
        if self._tip_commit is None or self._tip_commit.id != timeline.tip:
            self._tip_commit = timeline.commit_info(timeline.tip)
        last = timeline.commits[-1] if timeline.commits else None
        day = timeline.days[-1] if last is not None and last.id == timeline.tip else self._tip_commit.day
        return Moment(min(day or as_of, as_of), self._tip_commit.author or None, timeline.tip)

    def _uncommitted(self, timeline: Timeline, contents: Mapping[str, bytes]) -> list[Change]:
        """What is not as the tip has it. A file that exists and is no part of the site stays as the tip has it."""
        tip = timeline.files
        now = {uri: blob for uri, blob in tip.items() if uri not in contents and timeline.exists(uri)}
        new = timeline.not_yet_committed(uri for uri in contents if uri not in tip and timeline.may_matter(uri))
        for uri, content in contents.items():
            if uri in tip or uri in new:
                now[uri] = blob = _blob_id(content, tip.get(uri), len(timeline.tip))
                if blob != tip.get(uri):
                    timeline.versions.add(blob, uri, content)
        return changes_between(tip, now)


def _blob_id(content: bytes, known: str | None, length: int) -> str:
    """The id that git gives to *content*; *known* where that is the same but for the line ends of Windows.

    Args:
        content: of a file.
        known: the id of the committed version; None where there is none.
        length: of the ids of the repository.
    """
    made = _hash(content, length)
    if made != known and known is not None and b"\r\n" in content and _hash(content.replace(b"\r\n", b"\n"), length) == known:
        return known
    return made


def _hash(content: bytes, length: int) -> str:
    data = b"blob %d\0" % len(content) + content
    return (sha1(data, usedforsecurity=False) if length == 40 else sha256(data)).hexdigest()
