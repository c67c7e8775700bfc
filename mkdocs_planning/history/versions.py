"""Versions of files → the plans in them: each version is read once, and then remembered by its blob id and path."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from mkdocs_planning.collecting.layouts import META_NAMES, may_be_part
from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.collecting.selection import declared_plan, is_plan_page
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import SiteFiles, may_matter
from mkdocs_planning.history.git import MAX_BYTES, Repository
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.support.cache import Cache
from mkdocs_planning.support.interning import Shared

Report = Callable[[int, int], None]
"""Is told how many versions are read, and of how many."""
_SAID = {None: b"?", True: b"+", False: b"-"}
_MEANT = {mark[0]: word for word, mark in _SAID.items()}
_DECODER = msgspec.msgpack.Decoder(tuple[Plan, ...])
_ENCODER = msgspec.msgpack.Encoder()


class Rules(msgspec.Struct, frozen=True):
    """How plans are found and read, at any time as today.

    Attributes:
        settings: of the site.
        files: which files belong to the site.
        view_pages: pages of views, which are plans only where they declare it.
    """

    settings: CollectingSettings
    files: SiteFiles
    view_pages: frozenset[str] = frozenset()

    @property
    def mark(self) -> tuple[object, ...]:
        """What decides which files are plans; with another mark the past is read anew."""
        settings, files = self.settings, self.files
        excluded = [str(getattr(pattern, "pattern", "")) for pattern in files.excluded.patterns] if files.excluded else []
        mounts = [mount.uri for mount in files.mounts]
        return (settings.include, settings.exclude, settings.layouts, sorted(self.view_pages), excluded, mounts, files.within)

    def may_matter(self, uri: str) -> bool:
        """Whether a file of this name can be a plan of the site or a part of one."""
        return may_matter(uri) and self.files.accepts(uri)


class Versions:
    """The versions of files.

    Args:
        repository: has their contents.
        rules: how they are read.
        cache: remembers what was read.
    """

    def __init__(self, repository: Repository, rules: Rules, cache: Cache) -> None:
        self._repository = repository
        self._rules = rules
        self._cache = cache
        self._said: dict[tuple[str, str], bool | None] = {}
        self._shared = Shared()
        self.unread: set[tuple[str, str]] = set()
        """Versions (blob, path) that are too large, or missing from the clone, or on which reading failed."""
        self.read = 0
        """How many versions were read and not remembered."""

    def prepare(self, wanted: Iterable[tuple[str, str]], report: Report | None = None) -> None:
        """Read what is not yet known of *wanted*, (blob, path) each."""
        missing: dict[str, list[str]] = {}
        for blob, uri in dict.fromkeys(wanted):
            if (blob, uri) not in self._said and (blob, uri) not in self.unread:
                record = self._cache.get(f"{blob} {uri}")
                if record:
                    self._said[blob, uri] = _MEANT.get(record[0])
                else:
                    missing.setdefault(blob, []).append(uri)
        beside = {uri.rpartition("/")[0] for uris in missing.values() for uri in uris if uri.endswith(META_NAMES)}
        for number, (blob, content) in enumerate(self._repository.contents(list(missing)), 1):
            for uri in missing[blob]:
                self._take(blob, uri, content, beside)
            if report is not None:
                report(number, len(missing))

    def add(self, blob: str, uri: str, content: bytes) -> None:
        """Read a version that is not in the repository: a file as it is in the working tree."""
        if len(content) > MAX_BYTES:
            self.unread.add((blob, uri))
        elif (blob, uri) not in self._said:
            self._take(blob, uri, content, {uri.rpartition("/")[0]})

    def _take(self, blob: str, uri: str, content: bytes | None, beside: set[str]) -> None:
        if content is None:
            self.unread.add((blob, uri))
            return
        said = declared_plan(content)
        globs = self._rules.settings.globs
        likely = is_plan_page(uri, said, globs, self._rules.view_pages) or may_be_part(uri) or uri.rpartition("/")[0] in beside
        try:
            packed = _ENCODER.encode(self._plans_in(content, uri)) if likely else b""
        except Exception:  # a fault of ours, or a text that cannot be kept: one version must not cost the whole past
            self.unread.add((blob, uri))
            return
        self._said[blob, uri] = said
        self._cache.put(f"{blob} {uri}", _SAID[said] + packed)

    def _plans_in(self, content: bytes, uri: str) -> tuple[Plan, ...]:
        self.read += 1
        return read_page(content, uri, self._rules.settings.vocabulary)

    def said(self, blob: str, uri: str) -> bool | None:
        """Whether a version says that it is a plan (see :func:`~mkdocs_planning.collecting.selection.declared_plan`)."""
        return self._said.get((blob, uri))

    def plans(self, blob: str, uri: str) -> tuple[Plan, ...]:
        """The plans in a version that was prepared; none in one that could not be read."""
        record = self._cache.get(f"{blob} {uri}") or b""
        if len(record) < 2:
            if (blob, uri) in self.unread:
                return ()
            for _, content in self._repository.contents([blob]):
                if content is not None:
                    record = _SAID[declared_plan(content)] + _ENCODER.encode(self._plans_in(content, uri))
                    self._cache.put(f"{blob} {uri}", record)
        plans = _decoded(record)
        for plan in plans:
            self._shared.share(plan)
        return plans

    def rest(self) -> None:
        """Give back what only helps to read much at once."""
        self._shared = Shared()

    def save(self) -> None:
        """Remember what was read for the next time."""
        self._cache.save({f"{blob} {uri}" for blob, uri in self._said})


def _decoded(record: bytes) -> tuple[Plan, ...]:
    try:
        return _DECODER.decode(memoryview(record)[1:])
    except msgspec.DecodeError:
        return ()
