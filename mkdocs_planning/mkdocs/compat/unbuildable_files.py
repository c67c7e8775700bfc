"""Files on which MkDocs fails, or which it reads without end, left out of the site with a warning each.

Files in the folders of plans come from many hands. The bytes of a page do no harm, since the plugin gives MkDocs the text
of plan pages; but MkDocs itself uses names, links and devices.

Relies on: ``Files.remove``, and on MkDocs following symbolic links to folders in docs_dir.

Without it: such a file ends the build, or it does not end; exclude it by ``exclude_docs``.
"""

from __future__ import annotations

import os
import posixpath
import stat
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_planning.mkdocs.log import warn


def leave_out_unbuildable(files: Files, config: MkDocsConfig) -> None:
    """Remove from *files* those that would end the build or keep it from ending; pages that cannot be read stay and say so."""
    links = _FolderLinks(config.docs_dir)
    reported: set[str] = set()
    for file in list(files):
        if file.abs_src_path is None or file.inclusion.is_excluded():
            continue
        uri = file.src_uri
        if link := links.back(posixpath.dirname(uri)):
            if link not in reported:
                warn(link, 1, "this link leads back to a folder above it; what is behind it is left out. Remove the link")
            reported.add(link)
        elif reason := _problem(file):
            warn(uri.encode("utf-8", "replace").decode(), 1, f"this file is left out: {reason}")
        else:
            continue
        files.remove(file)


def _problem(file: File) -> str:
    """Why MkDocs cannot build *file*; empty where it can."""
    try:
        file.src_uri.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8, so that it can have no address; rename it"
    try:
        mode = Path(file.abs_src_path or "").stat().st_mode
    except OSError as error:
        return "" if file.is_documentation_page() else f"it cannot be read ({error.strerror}); correct the link or remove it"
    return "" if stat.S_ISREG(mode) else "it is no regular file but a device, a pipe or a socket; remove it"


class _FolderLinks:
    """Which folders of docs_dir are reached through a symbolic link to a folder above the link."""

    def __init__(self, docs_dir: str) -> None:
        self._docs_dir = Path(docs_dir)
        self._known: dict[str, str] = {"": ""}

    def back(self, folder: str) -> str:
        """The path of the link through which *folder* (a path in docs_dir) is reached; empty where there is none."""
        found = self._known.get(folder)
        if found is None:
            above = posixpath.dirname(folder)
            found = self._known[folder] = self.back(above) or (folder if self._leads_back(folder, above) else "")
        return found

    def _leads_back(self, folder: str, above: str) -> bool:
        path = self._docs_dir / folder
        return path.is_symlink() and Path(os.path.realpath(self._docs_dir / above)).is_relative_to(os.path.realpath(path))
