"""Rules between plans: a dependency that names a plan which is not there."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from mkdocs_planning.model.plan import Dependency, Plan, Problem
from mkdocs_planning.model.portfolio import Portfolio

_ID = re.compile(r"^([A-Za-z][A-Za-z]*-?)\d+$")


def check_names(portfolio: Portfolio, pages: frozenset[str]) -> list[Problem]:
    """Dependencies whose link or id looks like a plan of this site and is none."""
    series = {match.group(1) for plan in portfolio.plans if plan.stated_id and (match := _ID.match(plan.stated_id))}
    sources = pages | set(portfolio.by_source)
    found: list[Problem] = []
    for plan in portfolio.plans:
        for dependency in plan.dependencies:
            named = _missing(dependency, plan, series, sources)
            if named:
                message = f'"{named}" names a plan that does not exist; mend the name, or write the plan'
                found.append(Problem("unknown-dependency", "warning", message, dependency.file, dependency.line))
    return found


def _missing(dependency: Dependency, plan: Plan, series: set[str], sources: frozenset[str] | set[str]) -> str | None:
    if dependency.plan is not None:
        return None
    name = (dependency.blocked_by or dependency.text).strip()
    match = _ID.match(name)
    if match and match.group(1) in series and not dependency.href:
        return name
    path = unquote((dependency.href or "").split("#", 1)[0])
    if not path.endswith(".md") or "://" in path or path.startswith("/"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(dependency.file), path))
    outside = target.startswith("../")
    return path if sources and not outside and target not in sources else None
