"""What the plugin adds to each page: one value, from which the page is made and by which it is known again.

An incremental build makes a page again where its additions are not those that it has. So whatever of a page depends on other
files belongs into :class:`PageAdditions`, and comes into the page from nowhere else.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property
from hashlib import sha256
from html import escape

from msgspec import Struct

from mkdocs_planning.model.plan import Plan, Task
from mkdocs_planning.render.github_markdown import Box
from mkdocs_planning.render.links import Links
from mkdocs_planning.render.markers import Marker
from mkdocs_planning.render.page_text import title_of
from mkdocs_planning.render.phase_bars import phase_bars
from mkdocs_planning.render.render_cache import RenderCache
from mkdocs_planning.render.site_pages import NoPages, SitePages
from mkdocs_planning.render.site_plans import SitePlans
from mkdocs_planning.render.templates import TemplateRenderer
from mkdocs_planning.views import VIEWS, View
from mkdocs_planning.views.facts.authorship import completed_by
from mkdocs_planning.views.header import header
from mkdocs_planning.views.selection.plan_filters import FilterError, Filters, parse_filters
from mkdocs_planning.views.timeline import FEED
from mkdocs_planning.views.view_options import ViewOptions
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

ALL_PLANS = Filters()


class PageAdditions(Struct, frozen=True):
    """What the plugin adds to a page.

    Attributes:
        source: digest of the file: one that was put back may be older than its page.
        markdown: how a plan page is made of it: the option ``github_markdown``, the Markdown extensions.
        title: of a plan page, as HTML; empty where the generator takes it from the text.
        header_lines: those of a plan page that its card shows instead.
        lines: those for which a plan page has an anchor.
        boxes: of a plan page.
        bars: in the headings of its phases, by line.
        cards: of its plans, each with the line of its plan.
        views: what the markers show, by their text.
        appended: the views whose page it is, and which no marker shows.
        feed: the URL of the timeline's feed, which pages of views announce.
    """

    source: bytes
    markdown: str = ""
    title: str = ""
    header_lines: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    boxes: list[Box] = []
    bars: dict[int, str] = {}
    cards: tuple[tuple[int, str], ...] = ()
    views: dict[str, str] = {}
    appended: tuple[str, ...] = ()
    feed: str = ""

    @property
    def digest(self) -> str:
        """Equal for equal additions."""
        # Not of an encoding: those cannot hold the lone surrogates that YAML's escapes allow.
        return sha256(repr(self).encode("utf-8", "backslashreplace")).hexdigest()


class AdditionsBuilder:
    """Makes the additions of pages, for one build.

    Args:
        plans: those of the site.
        renderer: of the templates.
        options: of the views.
        vocabulary: whose aliases markers may use.
        markdown: how plan pages are made, for :attr:`PageAdditions.markdown`.
        cache: of HTML from the last rebuild.

    Attributes:
        pages: those of the site, for links; to be set as soon as the generator knows them all.
    """

    def __init__(
        self,
        plans: SitePlans,
        renderer: TemplateRenderer,
        options: ViewOptions,
        vocabulary: Vocabulary,
        *,
        markdown: str,
        cache: RenderCache,
    ) -> None:
        self.pages: SitePages = NoPages()
        self._plans = plans
        self._renderer = renderer
        self._options = options
        self._vocabulary = vocabulary
        self._markdown = markdown
        self._cache = cache
        self._view_data: dict[tuple[str, Filters], object] = {}

    def build(self, path: str, markers: Sequence[Marker], generated: bytes = b"") -> PageAdditions | None:
        """The additions to the page at *path*; None where it has none.

        Args:
            path: of the page in docs_dir.
            markers: those in it.
            generated: the content of a page that has no file. Whether a file has changed is for the generator to find out.
        """
        is_plan = path in self._plans.digests
        shown = {marker.view for marker in markers}
        own = [page.view for page in self._plans.view_pages.values() if page.path == path and page.view.name not in shown]
        if not is_plan and not markers and not own:
            return None
        links = self.links(path)
        views = {marker.text: self._view_of_marker(marker, path, links) for marker in markers}
        appended = tuple(self._view(view, ALL_PLANS, path, links) for view in own)
        for view in own:  # rarely shown once more, and together as large as a fifth of the plans
            self._view_data.pop((view.name, ALL_PLANS), None)
        if is_plan:
            return self._plan_page(path, links, views, appended)
        return PageAdditions(sha256(generated).digest(), views=views, appended=appended, feed=self.feed(path))

    def _plan_page(self, path: str, links: Links, views: dict[str, str], appended: tuple[str, ...]) -> PageAdditions:
        plans = self._plans.plans_of(path)
        layout = self._plans.layout(path)
        return PageAdditions(
            self._plans.digests[path],
            markdown=self._markdown,
            title=title_of(plans, path, layout),
            header_lines=layout.header_lines if layout else (),
            lines=self._plans.lines(path),
            boxes=[self._box(task) for plan in plans for task in plan.tasks if task.file == path],
            bars=phase_bars(plans, path, self._options.messages),
            cards=tuple((plan.line, self._card(plan, path, links)) for plan in plans),
            views=views,
            appended=appended,
            feed=self.feed(path),
        )

    def _box(self, task: Task) -> Box:
        messages = self._options.messages
        note, state = completed_by(task, self._plans.portfolio, messages), messages.task_state(task.state)
        return Box(task.line, task.mark, task.state, task.text, note, state)

    def title(self, path: str) -> str:
        """The title of the page at *path*, as HTML; empty where the plugin does not decide it."""
        if path in self._plans.digests:
            return title_of(self._plans.plans_of(path), path, self._plans.layout(path))
        own = (page.view for page in self._plans.view_pages.values() if page.path == path and not page.is_hosted)
        return next((escape(view.title(self._options.messages)) for view in own), "")

    def feed(self, path: str) -> str:
        """The URL of the timeline's feed from the page at *path*; empty where no view is on it or the site has no feed."""
        if all(page.path != path for page in self._plans.view_pages.values()):
            return ""
        return self.links(path).file(FEED) or ""

    def links(self, path: str) -> Links:
        """Links on the page at *path*."""
        return Links(path, self.pages, self._plans)

    def marker_problems(self, marker: Marker) -> tuple[str, ...]:
        """What is wrong with *marker*: what was found and what is known."""
        view = VIEWS.get(marker.view)
        if view is None:
            return (f'unknown view "{marker.view}" in {marker.text}; known: {", ".join(VIEWS)}',)
        try:
            found = parse_filters(marker.filters, self._vocabulary).unknown(self._plans.portfolio.plans, self._vocabulary)
        except FilterError as error:
            found = (str(error),)
        return tuple(f"{problem} (in {marker.text})" for problem in found)

    def _view_of_marker(self, marker: Marker, path: str, links: Links) -> str:
        view = VIEWS.get(marker.view)
        try:
            filters = parse_filters(marker.filters, self._vocabulary)
        except FilterError:  # reported where the page is made
            return ""
        return self._view(view, filters, path, links) if view else ""

    def _view(self, view: View, filters: Filters, path: str, links: Links) -> str:
        return self._html(view.template, self._data_of(view, filters), (path, view.name, filters), links)

    def _data_of(self, view: View, filters: Filters) -> object:
        """The struct that the template of *view* renders, for the plans that fit *filters*."""
        key = (view.name, filters)
        if key not in self._view_data:
            portfolio = self._plans.portfolio
            plans = filters.select(portfolio.plans) if filters.terms else portfolio.plans
            self._view_data[key] = view.build(portfolio, plans, self._options)
        return self._view_data[key]

    def _card(self, plan: Plan, path: str, links: Links) -> str:
        return self._html("header.html", header(self._plans.portfolio, plan, self._options), (path, plan.id), links)

    def _html(self, template: str, data: object, key: Hashable, links: Links) -> str:
        """What *template* makes of *data*, from the cache where it was rendered from the same in the last rebuild."""
        portfolio = self._plans.portfolio

        def render(links: Links) -> str:
            return self._renderer.html(template, data, portfolio, links)

        if not self._cache.is_active or self._own_templates is None:
            return render(links)
        return self._cache.html(key, (self._own_templates, data, bool(portfolio.plans)), links, render)

    @cached_property
    def _own_templates(self) -> str | None:
        return self._renderer.own_templates()
