"""HTML that was made in the rebuild before and would be made again from the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable


class Memory:
    """Remembers, for the rebuilds of one ``mkdocs serve``, what was made and from what.

    What a rebuild did not ask for is forgotten with the next.

    Attributes:
        active: whether anything is to be remembered.
    """

    def __init__(self) -> None:
        self.active = True
        self._before: dict[Hashable, tuple[object, str]] = {}
        self._now: dict[Hashable, tuple[object, str]] = {}

    def turn(self) -> None:
        """Begin the next rebuild."""
        self._before, self._now = self._now, {}

    def html(self, place: Hashable, made_from: object, make: Callable[[], str]) -> str:
        """What *make* returns, without calling it where *place* was made from what is equal to *made_from* before."""
        if not self.active:
            return make()
        known = self._now.get(place) or self._before.get(place)
        html = known[1] if known is not None and known[0] == made_from else make()
        self._now[place] = (made_from, html)
        return html
