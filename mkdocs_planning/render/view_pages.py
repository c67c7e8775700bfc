"""The pages of views: pages of the site at their addresses, or pages that are generated."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.collecting.selection import Selection
from mkdocs_planning.views import View, with_page
from mkdocs_planning.views.view_options import ViewOptions


class ViewPage(Struct, frozen=True):
    """The page of a view.

    Attributes:
        view: which one.
        path: of the page in docs_dir.
        is_hosted: whether it is a page of the site and not one that is generated.
    """

    view: View
    path: str
    is_hosted: bool


def view_pages(selection: Selection, options: ViewOptions) -> dict[str, ViewPage]:
    """The page of every view that has one, by the name of the view, in the order of the site.

    Args:
        selection: knows the path of each view's page.
        options: which views have a page.
    """
    found: dict[str, ViewPage] = {}
    for view in with_page(options):
        path = selection.view_pages[view.path.rstrip("/")]
        found[view.name] = ViewPage(view, path, is_hosted=path in selection.hosts)
    return found
