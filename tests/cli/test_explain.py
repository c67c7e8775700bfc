"""The output of ``explain`` for a file, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_planning.cli.explanation import explain_file as explain
from mkdocs_planning.cli.main import main
from mkdocs_planning.collecting.page_reader import read_page
from tests.reading.golden_files import Golden, golden_files, load, vocabulary_of

GOLDEN = [load(path) for path in golden_files()]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: f"{golden.subject}/{golden.slug}")
def test_every_task_is_shown_on_its_line(golden: Golden) -> None:
    plan, lines = explain(golden.markdown, golden.source, vocabulary_of(golden))

    named = {line.number for line in lines if any(fact.startswith("task") for fact in line.facts)}

    assert named == {task.line for task in plan.tasks}


def test_a_status_emoji_that_is_not_a_task_is_explained() -> None:
    _, lines = explain("# Rope\n\n## Alternatives\n\n- ✅ Cheap\n- dear\n", "plans/rope.md")

    assert [line.number for line in lines if line.missed and "status emoji" in line.missed] == [5]


def test_a_box_in_code_is_explained() -> None:
    _, lines = explain("# Rope\n\n```\n- [ ] not a task\n```\n", "plans/rope.md")

    assert [line.missed for line in lines if line.missed] == [
        "looks like a box, but stands in fenced code, where GitHub shows none"
    ]


BESIDE = "# Rope\n\n## Phase 1: Old\n\n- ✅ Cut\n- 🔄 Splice\n- ⏳ Wax\n\n## Phase 2: New\n\n- [x] Coil\n"


def test_a_status_emoji_beside_boxes_is_explained() -> None:
    _, lines = explain(BESIDE, "plans/rope.md")

    assert [(line.number, line.missed) for line in lines if line.missed] == [
        (number, "begins with a status emoji, but is not counted, because this plan has `- [ ]` boxes for its work")
        for number in (5, 6, 7)
    ]


def test_check_reports_uncounted_status_emoji_beside_boxes() -> None:
    (problem,) = read_page(BESIDE.encode(), "plans/rope.md")[0].problems

    assert (problem.rule, problem.severity, problem.line) == ("no-boxes", "info", 6)
    assert '2 items under "Phase 1: Old"' in problem.message


def test_check_ignores_status_emoji_in_a_summary() -> None:
    (plan,) = read_page("# Rope\n\n## Progress\n\n- ✅ Cut\n- 🔄 Splice\n\n## Tasks\n\n- [x] Cut\n".encode(), "plans/rope.md")

    assert (plan.uncounted, plan.problems) == (1, ())


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "docs" / "specs" / "001-rope"
    folder.mkdir(parents=True)
    (folder / "plan.md").write_text("# Rope\n\n**Status**: Draft\n", encoding="utf-8")
    (folder / "tasks.md").write_text("# Tasks\n\n- [ ] T001 Coil\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: T\nplugins: [planning]\n", encoding="utf-8")
    return tmp_path


def test_a_folder_is_explained_file_by_file(kit: Path) -> None:
    done = CliRunner().invoke(main, ["explain", str(kit / "docs" / "specs" / "001-rope")])

    assert done.exit_code == 0, done.output
    rows = done.output.split("\n")
    plan, tasks = rows.index("specs/001-rope/plan.md"), rows.index("specs/001-rope/tasks.md")
    assert plan < rows.index("       = status: draft") < tasks < rows.index("       = task T001: open, work")


@pytest.mark.parametrize("path", ["specs/001-rope/tasks.md", "specs/001-rope"])
def test_a_path_in_docs_dir_is_found_with_the_configuration(kit: Path, path: str) -> None:
    done = CliRunner().invoke(main, ["explain", path, "--config", str(kit / "mkdocs.yml")])

    assert done.exit_code == 0, done.output
    assert "task T001" in done.output


def test_an_unknown_path_is_reported_with_the_searched_folders(kit: Path) -> None:
    done = CliRunner().invoke(main, ["explain", "specs/nope.md", "--config", str(kit / "mkdocs.yml")])

    assert done.exit_code == 1
    assert f"specs/nope.md: no such file or folder, nor is there one in {kit / 'docs'}" in done.output


def test_line_numbers_of_a_yaml_file() -> None:
    _, lines = explain(b"title: Rope\nstatus: draft\n", "keps/1/kep.yaml")

    assert [(line.number, line.text, line.facts) for line in lines][1] == (2, "status: draft", ("status: draft",))
