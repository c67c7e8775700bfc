"""Titles of plan pages, which come from the plugin and not from the text.

Relies on: ``Page.title`` being a cached property that an attribute of the instance replaces, and on ``page.meta["title"]``
counting before the text. Material unescapes character references in such an attribute but not in the metadata, and reads
only the metadata of a home page and of a page that the navigation names.

Without it: the title of a plan page is that of its first heading.
"""

from __future__ import annotations

from mkdocs.structure.pages import Page


def set_title(page: Page, title: str) -> None:
    """Give *page* its title, which is HTML, unless its front matter has one.

    As an attribute where possible: themes look for more in the metadata of a page that has any, for every page that they
    list.
    """
    if "title" in page.meta:
        return
    if "&" in title or page.is_homepage or "title" in vars(page):
        page.meta["title"] = title
    else:
        page.title = title  # pyright: ignore[reportAttributeAccessIssue] - it is a property until it is set
