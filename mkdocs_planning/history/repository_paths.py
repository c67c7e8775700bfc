"""Paths in the repository ↔ paths in the site."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.collecting.site_files import SiteFiles, is_beneath
from mkdocs_planning.history.git import Repository


class RepositoryPaths(Struct, frozen=True):
    """Where the files of a site are in its repository.

    Attributes:
        folders: (path in the repository, path in the site) of each folder that lies in it; "" for the root of either.
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
            if is_beneath(path, prefix) and path != prefix:
                return _join(uri, path[len(prefix) + 1 :] if prefix else path)
        return None

    def path(self, uri: str) -> str | None:
        """The path in the repository of a *uri* in the site; None for one that lies outside."""
        if any(is_beneath(uri, mount) for mount in self.outside):
            return None
        for prefix, mount in reversed(self.folders):  # docs_dir is the first, and holds what no mount does
            if is_beneath(uri, mount):
                return _join(prefix, uri[len(mount) + 1 :] if mount else uri)
        return None


def repository_paths(repository: Repository, files: SiteFiles) -> RepositoryPaths:
    """Where the files of a site are in *repository*."""
    placed = [(repository.prefix(files.docs_dir), "")]
    placed += [(repository.prefix(mount.folder), mount.uri) for mount in files.mounts]
    return RepositoryPaths(
        tuple((prefix, uri) for prefix, uri in placed if prefix is not None),
        tuple(uri for prefix, uri in placed if prefix is None),
    )


def _join(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path
