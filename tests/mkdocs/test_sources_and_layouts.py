"""Plans that are folders, pages with several plans, and plans outside docs_dir."""

from __future__ import annotations

from pathlib import Path

from tests.mkdocs.conftest import CONFIG, Make

SPEC_KIT = """
docs/index.md
    # Home
docs/specs/001-reminders/spec.md
    # Feature Specification: Reminders

    **Status**: Draft

    ## Success Criteria

    - [ ] Nine of ten arrive within a minute
docs/specs/001-reminders/plan.md
    # Implementation Plan: Reminders

    **Owner**: ana
    **Status**: In Progress
docs/specs/001-reminders/tasks.md
    # Tasks: Reminders

    ## Phase 1: Setup

    - [x] T001 Make the queue
    - [ ] T002 Fill it
docs/specs/001-reminders/research.md
    # Research

    - [ ] read on
"""


def test_a_spec_kit_folder_is_one_plan(site: Make):
    built = site(SPEC_KIT)
    (plan,) = built.data()["plans"]

    assert plan["title"] == "Reminders"
    assert plan["id"] == "specs/001-reminders"
    assert plan["source"] == "specs/001-reminders/plan.md"
    assert plan["parts"] == ["specs/001-reminders/tasks.md", "specs/001-reminders/spec.md"]
    links = built.main("specs/001-reminders/plan/").select(".pl-header dd a")
    assert [(link.get_text(), link["href"]) for link in links] == [("tasks.md", "../tasks/"), ("spec.md", "../spec/")]
    assert plan["status_text"] == "In Progress"  # the plan takes precedence over the spec
    assert plan["progress"] == {"done": 1, "total": 3, "active": 0, "dropped": 0}
    assert [phase["title"] for phase in plan["phases"]] == ["Setup"]
    assert {task["file"] for task in plan["tasks"]} == {"specs/001-reminders/tasks.md", "specs/001-reminders/spec.md"}
    assert built.main("plans/board/").select(".pl-card a")[0]["href"] == "../../specs/001-reminders/plan/"
    assert "Status: Draft" in built.main("specs/001-reminders/spec/").get_text()  # not in the card, so kept


def test_layouts_can_be_disabled(site: Make):
    built = site(SPEC_KIT, config=CONFIG.replace("planning:", "planning:\n      layouts: false"))
    assert built.data()["plans"] == []


def test_an_archived_openspec_change_is_complete(site: Make):
    tree = """
docs/openspec/changes/add-export/proposal.md
    # Add an export
docs/openspec/changes/add-export/tasks.md
    ## 1. Write it

    - [x] 1.1 Columns
    - [ ] 1.2 Dates

    ## 2. Ship it

    - [ ] 2.1 Switch it on
docs/openspec/changes/archive/2026-01-03-add-import/proposal.md
    # Add an import
docs/openspec/changes/archive/2026-01-03-add-import/tasks.md
    - [x] 1.1 Parse it
    - [ ] 1.2 Tidy up
"""
    plans = {plan["title"]: plan for plan in site(tree).data()["plans"]}

    assert plans["Add an export"]["status"] == "in-progress"
    assert [phase["title"] for phase in plans["Add an export"]["phases"]] == ["Write it", "Ship it"]
    assert plans["Add an import"]["status"] == "complete"


def test_a_kep_takes_its_header_from_the_file_beside_it(site: Make):
    tree = """
docs/keps/1-storage/README.md
    # KEP-1: Storage that grows

    ## Summary

    Disks grow.
docs/keps/1-storage/kep.yaml
    title: Storage that grows
    status: implementable
    authors: ["@mei"]
    creation-date: 2026-02-01
"""
    (plan,) = site(tree).data()["plans"]

    assert (plan["status"], plan["owners"], plan["created"]) == ("ready", ["mei"], "2026-02-01")
    assert plan["source"] == "keps/1-storage/README.md"


def test_a_page_can_contain_several_plans(site: Make):
    built = site(
        """
docs/team.md
    ---
    plan: true
    plans: h2
    ---
    # What we do

    ## First thing

    **Owner**: ana
    **Status**: Complete

    - [x] all of it

    ## Second thing

    **Depends on**: First thing

    - [ ] begin
"""
    )
    first, second = built.data()["plans"]

    assert (first["id"], first["url"], first["title"]) == ("team#first-thing", "team/#first-thing", "First thing")
    assert (second["status"], second["dependencies"][0]["plan"]) == ("draft", "team#first-thing")
    assert second["tasks"][0]["line"] == 18
    page = built.main("team/")
    assert [card.find_previous_sibling("h2")["id"] for card in page.select(".pl-header")] == ["first-thing", "second-thing"]


def test_a_folder_outside_docs_dir_is_part_of_the_site(site: Make, tmp_path: Path):
    built = site(
        """
docs/index.md
    # Home
.kiro/specs/alarms/requirements.md
    # Requirements Document

    ## Introduction

    Alarms wake people.
.kiro/specs/alarms/tasks.md
    # Implementation Plan: Alarms

    - [x] 1. Ring
    - [ ]* 2. Ring louder
""",
        config=CONFIG.replace("planning:", "planning:\n      sources: [.kiro/specs]")
        + "repo_url: https://github.com/example/app\nedit_uri: edit/main/docs/\n",
    )
    (plan,) = built.data()["plans"]

    assert plan["source"] == "kiro/specs/alarms/tasks.md"
    assert plan["url"] == "kiro/specs/alarms/tasks/"
    assert plan["title"] == "Alarms"
    assert [(task["mark"], task["optional"]) for task in plan["tasks"]] == [("x", False), (" *", True)]
    assert not (tmp_path / "docs" / "kiro").exists()
    assert "https://github.com/example/app/edit/main/.kiro/specs/alarms/tasks.md" in built.html("kiro/specs/alarms/tasks/")


def test_a_missing_source_folder_is_reported(site: Make):
    built = site("docs/index.md\n    # Home\n", config=CONFIG.replace("planning:", "planning:\n      sources: [../nowhere]"))
    assert any("../nowhere" in warning for warning in built.warnings)
