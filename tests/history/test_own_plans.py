"""The project's own plans: at each commit as from a checkout of it, and ticks as a plain diff of the files has them."""

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
from mkdocs_planning.exports.plans_json import encode
from mkdocs_planning.history.git import GitError
from mkdocs_planning.history.past_reader import Folders, PastReader
from mkdocs_planning.history.past_record import Record
from tests.history.reading import RULES
from tests.history.repository import git

ROOT = Path(__file__).parents[2]
TODAY = "2027-01-01"
BOX = re.compile(r"^\s*[-*] \[([ x])\] (.*)$", re.M)


@pytest.fixture(scope="module")
def record() -> Record:
    try:
        record = PastReader().read(Folders(ROOT / "docs"), RULES)
    except GitError as error:
        pytest.skip(f"no history here: {error}")
    if record.shallow or len(record.commits) < 2:
        pytest.skip("this checkout has no history")
    return record


def test_each_commit_is_read_as_from_a_checkout_of_it(record: Record, tmp_path: Path):
    for commit in [record.commits[0], record.commits[len(record.commits) // 2], record.commits[-1]]:
        folder = tmp_path / commit.id
        folder.mkdir()
        archive = folder.with_suffix(".tar")
        git(ROOT, "archive", f"--output={archive}", commit.id, "docs")
        git(tmp_path, "init", "-q", str(folder))
        _unpack(archive, folder)
        done = CliRunner().invoke(main, ["read", str(folder / "docs")])
        past: Any = json.loads(encode(record.portfolio_at(commit.id, TODAY)))
        assert past["plans"] == json.loads(done.stdout)["plans"]


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")


def test_ticks_are_those_of_the_files(record: Record):
    first, last = record.commits[0].id, record.tip
    reader = PastReader()
    review = reader.show(record, record.portfolio_at(last, TODAY), since=first).review
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
