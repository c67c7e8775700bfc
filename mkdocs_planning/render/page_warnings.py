"""What is wrong with a page, as a value that whoever makes the site reports."""

from __future__ import annotations

from msgspec import Struct


class PageWarning(Struct, frozen=True):
    """A warning for the user.

    Attributes:
        path: of the page's file in docs_dir.
        line: of the file, counted from 1.
        text: what was found, and what to do.
        error: the exception behind it, whose traceback helps developers.
    """

    path: str
    line: int
    text: str
    error: Exception | None = None
