"""Which files of any commit are plans: today's settings of the site, applied to former commits."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mkdocs_planning.collecting.layouts import FolderPlan
from mkdocs_planning.collecting.selection import Declared, declared_folder_plans, is_plan_page
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import SiteFiles, may_matter


class PlanScope(Struct, frozen=True):
    """Which files are plans, at any time as today.

    Attributes:
        settings: of the site.
        files: which files belong to the site.
        view_pages: the pages of views, which are plans only where they declare it.
    """

    settings: CollectingSettings
    files: SiteFiles
    view_pages: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[object, ...]:
        """What decides which files are plans and where they stand in the site; for another key history is read anew."""
        settings, files = self.settings, self.files
        patterns = files.excluded.patterns if files.excluded is not None else ()
        excluded = [(one.include, str(getattr(getattr(one, "regex", None), "pattern", ""))) for one in patterns]
        mounts = [mount.uri for mount in files.mounts]
        return (settings.include, settings.exclude, settings.layouts, sorted(self.view_pages), excluded, mounts, files.within)

    def may_matter(self, uri: str) -> bool:
        """Whether a file of this name can be a plan of the site or a part of one."""
        return may_matter(uri) and self.files.accepts(uri)

    def is_plan_page(self, uri: str, declared: bool | None) -> bool:
        """Whether a page outside folder plans is a plan, which *declared* this of itself."""
        return is_plan_page(uri, declared, self.settings.globs, self.view_pages)

    def folder_plans(self, uris: Iterable[str], declared: Declared) -> list[FolderPlan]:
        """The folders of *uris* that are one plan each."""
        return declared_folder_plans(uris, self.settings.layouts, declared)
