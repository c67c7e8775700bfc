"""The past of a folder, as the tests ask for it."""

from __future__ import annotations

from pathlib import Path

from mkdocs_planning.collecting.assembling import assemble
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.collecting.site_files import SiteFiles
from mkdocs_planning.history.past_reader import Folders, PastReader
from mkdocs_planning.history.versions import Rules
from mkdocs_planning.model.history import History
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.review import Entry, Review

TODAY = "2026-06-30"
SETTINGS = CollectingSettings(TODAY)
RULES = Rules(SETTINGS, SiteFiles(Path()))


def past_of(
    root: Path, since: str = "2000-01-01", *, cache: Path | None = None, today: str = TODAY, reader: PastReader | None = None
) -> Portfolio:
    """The plans under ``docs`` of *root* with their past."""
    docs = (root / "docs").resolve()
    contents = {uri: path.read_bytes() for uri, path in SiteFiles(docs).plan_files().items()}
    reader = reader or PastReader()
    record = reader.read(Folders(docs, cache=cache), RULES)
    portfolio = assemble(contents, CollectingSettings(today)).portfolio
    return reader.show(record, portfolio, contents, since=since)


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
