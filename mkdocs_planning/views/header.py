"""The header card of a plan page.

It replaces the metadata lines above the first section of the plan, so it shows everything that they can state.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model.plan import ACTIVE, Link, Plan, Problem, Progress
from mkdocs_planning.model.portfolio import Portfolio, unresolved
from mkdocs_planning.views.charts.burn_up import BurnUp, burn_up
from mkdocs_planning.views.facts import dependency_flags, flags, history_flags
from mkdocs_planning.views.facts.ages import status_age_text
from mkdocs_planning.views.facts.flags import Flag
from mkdocs_planning.views.facts.plan_quotes import beyond_status, message
from mkdocs_planning.views.facts.progress_breakdown import KindProgress, Segment, difference_to_github, kinds, segments
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.words import UPSTREAM_KEYS

_UPSTREAM = frozenset(normal(key) for key in UPSTREAM_KEYS)
_MARKS = " .;,·&+()[]`'\""
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_SEPARATOR = re.compile(r"[,;·\n]|\s(?:and|&|\+)\s")
VISIBLE_LENGTH = 260
"""Number of characters of visible facts; further facts are collapsed, so that the text of the plan stays in sight."""


class Fact(Struct, frozen=True):
    """A fact: its title, and its text as inline Markdown; of a date, formatted."""

    title: str
    text: str


class PlanLink(Struct, frozen=True):
    """A link of the plan, as Markdown whose target is relative to the plan."""

    title: str
    markdown: str


class Header(Struct, frozen=True):
    """The header card.

    Attributes:
        status: the status as a title.
        status_text: the status as the plan writes it, without its name where it begins with that.
        status_age: how long the plan has had its status, in words; empty where that is not known.
        derived: whether the status is derived, since the plan states none.
        dates: start, target and end, where stated.
        segments: the progress bar by phase.
        kinds: progress by kind of task, where there is more than one.
        burn_up: progress over time; None where it is not known.
        github: why GitHub counts otherwise, in clauses.
        parts: links to the other files of a plan that has several, as Markdown.
        facts: further facts that are visible; ``more`` are collapsed.
        problems: warnings and errors that checks found.
    """

    plan: Plan
    status: str
    status_text: str
    status_age: str
    derived: bool
    owners: str
    dates: tuple[Fact, ...]
    progress: Progress
    segments: tuple[Segment, ...]
    kinds: tuple[KindProgress, ...]
    burn_up: BurnUp | None
    github: tuple[str, ...]
    flags: tuple[Flag, ...]
    links: tuple[PlanLink, ...]
    parts: tuple[str, ...]
    facts: tuple[Fact, ...]
    more: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    messages: Messages


def header(portfolio: Portfolio, plan: Plan, options: ViewOptions = DEFAULT_OPTIONS) -> Header:
    """The header card of *plan*."""
    messages = options.messages
    visible, more = _split(_facts(plan, messages))
    return Header(
        plan=plan,
        status=messages.status(plan.status),
        status_text=beyond_status(plan, messages),
        status_age=status_age_text(plan, portfolio, messages),
        derived=plan.status_from == "derived",
        owners=", ".join(plan.owners),
        dates=_dates(plan, ("start", "target", "finished"), messages),
        progress=plan.progress,
        segments=segments(plan, messages),
        kinds=kinds(plan, messages),
        burn_up=burn_up(plan, portfolio, messages),
        github=difference_to_github(plan, messages),
        flags=(
            *flags.late(plan, portfolio, messages),
            *history_flags.slipped(plan, portfolio, messages),
            *dependency_flags.waits(plan, portfolio, messages),
            *flags.questions(plan, messages),
            *flags.drift(plan, messages),
            *dependency_flags.released(plan, portfolio, messages),
            *flags.unowned(plan, messages),
        ),
        links=tuple(PlanLink(_title(link.rel), _as_markdown(link)) for link in plan.links),
        parts=tuple(_part(part, plan) for part in plan.parts),
        facts=visible,
        more=more,
        problems=tuple(replace(problem, message=message(problem)) for problem in plan.problems if problem.severity != "info"),
        messages=messages,
    )


def _dates(plan: Plan, keys: tuple[str, ...], messages: Messages) -> tuple[Fact, ...]:
    dates = {
        "start": plan.start,
        "target": plan.target,
        "finished": plan.finished,
        "created": plan.created,
        "updated": plan.updated,
    }
    return tuple(Fact(messages(f"header.{key}"), messages.date(iso)) for key in keys if (iso := dates[key]))


def _facts(plan: Plan, messages: Messages) -> list[Fact]:
    named = (
        ("header.id", plan.stated_id),
        ("header.priority", plan.priority),
        ("header.effort", plan.effort),
        ("header.complexity", messages.level(plan.complexity)),
        ("header.risk-level", messages.level(plan.risk_level)),
        ("header.tags", ", ".join(plan.tags)),
    )
    return [
        *(Fact(messages(key), text) for key, text in named if text),
        *_dates(plan, ("created", "updated"), messages),
        *(Fact(_title(key), rest) for key, text in plan.fields.items() if (rest := _without_flagged(key, text, plan))),
    ]


def _without_flagged(key: str, text: str, plan: Plan) -> str:
    """*text* of a field without the dependencies that flags show."""
    if normal(key) not in _UPSTREAM or plan.status not in ACTIVE:
        return text
    rest = text
    for dependency in unresolved(plan):
        for name in (dependency.text, dependency.blocked_by):
            if name and name in rest:
                rest = rest.replace(name, "", 1)
                break
    if rest == text:
        return text
    others = [part for part in _SEPARATOR.split(rest) if part.strip(_MARKS)]
    stated = [dependency.text for dependency in plan.dependencies if dependency.resolved]
    # The rest is shown alone where it is a list of dependencies; out of a sentence nothing is taken.
    return ", ".join(part.strip() for part in others) if all(part.strip() in stated for part in others) else text


def _split(facts: list[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts that fit into :data:`VISIBLE_LENGTH`, in their order, and the others."""
    left = VISIBLE_LENGTH
    visible: list[Fact] = []
    collapsed: list[Fact] = []
    for fact in facts:
        size = len(fact.title) + len(fact.text) + 4
        if size <= left:
            left -= size
            visible.append(fact)
        else:
            collapsed.append(fact)
    return tuple(visible), tuple(collapsed)


def _title(key: str) -> str:
    text = key.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def _part(path: str, plan: Plan) -> str:
    """The Markdown of a link to the file *path* of *plan*, by its path from the plan."""
    near = posixpath.relpath(path, posixpath.dirname(plan.source) or ".")
    return f"[{_PUNCTUATION.sub(_escaped, near)}]({_in_angle_brackets(quote(near))})"


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _as_markdown(link: Link) -> str:
    return f"[{link.text or link.href}]({_in_angle_brackets(link.href)})"


def _in_angle_brackets(href: str) -> str:
    # In angle brackets a destination may contain spaces and brackets (CommonMark 6.3); what would end it is escaped.
    href = href.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A").replace("\\", "%5C")
    return f"<{href}>"
