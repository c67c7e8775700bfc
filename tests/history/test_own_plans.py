"""The project's own plans: every commit equals a checkout of it, and ticked tasks match a plain diff of the files."""

from __future__ import annotations

import json
import re
import tarfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_planning.cli.main import main
from mkdocs_planning.history.git import GitError
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.history_timeline import Timeline
from tests.exports.encoding import plans_as_json
from tests.history.reading import scope_of
from tests.history.repository import git

ROOT = Path(__file__).parents[2]
TODAY = "2027-01-01"
BOX = re.compile(r"^\s*[-*] \[([ x])\] (.*)$", re.M)


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    try:
        timeline = HistoryReader().read(scope_of(ROOT / "docs"))
    except GitError as error:
        pytest.skip(f"no history here: {error}")
    if timeline.shallow or len(timeline.commits) < 2:
        pytest.skip("this checkout has no history")
    return timeline


def test_commits_equal_a_checkout(timeline: Timeline, tmp_path: Path):
    for commit in [timeline.commits[0], timeline.commits[len(timeline.commits) // 2], timeline.commits[-1]]:
        folder = tmp_path / commit.id
        folder.mkdir()
        archive = folder.with_suffix(".tar")
        git(ROOT, "archive", f"--output={archive}", commit.id, "docs")
        git(tmp_path, "init", "-q", str(folder))
        _unpack(archive, folder)
        done = CliRunner().invoke(main, ["read", str(folder / "docs")])
        past: Any = json.loads(plans_as_json(timeline.portfolio_at(commit.id, TODAY)))
        assert past["plans"] == json.loads(done.stdout)["plans"]


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")


def test_ticked_tasks_match_a_diff_of_the_files(timeline: Timeline):
    first, last = timeline.commits[0].id, timeline.tip
    reader = HistoryReader()
    review = reader.with_history(timeline.portfolio_at(last, TODAY), timeline, since=first).review
    assert review is not None
    told = Counter((entry.file, entry.text) for plan in review.plans for entry in plan.entries if entry.kind == "task-done")
    truth: Counter[tuple[str, str]] = Counter()
    for file in git(ROOT, "ls-tree", "-r", "--name-only", last, "docs/plans").split("\n"):
        now = _boxes(last, file)
        before = _boxes(first, file)
        truth += Counter({(file.removeprefix("docs/"), text): 1 for text, done in now.items() if done and not before.get(text)})
    assert told == truth


def _boxes(commit: str, file: str) -> dict[str, bool]:
    try:
        text = git(ROOT, "show", f"{commit}:{file}")
    except AssertionError:
        return {}
    return {match[2].strip(): match[1] == "x" for match in BOX.finditer(text)}
