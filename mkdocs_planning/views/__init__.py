"""Portfolio → what a page shows. One module and one template a view.

The modules are pure: they know neither MkDocs nor Jinja. A template gets the struct that its
view's ``build`` made as ``view``.
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
from mkdocs_planning.views.options import ViewOptions
from mkdocs_planning.views.view import View, chosen

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
"""The views that have a page where the site does not choose otherwise, in the order in which they are shown."""

VIEWS: dict[str, View] = {view.name: view for view in (overview.view(PAGES), *PAGES)}
"""All views by name: the overview, then :data:`PAGES`."""


def with_page(options: ViewOptions) -> tuple[View, ...]:
    """The views that have a page, in the order of the site: the overview, then those that *options* name."""
    return VIEWS["overview"], *chosen(PAGES, options)
