"""The files of a site on disk: those of docs_dir and of the folders outside it that the option ``sources`` names.

The plugin gets its files from MkDocs; the command line, which works without MkDocs, finds the same ones here.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_planning.collecting.layouts import META_NAMES
from mkdocs_planning.collecting.plan_globs import MARKDOWN, PlanGlobs

MKDOCS_EXCLUDES = (".*", "/templates/")
"""What MkDocs leaves out of every site, as lines of a ``.gitignore``."""
PACKAGE_FOLDERS = frozenset({"bower_components", "jspm_packages", "node_modules", "site-packages", "venv", "__pycache__"})
"""Folders outside docs_dir that hold what others have written, and their documents with it."""
_LEADING = re.compile(r"^(?:\.{1,2}/)+|(?:^|(?<=/))\.+")
"""What of a path names no folder of the site: ``../`` in front, and the dot of a hidden folder."""


class Mount(Struct, frozen=True):
    """A folder outside docs_dir, and where its files stand in the site (a path like those in docs_dir)."""

    folder: Path
    uri: str


def mount_of(source: str, base: Path) -> Mount:
    """The mount of a folder that the option ``sources`` names relative to *base*, the folder of the configuration."""
    folder = (base / source).resolve()
    name = _LEADING.sub("", Path(source).as_posix()).strip("/") or folder.name
    return Mount(folder, posixpath.normpath(name))


def mounted_files(mount: Mount) -> Iterator[tuple[str, Path]]:
    """The files of *mount* with their paths in the site; hidden ones and those of installed packages are left out."""
    for folder, folders, names in os.walk(mount.folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in PACKAGE_FOLDERS)
        for name in sorted(names):
            if not name.startswith("."):
                path = Path(folder, name)
                yield posixpath.join(mount.uri, path.relative_to(mount.folder).as_posix()), path


class LinkGuard:
    """Which files that may be plans lie where the site keeps its plans, whatever links lead to them.

    A link in a folder of plans may lead to any file of the machine that builds the site. So a plan lies, with all links
    resolved, in docs_dir, in one of the mounts, or in the folder in which the globs begin: a site may link that one from
    elsewhere.
    """

    def __init__(self, docs_dir: Path, mounts: Iterable[Mount], globs: PlanGlobs) -> None:
        self._docs_dir = docs_dir
        self._globs = globs
        self._folders = [os.path.realpath(folder) for folder in (docs_dir, *(mount.folder for mount in mounts))]
        self._resolved: dict[str, str] = {}

    def allows(self, uri: str, path: Path) -> bool:
        """Whether the file at *path*, which is *uri* in the site, lies there."""
        if path.is_symlink():
            real = os.path.realpath(path)
        else:
            folder = str(path.parent)
            if folder not in self._resolved:
                self._resolved[folder] = os.path.realpath(folder)
            real = f"{self._resolved[folder]}{os.sep}{path.name}"
        if any(_lies_in(real, folder) for folder in self._folders):
            return True
        root = self._globs.root(uri)
        return root is not None and bool(root[1]) and _lies_in(real, os.path.realpath(self._docs_dir / root[1]))


def _lies_in(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)


class SiteFiles(Struct, frozen=True):
    """Which files belong to a site.

    Attributes:
        docs_dir: absolute, links resolved.
        mounts: the folders outside it.
        excluded: what is left out of the site; None for nothing.
        within: only files beneath this path in docs_dir count; "" for all.
    """

    docs_dir: Path
    mounts: tuple[Mount, ...] = ()
    excluded: GitIgnoreSpec | None = None
    within: str = ""

    def accepts(self, uri: str) -> bool:
        """Whether a file at *uri* (a path in the site) belongs to the site, if there is one."""
        if not is_beneath(uri, self.within):
            return False
        return self.excluded is None or not self.excluded.match_file(uri)

    def exists(self, uri: str) -> bool:
        """Whether there is a file or folder at *uri*, be it a part of the site or not."""
        return self.path_of(uri) is not None

    def path_of(self, uri: str) -> Path | None:
        """The file or folder at *uri*; None where there is none."""
        mounted = [mount.folder / uri[len(mount.uri) + 1 :] for mount in self.mounts if is_beneath(uri, mount.uri)]
        return next((path for path in (*mounted, self.docs_dir / uri) if path.exists()), None)

    def uri_of(self, path: Path) -> str | None:
        """The path in the site of a file or folder, "" for docs_dir itself; None for one outside."""
        # A link in the site stands for itself, one that leads into the site for its target.
        for absolute in (Path(os.path.normpath(path.absolute())), path.resolve()):
            for folder, uri in (*((mount.folder, mount.uri) for mount in self.mounts), (self.docs_dir, "")):
                if absolute.is_relative_to(folder):
                    found = posixpath.normpath(posixpath.join(uri, absolute.relative_to(folder).as_posix()))
                    return "" if found == "." else found
        return None

    def uris_of(self, path: Path) -> list[str]:
        """The paths in the site that a file or folder stands for: its own, or those of the site's folders inside it."""
        uri = self.uri_of(path)
        if uri is not None:
            return [uri]
        absolute = path.resolve()
        folders = [(self.docs_dir, ""), *((mount.folder, mount.uri) for mount in self.mounts)]
        return [uri for folder, uri in folders if folder.is_relative_to(absolute)]

    def plan_files(self) -> dict[str, Path]:
        """The files that may be plans or parts of one, by their paths in the site."""
        found = dict(self._docs_files())
        for mount in self.mounts:
            for uri, path in mounted_files(mount):
                if _may_be_plan(uri, path) and self.accepts(uri):
                    found.setdefault(uri, path)
        return found

    def _docs_files(self) -> Iterator[tuple[str, Path]]:
        for folder, folders, names in os.walk(self.docs_dir / self.within, followlinks=True):
            path = Path(folder)
            folders[:] = sorted(name for name in folders if not _leads_back(path / name))
            beneath = path.relative_to(self.docs_dir).as_posix()
            inside = "" if beneath == "." else f"{beneath}/"
            of_page: dict[str, str] = {}  # of several files that make one page (README.md, index.md) MkDocs takes the last
            for name in sorted(names, key=_mkdocs_order):
                if _may_be_plan(inside + name, path / name) and self.accepts(inside + name):
                    of_page[_page_name(name)] = name
            yield from ((inside + name, path / name) for name in of_page.values())


def is_beneath(uri: str, folder: str) -> bool:
    """Whether *uri* is that of *folder* ("" for all of the site) or of something in it."""
    return not folder or uri == folder or uri.startswith(f"{folder}/")


def may_matter(uri: str) -> bool:
    """Whether a file of this name may be a plan or a part of one."""
    return uri.endswith(MARKDOWN) or uri.rsplit("/", 1)[-1] in META_NAMES


def _may_be_plan(uri: str, path: Path) -> bool:
    """As :func:`may_matter`, without what MkDocs cannot make a page of: names that are not UTF-8, devices and pipes."""
    return may_matter(uri) and _is_utf8(uri) and (path.is_file() or not path.exists())


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mkdocs_order(name: str) -> tuple[bool, str]:
    return posixpath.splitext(name)[0] not in ("index", "README"), name


def _page_name(name: str) -> str:
    """The name of the page that MkDocs makes of a file, or the name of a file that is no page."""
    stem, suffix = posixpath.splitext(name)
    if suffix not in MARKDOWN:
        return name
    return "index" if stem == "README" else stem


def _leads_back(folder: Path) -> bool:
    """Whether *folder* is a link to a folder above it, which would be followed for ever."""
    return folder.is_symlink() and Path(os.path.realpath(folder.parent)).is_relative_to(os.path.realpath(folder))
