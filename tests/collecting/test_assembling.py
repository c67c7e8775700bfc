"""Files → Portfolio: one implementation for the plugin, the command line and history."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import fields, replace

from mkdocs_planning.collecting.assembling import assemble, portfolio_of, with_problems
from mkdocs_planning.collecting.merging import OF_ALL_PARTS, OF_FIRST_STATED
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.model.history import History, Moment
from mkdocs_planning.model.plan import Plan, Problem
from mkdocs_planning.model.plan_review import Review
from mkdocs_planning.model.portfolio import Portfolio

SETTINGS = CollectingSettings("2026-06-15")


def assembled(files: dict[str, str], settings: CollectingSettings = SETTINGS) -> Portfolio:
    return assemble({path: text.encode() for path, text in files.items()}, settings).portfolio


def found(portfolio: Portfolio) -> list[tuple[str, str, int]]:
    return [(problem.rule, problem.file, problem.line) for plan in portfolio.plans for problem in plan.problems]


def test_pages_and_folders_are_assembled() -> None:
    portfolio = assembled(
        {
            "index.md": "# Home\n",
            "plans/depot.md": "# Depot\n\n**Plan ID**: BUS-1\n**Status**: Complete\n",
            "specs/001-night/plan.md": "# Night buses\n\n**Depends on**: BUS-1\n",
            "specs/001-night/tasks.md": "# Tasks\n\n- [ ] Drive\n",
            "specs/001-night/research.md": "# Research\n",
        }
    )
    assert [plan.id for plan in portfolio.plans] == ["BUS-1", "specs/001-night"]
    (dependency,) = portfolio.by_id["specs/001-night"].dependencies
    assert (dependency.plan, dependency.resolved) == ("BUS-1", True)


def test_checks_and_severities_keep_history_and_review() -> None:
    """Regression: both were lost when the portfolio was rebuilt from its plans."""
    portfolio = replace(
        assembled({"plans/a.md": "# A\n\n**Depends on**: [gone](gone.md)\n"}),
        history=History("2026-01-01"),
        review=Review(Moment("2026-01-01"), Moment("2026-06-15"), "14 days ago", ()),
    )
    problem = Problem("unknown-dependency", "warning", "!", "plans/a.md", 3)
    checked = with_problems(portfolio, {"plans/a": [problem]})
    assert (checked.history, checked.review) == (portfolio.history, portfolio.review)
    assert len(checked.plans[0].problems) == 2


def test_a_site_sets_the_severity_of_each_rule() -> None:
    files = {"plans/a.md": "# A\n\n**Status**: Draft | Done\n\n**Depends on**: [gone](gone.md)\n"}
    settings = replace(SETTINGS, validation={"choice-list": "ignore", "unknown-dependency": "info"})
    (plan,) = assembled(files, settings).plans
    assert [(problem.rule, problem.severity) for problem in plan.problems] == [("unknown-dependency", "info")]


def test_findings_in_a_part_belong_to_its_plan() -> None:
    portfolio = assembled(
        {
            "specs/001-night/plan.md": "# Night buses\n",
            "specs/001-night/tasks.md": "# Tasks\n\n## Dependencies\n\n- [Depot](../depot.md)\n",
        }
    )
    assert ("unknown-dependency", "specs/001-night/tasks.md", 5) in found(portfolio)


def test_findings_on_a_page_of_several_plans_belong_to_their_plan() -> None:
    page = "---\nplans: h2\nplan: true\n---\n# All\n\n## One\n\n## Two\n\n**Depends on**: [gone](gone.md)\n"
    portfolio = assembled({"team.md": page})
    assert [[problem.line for problem in plan.problems] for plan in portfolio.plans] == [[], [11]]


def test_a_dependency_may_link_to_any_page_of_the_site() -> None:
    files = {"plans/a.md": "# A\n\n**Depends on**: [notes](../notes.md)\n", "notes.md": "# Notes\n"}
    assert found(assembled(files)) == []
    del files["notes.md"]
    assert [rule for rule, _, _ in found(assembled(files))] == ["unknown-dependency"]


def test_callers_can_cache_files() -> None:
    seen: list[str] = []

    def read(sources: Mapping[str, bytes]) -> dict[str, tuple[Plan, ...]]:
        seen.extend(sources)
        return {}

    portfolio, selection = assemble({"plans/a.md": b"# A\n", "b.md": b"# B\n"}, SETTINGS, read)
    assert (seen, selection.sources, portfolio.plans) == (["plans/a.md"], ["plans/a.md"], ())


def test_a_file_can_be_requested_as_a_plan() -> None:
    files = {"specs/001-a/plan.md": b"# A\n", "specs/001-a/tasks.md": b"# Tasks\n", "note.md": b"# Note\n"}
    portfolio = assemble(files, SETTINGS, alone=["specs/001-a/tasks.md", "note.md"]).portfolio
    assert [plan.source for plan in portfolio.plans] == ["note.md", "specs/001-a/tasks.md"]


def test_a_view_page_is_a_plan_only_with_front_matter() -> None:
    settings = replace(SETTINGS, view_paths=("", "board", "risks"))
    files = {
        "plans/index.md": b"# Ours\n",
        "plans/board/index.md": b"# Board\n",
        "plans/risks.md": b"---\nplan: true\n---\n# Risks\n",
        "plans/timeline.md": b"# No view of this site\n",
    }
    portfolio, selection = assemble(files, settings)
    assert [plan.source for plan in portfolio.plans] == ["plans/risks.md", "plans/timeline.md"]
    assert selection.view_pages == {"": "plans/index.md", "board": "plans/board/index.md", "risks": "plans/risks.md"}
    assert selection.hosts == {"plans/index.md", "plans/board/index.md", "plans/risks.md"}


def test_every_field_has_a_rule_for_merging_parts() -> None:
    of_first_part = {"source", "line", "url"}
    computed = {
        "id", "parts", "title", "status", "status_text", "status_from", "updated", "tags", "fields", "boxes", "progress",
        "tasks", "phases", "rollback", "uncounted", "lines",
    }  # fmt: skip
    assert {field.name for field in fields(Plan)} == {*OF_FIRST_STATED, *OF_ALL_PARTS, *of_first_part, *computed}


def test_the_order_of_plans_does_not_matter() -> None:
    plans = assembled({f"plans/{name}.md": f"# {name}\n\n**Plan ID**: X\n" for name in "abc"}).plans
    again = portfolio_of([replace(plan, id="X", problems=()) for plan in reversed(plans)], SETTINGS, ())
    assert [plan.id for plan in again.plans] == ["X", "plans/b", "plans/c"]
