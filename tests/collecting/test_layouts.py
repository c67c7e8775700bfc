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
def test_the_parts_of_a_plan_stand_in_order_of_precedence(paths: list[str], sources: list[str]) -> None:
    (found,) = parts(*paths).values()
    assert list(found) == sources


@pytest.mark.parametrize("paths", [["specs/a/plan.md"], ["x/tasks.md"], ["changes/a/tasks.md"], ["plan/index.md", "plan/a.md"]])
def test_other_folders_are_no_plans(paths: list[str]) -> None:
    assert parts(*paths) == {}


def test_a_folder_inside_a_plan_belongs_to_it_whatever_stands_between_them() -> None:
    paths = ["specs/001-a/plan.md", "specs/001-a/plan/index.md", "specs/001-a/plan/b.md", "specs/001-a-b/plan.md"]
    plans = {plan.folder: plan for plan in find_folder_plans(paths)}
    assert set(plans) == {"specs/001-a", "specs/001-a-b"}
    assert plans["specs/001-a"].members == set(paths[:3])


def test_only_the_layouts_that_are_asked_for_are_looked_for() -> None:
    paths = ["specs/001-a/plan.md", "x/tasks.md", "x/requirements.md"]
    assert [plan.layout for plan in find_folder_plans(paths, ["kiro"])] == ["kiro"]


def test_names_tell_what_can_make_or_be_a_part_of_a_plan() -> None:
    """History reads only files whose names say so, so that each layout needs one of the first and has only the second."""
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
