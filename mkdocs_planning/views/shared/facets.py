"""By what a reader of a page may filter and group: controls for the script, and the values on what it hides.

Without the script there is nothing to choose, and everything is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.plan import ACTIVE, Plan
from mkdocs_planning.model.risk_levels import LEVELS
from mkdocs_planning.views.shared.groups import GroupBy, values
from mkdocs_planning.views.shared.live_risks import is_live
from mkdocs_planning.views.words.catalogue import Words

Facet = Literal["plan", "owner", "tag", "status", "priority", "risk", "folder"]

NONE = "none"
"""The value of what has none, in controls and in the URL."""

GROUPINGS: tuple[GroupBy, ...] = ("owner", "tag", "priority", "folder")


class Choice(Struct, frozen=True):
    """An entry of a control. ``without`` is the title of the group of those that have no value, where it groups."""

    value: str
    title: str
    without: str = ""


class Control(Struct, frozen=True):
    """A control of the page: ``name`` is its key in the URL, ``label`` what it is called.

    Attributes:
        choices: with the one first that leaves everything as it is, unless ``usual`` says otherwise.
        usual: the value chosen where the URL says nothing.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    usual: str = ""


LISTS: tuple[Facet, ...] = ("plan", "owner")
"""By what lists of facts are filtered, beside their text."""


def of_plan(plan: Plan, facet: Facet) -> tuple[str, ...]:
    """The values that *plan* has of *facet*, as written; none where it states none."""
    match facet:
        case "plan":
            return (plan.id,)
        case "status":
            return (plan.status,)
        case "risk":
            level = top_level(plan)
            return (level,) if level else ()
        case "owner" | "tag" | "priority" | "folder":
            return tuple(_clean(value) for value in values(plan, facet))


def attributes(plan: Plan, names: Iterable[Facet]) -> dict[str, str]:
    """The data attributes of *plan* for controls of these *names*; one value a line, none where it has none."""
    found = {name: "\n".join(of_plan(plan, name)) for name in names}
    return {name: text for name, text in found.items() if text}


def top_level(plan: Plan) -> str | None:
    """The level of what can still hurt *plan*: its gravest open risk, or what it states where that is graver."""
    if plan.status not in ACTIVE:
        return None
    stated = (plan.risk_level or "").strip().lower()
    found = [risk.level for risk in plan.risks if risk.level and is_live(plan, risk)]
    found += [level for level in LEVELS if level == ("critical" if stated == "very high" else stated)]
    return max(found, key=LEVELS.index, default=None)


def controls(
    plans: Iterable[Plan],
    facets: Iterable[Facet],
    words: Words,
    statuses: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Control, ...]:
    """A control for each of *facets* in which *plans* differ.

    Args:
        plans: in the order in which their statuses are to be offered.
        statuses: their titles, where they have others than usual.
    """
    plans = tuple(plans)
    title = _titles(plans, statuses, words)
    found = (_control([of_plan(plan, facet) for plan in plans], facet, words, title) for facet in facets)
    return tuple(control for control in found if len(control.choices) > 2)


def grouping(plans: Iterable[Plan], usual: GroupBy | None, words: Words) -> Control | None:
    """The control that groups *plans*; None where they differ in nothing that they could be grouped by."""
    plans = tuple(plans)
    found = [by for by in GROUPINGS if by == usual or len({_key(of_plan(plan, by)) for plan in plans}) > 1]
    if not found:
        return None
    choices = (
        Choice(NONE, words("filter.group.none")),
        *(Choice(by, words(f"filter.group.{by}"), words(f"group.{by}")) for by in found),
    )
    return Control("group", words("filter.group"), choices, usual or NONE)


def owners(found: Iterable[tuple[str, ...]], without: str, words: Words) -> tuple[Control, ...]:
    """A control for who carries some facts, where there is anything to choose.

    Args:
        found: the people of each fact; none for one of those that *without* is the title of.
    """
    control = _control(found, "owner", words, lambda _facet, name: name, without)
    return (control,) if len(control.choices) > 2 else ()


def _control(
    found: Iterable[tuple[str, ...]], facet: Facet, words: Words, title: Callable[[Facet, str], str], without: str = ""
) -> Control:
    """The control for what of *facet* each item has, and for *without* it."""
    titles: dict[str, Choice] = {}
    any_without = False
    for item in found:
        any_without = any_without or not item
        for value in item:
            titles.setdefault(value.casefold(), Choice(value, title(facet, value)))
    choices = [titles[key] for key in sorted(titles, key=_order(facet, titles))]
    if any_without:
        choices.append(Choice(NONE, without or words(f"group.{facet}")))
    return Control(facet, words(f"filter.{facet}"), (Choice("", words(f"filter.any.{facet}")), *choices))


def _order(facet: Facet, titles: dict[str, Choice]) -> Callable[[str], tuple[int, str]]:
    if facet == "risk":
        return lambda key: (-LEVELS.index(key) if key in LEVELS else 0, key)  # pyright: ignore[reportArgumentType]
    if facet == "status":
        given = list(titles)  # plans come in the order of the columns
        return lambda key: (given.index(key), "")
    return lambda key: (0, titles[key].title.casefold())


def _titles(plans: tuple[Plan, ...], statuses: Mapping[str, str], words: Words) -> Callable[[Facet, str], str]:
    of_id = {plan.id: plan.title for plan in plans}

    def title(facet: Facet, value: str) -> str:
        match facet:
            case "plan":
                return of_id[value]
            case "status":
                return statuses.get(value) or words(f"status.{value}")
            case "risk":
                return words.level(value) or value
            case _:
                return value

    return title


def _key(found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value.casefold() for value in found)


def _clean(value: str) -> str:
    # A value of an attribute that holds several stands on a line of its own.
    return " ".join(value.split())
