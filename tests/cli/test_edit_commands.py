"""``set``, ``tick`` and ``add``: what they write and print, and their exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_planning.cli.main import main

PLAN = """---
id: cache
status: draft # for now
---
# Cache

## Tasks

- [ ] Reader
- [x] Writer

## Open Questions

- Which store?
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one plan and one spec-kit feature, as the current folder."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Site\nplugins:\n  - planning\n", encoding="utf-8")
    plan = tmp_path / "docs" / "plans" / "cache.md"
    plan.parent.mkdir(parents=True)
    plan.write_text(PLAN, encoding="utf-8")
    other = plan.with_name("other.md")
    other.write_text("# Other\n\n**Status**: Parked\n", encoding="utf-8")
    feature = tmp_path / "docs" / "specs" / "001-feed"
    feature.mkdir(parents=True)
    (feature / "plan.md").write_text("# Implementation Plan: Feed\n\nText\n", encoding="utf-8")
    (feature / "spec.md").write_text("# Feature Specification: Feed\n\n**Status**: Draft\n", encoding="utf-8")
    (feature / "tasks.md").write_text("# Tasks: Feed\n\n- [ ] T001 Begin\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def text_of(site: Path, name: str = "plans/cache.md") -> str:
    return (site / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["cache", "docs/plans/cache.md", "plans/cache.md"])
def test_set_by_id_or_path(site: Path, name: str) -> None:
    result = run("set", name, "status=blocked", "owner=Bo Li", "target=2027-03-31", "--config", "mkdocs.yml")
    assert result.exit_code == 0, result.output
    expected = PLAN.replace("draft # for now", "parked # for now\nowner: Bo Li\ntarget: 2027-03-31")
    assert text_of(site) == expected
    assert result.output.splitlines() == [
        "docs/plans/cache.md:3: status: parked # for now",
        "docs/plans/cache.md:4: owner: Bo Li",
        "docs/plans/cache.md:5: target: 2027-03-31",
    ]


def test_set_without_configuration(site: Path) -> None:
    assert run("set", "docs/plans/cache.md", "priority=P1").exit_code == 0
    assert "priority: P1\n---" in text_of(site)


def test_dry_run_shows_a_diff_and_writes_nothing(site: Path) -> None:
    result = run("set", "docs/plans/cache.md", "status=done", "--dry-run")
    assert result.exit_code == 0
    assert result.output.startswith("--- a/docs/plans/cache.md\n+++ b/docs/plans/cache.md\n@@")
    assert "\n-status: draft # for now\n+status: complete # for now\n" in result.output
    assert text_of(site) == PLAN


def test_several_fields_are_set_together_or_not_at_all(site: Path) -> None:
    result = run("set", "docs/plans/cache.md", "owner=ana", "target=soon")
    assert result.exit_code == 1
    assert "docs/plans/cache.md:" in result.output
    assert 'not "soon"' in result.output
    assert "nothing was written" in result.output
    assert text_of(site) == PLAN


def test_a_plan_of_several_files_is_edited_in_the_file_that_states_the_field(site: Path) -> None:
    assert run("set", "specs/001-feed", "status=ready", "--config", "mkdocs.yml").exit_code == 0
    assert "**Status**: Ready" in text_of(site, "specs/001-feed/spec.md")
    assert run("add", "task", "specs/001-feed", "End", "--config", "mkdocs.yml").exit_code == 0
    assert text_of(site, "specs/001-feed/tasks.md") == "# Tasks: Feed\n\n- [ ] T001 Begin\n- [ ] End\n"


def test_tick(site: Path) -> None:
    result = run("tick", "docs/plans/cache.md:9")
    assert (result.exit_code, result.output) == (0, "docs/plans/cache.md:9: - [x] Reader\n")
    assert text_of(site) == PLAN.replace("- [ ] Reader", "- [x] Reader")
    assert run("tick", "docs/plans/cache.md:9").output == "docs/plans/cache.md: nothing to change\n"
    assert run("tick", "plans/cache.md:10", "--state", "active", "--config", "mkdocs.yml").exit_code == 0
    assert "- [~] Writer" in text_of(site)


def test_ticking_a_line_without_a_task_is_refused(site: Path) -> None:
    result = run("tick", "docs/plans/cache.md:7")
    assert result.exit_code == 1
    assert 'docs/plans/cache.md:7: expected a task, found "## Tasks"' in result.output
    assert run("tick", "docs/plans/cache.md").exit_code == 1
    assert run("tick", "docs/plans/none.md:3").exit_code == 1
    assert text_of(site) == PLAN


def test_add(site: Path) -> None:
    assert run("add", "question", "docs/plans/cache.md", "Who pays?").exit_code == 0
    assert run("add", "task", "docs/plans/cache.md", "Cleaner", "--after", "9").exit_code == 0
    risk = ("Fire", "--likelihood", "high", "--mitigation", "Sand", "--owner", "bo")
    assert run("add", "risk", "docs/plans/cache.md", *risk).exit_code == 0
    assert run("add", "change", "docs/plans/cache.md", "Begun", "--date", "2026-01-02").exit_code == 0
    assert text_of(site) == PLAN.replace("- [ ] Reader\n", "- [ ] Reader\n- [ ] Cleaner\n") + (
        "- Who pays?\n\n"
        "## Risks\n\n| Risk | Likelihood | Impact | Mitigation | Owner |\n| --- | --- | --- | --- | --- |\n"
        "| Fire | High |  | Sand | bo |\n\n"
        "## Changelog\n\n- 2026-01-02: Begun\n"
    )


@pytest.mark.parametrize(
    "args",
    [
        ("set", "docs/plans/cache.md"),
        ("set", "docs/plans/cache.md", "status"),
        ("set", "docs/plans/cache.md", "status=sideways"),
        ("tick", "docs/plans/cache.md:9", "--state", "half"),
        ("add", "idea", "docs/plans/cache.md", "x"),
    ],
)
def test_wrong_usage_exits_with_2(site: Path, args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2
    assert text_of(site) == PLAN


def test_unknown_plan(site: Path) -> None:
    result = run("set", "nothing", "status=done", "--config", "mkdocs.yml")
    assert result.exit_code == 1
    assert "nothing: no such file and no plan with this id" in result.output
