"""The past of a site's plans up to a commit, read from its repository once and carried on when there are new commits."""

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
from mkdocs_planning.history.commit_days import true_days
from mkdocs_planning.history.following import UNKNOWN, Following
from mkdocs_planning.history.git import Change, Commit, Repository
from mkdocs_planning.history.versions import Report, Rules, Versions
from mkdocs_planning.history.walk import Walk
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.support.cache import Cache, digest

_PAST = "past"
_OF_TIP = ("days", "files", "_elsewhere")
"""What is remembered of a record until its tip moves on."""


class Saved(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of a walk through all commits.

    Attributes:
        tip: where it ended.
        commits: those that touched a file which may be a plan, oldest first, with paths as the site has them.
        following: the plans, at its end.
    """

    tip: str
    commits: tuple[Commit, ...] = ()
    following: Following = msgspec.field(default_factory=Following)


_DECODER = msgspec.msgpack.Decoder(Saved)
_FOLLOWING = msgspec.msgpack.Decoder(Following)


class Roots(msgspec.Struct, frozen=True):
    """Where the site's files lie in the repository.

    Attributes:
        folders: (path in the repository, path in the site) of each folder that lies in it.
        outside: paths in the site of the folders that do not.
    """

    folders: tuple[tuple[str, str], ...]
    outside: tuple[str, ...] = ()

    @property
    def prefixes(self) -> list[str]:
        """The folders in the repository; none where that is all of it."""
        return [] if any(not prefix for prefix, _ in self.folders) else [prefix for prefix, _ in self.folders]

    def uri(self, path: str) -> str | None:
        """The path in the site of a *path* in the repository; None for one that is not part of it."""
        for prefix, uri in self.folders:
            if not prefix or path.startswith(f"{prefix}/"):
                return _join(uri, path[len(prefix) + 1 :] if prefix else path)
        return None

    def path(self, uri: str) -> str | None:
        """The path in the repository of a *uri* in the site; None for one that lies outside."""
        if uri.startswith(tuple(f"{mount}/" for mount in self.outside)):
            return None
        for prefix, mount in reversed(self.folders):  # docs_dir is the first, and holds what no mount does
            if not mount or uri.startswith(f"{mount}/"):
                return _join(prefix, uri[len(mount) + 1 :] if mount else uri)
        return None


def _join(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path


class Record:
    """The past of the plans of a site, as far as the repository knows it.

    Args:
        repository: of the site.
        roots: where its files lie there.
        rules: what a plan is.
        folder: where what was read is kept; None for nowhere.
    """

    def __init__(self, repository: Repository, roots: Roots, rules: Rules, folder: Path | None = None) -> None:
        self.repository = repository
        self._roots = roots
        self._rules = rules
        words = msgspec.msgpack.encode(rules.settings.vocabulary)
        self.versions = Versions(repository, rules, Cache(folder, f"versions-{digest(words)}"))
        mark = msgspec.msgpack.encode([roots.folders, rules.mark])
        self._cache = Cache(folder, f"{_PAST}-{digest(words, mark)}")
        self._saved = self._remembered()

    def _remembered(self) -> Saved:
        try:
            return _DECODER.decode(self._cache.get(_PAST) or b"")
        except msgspec.DecodeError:
            return Saved("")

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits that touched a file which may be a plan, oldest first."""
        return self._saved.commits

    @property
    def following(self) -> Following:
        """The plans at the tip, with how they became what they are. Copy it before it goes on."""
        return self._saved.following

    @property
    def tip(self) -> str:
        """The commit up to which the past is known."""
        return self._saved.tip

    @cached_property
    def days(self) -> list[str]:
        """The day of each commit, mended where its clock was wrong."""
        return true_days([commit.day for commit in self.commits])

    @cached_property
    def files(self) -> dict[str, str]:
        """The files at the tip that may matter, path in the site → blob."""
        return self._files(len(self.commits))

    def matters(self, uri: str) -> bool:
        """Whether a file may be a plan or a part of one."""
        return self._rules.may_matter(uri)

    def not_yet_committed(self, uris: Iterable[str]) -> set[str]:
        """Those of *uris* that a commit could take in: not what is ignored, lies outside, in a submodule or behind a link."""
        paths = {path: uri for uri in uris if (path := self._roots.path(uri)) is not None}
        if not paths:
            return set()
        elsewhere = self._elsewhere
        inside = [path for path in paths if not any(path == other or path.startswith(f"{other}/") for other in elsewhere)]
        ignored = self.repository.ignored(inside) if inside else set[str]()
        return {paths[path] for path in inside if path not in ignored}

    @cached_property
    def _elsewhere(self) -> list[str]:
        return self.repository.files(self.tip, self._roots.prefixes)[1]

    @property
    def shallow(self) -> bool:
        """Whether the clone ends before the beginning."""
        return any(commit.boundary for commit in self.commits[:1])

    def read(self, tip: str, report: Report | None = None) -> None:
        """Read the past up to *tip*, going on from what is known where that is part of it.

        Raises:
            GitError: where git cannot tell it.
        """
        if self.tip == tip:
            return
        known = self.tip if self.tip and self._continues(tip) else ""
        new = [
            self._of_site(commit)
            for commit in self.repository.commits(self._roots.prefixes, tip, known or None, (*MARKDOWN, *META_NAMES))
        ]
        new = [commit for commit in reversed(new) if commit.changes or commit.boundary]
        old = self.commits if known else ()
        following = self.following.copy() if known else Following()
        files = self._files(len(old)) if known else {}
        self.versions.prepare(
            [*((blob, uri) for uri, blob in files.items()),
             *((c.blob, c.path) for commit in new for c in commit.changes if c.blob is not None)], report
        )  # fmt: skip
        walk = Walk(self._rules, self.versions, files)
        for number, commit in enumerate(new, len(old)):
            before, after, renames = walk.go(commit.changes)
            following.step(UNKNOWN if commit.boundary else number, before, after, renames)
        self._saved = Saved(tip, (*old, *new), following)
        for name in _OF_TIP:
            vars(self).pop(name, None)
        self._cache.put(_PAST, msgspec.msgpack.encode(self._saved))
        self._cache.save()
        self.versions.save()

    def recall(self, key: str) -> Following | None:
        """What :meth:`remember` has kept under *key*, also in an earlier build."""
        try:
            return _FOLLOWING.decode(self._cache.get(key) or b"")
        except msgspec.DecodeError:
            return None

    def remember(self, key: str, following: Following) -> None:
        """Keep plans that were followed in another way than from the beginning."""
        self._cache.put(key, msgspec.msgpack.encode(following))
        self._cache.save({_PAST, key})

    def until(self, tip: str, report: Report | None = None) -> Record:
        """The record up to another commit.

        Raises:
            GitError: where git cannot tell it.
        """
        other = copy(self)
        other._cache = Cache(None, _PAST)
        other._saved = Saved("")
        for name in _OF_TIP:
            vars(other).pop(name, None)
        other.read(tip, report)
        return other

    def _continues(self, tip: str) -> bool:
        return self.repository.commit(self.tip) is not None and self.repository.line(tip, self.tip) is not None

    def _of_site(self, commit: Commit) -> Commit:
        """*commit* with those changes alone that may matter, and paths as in the site."""
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
        """Who made *commit*, called as the site calls its people."""
        return self._rules.settings.vocabulary.owner(commit.author)

    def when(self, commit: str) -> Commit:
        """Day and author of any *commit*.

        Raises:
            GitError: where git cannot tell.
        """
        found = self.repository.when(commit)
        return replace(found, author=self._author(found))

    def _uri(self, path: str) -> str | None:
        uri = self._roots.uri(path)
        return uri if uri is not None and self._rules.may_matter(uri) else None

    def _files(self, count: int) -> dict[str, str]:
        """The files after the first *count* commits."""
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
        """The files of any *commit*, path in the site → blob."""
        listed, _ = self.repository.files(commit, self._roots.prefixes)
        return {uri: blob for path, blob in listed.items() if (uri := self._uri(path)) is not None}

    def walk_from(self, files: Mapping[str, str], commits: Sequence[Commit] = ()) -> Walk:
        """A walk that begins with *files* and can go on by *commits*."""
        self.versions.prepare(
            [*((blob, uri) for uri, blob in files.items()),
             *((c.blob, c.path) for commit in commits for c in commit.changes if c.blob is not None)]
        )  # fmt: skip
        return Walk(self._rules, self.versions, files)

    def walk_from_index(self, count: int) -> Walk:
        """A walk that begins behind the first *count* commits of the record and can go on to its tip."""
        return self.walk_from(self._files(count), self.commits[count:])

    def portfolio_at(self, commit: str, as_of: str) -> Portfolio:
        """All plans as they were at any *commit*.

        Raises:
            GitError: where git cannot tell.
        """
        walk = self.walk_from(self.files_at(commit))
        return portfolio_of([one.plan for one in walk.plans()], replace(self._rules.settings, as_of=as_of), walk.files)
