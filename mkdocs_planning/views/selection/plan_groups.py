"""Plans in groups: by owner, tag, priority or folder."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.options.schema import GroupBy
from mkdocs_planning.views.messages.catalogue import Messages

GROUPINGS: tuple[GroupBy, ...] = get_args(GroupBy)


class Group(Struct, frozen=True):
    """Plans with a value in common. ``title`` is empty where plans are not grouped."""

    title: str
    plans: tuple[Plan, ...]


def groups(plans: tuple[Plan, ...], by: GroupBy | None, messages: Messages) -> tuple[Group, ...]:
    """*plans* in groups ordered by name, each in the order given; plans without a value come last.

    A plan with two owners, or tags, is in the group of each of them.
    """
    if by is None:
        return (Group("", plans),) if plans else ()
    found: dict[str, list[Plan]] = {}
    names: dict[str, str] = {}
    for plan in plans:
        for value in dict.fromkeys(group_values(plan, by)) or ("",):
            key = value.casefold()
            names.setdefault(key, value)
            found.setdefault(key, []).append(plan)
    ordered = sorted(found, key=lambda key: (not key, key))
    return tuple(Group(names[key] or messages(f"group.{by}"), tuple(found[key])) for key in ordered)


def group_values(plan: Plan, by: GroupBy) -> tuple[str, ...]:
    """The values by which *plan* is grouped, as written."""
    match by:
        case "owner":
            return plan.owners
        case "tag":
            return plan.tags
        case "priority":
            return (plan.priority,) if plan.priority else ()
        case "folder":
            folder = plan.source.rpartition("/")[0]
            return (folder,) if folder else ()
