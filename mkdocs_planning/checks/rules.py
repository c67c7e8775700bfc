"""The rules by which plans are checked.

Their names are stable; a site changes the severity of each by the option ``validation``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec.structs import replace

from mkdocs_planning.model.plan import Problem, Severity

RuleSetting = Literal["warn", "info", "ignore"]
"""The severity that a site gives to a rule, in the words of MkDocs' own option ``validation``."""

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
"""Rules about a site and not about one of its plans."""

_SEVERITIES: dict[RuleSetting, Severity] = {"warn": "warning", "info": "info"}


def with_severities(problems: Iterable[Problem], validation: Mapping[str, RuleSetting]) -> tuple[Problem, ...]:
    """*problems* with the severities that a site gives them (rule → setting), without those that it ignores."""
    return tuple(
        replace(problem, severity=_SEVERITIES.get(validation[problem.rule], problem.severity))
        if problem.rule in validation
        else problem
        for problem in problems
        if validation.get(problem.rule) != "ignore"
    )
