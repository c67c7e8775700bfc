"""Checks between plans: a dependency that names a plan which does not exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from urllib.parse import unquote

from mkdocs_planning.model.plan import Dependency, Plan, Problem
from mkdocs_planning.model.portfolio import Portfolio

_ID = re.compile(r"^([A-Za-z][A-Za-z]*-?)\d+$")


def check_portfolio(portfolio: Portfolio, pages: frozenset[str] = frozenset()) -> dict[str, list[Problem]]:
    """What is found in the plans of *portfolio*: plan id → problems.

    Args:
        portfolio: all plans of a site.
        pages: the paths of all pages of the site, which a dependency may link to.
    """
    prefixes = {match.group(1) for plan in portfolio.plans if plan.stated_id and (match := _ID.match(plan.stated_id))}
    sources = pages | set(portfolio.by_source)
    found: dict[str, list[Problem]] = {}
    for plan in portfolio.plans:
        problems = _unknown_dependencies(plan, prefixes, sources)
        if problems:
            found[plan.id] = problems
    return found


def _unknown_dependencies(plan: Plan, prefixes: Collection[str], sources: Collection[str]) -> list[Problem]:
    """Dependencies whose link or id looks like a plan of this site and names none."""
    return [
        Problem(
            "unknown-dependency",
            "warning",
            f'"{name}" names a plan that does not exist; correct the name, or write the plan',
            dependency.file,
            dependency.line,
        )
        for dependency in plan.dependencies
        if (name := _missing_plan(dependency, prefixes, sources))
    ]


def _missing_plan(dependency: Dependency, prefixes: Collection[str], sources: Collection[str]) -> str | None:
    """The name of the plan that *dependency* asks for and that does not exist; None where it asks for none.

    Args:
        dependency: of a plan.
        prefixes: of the ids that plans of the site state (``BUS-`` of ``BUS-41``): only such an id can be one of theirs.
        sources: the paths of all pages.
    """
    if dependency.plan is not None:
        return None
    name = (dependency.blocked_by or dependency.text).strip()
    match = _ID.match(name)
    if match and match.group(1) in prefixes and not dependency.href:
        return name
    path = unquote((dependency.href or "").split("#", 1)[0])
    if not path.endswith(".md") or "://" in path or path.startswith("/"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(dependency.file), path))
    return None if target.startswith("../") or target in sources else path
