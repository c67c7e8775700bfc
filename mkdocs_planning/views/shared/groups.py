"""Plans in groups: by owner, tag, priority or folder."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.views.words.catalogue import Words

GroupBy = Literal["owner", "tag", "priority", "folder"]


class Group(Struct, frozen=True):
    """Plans that have something in common. ``title`` is empty where plans are not grouped at all."""

    title: str
    plans: tuple[Plan, ...]


def groups(plans: tuple[Plan, ...], by: GroupBy | None, words: Words) -> tuple[Group, ...]:
    """*plans* in groups ordered by name, each in the order given; those that belong nowhere come last.

    A plan with two owners, or tags, stands with each of them.
    """
    if by is None:
        return (Group("", plans),) if plans else ()
    found: dict[str, list[Plan]] = {}
    names: dict[str, str] = {}
    for plan in plans:
        for value in dict.fromkeys(values(plan, by)) or ("",):
            key = value.casefold()
            names.setdefault(key, value)
            found.setdefault(key, []).append(plan)
    ordered = sorted(found, key=lambda key: (not key, key))
    return tuple(Group(names[key] or words(f"group.{by}"), tuple(found[key])) for key in ordered)


def values(plan: Plan, by: GroupBy) -> tuple[str, ...]:
    """What *plan* has to be grouped by, as written."""
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
