"""From commit to commit: which files are there, which of them are plans, and which plans a commit touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import NamedTuple

from mkdocs_planning.collecting.layouts import FolderPlan, may_form_folder_plan
from mkdocs_planning.collecting.merging import merge_folder_plans
from mkdocs_planning.collecting.selection import declared_folder_plans, is_plan_page
from mkdocs_planning.history.following import Held
from mkdocs_planning.history.git import Change
from mkdocs_planning.history.versions import Rules, Versions


class Step(NamedTuple):
    """What a commit did: the plans of the files that it touched, before and after, and which files it renamed (new → old)."""

    before: list[Held]
    after: list[Held]
    renames: dict[str, str]


class _Shape(NamedTuple):
    """The files (path → blob), which folders are one plan, and to which unit each file of a plan belongs.

    A unit is a page that is alone, by its path, or a folder that is one plan, by its path with ``/`` behind it.
    """

    files: dict[str, str]
    folders: dict[str, FolderPlan]
    units: dict[str, str]


class Walk:
    """The files of a site at a commit, as far as they matter, and the plans in them.

    Args:
        rules: what a plan is.
        versions: reads them.
        files: those at the beginning, path → blob, which *versions* has been told to prepare.
    """

    def __init__(self, rules: Rules, versions: Versions, files: Mapping[str, str] | None = None) -> None:
        self._rules = rules
        self._versions = versions
        readable = {uri: blob for uri, blob in (files or {}).items() if (blob, uri) not in versions.unread}
        self._shape = _Shape(readable, {}, {})
        self._held: dict[str, list[Held]] = {}
        self._find_units()

    def copy(self) -> Walk:
        """A copy that can go on without changing this one."""
        other = copy(self)
        other._shape = _Shape(dict(self._shape.files), self._shape.folders, dict(self._shape.units))
        other._held = dict(self._held)
        return other

    @property
    def files(self) -> Mapping[str, str]:
        """The files that are there: path → blob."""
        return self._shape.files

    def plans(self) -> list[Held]:
        """All plans that are there."""
        return self._plans_of(dict.fromkeys(self._shape.units.values()), self._shape)

    def go(self, changes: Iterable[Change]) -> Step:
        """Go on by the *changes* of a commit."""
        shape = self._shape
        changes = [change for one in changes if (change := self._readable(one)) is not None]
        renames = {c.path: c.origin for c in changes if c.origin is not None and c.origin in shape.files}
        touched = dict.fromkeys(uri for change in changes for uri in (change.path, change.origin) if uri is not None)
        many = any(may_form_folder_plan(uri) for uri in (*touched, *shape.files))
        was = _Shape(dict(shape.files), shape.folders, dict(shape.units)) if many else shape
        units = dict.fromkeys(shape.units[uri] for uri in touched if uri in shape.units)
        before = self._plans_of(units, shape)
        anew = False
        for change in changes:
            if change.origin is not None:
                anew |= shape.files.pop(change.origin, None) is not None
            if change.blob is None:
                anew |= shape.files.pop(change.path, None) is not None
            else:
                old = shape.files.get(change.path)
                anew |= old is None or self._said(old, change.path) != self._said(change.blob, change.path)
                shape.files[change.path] = change.blob
        if many and anew:
            self._find_units()
            now = self._shape
            pairs = [(was.units.get(uri), now.units.get(uri)) for uri in was.units.keys() | now.units.keys()]
            others = {unit for pair in pairs if pair[0] != pair[1] for unit in pair if unit is not None}
            names = was.folders.keys() | now.folders.keys()
            others |= {f"{name}/" for name in names if was.folders.get(name) != now.folders.get(name)}
            more = sorted(others - set(units))
            before += self._plans_of([unit for unit in more if unit in was.units.values()], was)
            units |= dict.fromkeys(more)
        elif anew:
            for uri in touched:
                self._place(uri)
        units |= dict.fromkeys(self._shape.units[uri] for uri in touched if uri in self._shape.units)
        for unit in units:
            self._held.pop(unit, None)
        after = [unit for unit in units if self._is_there(unit)]
        return Step(before, self._plans_of(after, self._shape), renames)

    def _is_there(self, unit: str) -> bool:
        return self._shape.units.get(unit) == unit or unit[:-1] in self._shape.folders

    def _readable(self, change: Change) -> Change | None:
        """*change* as it can be followed: a version that cannot be read leaves its file as it was."""
        if change.blob is None or (change.blob, change.path) not in self._versions.unread:
            return change
        before = self._shape.files.get(change.origin) if change.origin else None
        return Change(change.path, before, change.origin) if before is not None else None

    def _find_units(self) -> None:
        files = self._shape.files
        found: list[FolderPlan] = []
        if any(may_form_folder_plan(uri) for uri in files):
            layouts = self._rules.settings.layouts
            found = declared_folder_plans(files, layouts, lambda uri: self._said(files[uri], uri))
        self._folder_of = {uri: folder.folder for folder in found for uri in folder.members}
        self._shape = _Shape(files, {folder.folder: folder for folder in found}, {})
        for uri in files:
            self._place(uri)

    def _said(self, blob: str, uri: str) -> bool | None:
        return self._versions.said(blob, uri)

    def _place(self, uri: str) -> None:
        """Enter to which unit a file belongs, if to any."""
        files, folders, units = self._shape
        folder = self._folder_of.get(uri) if uri in files else None
        unit: str | None = None
        if folder is not None:
            one = folders[folder]
            unit = f"{folder}/" if uri in one.files or uri == one.meta else None
        elif uri in files:
            said = self._said(files[uri], uri)
            is_plan = is_plan_page(uri, said, self._rules.settings.globs, self._rules.view_pages)
            unit = uri if is_plan else None
        if unit is None:
            units.pop(uri, None)
        else:
            units[uri] = unit

    def _plans_of(self, units: Iterable[str], shape: _Shape) -> list[Held]:
        found: list[Held] = []
        for unit in units:
            held = self._held.get(unit)
            if held is None:
                held = self._held[unit] = self._read(unit, shape)
            found += held
        return found

    def _read(self, unit: str, shape: _Shape) -> list[Held]:
        folder = shape.folders.get(unit[:-1]) if unit.endswith("/") else None
        names = [unit] if folder is None else [name for name in (*folder.files, folder.meta) if name is not None]
        at = {name: shape.files[name] for name in names if name in shape.files}
        pages = {name: self._versions.plans(blob, name) for name, blob in at.items()}
        plans = merge_folder_plans(pages, [folder] if folder is not None else [])
        return [Held(plan, tuple(at[name] for name in (plan.source, *plan.parts) if name in at)) for plan in plans]
