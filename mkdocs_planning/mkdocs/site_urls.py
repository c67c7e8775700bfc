"""Where pages are, as MkDocs knows it."""

from __future__ import annotations

from mkdocs.structure.files import File, Files


class MkDocsPages:
    """The files of a site (:class:`~mkdocs_planning.render.site_pages.SitePages`)."""

    def __init__(self, files: Files) -> None:
        self._files = files.src_uris

    def relative_url(self, path: str, page: str) -> str | None:
        found, origin = self._find(path), self._files.get(page)
        if found is None or origin is None:
            return None
        return found.url_relative_to(origin)

    def root_url(self, path: str) -> str | None:
        found = self._find(path)
        return found.url if found is not None else None

    def edit_url(self, path: str) -> str | None:
        found = self._files.get(path)
        return found.page.edit_url if found is not None and found.page is not None else None

    def _find(self, path: str) -> File | None:
        found = self._files.get(path)
        return None if found is None or found.inclusion.is_excluded() else found
