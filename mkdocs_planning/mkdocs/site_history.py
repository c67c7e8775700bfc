"""The history of a site's plans, from the git repository that holds it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_planning.checks.rules import RuleSetting
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import MKDOCS_EXCLUDES, Mount, SiteFiles
from mkdocs_planning.history.git import GitError
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.history_timeline import Timeline
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.history.review_range import ReviewRangeError
from mkdocs_planning.mkdocs.config import cache_dir
from mkdocs_planning.mkdocs.log import log
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.options.schema import Options

_SPECIAL = re.compile(r"[\\\[\]*?!# ]")


class SiteHistory:
    """Adds history to portfolios. Keeps what it read, and which messages it logged, from build to build.

    Attributes:
        keeps: whether what it read is kept for the next build of this process.
    """

    def __init__(self) -> None:
        self.keeps = True
        self._reader = HistoryReader()
        self._site: str | None = None
        self._logged: set[tuple[str | None, str, RuleSetting]] = set()

    def add_to(
        self,
        portfolio: Portfolio,
        contents: Mapping[str, bytes],
        settings: CollectingSettings,
        view_pages: frozenset[str],
        *,
        options: Options,
        config: MkDocsConfig,
        mounts: Sequence[Mount],
        hidden: Collection[str] = (),
    ) -> Portfolio:
        """*portfolio* with its history, or as it is where there is none; the log then says why.

        Args:
            portfolio: as it is now.
            contents: the files of the site that may be plans, by path.
            settings: which of them are.
            view_pages: paths of the pages of views.
            options: of the plugin.
            config: of the site.
            mounts: folders outside docs_dir.
            hidden: paths of files that are left out of the past too.
        """
        self._site = config.config_file_path
        scope = PlanScope(settings, SiteFiles(Path(config.docs_dir), tuple(mounts), _excluded(config, hidden)), view_pages)
        try:
            timeline = self._reader.read(scope, self._cache_dir(options, config))
            self._log_what_is_missing(timeline, settings.validation)
            return self._with_history(portfolio, timeline, contents, options.review.since)
        except GitError as error:
            self.log(f"plans have no history here: {error}")
            return portfolio
        finally:
            if not self.keeps:
                self._reader = HistoryReader()

    def _with_history(self, portfolio: Portfolio, timeline: Timeline, contents: Mapping[str, bytes], review: str) -> Portfolio:
        try:
            return self._reader.with_history(portfolio, timeline, contents, review)
        except ReviewRangeError as error:
            log.warning("the option `review`: %s; the newest tag review/* or 14 days are taken instead", error)
            return self._reader.with_history(portfolio, timeline, contents)

    def _cache_dir(self, options: Options, config: MkDocsConfig) -> Path | None:
        try:
            return cache_dir(options, config)
        except ValueError as error:
            self.log(str(error), "warn")
            return None

    def _log_what_is_missing(self, timeline: Timeline, validation: Mapping[str, RuleSetting]) -> None:
        if timeline.shallow:
            message = (
                f"this clone is shallow: the history of plans begins on {timeline.days[0]}. `git fetch --unshallow` "
                "gets the rest (in CI, fetch-depth: 0)"
            )
            self.log(message, validation.get("shallow-clone", "warn"))
        for folder in timeline.outside:
            self.log(f"plans in {folder} have no history, since it lies outside the repository of docs_dir")
        if timeline.versions.unreadable:
            count = len(timeline.versions.unreadable)
            files = ", ".join(sorted({path for _, path in timeline.versions.unreadable})[:3])
            self.log(f"{count} former versions of plans are left out: too large, or missing from the clone ({files})")

    def log(self, message: str, setting: RuleSetting = "info") -> None:
        """Log *message*, once for each site."""
        key = (self._site, message, setting)
        if key not in self._logged and setting != "ignore":
            self._logged.add(key)
            (log.warning if setting == "warn" else log.info)("%s", message)


def _excluded(config: MkDocsConfig, hidden: Collection[str]) -> GitIgnoreSpec:
    literal = (f"/{_SPECIAL.sub(_escaped, path)}" for path in sorted(hidden))
    excluded = GitIgnoreSpec.from_lines((*MKDOCS_EXCLUDES, *literal))
    for patterns in (config.exclude_docs, config.draft_docs):
        excluded = excluded + patterns if patterns else excluded
    return excluded


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[0]
