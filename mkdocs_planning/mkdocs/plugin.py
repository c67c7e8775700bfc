"""The plugin: hooks that hand over to other modules."""

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
from mkdocs_planning.mkdocs.build import SiteBuild
from mkdocs_planning.mkdocs.build_state import BuildState
from mkdocs_planning.mkdocs.compat.encrypted_pages import complete_before_encryption
from mkdocs_planning.mkdocs.compat.mounted_files import add_mounted, mounts_of
from mkdocs_planning.mkdocs.compat.theme_speedups import cache_urls, set_rare_attributes
from mkdocs_planning.mkdocs.compat.unbuildable_files import leave_out_unbuildable
from mkdocs_planning.mkdocs.config import PlanningConfig, options_of
from mkdocs_planning.options.schema import Options
from mkdocs_planning.views.view import OVERVIEW


class PlanningPlugin(BasePlugin[PlanningConfig]):
    """Reads the plans of a site and shows where they stand."""

    def __init__(self) -> None:
        super().__init__()
        self._state = BuildState()
        self._options = Options()
        self._build: SiteBuild | None = None
        self._mounts: list[Mount] = []
        self._seen_sites: set[str | None] = set()
        self._is_first_build = True
        self._named_in_nav: set[str] = set()
        self._hidden: list[File] = []
        self._content: str | None = None
        self._is_complete = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        # Since this hook exists, MkDocs keeps this object, and so what was read, for the rebuilds of ``mkdocs serve``.
        self._state.start(command, dirty=dirty)

    def on_config(self, config: MkDocsConfig) -> None:
        theme.add_assets(config)
        # Some messages are logged once for a site, however often it is rebuilt; one process may build several sites.
        self._is_first_build = config.config_file_path not in self._seen_sites
        self._seen_sites.add(config.config_file_path)
        theme.add_task_lists(config, log_it=self._is_first_build)
        self._options = options_of(self.config)
        self._mounts = mounts_of(self._options.sources, config)
        config.watch.extend(str(mount.folder) for mount in self._mounts)

    def _add_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        self._options = options_of(self.config)  # hooks may have changed them
        self._state.begin(self._options, config)
        add_mounted(self._mounts, files, config)
        leave_out_unbuildable(files, config)
        self._named_in_nav = navigation.named_by_user(config, files) if self._hides_plans else set()
        if "i18n" not in config.plugins:
            self._read_plans(files, config)

    @event_priority(-110)
    def _complete_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        # After static-i18n, which fails on generated pages and chooses the files of the language it builds, and after
        # literate-nav, which sets the nav. All other plugins shall see the pages early.
        theme.strip_comments_of_styles(files)
        if "i18n" in config.plugins:
            self._read_plans(files, config)
        if self._build is not None:
            self._build.keep_out_of_explicit_nav(files)
            if self._is_main_language(config):
                self._build.add_exports(files)

    on_files = CombinedEvent(_add_files, _complete_files)

    def _read_plans(self, files: Files, config: MkDocsConfig) -> None:
        self._build = SiteBuild(self._options, config, files, self._state, self._mounts)
        if self._hides_plans:
            self._hidden = navigation.hide(self._build.plans.plan_pages, self._named_in_nav, files)
        if self._is_main_language(config):
            self._build.add_view_pages(files)

    def _is_main_language(self, config: MkDocsConfig) -> bool:
        # static-i18n builds once for each language into one site, in which a generated page has one place.
        i18n = cast("object", config.plugins.get("i18n"))  # pyright: ignore[reportUnknownMemberType]
        return bool(getattr(i18n, "is_default_language_build", True))

    @property
    def _hides_plans(self) -> bool:
        return self._options.nav == "hidden"

    @event_priority(50)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:
        # After awesome-nav, which makes it anew, and before plugins that replace its sections.
        if self._build is None:
            return
        self._build.set_files(files)
        pages = self._build.plans.view_pages
        if not navigation.is_ordered_by_user(config):
            navigation.put_views_first(nav, [page.path for page in pages.values()])
        if self._hides_plans:
            navigation.put_below_overview(files.get_file_from_path(pages[OVERVIEW].path), self._hidden, nav)
        elif self._is_first_build:
            navigation.suggest_hiding(nav, self._build.plans.plan_pages)

    @event_priority(-100)
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> None:
        # After all pages were read, since plugins that use the attributes set here look whether they exist.
        if self._build is not None and self._options.theme_speedups:
            cache_urls(env)
            plans = self._build.plans
            paths = (*plans.plan_pages, *(page.path for page in plans.view_pages.values()))
            set_rare_attributes(file for path in paths if (file := files.get_file_from_path(path)))

    def on_page_read_source(self, /, *, page: Page, config: MkDocsConfig) -> str | None:
        return self._build.pages.read_source(page) if self._build else None

    @event_priority(100)
    def _prepare_page(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        if self._build is not None:
            self._build.pages.prepare(page)

    @event_priority(-100)
    def _convert_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        return self._build.pages.markdown(markdown, page) if self._build else markdown

    on_page_markdown = CombinedEvent(_prepare_page, _convert_markdown)

    @event_priority(100)
    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        # Before plugins that look at the result, in which there must be no marks of anchors.
        return self._build.pages.content(html, page) if self._build else html

    @event_priority(100)
    def _complete_encrypted_page(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        # Before mkdocs-encryptcontent puts the encrypted page in the place of this one.
        self._is_complete = self._build is not None and complete_before_encryption(page, self._build.pages.complete)

    @event_priority(-100)
    def _complete_page(self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        # After the search plugins, which take from the page what can be found.
        self._content = page.content
        if self._build is not None and not self._is_complete:
            page.content = self._build.pages.complete(page.content or "", page)

    on_page_context = CombinedEvent(_complete_encrypted_page, _complete_page)

    @event_priority(-100)
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        if self._build is None:
            return output
        # MkDocs keeps the content of all pages to the end; views and cards would double it.
        page.content = self._content
        return self._build.pages.with_feed_link(output, page)

    @event_priority(100)
    def _release_plans(self, *, config: MkDocsConfig) -> None:
        # Before the search index is written, which takes as much memory as the plans.
        self._build = None
        self._state.release()

    @event_priority(-100)
    def _save_state(self, *, config: MkDocsConfig) -> None:
        # After plugins that go over the pages once more.
        self._state.end()

    on_post_build = CombinedEvent(_release_plans, _save_state)  # pyright: ignore[reportAssignmentType]
