"""Which pages a ``--dirty`` build makes again: those whose file is newer, and those whose part has changed.

MkDocs asks each file whether it is newer than its page. But what a page shows of plans may come from other
files, from the options or from the day; and a generated page has no file. So a page is made again, too,
where its :class:`~mkdocs_planning.render.page_parts.Part` is not the one that the page holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from mkdocs_planning.mkdocs.compat.page_attributes import call
from mkdocs_planning.mkdocs.page_manifest import Record
from mkdocs_planning.render.markers import Marker
from mkdocs_planning.render.page_parts import Part, Parts


class Rebuilds:
    """The pages of one build.

    Args:
        config: of the site.
        parts: of its pages.
        record: of what the pages hold.
        dirty: whether MkDocs will ask; in other builds it makes all pages.
    """

    def __init__(self, config: MkDocsConfig, parts: Parts, record: Record, *, dirty: bool) -> None:
        self._config = config
        self._parts = parts
        self._record = record
        self._dirty = dirty
        self._answers: dict[str, bool] = {}
        self._ready: dict[str, tuple[Part | None, tuple[Marker, ...]]] = {}

    def watch(self, file: File, *, suspect: bool) -> None:
        """Answer MkDocs' question for the page of *file*, in a build that asks.

        Args:
            file: of a page.
            suspect: the page may hold something of the plugin's, so that it is made where nothing is known of it.
        """
        if not self._dirty:
            return
        newer = _never if file.generated_by else file.is_modified
        # MkDocs asks twice, first with all plugins' files at hand, and before the first page is made.
        vars(file)["is_modified"] = lambda: self._is_modified(file, newer, suspect=suspect)

    def part(self, file: File, found: Sequence[Marker]) -> Part | None:
        """The part of the page of *file*, which is being made and in which the markers *found* stand."""
        part, markers = self._ready.pop(file.src_uri, (None, None))
        if markers != tuple(found):
            part = self._parts.of(file, found)
        self._record.made(file, part.digest if part else "", found)
        return part

    def _is_modified(self, file: File, newer: Callable[[], bool], *, suspect: bool) -> bool:
        if not self._answers:
            self._make_pages()
        uri = file.src_uri
        if uri not in self._answers:
            self._answers[uri] = newer() or self._has_other_part(file, suspect=suspect)
            if not self._answers[uri] and file.page is not None and (title := self._parts.title(file)):
                call(file.page, title)  # for the navigation of those that are made; nobody reads the page for it
        return self._answers[uri]

    def _has_other_part(self, file: File, *, suspect: bool) -> bool:
        entry = self._record.entry(file)
        if entry is None:
            return suspect
        part = self._parts.of(file, entry.markers)
        if (part.digest if part else "") == entry.digest:
            return False
        self._ready[file.src_uri] = part, entry.markers
        return True

    def _make_pages(self) -> None:
        """Make those that MkDocs makes one at a time as it comes to them; links to their sources need them all."""
        for file in self._parts.files.documentation_pages():
            if file.page is None and file.inclusion.is_not_in_nav():
                Page(None, file, self._config)


def _never() -> bool:
    return False
