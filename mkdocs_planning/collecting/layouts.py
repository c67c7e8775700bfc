"""Folders that are one plan, because the kit they were made with says so.

=========  ==========================================================  =======================================
layout     the folder                                                  its parts, in the order in which they speak
=========  ==========================================================  =======================================
spec-kit   ``specs/001-name/`` with ``plan.md`` or ``tasks.md``        plan, tasks, spec
kiro       with ``tasks.md`` and ``requirements.md``                   tasks, design, requirements
openspec   ``changes/name/`` with ``proposal.md``                      proposal, tasks, design
kep        ``README.md`` beside ``kep.yaml``                           README
folder     ``…/plan/`` inside another folder, with an index page       the index, then the other pages by name
=========  ==========================================================  =======================================

Pure, on paths with ``/`` between their parts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

Layout = Literal["spec-kit", "kiro", "openspec", "kep", "folder"]
LAYOUTS: tuple[Layout, ...] = ("spec-kit", "kiro", "openspec", "kep", "folder")

META_NAMES = ("kep.yaml",)
"""Files that are no pages and hold header facts of the plan beside them."""
_SPEC_KIT = re.compile(r"(?:^|/)specs/\d{3,}-[^/]+$")
_CHANGES = re.compile(r"(?:^|/)changes/(?:archive/)?[^/]+$")
_ARCHIVED = re.compile(r"(?:^|/)changes/archive/[^/]+$")


class FolderPlan(Struct, frozen=True):
    """A plan of several files. ``files`` holds its parts, the one that speaks first first.

    ``members`` are all pages of the folder: what is no part (research notes, contracts) is no plan either.
    ``meta`` is a YAML file beside them that holds header facts (``kep.yaml``), or None.
    """

    layout: Layout
    folder: str
    files: tuple[str, ...]
    members: frozenset[str]
    meta: str | None = None
    archived: bool = False


def find_folder_plans(paths: Iterable[str], layouts: Iterable[Layout] = LAYOUTS) -> list[FolderPlan]:
    """The folders of *paths* that are one plan each, in the order of their names.

    Args:
        paths: every file of the site that could be a part, ``kep.yaml`` files included.
        layouts: which to look for.
    """
    wanted = set(layouts)
    folders: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, set()).add(name)
    found: list[FolderPlan] = []
    for folder, names in sorted(folders.items()):
        made = _plan_of(folder, names, folders, wanted)
        if made is not None and not any(folder.startswith(plan.folder + "/") for plan in found[-1:]):
            found.append(made)
    return found


def _plan_of(folder: str, names: set[str], folders: Mapping[str, set[str]], wanted: set[Layout]) -> FolderPlan | None:
    if "spec-kit" in wanted and _SPEC_KIT.search(folder) and names & {"plan.md", "tasks.md", "spec.md"}:
        return _made("spec-kit", folder, names, ("plan.md", "tasks.md", "spec.md"), folders)
    if "kiro" in wanted and {"tasks.md", "requirements.md"} <= names:
        return _made("kiro", folder, names, ("tasks.md", "design.md", "requirements.md"), folders)
    if "openspec" in wanted and _CHANGES.search(folder) and "proposal.md" in names:
        return _made("openspec", folder, names, ("proposal.md", "tasks.md", "design.md"), folders)
    if "kep" in wanted and {"README.md", "kep.yaml"} <= names:
        return _made("kep", folder, names, ("README.md",), folders)
    if "folder" in wanted and posixpath.basename(folder) == "plan" and "/" in folder:
        index = next((name for name in ("index.md", "README.md") if name in names), None)
        others = tuple(sorted(name for name in names if name.endswith(".md") and name != index))
        if index is not None and others:
            return _made("folder", folder, names, (index, *others), folders)
    return None


def _made(layout: Layout, folder: str, names: set[str], order: tuple[str, ...], folders: Mapping[str, set[str]]) -> FolderPlan:
    files = tuple(f"{folder}/{name}" for name in order if name in names)
    members = {
        f"{other}/{name}"
        for other, inside in folders.items()
        if other == folder or other.startswith(folder + "/")
        for name in inside
    }
    meta = f"{folder}/kep.yaml" if layout == "kep" else None
    return FolderPlan(layout, folder, files, frozenset(members), meta, bool(_ARCHIVED.search(folder)))
