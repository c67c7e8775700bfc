"""With ``--config`` the commands see the same as the site: files, plans, findings and changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_planning.cli.main import main
from tests.history.repository import Repo
from tests.mkdocs.conftest import Built, Make, read_tree

CONFIG = """\
site_name: Example
theme: mkdocs
exclude_docs: |
  /private/
draft_docs: |
  /plans/soon.md
plugins:
  - planning:
      today: 2026-03-15
      sources: [specs, .kiro/specs]
      exclude: '**/drafts/**'
      validation: {unfilled_placeholder: info}
"""
TREE = """
docs/index.md
    # Home
docs/plans/depot.md
    # Depot

    **Plan ID**: BUS-1
    **Status**: Draft | Complete
docs/plans/board.md
    # Our board, which shows a view and is no plan
docs/plans/drafts/x.md
    # Left out by a glob
docs/plans/soon.md
    # Left out as a draft
docs/private/plans/y.md
    # Left out by MkDocs
docs/.hidden/plans/z.md
    # Left out by MkDocs, too
docs/plans/sub/index.md
    # Sub
docs/plans/sub/README.md
    # Left out beside index.md
.kiro/specs/alarms/requirements.md
    # Requirements Document
.kiro/specs/alarms/tasks.md
    # Implementation Plan: Alarms

    **Depends on**: BUS-1

    - [x] 1. Ring
    - [ ] 2. Ring louder

    ## Dependencies

    - [gone](gone.md)
.kiro/specs/.cache/tasks.md
    # Left out as hidden
specs/lone.md
    # Lone

    **Plan ID**: BUS-1
    **Depends on**: [the board](../plans/board.md)
    **Target**: 2026-02-31
    **Owner**: [Owner Name]
"""


@pytest.fixture
def built(site: Make) -> Built:
    return site(TREE, config=CONFIG)


def run(built: Built, *arguments: str, config: bool = True) -> Result:
    options = ["--config", str(built.root / "mkdocs.yml")] if config else []
    return CliRunner().invoke(main, [*arguments, *options])


def plans(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [plan | {"url": None} for plan in json.loads(result.stdout)["plans"]]


def of_site(built: Built, *, beneath: str = "") -> list[dict[str, Any]]:
    plans = [plan | {"url": None, "history": None} for plan in built.data()["plans"]]
    return [plan for plan in plans if plan["source"].startswith(beneath)]


@pytest.mark.parametrize("path", [None, "docs", "."])
def test_read_gives_the_plans_of_the_site(built: Built, path: str | None) -> None:
    found = plans(run(built, "read", *([str(built.root / path)] if path else [])))
    assert found == of_site(built)
    assert [plan["source"] for plan in found] == [
        "kiro/specs/alarms/tasks.md",
        "plans/depot.md",
        "plans/sub/index.md",
        "specs/lone.md",
    ]


@pytest.mark.parametrize(("path", "beneath"), [("specs", "specs/"), (".kiro/specs/alarms", "kiro/"), ("docs/plans", "plans/")])
def test_a_folder_gives_its_plans_of_the_site(built: Built, path: str, beneath: str) -> None:
    found = plans(run(built, "read", str(built.root / path)))
    assert found == of_site(built, beneath=beneath)
    assert found


@pytest.mark.parametrize("path", ["specs/lone.md", "kiro/specs/alarms", "plans/depot.md"])
def test_printed_paths_are_accepted(
    built: Built, path: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert plans(run(built, "read", path)) == of_site(built, beneath=path)


def test_a_file_is_read_as_a_plan_of_the_site(built: Built) -> None:
    (tasks,) = plans(run(built, "read", str(built.root / ".kiro/specs/alarms/tasks.md")))
    assert (tasks["id"], tasks["source"]) == ("kiro/specs/alarms/tasks", "kiro/specs/alarms/tasks.md")
    assert tasks["dependencies"][0]["plan"] == "BUS-1"
    (home,) = plans(run(built, "read", str(built.root / "docs/index.md")))
    assert home["title"] == "Home"


def test_check_finds_the_warnings_of_the_site(built: Built) -> None:
    done = run(built, "check")
    lines = [line.split(" ", 3) for line in done.stdout.splitlines()]
    warnings = {f"{place} {message}" for place, severity, _, message in lines if severity == "warning"}
    assert warnings == {warning for warning in built.warnings if not warning.startswith(("Excluding", "Doc file"))}
    assert {place.rsplit(":", 2)[0] for place, *_ in lines} == {"plans/depot.md", "kiro/specs/alarms/tasks.md", "specs/lone.md"}
    assert done.exit_code == 1


def test_check_fails_if_only_a_source_has_a_warning(site: Make) -> None:
    built = site("docs/index.md\n    # Home\nspecs/lone.md\n    # Lone\n\n    **Target**: 2026-02-31\n", config=CONFIG)
    assert built.warnings
    assert run(built, "check", str(built.root / "docs")).exit_code == 1


def test_a_source_that_does_not_exist_is_a_warning(site: Make) -> None:
    built = site("docs/index.md\n    # Home\n", config=CONFIG)
    done = run(built, "check")
    assert (len(built.warnings), done.exit_code) == (2, 1)
    assert "of the option `sources` does not exist" in done.stderr


def test_explain_shows_every_file_of_the_plans_of_the_site(built: Built) -> None:
    done = run(built, "explain", str(built.root / "docs"))
    assert done.exit_code == 0
    shown = [line for line in done.stdout.splitlines() if line.endswith(".md")]
    assert shown == [
        "plans/depot.md",
        "plans/sub/index.md",
        "specs/lone.md",
        "kiro/specs/alarms/tasks.md",
        "kiro/specs/alarms/requirements.md",
    ]


def test_review_matches_the_page_of_the_site(site: Make, tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write(read_tree(TREE) | {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"})
    repo.commit({}, "2026-03-01")
    repo.git("tag", "review/1")
    ticked = read_tree(TREE)[".kiro/specs/alarms/tasks.md"].replace("[ ] 2.", "[x] 2.")
    repo.commit({".kiro/specs/alarms/tasks.md": ticked, "docs/private/plans/y.md": "# Nobody sees it\n"}, "2026-03-10")
    built = site(config=CONFIG)

    shown = built.main("plans/review/").get_text(" ")
    done = run(built, "review", "--format", "json")

    review = json.loads(done.stdout)["review"]
    assert [(plan["plan"], [entry["kind"] for entry in plan["entries"]]) for plan in review["plans"]] == [
        ("kiro/specs/alarms", ["plan-finished", "task-done"])
    ]
    assert "1 plan finished" in " ".join(shown.split())
    assert "1 plan finished; 1 task done." in run(built, "review").stdout
    assert "No changes." in run(built, "review", str(built.root / "docs" / "plans")).stdout
    assert "1 plan finished; 1 task done." in run(built, "review", str(built.root)).stdout
    assert "1 plan finished; 1 task done." in run(built, "review", str(built.root / ".kiro" / "specs")).stdout


def test_without_configuration_a_path_is_required() -> None:
    done = CliRunner().invoke(main, ["read"])
    assert done.exit_code == 2
    assert "Missing argument" in done.stderr


def test_files_that_cannot_be_pages_are_skipped(built: Built) -> None:
    """As in the site: file names that are not UTF-8, links to a parent folder, and broken links outside plans."""
    (built.root / "docs" / "plans" / "loop").symlink_to(built.root / "docs")
    (built.root / "docs" / "plans" / "linked").symlink_to(built.root / "specs")
    (Path(str(built.root / "docs" / "plans") + "/a\udcff.md")).write_text("# A\n")
    (built.root / "docs" / "nowhere.md").symlink_to(built.root / "gone.md")
    found = [plan["source"] for plan in plans(run(built, "read"))]
    assert found == [
        "kiro/specs/alarms/tasks.md",
        "plans/depot.md",
        "plans/linked/lone.md",
        "plans/sub/index.md",
        "specs/lone.md",
    ]
