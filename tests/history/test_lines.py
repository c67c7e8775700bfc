"""Review entries about the header of a plan link to the line that states the field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_planning.cli.main import main
from tests.history.repository import Repo

PLAN = "# Alpha\n\n**Owner**: {owner}\n**Status**: {status}\n\n- [ ] One thing\n\n---\n\n**Target**: {target}\n"
FOLDER = {"docs/specs/001-a/plan.md": "# Alpha\n\n**Owner**: {owner}\n", "docs/specs/001-a/tasks.md": "# Tasks\n\n\n{rest}\n"}
BEFORE = {"owner": "ana", "status": "Draft", "target": "2026-03-01"}
AFTER = {"owner": "bo", "status": "In Progress", "target": "2026-03-15"}


def _entries(repo: Repo) -> dict[str, tuple[str, int]]:
    repo.git("tag", "review/1", "HEAD~1")
    repo.write({"mkdocs.yml": "site_name: T\nplugins:\n- planning: {today: 2026-03-05}\n"})
    arguments = ["review", "--config", str(repo.root / "mkdocs.yml"), "--format", "json"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    plans = json.loads(done.stdout)["review"]["plans"]
    return {entry["kind"]: (entry["file"], entry["line"]) for plan in plans for entry in plan["entries"]}


@pytest.mark.parametrize(("kind", "word"), [("status", "Status"), ("target", "Target"), ("owner", "Owner")])
def test_an_entry_links_to_its_line(tmp_path: Path, kind: str, word: str) -> None:
    repo = Repo(tmp_path)
    repo.commit({"docs/plans/a.md": PLAN.format(**BEFORE)}, "2026-01-01")
    repo.commit({"docs/plans/a.md": PLAN.format(**AFTER)}, "2026-02-01")

    file, line = _entries(repo)[kind]

    assert file == "plans/a.md"
    assert word in PLAN.split("\n")[line - 1]


def test_an_entry_from_another_file_of_the_plan_links_to_the_plan(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    for facts, day in ((BEFORE, "2026-01-01"), (AFTER, "2026-02-01")):
        rest = f"**Target**: {facts['target']}"
        repo.commit({path: text.format(owner=facts["owner"], rest=rest) for path, text in FOLDER.items()}, day)

    entries = _entries(repo)

    assert entries["owner"] == ("specs/001-a/plan.md", 3)
    assert entries["target"] == ("specs/001-a/plan.md", 1)
