"""What each page of the site shows: one module and one template for each view.

The modules are pure and depend on neither MkDocs nor Jinja. A template gets the struct that ``build`` of its
view returns as ``view``.
"""

from __future__ import annotations

from mkdocs_planning.views import (
    attention,
    board,
    decisions,
    dependencies,
    overview,
    people,
    progress,
    questions,
    review,
    risks,
    roadmap,
    timeline,
)
from mkdocs_planning.views.view import View, chosen
from mkdocs_planning.views.view_options import ViewOptions

__all__ = ["PAGES", "VIEWS", "View", "with_page"]

PAGES: tuple[View, ...] = (
    review.VIEW,
    board.VIEW,
    progress.VIEW,
    risks.VIEW,
    timeline.VIEW,
    roadmap.VIEW,
    dependencies.VIEW,
    questions.VIEW,
    decisions.VIEW,
    people.VIEW,
    attention.VIEW,
)
"""The views below the overview, in their default order."""

VIEWS: dict[str, View] = {view.name: view for view in (overview.view(PAGES), *PAGES)}
"""All views by name: the overview, then :data:`PAGES`."""


def with_page(options: ViewOptions) -> tuple[View, ...]:
    """The views that have a page: the overview, then those that *options* name, in their order."""
    return VIEWS["overview"], *chosen(PAGES, options)
