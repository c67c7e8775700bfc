"""What the plugin keeps from build to build."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_planning.mkdocs.config import cache_dir
from mkdocs_planning.mkdocs.page_manifest import Record
from mkdocs_planning.mkdocs.plan_reader import Reader
from mkdocs_planning.mkdocs.repository import Past
from mkdocs_planning.options.schema import Options
from mkdocs_planning.render.render_cache import Memory
from mkdocs_planning.render.templates import Compiled


class Kept:
    """What was read, what was made of it, and what the pages in ``site_dir`` hold.

    Attributes:
        dirty: whether pages that are still right are not made again.
    """

    def __init__(self) -> None:
        self.reader = Reader()
        self.compiled = Compiled()
        self.memory = Memory()
        self.past = Past()
        self.record = Record()
        self.dirty = True
        self._serving = False

    def start(self, command: Literal["build", "gh-deploy", "serve"], *, dirty: bool) -> None:
        """Say what this process is for: all but ``serve`` build once, so that nothing of it need stay in memory."""
        self._serving = command == "serve"
        self.dirty = dirty
        self.memory.active = self.reader.stays = self.past.stays = self._serving

    def begin(self, options: Options, config: MkDocsConfig) -> None:
        """Before a build of the site of *config*."""
        folder = _cache_dir(options, config)
        self.reader.folder = folder
        self.memory.turn()
        self.record.begin(Path(config.site_dir), None if self._serving else folder)

    def shrink(self) -> None:
        """When all pages are made: give back what they were made of, unless the next build needs it soon."""
        if not self._serving:
            gc.collect()  # templates and what they show make circles

    def end(self) -> None:
        """After a build, when all other plugins are done with the pages, too."""
        self.record.end()


def _cache_dir(options: Options, config: MkDocsConfig) -> Path | None:
    try:
        return cache_dir(options, config)
    except ValueError:
        return None  # Past says so
