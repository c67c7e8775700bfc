"""The history of a folder, for the tests."""

from __future__ import annotations

from pathlib import Path

from mkdocs_planning.collecting.assembling import assemble
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import SiteFiles
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.plan_scope import PlanScope
from mkdocs_planning.model.history import History
from mkdocs_planning.model.plan_review import Entry, Review
from mkdocs_planning.model.portfolio import Portfolio

TODAY = "2026-06-30"
SETTINGS = CollectingSettings(TODAY)


def scope_of(docs: Path) -> PlanScope:
    """The plans of a site with this docs_dir."""
    return PlanScope(SETTINGS, SiteFiles(docs.resolve()))


def past_of(
    root: Path, since: str = "2000-01-01", *, cache: Path | None = None, today: str = TODAY, reader: HistoryReader | None = None
) -> Portfolio:
    """The plans in ``docs`` of *root* with their history."""
    docs = (root / "docs").resolve()
    contents = {uri: path.read_bytes() for uri, path in SiteFiles(docs).plan_files().items()}
    reader = reader or HistoryReader()
    timeline = reader.read(scope_of(docs), cache)
    portfolio = assemble(contents, CollectingSettings(today)).portfolio
    return reader.with_history(portfolio, timeline, contents, since)


def history_of(portfolio: Portfolio) -> History:
    assert portfolio.history is not None
    return portfolio.history


def review_of(portfolio: Portfolio) -> Review:
    assert portfolio.review is not None
    return portfolio.review


def entries(portfolio: Portfolio) -> list[tuple[str, str, str]]:
    """Kind, plan and text of each entry of the review."""
    return [(entry.kind, plan.plan, entry.text) for plan in review_of(portfolio).plans for entry in plan.entries]


def found(portfolio: Portfolio, kind: str) -> Entry:
    """The only entry of this kind."""
    (entry,) = [entry for plan in review_of(portfolio).plans for entry in plan.entries if entry.kind == kind]
    return entry
