"""What an export is: a name, one signature, and what it may use besides the plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions


class ExportLinks(Protocol):
    """URLs in the site that an export is a part of, relative to the export; None, or "#", for what has no page."""

    def from_root(self, plan: Plan) -> str | None:
        """The URL of *plan*, relative to the root of the site."""
        ...

    def plan(self, plan: Plan) -> str:
        """The URL of *plan*."""
        ...

    def fact(self, file: str, line: int) -> str:
        """The URL of *line* of *file*."""
        ...

    def view(self, name: str) -> str | None:
        """The URL of the page of a view."""
        ...


class ExportContext(Struct, frozen=True):
    """What an export may use besides the plans. The default is that of the command line, where there is no site.

    Attributes:
        options: of the views, with the message catalogue.
        links: URLs in the site; None without a site.
        site_name: of the site.
        site_url: the URL of the site; "" where that is not known.
        url: that of the export, relative to the root of the site.
        plain: inline Markdown → the text that a reader sees.
    """

    options: ViewOptions = DEFAULT_OPTIONS
    links: ExportLinks | None = None
    site_name: str = ""
    site_url: str = ""
    url: str = ""
    plain: Callable[[str], str] = plain


def never(_portfolio: Portfolio) -> bool:
    """The value of :attr:`Export.in_site` for exports of the command line alone."""
    return False


class Export(Struct, frozen=True):
    """One export.

    Attributes:
        name: of the file, which stands beside the overview in a site.
        encode: the portfolio and the context → the content of the file, in parts. Pure: the same arguments, the same bytes.
        in_site: whether a site with this portfolio has the file.
    """

    name: str
    encode: Callable[[Portfolio, ExportContext], Iterator[bytes]]
    in_site: Callable[[Portfolio], bool] = never
