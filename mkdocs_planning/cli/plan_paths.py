"""The plans that the arguments PATH of a command name.

With a configuration a PATH stands for a part of the site, and is given on disk or as the commands print it (a path in
docs_dir). Its plans are those of the site, with the same ids, dependencies and findings, since all files of the site are
read. Without one a folder is collected as if it were docs_dir, or lay in it. A PATH that is a file is read as a plan of
its own, whatever its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.cli.output import CommandError
from mkdocs_planning.cli.site import Site
from mkdocs_planning.collecting.assembling import collect_plans, portfolio_of
from mkdocs_planning.collecting.layouts import find_folder_plans
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import LinkGuard, SiteFiles, is_beneath
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.support.files import read_regular
from mkdocs_planning.support.printable import printable

MAX_FILE = 64 * 1024 * 1024
"""A file of more bytes is not read; of a plan no more than the first megabyte is read anyway."""


class PlanFiles(Struct, frozen=True):
    """Files that were read together, and which plans of them are wanted.

    Attributes:
        contents: all files, path in the site → content.
        plans: all plans in them, not yet put together.
        sources: the files of the plans that are wanted, in order.
    """

    contents: Mapping[str, bytes]
    plans: list[Plan]
    sources: list[str]


def portfolio_of_paths(paths: Sequence[Path], site: Site) -> Portfolio:
    """The plans of *paths*; those of the whole site where there are none.

    Raises:
        CommandError: where there is no such file or folder, or one that cannot be read.
    """
    found = list(files_of_paths(paths, site))
    pages = {path for one in found for path in one.contents}
    wanted = {source for one in found for source in one.sources}
    portfolio = portfolio_of([plan for one in found for plan in one.plans], site.settings, pages)
    plans = tuple(plan for plan in portfolio.plans if not wanted.isdisjoint((plan.source, *plan.parts)))
    return replace(portfolio, plans=plans)


def files_of_paths(paths: Sequence[Path], site: Site) -> Iterator[PlanFiles]:
    """The files of *paths*; those of the whole site where there are none.

    Raises:
        CommandError: where there is no such file or folder, or one that cannot be read.
    """
    in_site: dict[str, Path] = {}
    outside: list[Path] = []
    for path in paths:
        place = located(path, site)
        uris = site.files.uris_of(place) if site.files is not None else []
        in_site |= dict.fromkeys(uris, place)
        if not uris:
            outside.append(place)
    if site.files is not None and (in_site or not paths):
        yield _files_of_site(site.files, in_site or {"": site.files.docs_dir}, site.settings)
    yield from _files_of_folders([path for path in outside if path.is_dir()], site.settings)
    files = [path for path in outside if not path.is_dir()]
    if files:
        yield _single_files(files, site.settings)


def _files_of_site(files: SiteFiles, places: Mapping[str, Path], settings: CollectingSettings) -> PlanFiles:
    """The files of a site, of which the plans at *places* (path in the site → file or folder) are wanted."""
    alone = {uri: path for uri, path in places.items() if not path.is_dir()}
    folders = [uri for uri in places if uri not in alone]
    contents = read_files(files, settings) | {uri: read_file(path) for uri, path in alone.items()}
    plans, selection = collect_plans(contents, settings, alone=alone)
    wanted = [uri for uri in selection.sources if uri in alone or any(is_beneath(uri, folder) for folder in folders)]
    return PlanFiles(contents, plans, wanted)


def _files_of_folders(folders: Iterable[Path], settings: CollectingSettings) -> Iterator[PlanFiles]:
    """The files of *folders* that belong to no site, those of one docs_dir together."""
    by_base: dict[Path, dict[str, bytes]] = {}
    for folder in folders:
        files = files_of_folder(folder, settings)
        by_base.setdefault(files.docs_dir, {}).update(read_files(files, settings))
    for contents in by_base.values():
        plans, selection = collect_plans(contents, settings)
        yield PlanFiles(contents, plans, selection.sources)


def _single_files(paths: Iterable[Path], settings: CollectingSettings) -> PlanFiles:
    """Files that belong to no site, each a plan of its own; they are named as they were given."""
    contents = {printable(path.as_posix()): read_file(path) for path in paths}
    return PlanFiles(contents, collect_plans(contents, settings, alone=contents).plans, list(contents))


def located(path: Path, site: Site, kind: str = "file or folder") -> Path:
    """*path* as given, or in the site where only that exists: the commands print paths so. *kind* is what it should be.

    Raises:
        CommandError: where neither exists.
    """
    if path.exists():
        return path
    place = site.files.path_of(path.as_posix()) if site.files is not None else None
    if place is not None:
        return place
    beside = f", nor is there one in {site.files.docs_dir}" if site.files is not None else ""
    raise CommandError(f"{path}: no such {kind}{beside}")


def read_files(files: SiteFiles, settings: CollectingSettings) -> dict[str, bytes]:
    """The content of all files that may be plans or parts of one, by path in the site.

    Raises:
        CommandError: where one that is to be a plan cannot be read; others need not be readable.
    """
    contents: dict[str, bytes] = {}
    guard = LinkGuard(files.docs_dir, files.mounts, settings.globs)
    for uri, path in files.plan_files().items():
        if not guard.allows(uri, path):
            continue
        try:
            contents[uri] = read_file(path)
        except CommandError:
            if settings.globs.includes(uri):
                raise
    return contents


def read_file(path: Path) -> bytes:
    """The content of the file at *path*.

    Raises:
        CommandError: where it cannot be read, is very large, or is a pipe or a device, reading which might never end.
    """
    try:
        return read_regular(path, MAX_FILE)
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror})") from error


def files_of_folder(folder: Path, settings: CollectingSettings) -> SiteFiles:
    """The files of a folder that belongs to no site, with paths as in the site that may be around it.

    That site begins at *folder*, or above it where only that makes plans of the folder's files: ``plans/`` itself is read
    as ``plans/`` of a site, ``specs/001-x`` as a plan of spec-kit.
    """
    resolved = folder.resolve()
    if settings.globs.includes(f"{resolved.name}/any.md"):
        base = resolved.parent
    else:
        above = (resolved, *resolved.parents[:3])
        base = next((base for base in above if _holds_folder_plans(resolved, base, settings)), resolved)
    within = resolved.relative_to(base).as_posix()
    return SiteFiles(base, within="" if within == "." else within)


def _holds_folder_plans(folder: Path, base: Path, settings: CollectingSettings) -> bool:
    """Whether *folder*, or one in it, is a plan of several files where paths begin at *base* (``specs/001-x``)."""
    beneath = (file.relative_to(base).as_posix() for pattern in ("*", "*/*") for file in folder.glob(pattern))
    return bool(find_folder_plans(beneath, settings.layouts))
