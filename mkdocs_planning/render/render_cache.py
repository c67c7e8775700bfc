"""HTML of the last rebuild, reused where it would be rendered again from the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from msgspec import Struct

from mkdocs_planning.render.links import LinkCall, Links, RecordingLinks, answers_are_same


class _Rendered(Struct, frozen=True):
    """HTML, what it was rendered from, and the calls of links that it made."""

    source: object
    calls: list[LinkCall]
    html: str


class RenderCache:
    """Keeps HTML from one rebuild of a process to the next. What a rebuild does not ask for is dropped after it.

    Attributes:
        is_active: whether anything is kept.
    """

    def __init__(self) -> None:
        self.is_active = True
        self._before: dict[Hashable, _Rendered] = {}
        self._now: dict[Hashable, _Rendered] = {}

    def begin(self) -> None:
        """Before a rebuild."""
        self._before, self._now = self._now, {}

    def html(self, key: Hashable, source: object, links: Links, render: Callable[[Links], str]) -> str:
        """What *render* returns, without calling it where that is known.

        Args:
            key: what is rendered, and on which page.
            source: all that *render* depends on but the links.
            links: what *render* is given. It is called again where they answer differently.
            render: makes the HTML.
        """
        if not self.is_active:
            return render(links)
        known = self._now.get(key) or self._before.get(key)
        if known is None or known.source != source or not answers_are_same(links, known.calls):
            recording = RecordingLinks(links)
            html = render(recording)
            known = _Rendered(source, recording.calls, html)
        self._now[key] = known
        return known.html
