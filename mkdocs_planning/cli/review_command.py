"""``mkdocs-planning review``: what changed in the plans of a folder, from its repository."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from mkdocs_planning.cli.arguments import config_option
from mkdocs_planning.cli.output import CommandError, print_data, print_lines
from mkdocs_planning.cli.plan_paths import files_of_folder, located, read_files
from mkdocs_planning.cli.progress_bar import ProgressBar
from mkdocs_planning.cli.site import Site, site_of
from mkdocs_planning.collecting.assembling import assemble
from mkdocs_planning.collecting.site_files import SiteFiles, is_beneath
from mkdocs_planning.exports import review_json, review_markdown
from mkdocs_planning.exports.export import ExportContext
from mkdocs_planning.history.git import GitError
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.history.review_range import ReviewRangeError, review_end
from mkdocs_planning.model.portfolio import Portfolio


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="[PATH]", required=False)
@click.option("--since", metavar="WHEN", help="A date, a number of days (14 days), a tag or a commit.")
@click.option("--until", metavar="WHEN", help="A date, a tag or a commit; without it, the files as they are.")
@config_option
@click.option("--format", "form", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
def review(path: Path | None, since: str | None, until: str | None, config_file: Path | None, form: str) -> None:
    """Print what has changed in the plans of the folder PATH since the last review, from git.

    PATH is the whole site of the configuration, or the current folder, where it is not given. Without --since, the
    review begins at the newest tag that begins with review/, else 14 days ago.
    """
    found = reviewed(path, site_of(config_file), since, until)
    if form == "markdown":
        print_lines(b"".join(review_markdown.encode(found, ExportContext())).decode())
    else:
        print_data(review_json.encode(found, ExportContext()))


def reviewed(path: Path | None, site: Site, since: str | None, until: str | None) -> Portfolio:
    """The plans of the folder *path* with their review.

    Args:
        path: None for the whole site, or the current folder where there is none.
        site: that the plans belong to.
        since: a date, a number of days, a tag or a commit; None for what the site says.
        until: a date, a tag or a commit; None for the files as they are.

    Raises:
        CommandError: where there is no such folder, no repository, or none of the moments asked for.
    """
    folder = path or (site.files.docs_dir if site.files is not None else Path())
    files, folders = _files_of(folder, site)
    progress = ProgressBar("Reading the history")
    try:
        portfolio = _with_review(files, site, since or site.since, until, progress)
    except (GitError, ReviewRangeError) as error:
        raise CommandError(f"{folder}: the history of its plans cannot be read: {error}") from error
    finally:
        progress.end()
    return _of_folders(portfolio, folders)


def _files_of(folder: Path, site: Site) -> tuple[SiteFiles, list[str]]:
    """The files of the site that *folder* belongs to, and the paths in the site that it stands for."""
    place = located(folder, site, "folder")
    if not place.is_dir():
        raise CommandError(f"{folder}: a file; a review is that of a folder")
    if site.files is not None and (uris := site.files.uris_of(place)):
        return site.files, uris
    files = files_of_folder(place, site.settings)
    return files, [files.within]


def _with_review(files: SiteFiles, site: Site, since: str, until: str | None, progress: ProgressBar) -> Portfolio:
    contents = read_files(files, site.settings)
    portfolio, selection = assemble(contents, site.settings)
    scope = PlanScope(site.settings, files, frozenset(selection.view_pages.values()))
    reader = HistoryReader()
    timeline = reader.read(scope, site.cache, progress.report)
    if until is None:
        return reader.with_history(portfolio, timeline, contents, since)
    tip = review_end(timeline, until)
    timeline = timeline.until(tip, progress.report)
    today = site.settings.as_of
    day = min(_day(until) or timeline.commit_info(tip).day or today, today)
    return reader.with_history(timeline.portfolio_at(tip, day), timeline, since=since)


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def _of_folders(portfolio: Portfolio, folders: list[str]) -> Portfolio:
    """*portfolio* with only the plans of *folders* (paths in the site), and what changed in them."""
    if portfolio.review is None:
        return portfolio

    def is_wanted(source: str) -> bool:
        return any(is_beneath(source, folder) for folder in folders)

    return replace(
        portfolio,
        plans=tuple(plan for plan in portfolio.plans if is_wanted(plan.source)),
        review=replace(portfolio.review, plans=tuple(plan for plan in portfolio.review.plans if is_wanted(plan.source))),
    )
