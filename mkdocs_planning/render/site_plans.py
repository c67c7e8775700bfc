"""The plans of a site, and what is known of their files: all that pages are made of."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.page_text import UNREAD, PageLayout
from mkdocs_planning.render.plan_files import PlanFile
from mkdocs_planning.render.view_pages import ViewPage


class SitePlans(Struct, frozen=True):
    """What was read for one build.

    Attributes:
        portfolio: all plans, with their history.
        view_pages: the pages of the views, by name.
        digests: the SHA-256 of each file that is a plan or part of one, by path.
        files: those of them that could be read.
        unreadable: paths of plan pages whose bytes cannot be had.
    """

    portfolio: Portfolio
    view_pages: Mapping[str, ViewPage]
    digests: Mapping[str, bytes]
    files: Mapping[str, PlanFile]
    unreadable: frozenset[str]

    @property
    def hosts(self) -> frozenset[str]:
        """Paths of the pages of the site that show a view."""
        return frozenset(page.path for page in self.view_pages.values() if page.is_hosted)

    @property
    def plan_pages(self) -> set[str]:
        """Paths of the pages that are nothing but plans: a page that shows a view is not."""
        return {*self.digests, *self.unreadable} - self.hosts

    def plans_of(self, path: str) -> tuple[Plan, ...]:
        """The plans that the file at *path* holds or is part of."""
        return self.portfolio.by_source.get(path, ())

    def lines(self, path: str) -> tuple[int, ...]:
        """The lines of the file at *path* to which views may link, in order."""
        file = self.files.get(path)
        return file.lines if file is not None and file.reason is None else ()

    def layout(self, path: str) -> PageLayout | None:
        """The layout of the page at *path*; None where it is shown preformatted."""
        file = self.files.get(path)
        if file is None:
            return UNREAD
        return file.layout if file.reason is None else None
