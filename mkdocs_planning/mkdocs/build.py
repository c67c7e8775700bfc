"""One build of a site: its plans are read, pages and data files are added, and each page is made."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_planning.collecting.site_files import Mount
from mkdocs_planning.mkdocs.build_state import BuildState
from mkdocs_planning.mkdocs.export_files import add_exports
from mkdocs_planning.mkdocs.generated_pages import add_view_pages, keep_out_of_explicit_nav
from mkdocs_planning.mkdocs.incremental_builds import IncrementalBuild
from mkdocs_planning.mkdocs.page_hooks import PageHooks
from mkdocs_planning.mkdocs.site_reading import read_site
from mkdocs_planning.mkdocs.site_urls import MkDocsPages
from mkdocs_planning.mkdocs.theme import ThemeTemplates
from mkdocs_planning.options.schema import Options, vocabulary_of
from mkdocs_planning.render.github_markdown import extensions_of
from mkdocs_planning.render.page_additions import AdditionsBuilder
from mkdocs_planning.render.page_builder import MarkdownSettings, PageBuilder
from mkdocs_planning.render.templates import TemplateRenderer
from mkdocs_planning.views.view_options import view_options


class SiteBuild:
    """The plans of a site and its pages, for one build.

    Args:
        options: of the plugin.
        config: of the site.
        files: all files of the site, before the plugin adds its own.
        state: of earlier builds.
        mounts: folders outside docs_dir that are part of the site.

    Attributes:
        plans: those of the site.
        pages: the hooks for pages.
    """

    def __init__(
        self, options: Options, config: MkDocsConfig, files: Files, state: BuildState, mounts: Sequence[Mount]
    ) -> None:
        self._config = config
        self._options = view_options(options)
        reading = read_site(options, config, files, state, mounts)
        self.plans = reading.plans
        self._published = reading.published
        theme = ThemeTemplates(config)
        markdown = MarkdownSettings(options.github_markdown, extensions_of(list(config.markdown_extensions)))
        self._additions = AdditionsBuilder(
            self.plans,
            TemplateRenderer(theme.environment, state.templates),
            self._options,
            vocabulary_of(options),
            markdown=markdown.key,
            cache=state.rendered,
        )
        builder = PageBuilder(
            self.plans, markdown, self._options.messages, may_use=theme.may_use, reserved_ids=theme.reserved_ids()
        )
        self._incremental = IncrementalBuild(config, self._additions, state.manifest, dirty=state.dirty)
        self.pages = PageHooks(reading, builder, self._additions, self._incremental, self._options.messages)
        for file in files.documentation_pages():
            self._incremental.watch(file, may_have_additions=file.src_uri in reading.may_have_additions)

    def add_view_pages(self, files: Files) -> None:
        """Add the pages of the views that no page of the user shows."""
        for file in add_view_pages(self.plans, self._options, files, self._config):
            self._incremental.watch(file, may_have_additions=True)

    def add_exports(self, files: Files) -> None:
        """Add ``plans.json`` and the other exports beside the overview."""
        add_exports(self._published, self._options, files, self._config)

    def keep_out_of_explicit_nav(self, files: Files) -> None:
        """Spare the user MkDocs' message that the pages of views are not in ``nav``."""
        keep_out_of_explicit_nav(self.plans.view_pages, files, self._config)

    def set_files(self, files: Files) -> None:
        """Set all files of the site, when other plugins have added theirs."""
        self._additions.pages = MkDocsPages(files)
        self._incremental.set_files(files)
