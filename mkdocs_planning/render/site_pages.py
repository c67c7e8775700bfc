"""What a site generator knows and the plugin asks: where the pages of the site are. Each generator has an implementation."""

from __future__ import annotations

from typing import Protocol


class SitePages(Protocol):
    """The files of a site. Paths are those of sources, relative to docs_dir."""

    def relative_url(self, path: str, page: str) -> str | None:
        """The URL of the file at *path* from the page of the source *page*; None where the site has no such file."""
        ...

    def root_url(self, path: str) -> str | None:
        """The URL of the file at *path* relative to the root of the site; None where the site has no such file."""
        ...

    def edit_url(self, path: str) -> str | None:
        """The URL at which the source at *path* is edited; None where the site does not know it."""
        ...


class NoPages:
    """A site without files: links lead nowhere."""

    def relative_url(self, path: str, page: str) -> str | None:
        return None

    def root_url(self, path: str) -> str | None:
        return None

    def edit_url(self, path: str) -> str | None:
        return None
