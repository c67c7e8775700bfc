"""Folders that are one plan."""

from __future__ import annotations

import pytest

from mkdocs_planning.collecting.layouts import LAYOUTS, find_folder_plans, may_be_part, may_form_folder_plan


def parts(*paths: str) -> dict[str, tuple[str, ...]]:
    return {plan.folder: plan.sources for plan in find_folder_plans(paths)}


@pytest.mark.parametrize(
    ("paths", "sources"),
    [
        (["specs/001-a/spec.md", "specs/001-a/plan.md"], ["specs/001-a/plan.md", "specs/001-a/spec.md"]),
        (["x/tasks.md", "x/requirements.md"], ["x/tasks.md", "x/requirements.md"]),
        (["changes/a/design.md", "changes/a/proposal.md"], ["changes/a/proposal.md", "changes/a/design.md"]),
        (["keps/1/README.md", "keps/1/kep.yaml"], ["keps/1/README.md", "keps/1/kep.yaml"]),
        (["t/plan/b.md", "t/plan/a.md", "t/plan/README.md"], ["t/plan/README.md", "t/plan/a.md", "t/plan/b.md"]),
    ],
)
def test_parts_are_in_order_of_precedence(paths: list[str], sources: list[str]) -> None:
    (found,) = parts(*paths).values()
    assert list(found) == sources


@pytest.mark.parametrize("paths", [["specs/a/plan.md"], ["x/tasks.md"], ["changes/a/tasks.md"], ["plan/index.md", "plan/a.md"]])
def test_other_folders_are_not_plans(paths: list[str]) -> None:
    assert parts(*paths) == {}


def test_a_nested_folder_belongs_to_the_outer_plan() -> None:
    paths = ["specs/001-a/plan.md", "specs/001-a/plan/index.md", "specs/001-a/plan/b.md", "specs/001-a-b/plan.md"]
    plans = {plan.folder: plan for plan in find_folder_plans(paths)}
    assert set(plans) == {"specs/001-a", "specs/001-a-b"}
    assert plans["specs/001-a"].members == set(paths[:3])


def test_only_selected_layouts_are_detected() -> None:
    paths = ["specs/001-a/plan.md", "x/tasks.md", "x/requirements.md"]
    assert [plan.layout for plan in find_folder_plans(paths, ["kiro"])] == ["kiro"]


def test_file_names_of_layouts() -> None:
    """History reads only files with these names, so each layout needs one of the first kind and has only the second kind."""
    for layout, paths in {
        "spec-kit": ["specs/001-a/spec.md"],
        "kiro": ["x/tasks.md", "x/requirements.md"],
        "openspec": ["changes/a/proposal.md"],
        "kep": ["k/README.md", "k/kep.yaml"],
        "folder": ["t/plan/index.md", "t/plan/a.md"],
    }.items():
        (plan,) = find_folder_plans(paths)
        assert plan.layout == layout
        assert any(may_form_folder_plan(path) for path in paths)
        assert all(may_be_part(path) for path in plan.files if layout != "kep")
    assert len(LAYOUTS) == 5
