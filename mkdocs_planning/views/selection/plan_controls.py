"""Controls by which the reader of a page filters and groups, and the values that the script compares with them.

Without the script the controls are hidden, and everything is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.risk_levels import LEVELS
from mkdocs_planning.options.schema import GroupBy
from mkdocs_planning.views.facts.active_risks import highest_level
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_groups import GROUPINGS, group_values

Facet = Literal["plan", "owner", "tag", "status", "priority", "risk", "folder"]
"""A property of plans by which pages are filtered."""

NONE = "none"
"""The value of plans and facts that have none, in controls and in the URL."""

FACT_FACETS: tuple[Facet, ...] = ("plan", "owner")
"""The filters of lists of facts, besides their text."""


class Choice(Struct, frozen=True):
    """An option of a control. ``without`` is, in the control of groups, the title of the group of plans without a value."""

    value: str
    title: str
    without: str = ""


class Control(Struct, frozen=True):
    """A control.

    Attributes:
        name: its key in the query of the URL.
        label: its accessible name.
        choices: its options.
        default: the value of the option that is chosen where the URL has none.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    default: str = ""


def facet_values(plan: Plan, facet: Facet) -> tuple[str, ...]:
    """The values that *plan* has for *facet*, as written."""
    match facet:
        case "plan":
            return (plan.id,)
        case "status":
            return (plan.status,)
        case "risk":
            level = highest_level(plan)
            return (level,) if level else ()
        case "owner" | "tag" | "priority" | "folder":
            return tuple(_on_one_line(value) for value in group_values(plan, facet))


def attributes(plan: Plan, facets: Iterable[Facet]) -> dict[str, str]:
    """The data attributes (without ``data-``) of *plan* for *facets*, one value per line."""
    found = {facet: "\n".join(facet_values(plan, facet)) for facet in facets}
    return {name: text for name, text in found.items() if text}


def controls(
    plans: Iterable[Plan],
    facets: Iterable[Facet],
    messages: Messages,
    statuses: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Control, ...]:
    """A control for each of *facets* in which *plans* differ.

    Args:
        plans: in the order in which their statuses are to be offered.
        facets: in the order of the controls.
        messages: the message catalogue.
        statuses: titles of statuses that differ from those of *messages*.
    """
    plans = tuple(plans)
    title = _titles(plans, statuses, messages)
    found = (_control([facet_values(plan, facet) for plan in plans], facet, messages, title) for facet in facets)
    return tuple(control for control in found if len(control.choices) > 2)


def group_control(plans: Iterable[Plan], default: GroupBy | None, messages: Messages) -> Control | None:
    """The control that groups *plans*; None where they do not differ in any grouping."""
    plans = tuple(plans)
    found = [by for by in GROUPINGS if by == default or len({_key(facet_values(plan, by)) for plan in plans}) > 1]
    if not found:
        return None
    choices = (
        Choice(NONE, messages("filter.group.none")),
        *(Choice(by, messages(f"filter.group.{by}"), messages(f"group.{by}")) for by in found),
    )
    return Control("group", messages("filter.group"), choices, default or NONE)


def owner_controls(found: Iterable[tuple[str, ...]], without: str, messages: Messages) -> tuple[Control, ...]:
    """A control for the owners of facts; nothing where all facts have the same.

    Args:
        found: the owners of each fact.
        without: the title of the option for facts without an owner.
        messages: the message catalogue.
    """
    control = _control(found, "owner", messages, lambda _facet, name: name, without)
    return (control,) if len(control.choices) > 2 else ()


def _control(
    found: Iterable[tuple[str, ...]], facet: Facet, messages: Messages, title: Callable[[Facet, str], str], without: str = ""
) -> Control:
    """The control for the values *found* of each item."""
    choices: dict[str, Choice] = {}
    any_without = False
    for values in found:
        any_without = any_without or not values
        for value in values:
            choices.setdefault(value.casefold(), Choice(value, title(facet, value)))
    ordered = [choices[key] for key in sorted(choices, key=_order(facet, choices))]
    if any_without:
        ordered.append(Choice(NONE, without or messages(f"group.{facet}")))
    return Control(facet, messages(f"filter.{facet}"), (Choice("", messages(f"filter.any.{facet}")), *ordered))


def _order(facet: Facet, choices: dict[str, Choice]) -> Callable[[str], tuple[int, str]]:
    if facet == "risk":
        severity = {str(level): n for n, level in enumerate(LEVELS)}
        return lambda key: (-severity.get(key, 0), key)
    if facet == "status":
        given = list(choices)  # plans come in the order of the columns
        return lambda key: (given.index(key), "")
    return lambda key: (0, choices[key].title.casefold())


def _titles(plans: tuple[Plan, ...], statuses: Mapping[str, str], messages: Messages) -> Callable[[Facet, str], str]:
    of_id = {plan.id: plan.title for plan in plans}

    def title(facet: Facet, value: str) -> str:
        match facet:
            case "plan":
                return of_id[value]
            case "status":
                return statuses.get(value) or messages(f"status.{value}")
            case "risk":
                return messages.level(value) or value
            case _:
                return value

    return title


def _key(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value.casefold() for value in values)


def _on_one_line(value: str) -> str:
    # An attribute has one value per line.
    return " ".join(value.split())
