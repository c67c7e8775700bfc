"""Folders that are one plan, as planning kits make them.

=========  ==========================================================  =======================================
layout     the folder                                                  its parts, in order of precedence
=========  ==========================================================  =======================================
spec-kit   ``specs/001-name/`` with ``plan.md`` or ``tasks.md``        plan, tasks, spec
kiro       with ``tasks.md`` and ``requirements.md``                   tasks, design, requirements
openspec   ``changes/name/`` with ``proposal.md``                      proposal, tasks, design
kep        ``README.md`` beside ``kep.yaml``                           README
folder     ``…/plan/`` inside another folder, with an index page       the index, then the other pages by name
=========  ==========================================================  =======================================

Pure: works on paths with ``/`` between their parts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

Layout = Literal["spec-kit", "kiro", "openspec", "kep", "folder"]
LAYOUTS: tuple[Layout, ...] = ("spec-kit", "kiro", "openspec", "kep", "folder")

META_NAMES = ("kep.yaml",)
"""Names of files that are no pages and hold header facts of the plan beside them."""
_PLAN_FOLDER = "plan"
"""The folder name of the layout ``folder``."""
_ARCHIVED = re.compile(r"(?:^|/)changes/archive/[^/]+$")


class _Kit(NamedTuple):
    """How a planning kit lays out one plan.

    Attributes:
        parts: the files of a plan, in order of precedence.
        required: files without all of which a folder is no plan; where there are none, any of the parts is enough.
        folder: what the path of the folder looks like; None for any.
    """

    layout: Layout
    parts: tuple[str, ...]
    required: frozenset[str] = frozenset()
    folder: re.Pattern[str] | None = None
    meta: str | None = None

    def matches(self, folder: str, names: set[str]) -> bool:
        """Whether *folder*, which holds files of these *names*, is a plan of this kit."""
        return (
            self.required <= names
            and not names.isdisjoint(self.parts)
            and (self.folder is None or self.folder.search(folder) is not None)
        )


_KITS = (
    _Kit("spec-kit", ("plan.md", "tasks.md", "spec.md"), folder=re.compile(r"(?:^|/)specs/\d{3,}-[^/]+$")),
    _Kit("kiro", ("tasks.md", "design.md", "requirements.md"), frozenset({"tasks.md", "requirements.md"})),
    _Kit(
        "openspec",
        ("proposal.md", "tasks.md", "design.md"),
        frozenset({"proposal.md"}),
        re.compile(r"(?:^|/)changes/(?:archive/)?[^/]+$"),
    ),
    _Kit("kep", ("README.md",), frozenset({"README.md", "kep.yaml"}), meta="kep.yaml"),
)
_DECISIVE = frozenset({"plan.md", "tasks.md", "spec.md", "requirements.md", "proposal.md", *META_NAMES})
"""Each kit needs one of these files at least."""
_PARTS = frozenset(part for kit in _KITS for part in kit.parts) - {"README.md"}


class FolderPlan(Struct, frozen=True):
    """A plan of several files.

    Attributes:
        files: its parts, in order of precedence.
        members: all files of the folder and below; those that are no part (research notes, contracts) are no plans either.
        meta: a YAML file with header facts of the plan (``kep.yaml``), or None.
        archived: whether the kit keeps the folder with what is done.
    """

    layout: Layout
    folder: str
    files: tuple[str, ...]
    members: frozenset[str]
    meta: str | None = None
    archived: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that are read for the plan, in order of precedence."""
        return self.files if self.meta is None else (*self.files, self.meta)


def find_folder_plans(paths: Iterable[str], layouts: Iterable[Layout] = LAYOUTS) -> list[FolderPlan]:
    """The folders of *paths* that are one plan each, ordered by path. A folder inside another plan belongs to that plan.

    Args:
        paths: every file that could be a part, ``kep.yaml`` files included.
        layouts: which layouts to look for.
    """
    wanted = frozenset(layouts)
    folders: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, set()).add(name)
    plans: dict[str, FolderPlan] = {}
    members: dict[str, set[str]] = {}
    for folder, names in sorted(folders.items()):  # a folder comes before those inside it
        owner = next((above for above in _folder_and_those_above(folder) if above in plans), None)
        if owner is None and (plan := _plan_in(folder, names, wanted)) is not None:
            plans[folder], owner = plan, folder
        if owner is not None:
            members.setdefault(owner, set()).update(f"{folder}/{name}" for name in names)
    return [replace(plan, members=frozenset(members[folder])) for folder, plan in plans.items()]


def may_form_folder_plan(path: str) -> bool:
    """Whether a folder can become one plan, or stop being one, by a file at *path*. Without any such file there is none."""
    folder, _, name = path.rpartition("/")
    return name in _DECISIVE or posixpath.basename(folder) == _PLAN_FOLDER


def may_be_part(path: str) -> bool:
    """Whether a file at *path* may be a part of a folder plan by its name; a README beside a ``kep.yaml`` may be, too."""
    folder, _, name = path.rpartition("/")
    return name in _PARTS or posixpath.basename(folder) == _PLAN_FOLDER


def _folder_and_those_above(folder: str) -> Iterator[str]:
    yield folder
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield folder


def _plan_in(folder: str, names: set[str], wanted: Collection[Layout]) -> FolderPlan | None:
    """The plan that *folder* is by its own files, yet without members; None for a folder that is no plan."""
    archived = _ARCHIVED.search(folder) is not None
    for kit in _KITS:
        if kit.layout in wanted and kit.matches(folder, names):
            files = tuple(f"{folder}/{part}" for part in kit.parts if part in names)
            meta = f"{folder}/{kit.meta}" if kit.meta else None
            return FolderPlan(kit.layout, folder, files, frozenset(), meta, archived)
    if "folder" in wanted and posixpath.basename(folder) == _PLAN_FOLDER and "/" in folder:
        index = next((name for name in ("index.md", "README.md") if name in names), None)
        others = sorted(name for name in names if name.endswith(".md") and name != index)
        if index is not None and others:
            files = tuple(f"{folder}/{name}" for name in (index, *others))
            return FolderPlan("folder", folder, files, frozenset(), None, archived)
    return None
