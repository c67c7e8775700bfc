"""The interface of a view to the code that makes pages of it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions


def always(_portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    """The value of :attr:`View.has_content` for views that every site has."""
    return True


OVERVIEW = "overview"
"""The name of the view whose page is the parent of all others."""


class View(Struct, frozen=True):
    """One view of a portfolio.

    Attributes:
        name: its name in markers (``board``), in URLs, and of its template in ``templates/planning``.
        build: (portfolio, plans to show, options) → the struct that the template renders. Pure.
        has_content: whether the portfolio has anything to show; a site has no page for a view without content.
    """

    name: str
    build: Callable[[Portfolio, tuple[Plan, ...], ViewOptions], object]
    has_content: Callable[[Portfolio, ViewOptions], bool] = always

    @property
    def path(self) -> str:
        """The URL of its page, relative to the folder of the overview."""
        return "" if self.name == OVERVIEW else f"{self.name}/"

    @property
    def template(self) -> str:
        """The name of its template in ``templates/planning``."""
        return f"{self.name}.html"

    def title(self, messages: Messages) -> str:
        """The title of its page."""
        return messages(f"{self.name}.title")


def chosen(views: tuple[View, ...], options: ViewOptions) -> tuple[View, ...]:
    """Those of *views* that have a page by *options*, in the order of the pages."""
    by_name = {view.name: view for view in views}
    return tuple(by_name[name] for name in options.views)
