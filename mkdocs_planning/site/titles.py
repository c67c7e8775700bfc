"""What a page is called."""

from __future__ import annotations

from mkdocs.structure.pages import Page


def call(page: Page, title: str) -> None:
    """Give *page* its title, which is HTML.

    As an attribute, since every page asks for the title of every page in the navigation, and templates ask
    each that has any metadata for more. But Material takes characters that are written as references for
    those that they stand for when it finds them there, and none when it finds them in the metadata; there
    too it looks for what a home page, or a page that the navigation calls by another name, is called.
    """
    if "title" in page.meta:
        return
    if "&" in title or page.is_homepage or "title" in vars(page):
        page.meta["title"] = title
    else:
        page.title = title  # pyright: ignore[reportAttributeAccessIssue] - it is a property until it is set
