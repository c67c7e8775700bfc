"""Checks between plans."""

from __future__ import annotations

import pytest

from mkdocs_planning.checks.portfolio_checks import check_portfolio
from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.collecting.page_reader import read_page

ONE = b"# One\n\n**Plan ID**: BUS-1\n"


def found(dependency: str, *pages: str) -> list[tuple[str, int]]:
    two = f"# Two\n\n**Depends on**: {dependency}\n".encode()
    portfolio = build_portfolio([*read_page(ONE, "plans/one.md"), *read_page(two, "plans/two.md")], "2026-01-01")
    problems = check_portfolio(portfolio, frozenset(pages))
    assert set(problems) <= {"plans/two"}
    return [(problem.rule, problem.line) for problem in problems.get("plans/two", [])]


@pytest.mark.parametrize(
    "dependency",
    [
        "BUS-1",
        "[one](one.md)",
        "OTHER-7",
        "[out](../../x.md)",
        "[web](https://example.org/x.md)",
        "the budget",
        "[root](/x.md)",
    ],
)
def test_what_exists_or_is_no_plan_of_this_site_is_not_reported(dependency: str) -> None:
    assert found(dependency) == []


@pytest.mark.parametrize("dependency", ["BUS-2", "[gone](gone.md)", "[gone](sub/gone.md#part)"])
def test_what_names_no_plan_is_reported_on_its_line(dependency: str) -> None:
    assert found(dependency) == [("unknown-dependency", 3)]


def test_a_page_that_is_no_plan_may_be_linked() -> None:
    assert found("[notes](../notes.md)", "notes.md") == []
