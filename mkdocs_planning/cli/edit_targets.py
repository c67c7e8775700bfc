"""Which file an edit goes to: that of a plan named by its id or path, or a file named with a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from mkdocs_planning.cli.output import CommandError
from mkdocs_planning.cli.plan_paths import files_of_folder, located, portfolio_of_paths
from mkdocs_planning.cli.site import Site
from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.collecting.site_files import SiteFiles
from mkdocs_planning.model.plan import Plan


class Target(Struct, frozen=True):
    """A plan and its files on disk, by their paths in the site; the plan's own file is the first."""

    plan: Plan
    files: dict[str, Path]

    def file_of(self, uri: str) -> tuple[str, Path]:
        """The path in the site and on disk of one of its files; those of the plan's own file where *uri* is none of them."""
        return (uri, self.files[uri]) if uri in self.files else next(iter(self.files.items()))


def target_of(name: str, site: Site) -> Target:
    """The plan that *name* names: a file, a folder that is one plan, or an id.

    Raises:
        CommandError: where there is no such plan, or several.
    """
    path = Path(name)
    inside = site.files is not None and site.files.path_of(path.as_posix()) is not None
    if path.exists() or inside:
        place = located(path, site)
        files = site.files if site.files is not None else None if place.is_file() else files_of_folder(place, site.settings)
        return _target(_only(portfolio_of_paths((place,), site).plans, name), files, place)
    files = site.files if site.files is not None else files_of_folder(Path(), site.settings)
    paths = () if site.files is not None else (Path(),)
    plans = [plan for plan in portfolio_of_paths(paths, site).plans if name in (plan.id, plan.stated_id)]
    return _target(_only(plans, name), files, None)


def _only(plans: Sequence[Plan], name: str) -> Plan:
    if len(plans) == 1:
        return plans[0]
    if not plans:
        raise CommandError(f"{name}: no such file and no plan with this id; expected a path or an id as `read` prints it")
    raise CommandError(f"{name}: names {len(plans)} plans ({', '.join(plan.id for plan in plans)}); name one of them by its id")


def _target(plan: Plan, files: SiteFiles | None, place: Path | None) -> Target:
    found: dict[str, Path] = {}
    for uri in (plan.source, *plan.parts):
        path = files.path_of(uri) if files is not None else place
        path = place if path is None and place is not None and place.is_file() else path
        if path is not None:
            found[uri] = path
    if not found:
        raise CommandError(f"{plan.source}: the file of this plan was not found")
    return Target(plan, found)


def file_that_states(target: Target, field: str, site: Site) -> tuple[str, Path]:
    """The file of a plan that states a fact of its header: the first part that does, else the plan's own file."""
    if len(target.files) > 1 and field not in target.plan.lines:
        for uri, path in target.files.items():
            if any(field in plan.lines for plan in read_page(path.read_bytes(), uri, site.settings.vocabulary)):
                return uri, path
    return target.file_of(target.plan.source)


def file_and_line(text: str, site: Site) -> tuple[str, Path, int]:
    """The path in the site, the path on disk and the line of ``FILE:LINE``.

    Raises:
        CommandError: where it has no line, or there is no such file.
    """
    name, _, line = text.rpartition(":")
    if not name or not line.isdecimal() or not int(line):
        raise CommandError(f"{text}: expected FILE:LINE, as `check` and `explain` print lines (plans/cache.md:42)")
    path = located(Path(name), site, "file")
    if not path.is_file():
        raise CommandError(f"{name}: expected a file")
    uri = site.files.uri_of(path) if site.files is not None else None
    return uri or path.name, path, int(line)
