"""What the plugin keeps from build to build."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_planning.site.config import PlanningConfig, cache_dir
from mkdocs_planning.site.memory import Memory
from mkdocs_planning.site.past import Past
from mkdocs_planning.site.reader import Reader
from mkdocs_planning.site.record import Record
from mkdocs_planning.site.render import Compiled


class Kept:
    """What was read, what was made of it, and what the pages in ``site_dir`` hold."""

    def __init__(self) -> None:
        self.reader = Reader()
        self.compiled = Compiled()
        self.memory = Memory()
        self.past = Past()
        self.record = Record()
        self._serving = False

    def start(self, command: Literal["build", "gh-deploy", "serve"]) -> None:
        """Say what this process is for: all but ``serve`` build once, so that nothing of it need stay in memory."""
        self._serving = command == "serve"
        self.memory.active = self._serving

    def begin(self, options: PlanningConfig, config: MkDocsConfig) -> None:
        """Before a build of the site of *config*."""
        folder = _cache_dir(options, config)
        self.reader.folder = folder
        self.compiled.begin(folder)
        self.memory.turn()
        self.record.begin(Path(config.site_dir), None if self._serving else folder)

    def end(self) -> None:
        """After a build, when all other plugins are done with the pages, too."""
        self.compiled.end()
        self.record.end()


def _cache_dir(options: PlanningConfig, config: MkDocsConfig) -> Path | None:
    try:
        return cache_dir(options, config)
    except ValueError:
        return None  # Past says so
