"""Which pages a ``--dirty`` build makes again: those whose file is newer, and those whose additions have changed.

MkDocs asks each file whether it is newer than its page. But what the plugin adds to a page may come from other files, from
the options or from the date; and a generated page has no file. So a page is also made again where its
:class:`~mkdocs_planning.render.page_additions.PageAdditions` are not those that it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_planning.mkdocs.compat.modified_files import make_missing_pages, override_is_modified
from mkdocs_planning.mkdocs.compat.page_titles import set_title
from mkdocs_planning.mkdocs.page_manifest import PageManifest
from mkdocs_planning.render.markers import Marker
from mkdocs_planning.render.page_additions import AdditionsBuilder, PageAdditions


class IncrementalBuild:
    """The pages of one build.

    Args:
        config: of the site.
        additions: to its pages.
        manifest: of what the pages have.
        dirty: whether MkDocs asks whether files are modified; otherwise it makes all pages.
    """

    def __init__(self, config: MkDocsConfig, additions: AdditionsBuilder, manifest: PageManifest, *, dirty: bool) -> None:
        self._config = config
        self._additions = additions
        self._manifest = manifest
        self._dirty = dirty
        self._files = Files([])
        self._answers: dict[str, bool] = {}
        self._prepared: dict[str, tuple[PageAdditions | None, tuple[Marker, ...]]] = {}

    def watch(self, file: File, *, may_have_additions: bool) -> None:
        """Answer for MkDocs whether the page of *file* is to be made again.

        Args:
            file: of a page.
            may_have_additions: the page is made again where nothing is known of it.
        """
        if not self._dirty:
            return
        newer = _never if file.generated_by else file.is_modified
        override_is_modified(file, lambda: self._is_modified(file, newer, may_have_additions=may_have_additions))

    def set_files(self, files: Files) -> None:
        """Set all files of the site, when other plugins have added theirs."""
        self._files = files

    def additions(self, file: File, markers: Sequence[Marker]) -> PageAdditions | None:
        """The additions to the page of *file*, which is being made and has *markers*."""
        additions, known = self._prepared.pop(file.src_uri, (None, None))
        if known != tuple(markers):
            additions = self._build(file, markers)
        self._manifest.add(file, additions.digest if additions else "", markers)
        return additions

    def _build(self, file: File, markers: Sequence[Marker]) -> PageAdditions | None:
        return self._additions.build(file.src_uri, markers, file.content_bytes if file.generated_by else b"")

    def _is_modified(self, file: File, newer: Callable[[], bool], *, may_have_additions: bool) -> bool:
        if not self._answers:
            make_missing_pages(self._files.documentation_pages(), self._config)  # links to their sources need them all
        path = file.src_uri
        if path not in self._answers:
            self._answers[path] = newer() or self._has_other_additions(file, may_have_additions=may_have_additions)
            if not self._answers[path] and file.page is not None and (title := self._additions.title(path)):
                set_title(file.page, title)  # for the navigation of other pages; this one is not read
        return self._answers[path]

    def _has_other_additions(self, file: File, *, may_have_additions: bool) -> bool:
        entry = self._manifest.entry(file)
        if entry is None:
            return may_have_additions
        additions = self._build(file, entry.markers)
        if (additions.digest if additions else "") == entry.digest:
            return False
        self._prepared[file.src_uri] = additions, entry.markers
        return True


def _never() -> bool:
    return False
