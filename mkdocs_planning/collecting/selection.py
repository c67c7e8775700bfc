"""Which of a set of files are plans, and which of them are one plan together.

Whoever needs the plans of a site asks here: the plugin, the command line, and history for every commit.
Pure: works on paths relative to docs_dir with ``/`` between their parts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Container, Iterable

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.collecting.layouts import FolderPlan, Layout, find_folder_plans
from mkdocs_planning.collecting.plan_globs import INDEX_NAMES, MARKDOWN, PlanGlobs
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.markdown.outline import split_front_matter

Declared = Callable[[str], bool | None]
"""Path → what the page declares of itself (see :func:`declared_plan`)."""

_DECLARATION = re.compile(r"^plan[ \t]*:[ \t]*[\"']?(true|yes|on|false|no|off)\b", re.I | re.M)
_MOST_FRONT_MATTER = 64 * 1024
"""A declaration is looked for in so many bytes."""


class Selection(Struct, frozen=True):
    """Which files are plans.

    Attributes:
        pages: those that are a plan each (or several), in order.
        folders: the folders that are one plan each.
        view_pages: the page of each view by the view's path in the settings; the overview's path is "".
        hosts: those of ``view_pages`` that are files of the site.
    """

    pages: tuple[str, ...]
    folders: tuple[FolderPlan, ...]
    view_pages: dict[str, str]
    hosts: frozenset[str]

    @property
    def sources(self) -> list[str]:
        """The files that are read: the pages by path, then the parts of each folder in order of precedence."""
        return [*self.pages, *(source for folder in self.folders for source in folder.sources)]


def select_plans(
    paths: Collection[str], declared: Declared, settings: CollectingSettings, alone: Collection[str] = ()
) -> Selection:
    """Which of *paths* are plans.

    Args:
        paths: all files of a site that may be plans or parts of one.
        declared: what a page declares of itself.
        settings: of the site.
        alone: files that are plans of their own whatever the settings say.
    """
    globs = settings.globs
    folders = declared_folder_plans(paths, settings.layouts, declared)
    members = frozenset[str]().union(*(folder.members for folder in folders))
    outside = [path for path in paths if path not in members]
    overview = settings.index or globs.overview(outside)
    view_pages = _view_pages(paths, overview, settings.view_paths)
    hosts = frozenset(view_pages.values()).intersection(paths)
    pages = {path for path in outside if is_plan_page(path, declared(path), globs, hosts)}
    return Selection(
        pages=tuple(sorted(pages.union(alone))),
        folders=tuple(folder for folder in folders if not folder.members.intersection(alone)),
        view_pages=view_pages,
        hosts=hosts,
    )


def declared_folder_plans(paths: Iterable[str], layouts: Iterable[Layout], declared: Declared) -> list[FolderPlan]:
    """The folders of *paths* that are one plan, without the parts that declare ``plan: false``."""
    found: list[FolderPlan] = []
    for plan in find_folder_plans(paths, layouts):
        files = tuple(file for file in plan.files if declared(file) is not False)
        if files:
            found.append(replace(plan, files=files))
    return found


def is_plan_page(path: str, declared: bool | None, globs: PlanGlobs, view_pages: Container[str]) -> bool:
    """Whether a page outside folder plans is a plan.

    Args:
        path: of the page; what has no Markdown suffix is no plan.
        declared: what the page declares of itself, which outweighs the globs.
        globs: of the site.
        view_pages: pages that show a view, which are plans only where they declare it.
    """
    if not path.endswith(MARKDOWN):
        return False
    if declared is not None or path in view_pages:
        return bool(declared)
    return globs.includes(path)


def declared_plan(source: bytes) -> bool | None:
    """What the front matter of a page declares by ``plan: true`` or ``plan: false``; None where it declares neither.

    Read by line, so that it holds in front matter that is not valid YAML too.
    """
    head = source[:_MOST_FRONT_MATTER].removeprefix(b"\xef\xbb\xbf")
    if not head.startswith(b"---") or b"plan" not in head.lower():
        return None
    front, _ = split_front_matter(head.decode("utf-8", "replace"))
    match = _DECLARATION.search(front) if front else None
    return match.group(1).lower() in ("true", "yes", "on") if match else None


def page_address(path: str) -> str:
    """The address of the page at *path*: ``plans/board`` for both ``plans/board.md`` and ``plans/board/index.md``."""
    folder, name = posixpath.split(path)
    return folder if name in INDEX_NAMES else posixpath.splitext(path)[0]


def _view_pages(paths: Iterable[str], overview: str, view_paths: Iterable[str]) -> dict[str, str]:
    """The page of each view: a page of the site at the view's address, else the path of a page to be generated."""
    taken: dict[str, str] = {}
    for path in paths:
        if path.endswith(MARKDOWN):
            taken.setdefault(page_address(path), path)
    folder = posixpath.dirname(overview)
    wanted = {view: posixpath.join(folder, f"{view}.md") if view else overview for view in view_paths}
    return {view: taken.get(page_address(path), path) for view, path in wanted.items()}
