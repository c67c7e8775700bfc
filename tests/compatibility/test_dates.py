"""Plugins that ask git or the clock about pages: revision dates, RSS. Generated pages have no git history."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.compatibility.conftest import PLANS, check_site, config
from tests.mkdocs.conftest import Make, read_tree

DAY = "2026-02-03T12:00:00+00:00"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plans in a repository with one commit, as the current folder."""
    monkeypatch.chdir(tmp_path)
    for path, text in read_tree(PLANS).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    env = os.environ | {"GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY, "GIT_CONFIG_GLOBAL": os.devnull}
    name = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "docs"], [*name, "commit", "-q", "-m", "Plans"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=env, check=True)
    return tmp_path


def test_plans_have_a_revision_date_and_views_do_not(site: Make, repository: Path):
    built = site(PLANS, config=config("git-revision-date-localized: {type: iso_date, enable_creation_date: true}"))

    check_site(built)
    for path in ("plans/alpha/", "guide/"):
        assert built.page(path).select_one(".git-revision-date-localized-plugin").get_text(strip=True) == "2026-02-03"


def test_a_feed_of_pages_contains_plans_and_no_views(site: Make, repository: Path):
    built = site(PLANS, config=config("rss"))

    check_site(built)
    feed = (built.site / "feed_rss_created.xml").read_text(encoding="utf-8")
    assert "https://example.org/docs/plans/alpha/" in feed
    assert "plans/board/" not in feed
