"""The board: where does every plan stand?"""

from __future__ import annotations

from msgspec import Struct

from mkdocs_planning.model import Plan
from mkdocs_planning.portfolio import Portfolio
from mkdocs_planning.views.card import Column, columns
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.view import View, heading
from mkdocs_planning.views.words import ENGLISH, Words


class Board(Struct, frozen=True):
    """The board.

    Attributes:
        columns: those that have plans; each plan stands in one of them.
        whole: all plans of the site are on it. Only then do its columns have ids, so that a page
            with a board and a part of it has no id twice.
        words: the language it speaks.
    """

    columns: tuple[Column, ...]
    whole: bool
    words: Words


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> Board:
    return Board(columns(portfolio, selected, ENGLISH), len(selected) == len(portfolio.plans), ENGLISH)


VIEW = View(
    name="board",
    title=ENGLISH("board.title"),
    path="board/",
    template="board.html",
    build=build,
    markdown=heading(ENGLISH("board.title")),
    hide=("toc",),
)
