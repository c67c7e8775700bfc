"""Folders outside docs_dir as a part of the site: the option ``sources``.

The files are read where they are; nothing is written into docs_dir. A mounted page has its real source path, so that edit
links and plugins that look at the file find it.

Relies on: the arguments of ``File``; on ``abs_src_path`` being where MkDocs reads and copies a file from; and on
``edit_uri`` being a cached property that an attribute of the instance replaces.

Without it: a symbolic link in docs_dir to the folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_planning.collecting.site_files import Mount, mount_of, mounted_files
from mkdocs_planning.mkdocs.log import log, warn


class MountedFile(File):
    """A file of the site whose source lies outside docs_dir."""

    def __init__(self, uri: str, source: Path, config: MkDocsConfig) -> None:
        inclusion = InclusionLevel.INCLUDED
        super().__init__(uri, str(source.parent), config.site_dir, config.use_directory_urls, inclusion=inclusion)
        self.abs_src_path = str(source)
        # From docs_dir; the URL that MkDocs makes of it resolves the "..".
        vars(self)["edit_uri"] = Path(os.path.relpath(source, config.docs_dir)).as_posix()


def mounts_of(sources: Iterable[str], config: MkDocsConfig) -> list[Mount]:
    """The folders that the option names, relative to the configuration file; missing ones are left out with a warning."""
    base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    found: list[Mount] = []
    for source in sources:
        mount = mount_of(source, base)
        if not mount.folder.is_dir():
            log.warning("the folder %r of the option `sources` does not exist (looked for %s)", source, mount.folder)
            continue
        found.append(mount)
    return found


def add_mounted(mounts: Iterable[Mount], files: Files, config: MkDocsConfig) -> None:
    """Add the files of *mounts* to the site; those at the path of a file in docs_dir are left out with a warning."""
    for mount in mounts:
        for uri, path in mounted_files(mount):
            if files.get_file_from_path(uri) is not None:
                warn(uri, 1, f"this file of docs_dir stands where {path} would go, which is left out; rename one of them")
                continue
            files.append(MountedFile(uri, path, config))
