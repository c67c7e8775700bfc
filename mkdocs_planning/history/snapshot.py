"""The files of a site at a commit and the plans in them, brought from commit to commit by what each commit changed.

The rules by which files are plans are those of :mod:`mkdocs_planning.collecting`; here only what a commit touched is
decided and read anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from mkdocs_planning.collecting.layouts import FolderPlan, may_form_folder_plan
from mkdocs_planning.collecting.merging import merge_folder_plans
from mkdocs_planning.history.file_versions import FileVersions
from mkdocs_planning.history.git import Change
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.history.plan_tracking import PlanVersion


class SnapshotStep(NamedTuple):
    """What a commit did: the plans of the files that it touched, before and after, and which files it renamed (new → old)."""

    before: list[PlanVersion]
    after: list[PlanVersion]
    renames: dict[str, str]


class _State(NamedTuple):
    """The files of a site and to which unit each belongs. A unit is a page by its path, or a folder plan by its path and ``/``.

    Attributes:
        files: path → blob.
        folders: the folder plans by the paths of their folders.
        units: the unit of each file of a plan.
    """

    files: dict[str, str]
    folders: dict[str, FolderPlan]
    units: dict[str, str]

    def copy(self) -> _State:
        return _State(dict(self.files), self.folders, dict(self.units))

    def has(self, unit: str) -> bool:
        return self.units.get(unit) == unit or unit[:-1] in self.folders

    def units_of(self, uris: Iterable[str]) -> dict[str, None]:
        """The units that *uris* belong to, in order."""
        return dict.fromkeys(self.units[uri] for uri in uris if uri in self.units)


class Snapshot:
    """The files of a site at a commit, as far as they matter, and the plans in them.

    Args:
        scope: which files are plans.
        versions: reads them.
        files: those at the beginning, path → blob, which *versions* has prepared.
    """

    def __init__(self, scope: PlanScope, versions: FileVersions, files: Mapping[str, str] | None = None) -> None:
        self._scope = scope
        self._versions = versions
        readable = {uri: blob for uri, blob in (files or {}).items() if (blob, uri) not in versions.unreadable}
        self._forming = {uri for uri in readable if may_form_folder_plan(uri)}
        self._plans: dict[str, list[PlanVersion]] = {}
        self._state = self._selected(readable)

    def copy(self) -> Snapshot:
        """A copy that can be changed without changing this one."""
        other = Snapshot(self._scope, self._versions)
        other._forming = set(self._forming)
        other._plans = dict(self._plans)
        other._state = self._state.copy()
        return other

    @property
    def files(self) -> Mapping[str, str]:
        """The files that are there: path → blob."""
        return self._state.files

    def plans(self) -> list[PlanVersion]:
        """All plans that are there."""
        return self._plans_of(dict.fromkeys(self._state.units.values()), self._state)

    def apply(self, changes: Iterable[Change]) -> SnapshotStep:
        """Go on by the *changes* of a commit."""
        changes = [change for one in changes if (change := self._readable(one)) is not None]
        renames = {one.path: one.origin for one in changes if one.origin is not None and one.origin in self.files}
        touched = dict.fromkeys(uri for one in changes for uri in (one.path, one.origin) if uri is not None)
        may_reshape = bool(self._forming) or any(may_form_folder_plan(uri) for uri in touched)
        old = self._state.copy() if may_reshape else self._state
        units = old.units_of(touched)
        before = self._plans_of(units, old)
        if self._change_files(changes):
            if may_reshape:
                self._state = self._selected(self._state.files)
                others = sorted(_reshaped(old, self._state).difference(units))
                before += self._plans_of([unit for unit in others if old.has(unit)], old)
                units |= dict.fromkeys(others)
            else:
                self._select_pages(touched, self._state)
        units |= self._state.units_of(touched)
        for unit in units:
            self._plans.pop(unit, None)
        after = self._plans_of([unit for unit in units if self._state.has(unit)], self._state)
        return SnapshotStep(before, after, renames)

    def _readable(self, change: Change) -> Change | None:
        """*change* as it can be followed: a version that cannot be read leaves its file as it was."""
        if change.blob is None or (change.blob, change.path) not in self._versions.unreadable:
            return change
        before = self.files.get(change.origin) if change.origin else None
        return Change(change.path, before, change.origin) if before is not None else None

    def _change_files(self, changes: Iterable[Change]) -> bool:
        """Change the files; whether one came, went, or now declares something else, so that other files may be plans."""
        files = self._state.files
        reselect = False
        for change in changes:
            if change.origin is not None:
                reselect |= self._remove(change.origin)
            if change.blob is None:
                reselect |= self._remove(change.path)
                continue
            old = files.get(change.path)
            reselect |= old is None or self._declares(old, change.path) != self._declares(change.blob, change.path)
            files[change.path] = change.blob
            if may_form_folder_plan(change.path):
                self._forming.add(change.path)
        return reselect

    def _remove(self, uri: str) -> bool:
        self._forming.discard(uri)
        return self._state.files.pop(uri, None) is not None

    def _declares(self, blob: str, uri: str) -> bool | None:
        return self._versions.declared(blob, uri)

    def _selected(self, files: dict[str, str]) -> _State:
        """*files* with the units that they belong to."""
        folders: list[FolderPlan] = []
        if self._forming:
            folders = self._scope.folder_plans(files, lambda uri: self._declares(files[uri], uri))
        state = _State(files, {folder.folder: folder for folder in folders}, {})
        members = frozenset[str]().union(*(folder.members for folder in folders))
        self._select_pages([uri for uri in files if uri not in members], state)
        for folder in folders:
            state.units.update(dict.fromkeys(folder.sources, f"{folder.folder}/"))
        return state

    def _select_pages(self, uris: Iterable[str], state: _State) -> None:
        """Enter into *state* which of *uris*, files outside folder plans, are plans."""
        for uri in uris:
            blob = state.files.get(uri)
            if blob is not None and self._scope.is_plan_page(uri, self._declares(blob, uri)):
                state.units[uri] = uri
            else:
                state.units.pop(uri, None)

    def _plans_of(self, units: Iterable[str], state: _State) -> list[PlanVersion]:
        found: list[PlanVersion] = []
        for unit in units:
            plans = self._plans.get(unit)
            if plans is None:
                plans = self._plans[unit] = self._read(unit, state)
            found += plans
        return found

    def _read(self, unit: str, state: _State) -> list[PlanVersion]:
        folder = state.folders.get(unit[:-1]) if unit.endswith("/") else None
        sources = folder.sources if folder is not None else (unit,)
        blobs = {source: state.files[source] for source in sources if source in state.files}
        pages = {source: self._versions.plans(blob, source) for source, blob in blobs.items()}
        plans = merge_folder_plans(pages, [folder] if folder is not None else [])
        return [PlanVersion(plan, _blobs_of(plan.source, plan.parts, blobs)) for plan in plans]


def _blobs_of(source: str, parts: Collection[str], blobs: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(blobs[file] for file in (source, *parts) if file in blobs)


def _reshaped(old: _State, new: _State) -> set[str]:
    """The units that came or went, or whose files are others."""
    pairs = [(old.units.get(uri), new.units.get(uri)) for uri in old.units.keys() | new.units.keys()]
    found = {unit for pair in pairs if pair[0] != pair[1] for unit in pair if unit is not None}
    names = old.folders.keys() | new.folders.keys()
    return found | {f"{name}/" for name in names if old.folders.get(name) != new.folders.get(name)}
