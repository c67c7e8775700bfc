"""Rules: each turns a document, a Plan or a Portfolio into Problems that name file and line.

The names of the rules are stable; a site silences or raises each by the option ``validation``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from mkdocs_planning.checks.document import check_document
from mkdocs_planning.checks.portfolio import check_names
from mkdocs_planning.markdown.outline import Outline, read_outline
from mkdocs_planning.model.plan import Plan, Problem, Severity
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.reading.plan import plan_of
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

Setting = Literal["warn", "info", "ignore"]
"""MkDocs' own words for how loud a finding is."""

RULES: dict[str, str] = {
    "ambiguous-date": "a date that could be two (`03/04/2026`)",
    "choice-list": "a status that is still a choice list (`Draft | In Progress | Complete`)",
    "duplicate-id": "two plans that state one id",
    "invalid-date": "a date that is not in the calendar",
    "invalid-front-matter": "front matter that is not valid YAML",
    "no-boxes": "a list of tasks without boxes, which counts for nothing in progress",
    "not-utf-8": "bytes that are not UTF-8",
    "too-large": "a file of which only the beginning is read",
    "unclosed-fence": "a fenced code block that is never closed",
    "unfilled-placeholder": "what a template left to fill in (`[Feature Name]`, `YYYY-MM-DD`)",
    "unknown-dependency": "a dependency that names a plan which does not exist",
    "unknown-status": "a status word that is not known",
}
"""Every rule with what it finds, in words for the documentation."""

SITE_RULES: dict[str, str] = {
    "shallow-clone": "a clone without the beginning of its history",
}
"""What is found in a site and not in one of its plans; silenced and raised like the rules."""


def read_checked(text: bytes | str, source: str, vocabulary: Vocabulary = DEFAULT) -> Plan:
    """Read one file as a plan (see :func:`~mkdocs_planning.reading.plan.read_plan`), with what the rules find in it."""
    return checked(read_outline(text), source, vocabulary)


def checked(outline: Outline, source: str, vocabulary: Vocabulary = DEFAULT) -> Plan:
    """The plan of *outline*, with what the rules find in it."""
    plan = plan_of(outline, source, vocabulary)
    found = check_document(outline, plan, vocabulary)
    return replace(plan, problems=_ordered((*plan.problems, *found))) if found else plan


def check_portfolio(portfolio: Portfolio, pages: frozenset[str] = frozenset()) -> Portfolio:
    """*portfolio* with what the rules find between plans.

    Args:
        pages: paths of the site's other pages, which a dependency may link to.
    """
    found = check_names(portfolio, pages)
    if not found:
        return portfolio
    by_file: dict[str, list[Problem]] = {}
    for problem in found:
        by_file.setdefault(problem.file, []).append(problem)
    plans = tuple(
        replace(plan, problems=_ordered((*plan.problems, *by_file.pop(plan.source)))) if plan.source in by_file else plan
        for plan in portfolio.plans
    )
    return Portfolio(plans, portfolio.as_of)


def as_set(portfolio: Portfolio, validation: Mapping[str, Setting]) -> Portfolio:
    """*portfolio* with its problems as loud as a site sets them (rule → warn, info or ignore)."""
    if not validation:
        return portfolio
    return Portfolio(
        tuple(replace(plan, problems=tuple(_set(plan.problems, validation))) for plan in portfolio.plans), portfolio.as_of
    )


def _set(problems: tuple[Problem, ...], validation: Mapping[str, Setting]) -> list[Problem]:
    severities: dict[Setting, Severity] = {"warn": "warning", "info": "info"}
    return [
        replace(problem, severity=severities.get(validation.get(problem.rule, "warn"), problem.severity))
        if problem.rule in validation
        else problem
        for problem in problems
        if validation.get(problem.rule) != "ignore"
    ]


def _ordered(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.rule)))
