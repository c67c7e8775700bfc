"""What the plugin added to the pages in a ``site_dir``, from one build into it to the next.

A ``--dirty`` build asks of each page whether it is still right. Between the rebuilds of one ``mkdocs serve`` the answer
stays in memory; ``mkdocs build --dirty`` is another process and finds it in the folder of the option ``cache_dir``. There
it lies only from the end of one build to the beginning of the next: after a build that failed or was stopped there is
none, and all pages with additions are made again.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from mkdocs.structure.files import File
from msgspec import Struct

from mkdocs_planning import __version__
from mkdocs_planning.mkdocs.log import log
from mkdocs_planning.render.markers import Marker
from mkdocs_planning.support.files import read_regular

_MAX_BYTES = 64 * 1024 * 1024
"""A manifest of more bytes is not read: a page takes some hundred."""


class ManifestEntry(Struct, frozen=True):
    """A page as it was made.

    Attributes:
        digest: of the additions to it; empty where it has none.
        markers: those in it when all other plugins were done with it.
        size: of its output, in bytes.
        time: at which that was written, in nanoseconds since 1970.
    """

    digest: str
    markers: tuple[Marker, ...]
    size: int
    time: int


class _ManifestFile(Struct, frozen=True):
    """The file in the cache; ``pages`` by their paths in ``site_dir``."""

    version: str
    pages: dict[str, ManifestEntry]


class PageManifest:
    """The pages of the ``site_dir`` that is being built."""

    def __init__(self) -> None:
        self._site_dir: Path | None = None
        self._file: Path | None = None
        self._pages: dict[str, ManifestEntry] = {}
        self._added: dict[str, tuple[str, tuple[Marker, ...]]] = {}

    def begin(self, site_dir: Path, folder: Path | None) -> None:
        """Before a build.

        Args:
            site_dir: of the site.
            folder: where another process left its manifest; None where all builds are of this one.
        """
        site_dir = site_dir.absolute()
        if folder is not None:
            self._file = folder / f"pages-{sha256(str(site_dir).encode()).hexdigest()[:16]}.json"
            self._pages = _take(self._file)
        else:
            self._file = None
            self._pages = self._pages if site_dir == self._site_dir else {}
        self._site_dir = site_dir
        self._added = {}

    def entry(self, file: File) -> ManifestEntry | None:
        """What is known of the page of *file*; None where ``site_dir`` has another page than that, or none."""
        entry = self._pages.get(file.dest_uri)
        return entry if entry is not None and _is_unchanged(Path(file.abs_dest_path), entry) else None

    def add(self, file: File, digest: str, markers: Sequence[Marker]) -> None:
        """Enter the page of *file*, which has been made; *digest* is empty where it has no additions."""
        self._added[file.dest_uri] = (digest, tuple(markers))

    def end(self) -> None:
        """After a build, when all other plugins are done with the pages."""
        if self._site_dir is None:
            return
        kept = {uri: entry for uri, entry in self._pages.items() if uri not in self._added}
        pages = {uri: entry for uri, entry in kept.items() if _is_unchanged(self._site_dir / uri, entry)}
        for uri, (digest, markers) in self._added.items():
            if found := _size_and_time(self._site_dir / uri):
                pages[uri] = ManifestEntry(digest, markers, *found)
        self._pages, self._added = pages, {}
        if self._file is not None:
            _put(self._file, pages)


def _size_and_time(page: Path) -> tuple[int, int] | None:
    try:
        found = page.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _is_unchanged(page: Path, entry: ManifestEntry) -> bool:
    """Whether *page* is that of *entry*, and not one that somebody else has written since."""
    found = _size_and_time(page)
    return found is not None and found[0] == entry.size and found[1] <= entry.time


def _take(path: Path) -> dict[str, ManifestEntry]:
    """The pages in the file at *path*, which is removed; none where it is of another version or damaged."""
    try:
        content = read_regular(path, _MAX_BYTES)
        path.unlink()
        manifest = msgspec.json.decode(content, type=_ManifestFile)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.debug("%s cannot be used, so all pages with plans or views are made: %s", path, error)
        return {}
    return manifest.pages if manifest.version == __version__ else {}


def _put(path: Path, pages: dict[str, ManifestEntry]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        path.write_bytes(msgspec.json.encode(_ManifestFile(__version__, pages)))
    except (OSError, ValueError) as error:  # also a lone surrogate in a marker
        log.debug("%s cannot be written, so the next --dirty build makes all pages with plans or views: %s", path, error)
