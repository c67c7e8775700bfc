"""What the plugin puts into each page: one value, from which the page is made and by which it is known again.

A ``--dirty`` build makes a page again where its part is not the one that the page holds. So whatever of a
page depends on other files belongs into :class:`Part`, and comes into the page from nowhere else.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from html import escape

from mkdocs.structure.files import File, Files
from msgspec import Struct

from mkdocs_planning.mkdocs.view_pages import Place
from mkdocs_planning.model.plan import Plan, Task
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.github_markdown import Box
from mkdocs_planning.render.links import Links
from mkdocs_planning.render.markers import Marker
from mkdocs_planning.render.page_text import Shape, title_of
from mkdocs_planning.render.phase_bars import phase_bars
from mkdocs_planning.render.render_cache import Memory
from mkdocs_planning.render.templates import Renderer
from mkdocs_planning.views import VIEWS, View
from mkdocs_planning.views.facts.authorship import completed_by
from mkdocs_planning.views.header import header
from mkdocs_planning.views.selection.plan_filters import FilterError, Filters, parse_filters
from mkdocs_planning.views.timeline import FEED
from mkdocs_planning.views.view_options import ViewOptions
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

EVERYTHING = Filters()


class Part(Struct, frozen=True):
    """What the plugin puts into a page.

    Attributes:
        source: digest of the file, since one that was put back may be older than its page.
        reading: how a plan page is made of it: the option ``github_markdown``, the Markdown extensions.
        title: of a plan page, as HTML; empty where MkDocs' own title is to stay.
        lifted: the lines of a plan page that its card shows instead.
        lines: those for which a plan page has an anchor.
        boxes: of a plan page.
        bars: in the headings of its phases, by line.
        cards: of its plans, each with the line of its plan.
        views: what the markers show, by their text.
        placed: the views whose place the page is, and which no marker shows.
        feed: the URL of the timeline's feed, which pages of views announce.
    """

    source: bytes
    reading: str = ""
    title: str = ""
    lifted: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    boxes: list[Box] = []
    bars: dict[int, str] = {}
    cards: tuple[tuple[int, str], ...] = ()
    views: dict[str, str] = {}
    placed: tuple[str, ...] = ()
    feed: str = ""

    @property
    def digest(self) -> str:
        # Not an encoding: those cannot have the lone surrogates that YAML's escapes allow.
        return sha256(repr(self).encode("utf-8", "backslashreplace")).hexdigest()


class Parts:
    """The parts of all pages, for one build.

    Args:
        renderer: of the templates.
        options: of the views.
        vocabulary: whose aliases markers may use.
        portfolio: all plans.
        places: of the views.
        digests: SHA-256 of each plan page's file.
        shapes: of those plan pages of which Markdown is made.
        lines: at which there is an anchor, in order, by file.
        reading: how plan pages are made, for :attr:`Part.reading`.
        memory: of what was made in the last rebuild.

    Attributes:
        files: all files of the site, for links; to be set when other plugins have added theirs.
    """

    def __init__(
        self,
        renderer: Renderer,
        options: ViewOptions,
        vocabulary: Vocabulary,
        portfolio: Portfolio,
        places: Mapping[str, Place],
        *,
        digests: Mapping[str, bytes],
        shapes: Mapping[str, Shape],
        lines: Mapping[str, tuple[int, ...]],
        reading: str,
        memory: Memory,
    ) -> None:
        self.files = Files([])
        self._options = options
        self._vocabulary = vocabulary
        self._portfolio = portfolio
        self._places = places
        self._digests = digests
        self._shapes = shapes
        self._lines = lines
        self._reading = reading
        self._memory = memory
        self._renderer = renderer
        self._built: dict[tuple[str, Filters], object] = {}

    def of(self, file: File, found: Sequence[Marker]) -> Part | None:
        """The part of the page of *file*, in which the markers *found* stand; None where it has none."""
        uri = file.src_uri
        source = self._digests.get(uri)
        shown = {marker.view for marker in found}
        placed = [place.view for place in self._places.values() if place.uri == uri and place.view.name not in shown]
        if source is None and not found and not placed:
            return None
        links = self.links(file)
        views = {marker.text: self._asked(marker, file, links) for marker in found}
        last = tuple(self._view(view, EVERYTHING, file, links) for view in placed)
        for view in placed:  # few show them once more, and together they are as large as a fifth of the plans
            self._built.pop((view.name, EVERYTHING), None)
        if source is None:
            # MkDocs knows when a file has changed, but not when a page has that has no file.
            content = file.content_bytes if file.generated_by else b""
            return Part(sha256(content).digest(), views=views, placed=last, feed=self.feed(file))
        plans = self._portfolio.by_source.get(uri, ())
        shape = self._shapes.get(uri)
        return Part(
            source,
            reading=self._reading,
            title=title_of(plans, uri, shape),
            lifted=shape.lifted if shape else (),
            lines=self._lines.get(uri, ()),
            boxes=[self._box(task) for plan in plans for task in plan.tasks if task.file == uri],
            bars=phase_bars(plans, uri, self._options.messages),
            cards=tuple((plan.line, self._card(plan, file, links)) for plan in plans),
            views=views,
            placed=last,
            feed=self.feed(file),
        )

    def _box(self, task: Task) -> Box:
        messages = self._options.messages
        note, state = completed_by(task, self._portfolio, messages), messages.task_state(task.state)
        return Box(task.line, task.mark, task.state, task.text, note, state)

    def title(self, file: File) -> str:
        """What the page of *file* is called, as HTML; empty where the plugin does not decide that."""
        uri = file.src_uri
        if uri in self._digests:
            return title_of(self._portfolio.by_source.get(uri, ()), uri, self._shapes.get(uri))
        return next(
            (
                escape(place.view.title(self._options.messages))
                for place in self._places.values()
                if place.uri == uri and not place.hosted
            ),
            "",
        )

    def feed(self, file: File) -> str:
        """The URL of the timeline's feed for the page of *file*; empty where that shows no view, or the site has none."""
        if all(place.uri != file.src_uri for place in self._places.values()):
            return ""
        return self.links(file).file(FEED) or ""

    def links(self, file: File) -> Links:
        """Links on the page of *file*."""
        return Links(file, self.files, self._portfolio, self._places, self._lines)

    def built(self, view: View, filters: Filters = EVERYTHING) -> object:
        """What *view* shows of the plans that fit *filters*: the struct that its template reads."""
        key = (view.name, filters)
        if key not in self._built:
            plans = filters.select(self._portfolio.plans) if filters.terms else self._portfolio.plans
            self._built[key] = view.build(self._portfolio, plans, self._options)
        return self._built[key]

    def faults(self, marker: Marker) -> tuple[str, ...]:
        """What *marker* asks for that is not there, in words: what was found and what is known."""
        view = VIEWS.get(marker.view)
        if view is None:
            return (f'unknown view "{marker.view}" in {marker.text}; known: {", ".join(VIEWS)}',)
        try:
            found = parse_filters(marker.filters, self._vocabulary).unknown(self._portfolio.plans, self._vocabulary)
        except FilterError as error:
            found = (str(error),)
        return tuple(f"{fault} (in {marker.text})" for fault in found)

    def _asked(self, marker: Marker, file: File, links: Links) -> str:
        view = VIEWS.get(marker.view)
        try:
            filters = parse_filters(marker.filters, self._vocabulary)
        except FilterError:  # which is said where the page is made
            return ""
        return self._view(view, filters, file, links) if view else ""

    def _view(self, view: View, filters: Filters, file: File, links: Links) -> str:
        return self._html(view.template, self.built(view, filters), (file.dest_uri, view.name, filters), links)

    def _card(self, plan: Plan, file: File, links: Links) -> str:
        return self._html("header.html", header(self._portfolio, plan, self._options), (file.dest_uri, plan.id), links)

    def _html(self, template: str, shown: object, place: Hashable, links: Links) -> str:
        """What *template* makes of *shown* at *place*, if that was not made in the last rebuild from the same."""

        def make(links: Links) -> str:
            return self._renderer.html(template, shown, self._portfolio, links)

        if self._templates is None:
            return make(links)
        return self._memory.html(place, (self._templates, shown, bool(self._portfolio.plans)), links, make)

    @cached_property
    def _templates(self) -> str | None:
        return self._renderer.templates()
