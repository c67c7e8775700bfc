"""The past of a site's plans, from the repository that holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class Past:
    """Gives portfolios their past. Remembers what it read, and said, from build to build.

    Attributes:
        stays: whether what it read is kept for the next build of this process.
    """

    def __init__(self) -> None:
        self.stays = True
        self._reader = HistoryReader()
        self._site: str | None = None
        self._said: set[tuple[str | None, str, RuleSetting]] = set()

    def of(
        self,
        portfolio: Portfolio,
        contents: Mapping[str, bytes],
        settings: CollectingSettings,
        view_pages: frozenset[str],
        *,
        options: Options,
        config: MkDocsConfig,
        mounts: Sequence[Mount],
    ) -> Portfolio:
        """*portfolio* with its past, or as it is where there is none; why is then said in the log.

        Args:
            contents: the files of the site that may be plans, by path.
            settings: which of them are.
            view_pages: the pages of views.
        """
        self._site = config.config_file_path
        excluded = GitIgnoreSpec.from_lines(MKDOCS_EXCLUDES)
        for patterns in (config.exclude_docs, config.draft_docs):
            excluded = excluded + patterns if patterns else excluded
        scope = PlanScope(settings, SiteFiles(Path(config.docs_dir), tuple(mounts), excluded), view_pages)
        try:
            timeline = self._reader.read(scope, self._cache_dir(options, config))
            self._say_what_is_missing(timeline, settings.validation)
            try:
                return self._reader.with_history(portfolio, timeline, contents, options.review.since)
            except ReviewRangeError as error:
                log.warning("the option `review`: %s; the newest tag review/* or 14 days are taken instead", error)
                return self._reader.with_history(portfolio, timeline, contents)
        except GitError as error:
            self._say(f"nothing is known of the past of plans: {error}")
            return portfolio
        finally:
            if not self.stays:
                self._reader = HistoryReader()

    def _cache_dir(self, options: Options, config: MkDocsConfig) -> Path | None:
        try:
            return cache_dir(options, config)
        except ValueError as error:
            self._say(str(error), "warn")
            return None

    def _say_what_is_missing(self, timeline: Timeline, validation: Mapping[str, RuleSetting]) -> None:
        if timeline.shallow:
            message = (
                f"this clone is shallow: the past of plans is known from {timeline.days[0]} on. `git fetch --unshallow` "
                "gets the rest (in CI, fetch-depth: 0)"
            )
            self._say(message, validation.get("shallow-clone", "warn"))
        for folder in timeline.outside:
            self._say(f"nothing is known of the past of plans in {folder}, which lies outside the repository of docs_dir")
        if timeline.versions.unreadable:
            count = len(timeline.versions.unreadable)
            files = ", ".join(sorted({uri for _, uri in timeline.versions.unreadable})[:3])
            self._say(f"{count} former versions of plans are left out, which are too large or missing from the clone ({files})")

    def _say(self, message: str, severity: RuleSetting = "info") -> None:
        key = (self._site, message, severity)
        if key not in self._said and severity != "ignore":
            self._said.add(key)
            (log.warning if severity == "warn" else log.info)("%s", message)
