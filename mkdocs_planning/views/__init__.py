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
    risks,
    roadmap,
    timeline,
)
from mkdocs_planning.views.view import View

__all__ = ["VIEWS", "View"]

_PAGES: tuple[View, ...] = (
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

VIEWS: dict[str, View] = {view.name: view for view in (overview.view(_PAGES), *_PAGES)}
"""All views by name, in the order in which their pages are shown."""
