"""Versions of files → the plans in them. Each version is read once, and then cached by its blob id and path."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from mkdocs_planning.collecting.layouts import META_NAMES, may_be_part
from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.collecting.selection import declared_plan
from mkdocs_planning.history.git import MAX_BYTES, Repository
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.support.cache import Cache
from mkdocs_planning.support.interning import Shared

ReportProgress = Callable[[int, int], None]
"""Called with the number of versions that are read and the number of all versions to read."""
_MARKS = {None: b"?", True: b"+", False: b"-"}
"""The first byte of a cached record: what the version declares of itself."""
_DECLARED = {mark[0]: declared for declared, mark in _MARKS.items()}
_DECODER = msgspec.msgpack.Decoder(tuple[Plan, ...])
_ENCODER = msgspec.msgpack.Encoder()


class FileVersions:
    """The versions of files.

    Args:
        repository: has their contents.
        scope: which of them are plans.
        cache: for what was read.

    Attributes:
        unreadable: versions (blob, path) that are too large, or missing from the clone, or on which reading failed.
        read_count: how many versions were read and not found in the cache.
    """

    def __init__(self, repository: Repository, scope: PlanScope, cache: Cache) -> None:
        self._repository = repository
        self._scope = scope
        self._cache = cache
        self._declared: dict[tuple[str, str], bool | None] = {}
        self._shared = Shared()
        self.unreadable: set[tuple[str, str]] = set()
        self.read_count = 0

    def prepare(self, wanted: Iterable[tuple[str, str]], report: ReportProgress | None = None) -> None:
        """Read what is not yet known of *wanted*, (blob, path) each."""
        missing = self._not_cached(wanted)
        beside_meta = {_folder(uri) for uris in missing.values() for uri in uris if uri.endswith(META_NAMES)}
        for number, (blob, content) in enumerate(self._repository.contents(list(missing)), 1):
            for uri in missing[blob]:
                self._enter(blob, uri, content, may_be_plan=_folder(uri) in beside_meta)
            if report is not None:
                report(number, len(missing))

    def _not_cached(self, wanted: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
        """Those of *wanted* that must be read: blob → paths."""
        missing: dict[str, list[str]] = {}
        for blob, uri in dict.fromkeys(wanted):
            if (blob, uri) in self._declared or (blob, uri) in self.unreadable:
                continue
            record = self._cache.get(_key(blob, uri))
            if record:
                self._declared[blob, uri] = _DECLARED.get(record[0])
            else:
                missing.setdefault(blob, []).append(uri)
        return missing

    def add(self, blob: str, uri: str, content: bytes) -> None:
        """Read a version that is not in the repository: a file as it is in the working tree."""
        if len(content) > MAX_BYTES:
            self.unreadable.add((blob, uri))
        elif (blob, uri) not in self._declared:
            self._enter(blob, uri, content, may_be_plan=True)

    def _enter(self, blob: str, uri: str, content: bytes | None, *, may_be_plan: bool) -> None:
        """Enter a version. Its plans are read now where it is probably a plan, else when they are asked for."""
        if content is None:
            self.unreadable.add((blob, uri))
            return
        declared = declared_plan(content)
        probable = may_be_plan or may_be_part(uri) or self._scope.is_plan_page(uri, declared)
        try:
            packed = _ENCODER.encode(self._read(content, uri)) if probable else b""
        except Exception:  # a fault of ours, or a text that cannot be encoded: one version must not cost the whole history
            self.unreadable.add((blob, uri))
            return
        self._declared[blob, uri] = declared
        self._cache.put(_key(blob, uri), _MARKS[declared] + packed)

    def _read(self, content: bytes, uri: str) -> tuple[Plan, ...]:
        self.read_count += 1
        return read_page(content, uri, self._scope.settings.vocabulary)

    def declared(self, blob: str, uri: str) -> bool | None:
        """What a version declares of itself (see :func:`~mkdocs_planning.collecting.selection.declared_plan`)."""
        return self._declared.get((blob, uri))

    def plans(self, blob: str, uri: str) -> tuple[Plan, ...]:
        """The plans in a version that was prepared; none in one that could not be read."""
        record = self._cache.get(_key(blob, uri)) or b""
        if len(record) < 2:
            if (blob, uri) in self.unreadable:
                return ()
            for _, content in self._repository.contents([blob]):
                self._enter(blob, uri, content, may_be_plan=True)
            record = self._cache.get(_key(blob, uri)) or b""
        plans = _decoded(record)
        for plan in plans:
            self._shared.share(plan)
        return plans

    def release(self) -> None:
        """Free what only helps while many versions are read."""
        self._shared = Shared()

    def save(self) -> None:
        """Write what was read to the cache folder."""
        self._cache.save({_key(blob, uri) for blob, uri in self._declared})


def _key(blob: str, uri: str) -> str:
    return f"{blob} {uri}"


def _folder(uri: str) -> str:
    return uri.rpartition("/")[0]


def _decoded(record: bytes) -> tuple[Plan, ...]:
    try:
        return _DECODER.decode(memoryview(record)[1:])
    except msgspec.DecodeError:
        return ()
