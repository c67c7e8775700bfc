"""The history of a site's plans up to a commit, read from the repository once and continued when there are new commits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import portfolio_of
from mkdocs_planning.collecting.layouts import META_NAMES
from mkdocs_planning.collecting.plan_globs import MARKDOWN
from mkdocs_planning.collecting.site_files import is_beneath
from mkdocs_planning.history.commit_dates import corrected_days
from mkdocs_planning.history.file_versions import FileVersions, ReportProgress
from mkdocs_planning.history.git import Change, Commit, Repository
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.history.plan_tracking import BEFORE_HISTORY, PlanTracker
from mkdocs_planning.history.repository_paths import repository_paths
from mkdocs_planning.history.snapshot import Snapshot
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.support.cache import Cache, digest

_TIMELINE = "timeline"
_OF_TIP = ("days", "files", "_links_and_submodules")
"""What is known of a timeline until its tip moves on."""


class _Saved(msgspec.Struct, frozen=True, array_like=True):
    """What is cached of a timeline.

    Attributes:
        tip: the commit where it ends.
        commits: those that touched a file which may be a plan, oldest first, with paths as the site has them.
        tracker: the plans at the tip.
    """

    tip: str
    commits: tuple[Commit, ...] = ()
    tracker: PlanTracker = msgspec.field(default_factory=PlanTracker)


_DECODER = msgspec.msgpack.Decoder(_Saved)
_TRACKER_DECODER = msgspec.msgpack.Decoder(PlanTracker)


class Timeline:
    """The history of the plans of a site, as far as the repository knows it.

    Args:
        repository: of the site.
        scope: which files are plans.
        folder: of the cache; None for none.
    """

    def __init__(self, repository: Repository, scope: PlanScope, folder: Path | None = None) -> None:
        self.repository = repository
        self._paths = repository_paths(repository, scope.files)
        self._scope = scope
        words = msgspec.msgpack.encode(scope.settings.vocabulary)
        self.versions = FileVersions(repository, scope, Cache(folder, f"versions-{digest(words)}"))
        key = msgspec.msgpack.encode([self._paths.folders, scope.key])
        self._cache = Cache(folder, f"{_TIMELINE}-{digest(words, key)}")
        self._saved = self._cached()

    def _cached(self) -> _Saved:
        try:
            return _DECODER.decode(self._cache.get(_TIMELINE) or b"")
        except msgspec.DecodeError:
            return _Saved("")

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits that touched a file which may be a plan, oldest first."""
        return self._saved.commits

    @property
    def tracker(self) -> PlanTracker:
        """The plans at the tip, with how they became what they are. To be copied before it is advanced."""
        return self._saved.tracker

    @property
    def tip(self) -> str:
        """The commit up to which the history is known."""
        return self._saved.tip

    @cached_property
    def days(self) -> list[str]:
        """The day of each commit, corrected where its clock was wrong."""
        return corrected_days([commit.day for commit in self.commits])

    @cached_property
    def files(self) -> dict[str, str]:
        """The files at the tip that may matter, path in the site → blob."""
        return self._files_after(len(self.commits))

    @property
    def shallow(self) -> bool:
        """Whether the clone ends before the beginning."""
        return any(commit.boundary for commit in self.commits[:1])

    def may_matter(self, uri: str) -> bool:
        """Whether a file may be a plan or a part of one."""
        return self._scope.may_matter(uri)

    def exists(self, uri: str) -> bool:
        """Whether there is a file at *uri* in the working tree, be it a part of the site or not."""
        return self._scope.files.exists(uri)

    @property
    def outside(self) -> tuple[Path, ...]:
        """Folders of the site that lie outside the repository, so that nothing is known of their history."""
        return tuple(mount.folder for mount in self._scope.files.mounts if mount.uri in self._paths.outside)

    def not_yet_committed(self, uris: Iterable[str]) -> set[str]:
        """Those of *uris* that could be committed: not what is ignored, lies outside, in a submodule or behind a link."""
        paths = {path: uri for uri in uris if (path := self._paths.path(uri)) is not None}
        if not paths:
            return set()
        inside = [path for path in paths if not any(is_beneath(path, other) for other in self._links_and_submodules)]
        ignored = self.repository.ignored(inside) if inside else set[str]()
        return {paths[path] for path in inside if path not in ignored}

    @cached_property
    def _links_and_submodules(self) -> list[str]:
        return self.repository.files(self.tip, self._paths.prefixes)[1]

    def read(self, tip: str, report: ReportProgress | None = None) -> None:
        """Read the history up to *tip*, continuing what is known where that is part of it.

        Raises:
            GitError: where git cannot tell it.
        """
        if self.tip == tip:
            return
        known = self.tip if self.tip and self._continues(tip) else ""
        old = self.commits if known else ()
        new = self._new_commits(tip, known)
        tracker = self.tracker.copy() if known else PlanTracker()
        snapshot = self._snapshot(self._files_after(len(old)), new, report)
        for position, commit in enumerate(new, len(old)):
            before, after, renames = snapshot.apply(commit.changes)
            tracker.advance(BEFORE_HISTORY if commit.boundary else position, before, after, renames)
        self._saved = _Saved(tip, (*old, *new), tracker)
        self._forget_tip()
        self._cache.put(_TIMELINE, msgspec.msgpack.encode(self._saved))
        self._cache.save()
        self.versions.save()

    def _new_commits(self, tip: str, known: str) -> list[Commit]:
        """The commits up to *tip* that are not part of *known* ("" for none), oldest first."""
        listed = self.repository.commits(self._paths.prefixes, tip, known or None, (*MARKDOWN, *META_NAMES))
        commits = [self._in_site(commit) for commit in listed]
        return [commit for commit in reversed(commits) if commit.changes or commit.boundary]

    def _continues(self, tip: str) -> bool:
        return self.repository.commit(self.tip) is not None and self.repository.line(tip, self.tip) is not None

    def _forget_tip(self) -> None:
        for name in _OF_TIP:
            vars(self).pop(name, None)

    def recall(self, key: str) -> PlanTracker | None:
        """What :meth:`remember` has cached under *key*, also in an earlier build."""
        try:
            return _TRACKER_DECODER.decode(self._cache.get(key) or b"")
        except msgspec.DecodeError:
            return None

    def remember(self, key: str, tracker: PlanTracker) -> None:
        """Cache a tracker that begins at another commit than the timeline."""
        self._cache.put(key, msgspec.msgpack.encode(tracker))
        self._cache.save({_TIMELINE, key})

    def until(self, tip: str, report: ReportProgress | None = None) -> Timeline:
        """The timeline up to another commit.

        Raises:
            GitError: where git cannot tell it.
        """
        other = copy(self)
        other._cache = Cache(None, _TIMELINE)
        other._saved = _Saved("")
        other._forget_tip()
        other.read(tip, report)
        return other

    def _in_site(self, commit: Commit) -> Commit:
        """*commit* with only those changes that may matter, and paths as in the site."""
        changes: list[Change] = []
        for change in commit.changes:
            path = self._uri(change.path)
            origin = self._uri(change.origin) if change.origin else None
            if path is not None:
                changes.append(Change(path, change.blob, origin))
            elif origin is not None:
                changes.append(Change(origin, None))
        return Commit(commit.id, commit.day, self._author(commit), commit.boundary, tuple(changes))

    def _author(self, commit: Commit) -> str:
        """The author of *commit*, by the name that the site gives to its people."""
        return self._scope.settings.vocabulary.owner(commit.author)

    def _uri(self, path: str) -> str | None:
        uri = self._paths.uri(path)
        return uri if uri is not None and self._scope.may_matter(uri) else None

    def commit_info(self, commit: str) -> Commit:
        """Day and author of any *commit*.

        Raises:
            GitError: where git cannot tell.
        """
        found = self.repository.commit_info(commit)
        return replace(found, author=self._author(found))

    def _files_after(self, count: int) -> dict[str, str]:
        """The files after the first *count* commits, path in the site → blob."""
        files: dict[str, str] = {}
        for commit in self.commits[:count]:
            for change in commit.changes:
                if change.origin is not None:
                    files.pop(change.origin, None)
                if change.blob is None:
                    files.pop(change.path, None)
                else:
                    files[change.path] = change.blob
        return files

    def files_at(self, commit: str) -> dict[str, str]:
        """The files of any *commit*, path in the site → blob.

        Raises:
            GitError: where git cannot tell.
        """
        listed, _ = self.repository.files(commit, self._paths.prefixes)
        return {uri: blob for path, blob in listed.items() if (uri := self._uri(path)) is not None}

    def snapshot_of(self, files: Mapping[str, str]) -> Snapshot:
        """The snapshot that has *files* (path in the site → blob)."""
        return self._snapshot(files)

    def snapshot_after(self, count: int) -> Snapshot:
        """The snapshot after the first *count* commits, which can be brought to the tip by the others."""
        return self._snapshot(self._files_after(count), self.commits[count:])

    def _snapshot(
        self, files: Mapping[str, str], commits: Sequence[Commit] = (), report: ReportProgress | None = None
    ) -> Snapshot:
        """The snapshot that has *files*, with the versions read that *commits* will bring."""
        wanted = [(blob, uri) for uri, blob in files.items()]
        wanted += [(one.blob, one.path) for commit in commits for one in commit.changes if one.blob is not None]
        self.versions.prepare(wanted, report)
        return Snapshot(self._scope, self.versions, files)

    def portfolio_at(self, commit: str, as_of: str) -> Portfolio:
        """All plans as they were at any *commit*.

        Raises:
            GitError: where git cannot tell.
        """
        snapshot = self.snapshot_of(self.files_at(commit))
        plans = [version.plan for version in snapshot.plans()]
        return portfolio_of(plans, replace(self._scope.settings, as_of=as_of), snapshot.files)
