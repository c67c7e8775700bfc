"""What a view is to those who make pages of it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions


def always(_portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    """For views that have something to say of any portfolio."""
    return True


class View(Struct, frozen=True):
    """One view of a portfolio.

    Attributes:
        name: what a marker calls it (``board``).
        title: what its page is called, and its only heading.
        path: where its page stands, relative to the folder of the overview; "" is the overview itself.
        template: its template in ``templates/planning``.
        build: the portfolio, the plans to show, the options → the struct that the template reads. Pure.
        shown: whether the portfolio, with these options, has anything for it; its page is left out where it has not.
        hide: what of the theme would only take its room (Material's front matter ``hide``).
    """

    name: str
    title: str
    path: str
    template: str
    build: Callable[[Portfolio, tuple[Plan, ...], ViewOptions], object]
    hide: tuple[str, ...] = ()
    shown: Callable[[Portfolio, ViewOptions], bool] = always


def chosen(views: tuple[View, ...], options: ViewOptions) -> tuple[View, ...]:
    """Those of *views* that have a page, in the order of the site."""
    if options.views is None:
        return views
    by_name = {view.name: view for view in views}
    return tuple(by_name[name] for name in options.views)
