"""What a page of ours answers a theme that lists it on every page."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

_ASKED = ("pages", "typeset")
"""What Material asks each page that it lists: the pages of a blog's view, and a title with markup."""


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


def answer(files: Iterable[File]) -> None:
    """Let the pages of *files* say that they have none of what few pages have.

    A page that does not know the name answers the same, by two exceptions; on a site of a thousand pages
    a theme asks two million times, which is a tenth of the build.
    """
    for file in files:
        if file.page is not None:
            for name in _ASKED:
                if name not in vars(file.page):
                    setattr(file.page, name, None)
