"""The plugin: hooks that hand over to the other modules."""

from __future__ import annotations

from typing import Literal, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_planning.collecting.site_files import Mount
from mkdocs_planning.mkdocs import navigation, theme
from mkdocs_planning.mkdocs import view_pages as pages
from mkdocs_planning.mkdocs.build import Site
from mkdocs_planning.mkdocs.build_state import Kept
from mkdocs_planning.mkdocs.compat.mounts import add_mounted, mounts_of
from mkdocs_planning.mkdocs.compat.page_attributes import answer
from mkdocs_planning.mkdocs.compat.url_filter import remember_urls
from mkdocs_planning.mkdocs.config import PlanningConfig, options_of
from mkdocs_planning.mkdocs.excluded import leave_out
from mkdocs_planning.options.schema import Options


class PlanningPlugin(BasePlugin[PlanningConfig]):
    """Reads the plans of a site and shows where they stand."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = Kept()
        self._content: str | None = None
        self._options = Options()
        self._site: Site | None = None
        self._mounts: list[Mount] = []
        self._told: set[str | None] = set()
        self._first = True
        self._named: set[str] = set()
        self._hidden: list[File] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        # That this hook exists keeps this object, and so what was read, through the rebuilds of ``mkdocs serve``.
        self._kept.start(command, dirty=dirty)

    def on_config(self, config: MkDocsConfig) -> None:
        theme.add_assets(config)
        # Some things are said once for a site, however often it is rebuilt; one process may build several.
        self._first = config.config_file_path not in self._told
        self._told.add(config.config_file_path)
        theme.add_tasklist(config, say=self._first)
        self._options = options_of(self.config)
        self._mounts = mounts_of(self._options.sources, config)
        config.watch.extend(str(mount.folder) for mount in self._mounts)

    def _read_plans(self, files: Files, /, *, config: MkDocsConfig) -> None:
        self._options = options_of(self.config)  # hooks may have changed them
        self._kept.begin(self._options, config)
        add_mounted(self._mounts, files, config)
        leave_out(files, config)
        self._named = navigation.named_by_user(config, files) if self._hides else set()
        if "i18n" not in config.plugins:
            self._read(files, config)

    @event_priority(-110)
    def _complete_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        # After static-i18n, which fails on generated pages and chooses the files of the language it
        # builds, and after literate-nav, which sets the nav. All other plugins shall see the pages early.
        theme.lighten(files)
        if "i18n" in config.plugins:
            self._read(files, config)
        if self._site is not None:
            pages.leave_explicit_nav_alone(self._site.places, files=files, config=config)
            if self._is_main_language(config):
                self._site.add_data(files, config)

    on_files = CombinedEvent(_read_plans, _complete_files)

    def _read(self, files: Files, config: MkDocsConfig) -> None:
        self._site = Site(self._options, config, files, self._kept, self._mounts)
        if self._hides:
            self._hidden = navigation.hide(self._site.plan_pages(), self._named, files)
        if self._is_main_language(config):
            self._site.add_pages(files, config)

    def _is_main_language(self, config: MkDocsConfig) -> bool:
        # static-i18n builds once for each language into one site; a page of ours has one place in it.
        i18n = cast("object", config.plugins.get("i18n"))  # pyright: ignore[reportUnknownMemberType]
        return bool(getattr(i18n, "is_default_language_build", True))

    @property
    def _hides(self) -> bool:
        return self._options.nav == "hidden"

    @event_priority(50)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:
        # After awesome-nav, which makes it anew, and before those that put other things in place of its sections.
        if self._site is None:
            return
        self._site.link_to(files)
        places = self._site.places
        if not navigation.is_written(config):
            navigation.put_views_first(nav, [place.uri for place in places.values()])
        if self._hides:
            navigation.put_under(files.get_file_from_path(places["overview"].uri), self._hidden, nav)
        elif self._first:
            navigation.say_what_hiding_saves(nav, self._site.plan_pages())

    @event_priority(-100)
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        remember_urls(env)
        if self._site is not None:
            # After all pages were read, since the plugins whose names these are look whether they are there.
            uris = (*self._site.plan_pages(), *(place.uri for place in self._site.places.values()))
            answer(file for uri in uris if (file := files.get_file_from_path(uri)))

    def on_page_read_source(self, /, *, page: Page, config: MkDocsConfig) -> str | None:
        return self._site.read_source(page) if self._site else None

    @event_priority(100)
    def _prepare(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        if self._site is not None:
            self._site.prepare(page)

    @event_priority(-100)
    def _last_of_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._site.markdown(markdown, page) if self._site else markdown

    on_page_markdown = CombinedEvent(_prepare, _last_of_markdown)

    @event_priority(100)
    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        # Before those that look at what was made, and for marks that are no text.
        return self._site.content(html, page) if self._site else html

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        # After the search plugins, which take from the page what can be found.
        if self._site is not None:
            self._content = page.content
            page.content = self._site.complete(page.content or "", page)

    @event_priority(-100)
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        if self._site is None:
            return output
        # MkDocs keeps the content of all pages to the end; views and cards would double it.
        page.content = self._content
        return self._site.announce_feed(output, page)

    @event_priority(100)
    def _all_pages_are_made(self, *, config: MkDocsConfig) -> None:
        # Before the search index is written, which takes as much memory as the plans.
        self._site = None
        self._kept.shrink()

    @event_priority(-100)
    def _all_plugins_are_done(self, *, config: MkDocsConfig) -> None:
        # After those that go over the pages once more.
        self._kept.end()

    on_post_build = CombinedEvent(_all_pages_are_made, _all_plugins_are_done)  # pyright: ignore[reportAssignmentType]
