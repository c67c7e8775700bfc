"""The generated history of the example site ends with the shipped plans and is the same on every machine."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from mkdocs_planning.model.plan import ACTIVE
from mkdocs_planning.reading.plan import read_plan
from tests.history.reading import history_of, past_of, review_of
from tests.history.repository import git

EXAMPLE = Path(__file__).parents[2] / "example_site"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_history", EXAMPLE / "history.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "site"
    _script().make(folder)
    return folder


def test_the_last_commit_has_the_shipped_files(made: Path):
    shipped = {path.relative_to(EXAMPLE): path.read_bytes() for path in EXAMPLE.rglob("*") if path.suffix in (".md", ".yml")}
    found = {path.relative_to(made): path.read_bytes() for path in made.rglob("*") if path.suffix in (".md", ".yml")}
    assert found == shipped
    assert git(made, "status", "--porcelain") == ""


def test_every_plan_has_a_history(made: Path):
    names = {path.name for path in (EXAMPLE / "docs" / "plans").iterdir()}
    assert set(_script().CHANGES) == names
    assert 50 <= int(git(made, "rev-list", "--count", "HEAD")) <= 80


def test_the_repository_is_reproducible(made: Path, tmp_path: Path):
    _script().make(tmp_path / "again")
    assert git(tmp_path / "again", "rev-parse", "HEAD") == git(made, "rev-parse", "HEAD")


def test_edits_are_kept(made: Path):
    file = made / "docs" / "plans" / "tide-alarms.md"
    text = file.read_text("utf-8")
    file.write_text(text + "\nMine.\n", "utf-8")
    _script().make(made)
    assert file.read_text("utf-8").endswith("\nMine.\n")
    file.write_text(text, "utf-8")


def test_no_version_mentions_later_events(made: Path):
    for name in _script().CHANGES:
        versions = _script().versions(name)
        for day, _, text in versions:
            plan = read_plan(text, name)
            told = [date for date in (plan.updated, plan.finished, *(change.date for change in plan.changes)) if date]
            assert max(told, default=day) <= day, (name, day)
            for later in re.findall(r"^### (2026-\d\d-\d\d)", text, re.M):
                assert later <= day, (name, day)
        first = read_plan(versions[0][2], name)
        assert first.progress.done == 0, name
        assert first.status in ACTIVE, name


def test_a_newcomer_sees_a_review_and_slips(made: Path):
    portfolio = past_of(made, "review/2026-10-05", today="2026-10-15")
    kinds = {entry.kind for plan in review_of(portfolio).plans for entry in plan.entries}
    assert {
        "plan-added",
        "status",
        "target",
        "task-done",
        "task-reopened",
        "task-added",
        "task-dropped",
        "risk-raised",
    } <= kinds
    assert {"risk-new", "question-opened", "question-answered", "decision"} <= kinds
    history = history_of(portfolio)
    assert len(history.plans) == len(portfolio.plans) == len(_script().CHANGES)
    assert sum(len(plan.targets) > 1 for plan in history.plans.values()) >= 5
    assert len(history.points) > 30
