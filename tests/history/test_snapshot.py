"""Walking the history equals reading a checkout of each commit, for all ways in which files and pages are plans."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mkdocs_planning.cli.main import main
from mkdocs_planning.history.history_reader import HistoryReader
from mkdocs_planning.history.history_timeline import Timeline
from mkdocs_planning.history.plan_tracking import PlanTracker
from mkdocs_planning.history.snapshot import Snapshot
from mkdocs_planning.model.plan import Plan
from tests.exports.encoding import plans_as_json
from tests.history.reading import scope_of
from tests.history.repository import Repo

NAMES = (
    [f"specs/001-a/{name}.md" for name in ("plan", "tasks", "spec", "research")]
    + [f"specs/001-a/sub/{name}.md" for name in ("tasks", "notes")]
    + [f"feature/{name}.md" for name in ("requirements", "tasks", "design", "else")]
    + [f"changes/x/{name}.md" for name in ("proposal", "tasks", "design")]
    + [f"changes/archive/x/{name}.md" for name in ("proposal", "tasks")]
    + ["kep/README.md", "kep/kep.yaml", "kep/more.md"]
    + [f"team/plan/{name}.md" for name in ("index", "one", "two")]
    + ["plans/many.md", "plans/one.md", "plans/two.md", "notes.md", "plans/index.md"]
)


def _text(chance: random.Random, name: str) -> str:
    boxes = "".join(f"- [{chance.choice(' x')}] Task {chance.randrange(1000)}\n" for _ in range(chance.randint(0, 4)))
    if name.endswith(".yaml"):
        return f"title: Kep {chance.randrange(9)}\nstatus: {chance.choice(('implementable', 'implemented'))}\n"
    front = chance.choice(("", "", "", "plan: true\n", "plan: false\n"))
    if name == "plans/many.md":
        parts = "".join(f"## Part {number}\n\n{boxes}\n" for number in chance.sample(range(5), chance.randint(0, 3)))
        return f"---\nplans: h2\n{front}---\n# Many\n\n{parts}"
    stated = f"**Plan ID**: P-{chance.randrange(4)}\n" if chance.random() < 0.2 else ""
    return (f"---\n{front}---\n" if front else "") + f"# Title {chance.randrange(6)}\n\n{stated}**Status**: Ready\n\n{boxes}"


@pytest.fixture(scope="module", params=[1, 2, 3])
def repo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    chance = random.Random(request.param)
    repo = Repo(tmp_path_factory.mktemp("walk") / "repo")
    files: dict[str, str] = {}
    stream: list[str] = []
    for number in range(150):
        lines: list[str] = []
        for _ in range(chance.randint(1, 3)):
            name, other = chance.sample(NAMES, 2)
            if name in files and chance.random() < 0.3:
                del files[name]
                lines.append(f"D docs/{name}\n")
            elif name in files and other not in files and chance.random() < 0.3 and not other.endswith(".yaml"):
                files[other] = files.pop(name)
                lines.append(f"R docs/{name} docs/{other}\n")
            else:
                files[name] = _text(chance, name)
                lines.append(f"M 100644 inline docs/{name}\ndata {len(files[name])}\n{files[name]}\n")
        who = f"Ana <ana@example.org> {1_767_225_600 + number * 3600} +0000"
        stream += [f"commit refs/heads/main\ncommitter {who}\ndata 1\nx\n", *lines]
    repo.git("fast-import", "--quiet", text="".join(stream).encode())
    repo.git("checkout", "-q", "-f", "main")
    return repo


@pytest.fixture(scope="module")
def timeline(repo: Repo) -> Timeline:
    return HistoryReader().read(scope_of(repo.root / "docs"))


def _by_place(plans: list[Plan]) -> dict[tuple[str, int], Plan]:
    return {(plan.source, plan.line): plan for plan in plans}


def test_each_step_equals_a_fresh_read(timeline: Timeline):
    snapshot, tracker = Snapshot(scope_of(Path("docs")), timeline.versions), PlanTracker()
    for number, commit in enumerate(timeline.commits):
        before, after, renames = snapshot.apply(commit.changes)
        tracker.advance(number, before, after, renames)
        fresh = _by_place([version.plan for version in timeline.snapshot_of(timeline.files_at(commit.id)).plans()])
        assert _by_place([version.plan for version in snapshot.plans()]) == fresh, number
        assert _by_place([one.plan for one in tracker.plans.values() if one.ended is None]) == fresh, number
        done, total = (tracker.points or ((0, 0, 0),))[-1][1:]
        assert done == sum(plan.progress.done for plan in fresh.values()), number
        assert total == sum(plan.progress.total for plan in fresh.values()), number


def test_any_commit_equals_a_checkout(repo: Repo, timeline: Timeline):
    for number in random.Random(1).sample(range(len(timeline.commits)), 12):
        commit = timeline.commits[number].id
        repo.git("checkout", "-q", "-f", commit)
        repo.git("clean", "-q", "-f", "-d")
        done = CliRunner().invoke(main, ["read", str(repo.root / "docs")])
        past: Any = json.loads(plans_as_json(timeline.portfolio_at(commit, "2026-01-01")))
        assert past["plans"] == json.loads(done.stdout)["plans"], number
    repo.git("checkout", "-q", "-f", "main")


def test_continuing_equals_starting_over(repo: Repo, timeline: Timeline, tmp_path: Path):
    for number in random.Random(2).sample(range(1, len(timeline.commits)), 6):
        first = HistoryReader().read(scope_of(repo.root / "docs"), tmp_path / str(number))
        half = first.until(timeline.commits[number].id)
        half.read(timeline.tip)
        assert half.tracker == timeline.tracker
        assert half.commits == timeline.commits
