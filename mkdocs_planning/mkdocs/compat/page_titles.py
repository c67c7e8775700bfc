"""Titles of plan pages, which come from the plugin and not from the text.

Relies on: ``page.meta["title"]`` counting before the text. With the option ``theme_speedups`` also on ``Page.title`` being a
cached property that an attribute of the instance replaces: then templates, which ask every page in the navigation for its
title and those with any metadata for more, get it without looking into the metadata. Material unescapes character references
in such a title, and reads only the metadata of a home page and of a page that the navigation names.

Without it: the title of a plan page is that of its first heading.
"""

from __future__ import annotations

from mkdocs.structure.pages import Page


def set_title(page: Page, title: str, *, as_attribute: bool) -> None:
    """Give *page* its title, which is HTML, unless its front matter has one.

    Args:
        page: of a plan.
        title: with character references for what is special in HTML.
        as_attribute: set it as an attribute where that makes no difference but in speed.
    """
    if "title" in page.meta:
        return
    if as_attribute and "&" not in title and not page.is_homepage and "title" not in vars(page):
        page.title = title  # pyright: ignore[reportAttributeAccessIssue] - it is a property until it is set
    else:
        page.meta["title"] = title
