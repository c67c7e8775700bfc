"""Each version is read once; a damaged, shared or read-only cache changes nothing but the time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.history import file_versions, tracking_since
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.snapshot import Snapshot
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.support.cache import Cache
from mkdocs_planning.vocabulary.vocabulary import Vocabulary
from tests.history.reading import past_of, scope_of
from tests.history.repository import Repo
from tests.history.story import Story


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return Story(7).write(tmp_path_factory.mktemp("cache") / "repo", 40)


@pytest.fixture(scope="module")
def truth(repo: Repo) -> Portfolio:
    return past_of(repo.root)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the versions that are read from now on."""
    seen: list[str] = []

    def noting(content: bytes, uri: str, vocabulary: Vocabulary) -> tuple[Plan, ...]:
        seen.append(uri)
        return read_page(content, uri, vocabulary)

    monkeypatch.setattr(file_versions, "read_page", noting)
    return seen


def test_each_version_is_read_once(repo: Repo, tmp_path: Path, reads: list[str], truth: Portfolio):
    reader = HistoryReader()
    assert past_of(repo.root, cache=tmp_path, reader=reader) == truth
    timeline = reader.read(scope_of((repo.root / "docs").resolve()), tmp_path)
    distinct = {(change.blob, change.path) for commit in timeline.commits for change in commit.changes if change.blob}
    assert len(reads) == len(distinct)
    reads.clear()
    assert past_of(repo.root, cache=tmp_path) == truth
    assert past_of(repo.root, timeline.commits[9].id, cache=tmp_path).history == truth.history
    assert reads == []


def test_a_long_review_walks_the_history_once(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = repo.git("rev-list", "--max-parents=0", "HEAD")
    expected = past_of(repo.root, first)
    monkeypatch.setattr(tracking_since, "LONG", 5)
    assert past_of(repo.root, first, cache=tmp_path) == expected
    steps: list[int] = []
    monkeypatch.setattr(Snapshot, "apply", lambda self, changes: steps.append(1))  # type: ignore[misc]
    assert past_of(repo.root, first, cache=tmp_path) == expected
    assert steps == []


def test_an_edit_during_serve_reads_no_past_version(repo: Repo, reads: list[str], truth: Portfolio):
    reader = HistoryReader()
    past_of(repo.root, reader=reader)
    file = next((repo.root / "docs").rglob("*.md"))
    text = file.read_text("utf-8")
    try:
        for number in range(3):
            file.write_text(text.replace("- [ ]", "- [x]", 1) + f"\n- [ ] Number {number}\n", "utf-8")
            reads.clear()
            edited = past_of(repo.root, reader=reader)
            assert reads == [file.relative_to(repo.root / "docs").as_posix()]
            assert edited == past_of(repo.root)
    finally:
        file.write_text(text, "utf-8")
    reads.clear()
    assert past_of(repo.root, reader=reader).history == truth.history
    assert reads == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "nonsense", "swapped"])
def test_a_damaged_cache_is_a_miss(repo: Repo, tmp_path: Path, truth: Portfolio, damage: str):
    past_of(repo.root, cache=tmp_path)
    packs = sorted(tmp_path.glob("*.pack"))
    assert len(packs) == 2
    chance = random.Random(1)
    for pack in packs:
        data = bytearray(pack.read_bytes())
        if damage == "cut":
            del data[len(data) // 2 :]
        elif damage == "flipped":
            for _ in range(50):
                data[chance.randrange(len(data))] ^= 0x55
        elif damage == "emptied":
            data.clear()
        elif damage == "nonsense":
            data = bytearray(chance.randbytes(len(data)))
        else:
            data = bytearray(next(other for other in packs if other != pack).read_bytes())
        pack.write_bytes(data)
    assert past_of(repo.root, cache=tmp_path) == truth
    assert past_of(repo.root, cache=tmp_path) == truth


def test_a_folder_that_cannot_be_written(repo: Repo, tmp_path: Path, truth: Portfolio):
    file = tmp_path / "file"
    file.write_text("")
    assert past_of(repo.root, cache=file) == truth
    assert past_of(repo.root, cache=file / "folder") == truth


def test_two_builds_at_once(repo: Repo, tmp_path: Path, truth: Portfolio):
    script = (
        "import sys; from pathlib import Path; from tests.history.reading import past_of;"
        "p = past_of(Path(sys.argv[1]), cache=Path(sys.argv[2])); print(hash(repr(p)))"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONHASHSEED": "0"}
    runs = [
        subprocess.Popen([sys.executable, "-c", script, str(repo.root), str(tmp_path)], stdout=subprocess.PIPE, env=environment)
        for _ in range(3)
    ]
    said = {run.communicate()[0] for run in runs}
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(said) == 1
    assert past_of(repo.root, cache=tmp_path) == truth
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_unused_entries_are_removed_once_they_are_the_majority(tmp_path: Path):
    cache = Cache(tmp_path, "versions-1")
    for number in range(30):
        cache.put(f"old {number}", b"x")
    cache.save()
    cache = Cache(tmp_path, "versions-1")
    cache.put("new", b"y")
    cache.save({"new", "old 3"})
    again = Cache(tmp_path, "versions-1")
    assert (again.get("new"), again.get("old 3"), again.get("old 4")) == (b"y", b"x", None)


def test_a_few_files_of_other_options_are_kept(tmp_path: Path):
    for number in range(20):
        cache = Cache(tmp_path, f"versions-{number}")
        cache.put("a", b"b")
        cache.save()
    assert 1 < len(list(tmp_path.glob("versions-*.pack"))) < 10
    assert Cache(tmp_path, "versions-19").get("a") == b"b"
