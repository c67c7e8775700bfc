"""Files → Portfolio: plans are selected, read and merged, ids made unique, dependencies resolved, and all is checked.

The plugin, the command line and history all make their portfolios here. The same files and settings give the same Portfolio.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from mkdocs_planning.checks.portfolio_checks import check_portfolio
from mkdocs_planning.checks.rules import with_severities
from mkdocs_planning.collecting.merging import merge_folder_plans
from mkdocs_planning.collecting.page_reader import in_order, read_page
from mkdocs_planning.collecting.plan_names import PlanNames
from mkdocs_planning.collecting.selection import Selection, declared_plan, select_plans
from mkdocs_planning.collecting.settings import CollectingSettings
from mkdocs_planning.model.plan import Dependency, Plan, Problem, slug_path
from mkdocs_planning.model.portfolio import Portfolio

ReadPages = Callable[[Mapping[str, bytes]], Mapping[str, tuple[Plan, ...]]]
"""Files (path → content) → the plans in each; files that cannot be read are left out."""


class Assembly(NamedTuple):
    """A portfolio, and which files it was made of."""

    portfolio: Portfolio
    selection: Selection


class Collected(NamedTuple):
    """Plans as read, not yet put together, and which files they were read from."""

    plans: list[Plan]
    selection: Selection


def assemble(
    files: Mapping[str, bytes],
    settings: CollectingSettings,
    read: ReadPages | None = None,
    alone: Collection[str] = (),
) -> Assembly:
    """The plans among *files*.

    Args:
        files: all files of a site that may be plans or parts of one, path → content.
        settings: of the site.
        read: reads those that are plans, for callers that cache what was read.
        alone: files that are plans of their own whatever the settings say.
    """
    plans, selection = collect_plans(files, settings, read, alone)
    return Assembly(portfolio_of(plans, settings, files), selection)


def collect_plans(
    files: Mapping[str, bytes],
    settings: CollectingSettings,
    read: ReadPages | None = None,
    alone: Collection[str] = (),
) -> Collected:
    """The plans among *files* before they are put together; the arguments are those of :func:`assemble`."""
    declared = {path: declared_plan(content) for path, content in files.items()}
    selection = select_plans(files, declared.get, settings, alone)
    sources = {source: files[source] for source in selection.sources}
    pages = read(sources) if read is not None else read_pages(sources, settings)
    return Collected(merge_folder_plans(pages, selection.folders), selection)


def read_pages(sources: Mapping[str, bytes], settings: CollectingSettings) -> dict[str, tuple[Plan, ...]]:
    """The plans in each of *sources*."""
    return {source: read_page(content, source, settings.vocabulary) for source, content in sources.items()}


def portfolio_of(plans: Iterable[Plan], settings: CollectingSettings, pages: Collection[str]) -> Portfolio:
    """*plans* as one portfolio, checked, with the severities that the site has set.

    Args:
        plans: as read, in any order.
        settings: of the site.
        pages: the paths of all pages, which a dependency may link to.
    """
    portfolio = build_portfolio(plans, settings.as_of)
    portfolio = with_problems(portfolio, check_portfolio(portfolio, frozenset(pages)))
    if not settings.validation:
        return portfolio
    return replace(
        portfolio,
        plans=tuple(replace(plan, problems=with_severities(plan.problems, settings.validation)) for plan in portfolio.plans),
    )


def with_problems(portfolio: Portfolio, problems: Mapping[str, Iterable[Problem]]) -> Portfolio:
    """*portfolio* with *problems* (plan id → problems) added to those of its plans."""
    if not problems:
        return portfolio
    plans = (
        replace(plan, problems=in_order((*plan.problems, *problems[plan.id]))) if plan.id in problems else plan
        for plan in portfolio.plans
    )
    return replace(portfolio, plans=tuple(plans))


def build_portfolio(plans: Iterable[Plan], as_of: str) -> Portfolio:
    """*plans* with unique ids, and with dependencies resolved to the plans that they name.

    Args:
        plans: as read, in any order.
        as_of: the day (ISO) by which plans are late.
    """
    by_place = sorted(plans, key=lambda plan: (plan.source, plan.line))
    unique = _with_unique_ids(by_place)
    names = PlanNames(unique)
    return Portfolio(tuple(_with_resolved_dependencies(plan, names) for plan in unique), as_of)


def _with_unique_ids(plans: list[Plan]) -> list[Plan]:
    """*plans* in their order: of those that share an id the first keeps it, the others get one from their path."""
    sharing: dict[str, list[Plan]] = {}
    for plan in plans:
        sharing.setdefault(plan.id, []).append(plan)
    taken = set(sharing)
    found: list[Plan] = []
    for plan in plans:
        first, *others = sharing[plan.id]
        if not others:
            found.append(plan)
        elif plan is first:
            found.append(_keeping_id(plan, others))
        else:
            found.append(_with_id_of_path(plan, first, taken))
    return found


def _keeping_id(plan: Plan, others: Iterable[Plan]) -> Plan:
    where = ", ".join(other.source for other in others)
    return _with_duplicate(
        plan, f'the id "{plan.id}" is stated by {where} too; this plan keeps it. Give the others ids of their own'
    )


def _with_id_of_path(plan: Plan, first: Plan, taken: set[str]) -> Plan:
    """*plan* with an id that is not in *taken*, into which that is entered."""
    path = slug_path(plan.source)
    made, number = path, 2
    while made in taken:
        made, number = f"{path}-{number}", number + 1
    taken.add(made)
    message = f'the id "{plan.id}" is already that of {first.source}; this plan is called "{made}". Give it an id of its own'
    return _with_duplicate(replace(plan, id=made), message)


def _with_duplicate(plan: Plan, message: str) -> Plan:
    problem = Problem("duplicate-id", "warning", message, plan.source, plan.line)
    return replace(plan, problems=(*plan.problems, problem))


def _with_resolved_dependencies(plan: Plan, names: PlanNames) -> Plan:
    """*plan* with the ids of the plans that its dependencies name; each plan is named once in either direction."""
    if not plan.dependencies:
        return plan
    found: list[Dependency] = []
    known: dict[tuple[str, str], int] = {}
    for dependency in plan.dependencies:
        other = names.find(dependency, plan)
        if other is None:
            found.append(dependency)
            continue
        resolved = dependency.resolved or other.status == "complete"
        key = (dependency.direction, other.id)
        if key not in known:
            known[key] = len(found)
            found.append(replace(dependency, plan=other.id, resolved=resolved))
        elif resolved and not found[known[key]].resolved:  # named twice, and resolved in one of the two places
            found[known[key]] = replace(found[known[key]], resolved=True)
    return replace(plan, dependencies=tuple(found))
