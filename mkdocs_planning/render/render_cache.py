"""HTML that was made in the rebuild before and would be made again from the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from msgspec import Struct

from mkdocs_planning.render.links import Links, Note, NotingLinks, still_say


class _Made(Struct, frozen=True):
    """HTML, from what it was made, and what its links asked and were told."""

    made_from: object
    notes: list[Note]
    html: str


class Memory:
    """Remembers, for the rebuilds of one ``mkdocs serve``, what was made and from what.

    What a rebuild did not ask for is forgotten with the next.

    Attributes:
        active: whether anything is to be remembered.
    """

    def __init__(self) -> None:
        self.active = True
        self._before: dict[Hashable, _Made] = {}
        self._now: dict[Hashable, _Made] = {}

    def turn(self) -> None:
        """Begin the next rebuild."""
        self._before, self._now = self._now, {}

    def html(self, place: Hashable, made_from: object, links: Links, make: Callable[[Links], str]) -> str:
        """What *make* returns, without calling it where that is known.

        Args:
            place: where the HTML stands, and what it is.
            made_from: what *make* looks at beside the links.
            links: what *make* is given; what it asks them decides, too.
            make: makes the HTML.
        """
        if not self.active:
            return make(links)
        known = self._now.get(place) or self._before.get(place)
        if known is None or known.made_from != made_from or not still_say(links, known.notes):
            noting = NotingLinks(links)
            html = make(noting)
            known = _Made(made_from, noting.notes, html)
        self._now[place] = known
        return known.html
