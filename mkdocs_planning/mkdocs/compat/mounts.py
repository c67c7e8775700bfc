"""Folders outside docs_dir as a part of the site: the option ``sources``.

The files are read where they are; nothing is written into docs_dir. A mounted page has its real source
path, so that edit links and plugins that look at the file find it.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from msgspec import Struct

from mkdocs_planning.mkdocs.log import log, warn

_LEADING = re.compile(r"^(?:\.{1,2}/)+|(?:^|(?<=/))\.+")
"""What of a path names no folder of the site: ``../`` in front, and the dot of a hidden folder."""


class Mount(Struct, frozen=True):
    """A folder, and where its files stand in the site (a path like those in docs_dir)."""

    folder: Path
    uri: str


class MountedFile(File):
    """A file of the site whose source lies outside docs_dir."""

    def __init__(self, uri: str, source: Path, config: MkDocsConfig) -> None:
        inclusion = InclusionLevel.INCLUDED
        super().__init__(uri, str(source.parent), config.site_dir, config.use_directory_urls, inclusion=inclusion)
        self.abs_src_path = str(source)
        # From docs_dir; the URL that MkDocs makes of it resolves the "..".
        vars(self)["edit_uri"] = Path(os.path.relpath(source, config.docs_dir)).as_posix()


def mounts_of(sources: Iterable[str], config: MkDocsConfig) -> list[Mount]:
    """The folders that the option names, relative to the configuration file. A missing one is left out, with a warning."""
    base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    found: list[Mount] = []
    for source in sources:
        folder = (base / source).resolve()
        if not folder.is_dir():
            log.warning("the folder %r of the option `sources` does not exist (looked for %s)", source, folder)
            continue
        name = _LEADING.sub("", Path(source).as_posix()).strip("/") or folder.name
        found.append(Mount(folder, posixpath.normpath(name)))
    return found


def add_mounted(mounts: Iterable[Mount], files: Files, config: MkDocsConfig) -> None:
    """Add the files of *mounts* to the site. One whose place is taken by a file of docs_dir is left out, with a warning."""
    for mount in mounts:
        for folder, folders, names in os.walk(mount.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if name.startswith("."):
                    continue
                uri = posixpath.join(mount.uri, path.relative_to(mount.folder).as_posix())
                if files.get_file_from_path(uri) is not None:
                    warn(uri, 1, f"this file of docs_dir stands where {path} would go, which is left out; rename one of them")
                    continue
                files.append(MountedFile(uri, path, config))
