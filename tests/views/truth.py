"""The expected content of the views, computed from ``plans.json`` without any code of the plugin."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

Plan = dict[str, Any]
UNDER_WAY = ("draft", "review", "ready", "in-progress", "blocked")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEPS = {"very low": 1, "low": 1, "medium": 2, "high": 3, "very high": 3, "critical": 3}
OVER = (
    "closed",
    "resolved",
    "mitigated",
    "retired",
    "done",
    "complete",
    "completed",
    "obsolete",
    "expired",
    "avoided",
    "eliminated",
)
KINDS = {
    "Work": "work",
    "Checks": "check",
    "Requirements": "criterion",
    "Questions": "question",
    "Dependencies": "dependency",
}
"""Kinds of tasks by the first word of their label."""


def number(n: int) -> str:
    return f"{n:,}"


def share(progress: dict[str, int]) -> str:
    return f"{number(progress['done'])}/{number(progress['total'])}"


def percent(progress: dict[str, int]) -> str:
    """Rounded, but 0 % only if nothing was begun and 100 % only if everything is done."""
    done, total = progress["done"], progress["total"]
    if done in (0, total):
        return "100 %" if done else "0 %"
    return f"{min(99, max(1, round(100 * done / total)))} %"


def counted(tasks: list[dict[str, Any]]) -> dict[str, int]:
    states = [task["state"] for task in tasks]
    return {"done": states.count("done"), "total": sum(state in ("open", "done", "active") for state in states)}


def shown_date(iso: str | None) -> str:
    """A date as shown to people."""
    year, _, rest = (iso or "").partition("-")
    if not rest:
        return year
    if not rest[0].isdigit():
        return f"{rest} {year}"
    month, _, day = rest.partition("-")
    return " ".join([*([str(int(day))] if day else []), MONTHS[int(month) - 1], year])


def last(iso: str) -> date:
    """The last day of a date of any precision."""
    year, _, rest = iso.partition("-")
    if len(iso) == 10:
        return date.fromisoformat(iso)
    month = 12 if not rest else 3 * int(rest[1]) if rest[0] == "Q" else 6 * int(rest[1]) if rest[0] == "H" else int(rest)
    return date(int(year), month, calendar.monthrange(int(year), month)[1])


def under_way(plan: Plan) -> bool:
    return plan["status"] in UNDER_WAY


def days_late(plan: Plan, as_of: str) -> int:
    return max(0, (last(as_of) - last(plan["target"])).days) if under_way(plan) and plan["target"] else 0


def open_questions(plan: Plan) -> int:
    return sum(not question["answered"] for question in plan["questions"])


def unresolved(plan: Plan) -> list[dict[str, Any]]:
    """The unresolved dependencies of a plan, each once."""
    found = {
        one["plan"] or one["text"]: one
        for one in plan["dependencies"]
        if one["direction"] == "upstream" and not one["resolved"]
    }
    return list(found.values()) if under_way(plan) else []


def is_open(plan: Plan, risk: dict[str, Any]) -> bool:
    """Whether a risk is open: neither its plan nor the risk itself is finished."""
    first = re.match(r"\W*(\w+)", risk["status"] or "")
    return under_way(plan) and not (first and first[1].lower() in OVER)


def criteria(plans: list[Plan]) -> str:
    """The number of criteria that are met, that could be met, and that are only stated."""
    met = rated = stated = 0
    for plan in plans:
        boxes = {(task["file"], task["line"]) for task in plan["tasks"] if task["mark"] is not None}
        for one in plan["criteria"]:
            known = one["met"] or (one["file"], one["line"]) in boxes
            met, rated, stated = met + one["met"], rated + known, stated + (not known)
    return " ".join([*([f"{met}/{rated}"] if rated else []), *([f"{stated} unrated"] if stated else [])])


def people(name: str | None) -> list[str]:
    """The names in a text such as "ana, @mei", normalised."""
    return [part.strip().removeprefix("@").casefold() for part in re.split(r"[,;&]|\sand\s", name or "") if part.strip()]


def owners_of(plan: Plan, fact: dict[str, Any]) -> list[str]:
    """The owner of a fact: whom it names, otherwise the owners of its plan, otherwise nobody ("")."""
    owners = [name for owner in plan["owners"] for name in people(owner)] or [""]
    return sorted(set(people(fact["owner"]) or owners))


def event_dates(plan: Plan) -> list[str]:
    """The dates of the events of a plan: its changelog, and header dates that it does not mention."""

    def in_changelog(iso: str) -> bool:
        return any(one["date"] and (one["date"].startswith(iso) or iso.startswith(one["date"])) for one in plan["changes"])

    dates = [one["date"] for one in plan["changes"] if one["date"]]
    created, finished = plan["created"], plan["finished"]
    dates += [created] if created and not in_changelog(created) else []
    dates += [finished] if finished and finished != created and not in_changelog(finished) else []
    return dates


def phases(plan: Plan) -> list[dict[str, Any]]:
    """Phases and steps."""
    return [one for phase in plan["phases"] for one in (phase, *phase["steps"])]


def outside(plan: Plan) -> dict[str, int]:
    """The tasks outside all phases."""
    inside = [phase["progress"] for phase in plan["phases"]]
    return {key: plan["progress"][key] - sum(one[key] for one in inside) for key in ("done", "total")}
