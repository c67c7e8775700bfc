"""What the plugin keeps from build to build."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_planning.mkdocs.config import cache_dir
from mkdocs_planning.mkdocs.page_manifest import PageManifest
from mkdocs_planning.mkdocs.site_history import SiteHistory
from mkdocs_planning.options.schema import Options
from mkdocs_planning.render.plan_files import PlanFileReader
from mkdocs_planning.render.render_cache import RenderCache
from mkdocs_planning.render.templates import CompiledTemplates


class BuildState:
    """What was read and rendered, and what the pages in ``site_dir`` have.

    Attributes:
        dirty: whether pages that are still right are not made again.
    """

    def __init__(self) -> None:
        self.reader = PlanFileReader()
        self.templates = CompiledTemplates()
        self.rendered = RenderCache()
        self.history = SiteHistory()
        self.manifest = PageManifest()
        self.dirty = True
        self._serving = False

    def start(self, command: Literal["build", "gh-deploy", "serve"], *, dirty: bool) -> None:
        """Say what this process does: all but ``serve`` build once, so that nothing need stay in memory after it."""
        self._serving = command == "serve"
        self.dirty = dirty
        self.rendered.is_active = self.reader.keeps = self.history.keeps = self._serving

    def begin(self, options: Options, config: MkDocsConfig) -> None:
        """Before a build of the site of *config*."""
        folder = _cache_dir(options, config)
        self.reader.folder = folder
        self.rendered.begin()
        self.manifest.begin(Path(config.site_dir), None if self._serving else folder)

    def release(self) -> None:
        """When all pages are made: free what they were made of, unless the next build needs it soon."""
        if not self._serving:
            gc.collect()  # templates and what they show reference each other

    def end(self) -> None:
        """After a build, when all other plugins are done with the pages."""
        self.manifest.end()


def _cache_dir(options: Options, config: MkDocsConfig) -> Path | None:
    try:
        return cache_dir(options, config)
    except ValueError:
        return None  # SiteHistory reports it
