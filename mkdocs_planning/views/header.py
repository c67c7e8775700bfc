"""The header card of a plan: what is this page's state?

The lines that a plan writes above its first section are lifted into it, so whatever such a line
can say has a place here.
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
from mkdocs_planning.views.shared import flags
from mkdocs_planning.views.shared.ages import standing_said
from mkdocs_planning.views.shared.flags import Flag
from mkdocs_planning.views.shared.measure import Kind, Segment, kinds, segments, why_other
from mkdocs_planning.views.shared.plan_quotes import beyond_status, message
from mkdocs_planning.views.words.catalogue import ENGLISH, Words
from mkdocs_planning.vocabulary.normal_form import normal
from mkdocs_planning.vocabulary.words import UPSTREAM_KEYS

_WAITS = frozenset(normal(key) for key in UPSTREAM_KEYS)
_MARKS = " .;,·&+()[]`'\""
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_BETWEEN = re.compile(r"[,;·\n]|\s(?:and|&|\+)\s")
ROOM = 260
"""How many characters of quiet facts stand openly; the others fold, so that the text below stays in sight."""


class Stated(Struct, frozen=True):
    """A date of the plan: what it is, as shown, and as ISO."""

    key: str
    title: str
    text: str
    iso: str


class Fact(Struct, frozen=True):
    """A quiet fact: its name and its text as inline Markdown."""

    title: str
    text: str


class PlanLink(Struct, frozen=True):
    """A link of the header, as Markdown that leads where the plan's own text leads."""

    title: str
    markdown: str


class Header(Struct, frozen=True):
    """The header card.

    Attributes:
        status: the status in the plugin's words.
        written: what the plan's own words say beyond that; all of them where they begin otherwise.
        since: for how long it has been so, in words; empty where that is not known.
        derived: no status is stated, so that it comes from the boxes.
        when: start, target and finished; ``target`` of an unfinished plan that is late is flagged.
        segments: the bar, cut into phases.
        kinds: the tasks by what they are for, where there is more than one kind.
        burn: progress over time, where it is known.
        why: why GitHub counts otherwise.
        parts: the other files of a plan that is made of several.
        facts: what is said quietly and openly; ``more`` is folded.
        problems: what the author would want to mend.
    """

    plan: Plan
    status: str
    written: str
    since: str
    derived: bool
    owners: str
    when: tuple[Stated, ...]
    progress: Progress
    segments: tuple[Segment, ...]
    kinds: tuple[Kind, ...]
    burn: BurnUp | None
    why: tuple[str, ...]
    flags: tuple[Flag, ...]
    links: tuple[PlanLink, ...]
    parts: tuple[str, ...]
    facts: tuple[Fact, ...]
    more: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    words: Words


def header(portfolio: Portfolio, plan: Plan) -> Header:
    """The header card of *plan*. Pure."""
    words = ENGLISH
    status = words.status(plan.status)
    open_facts, more = _fold(_facts(plan, words))
    return Header(
        plan=plan,
        status=status,
        written=beyond_status(plan, words),
        since=standing_said(plan, portfolio, words),
        derived=plan.status_from == "derived",
        owners=", ".join(plan.owners),
        when=_dates(plan, ("start", "target", "finished"), words),
        progress=plan.progress,
        segments=segments(plan, words),
        kinds=kinds(plan, words),
        burn=burn_up(plan, portfolio, words),
        why=why_other(plan, words),
        flags=(
            *flags.late(plan, portfolio, words),
            *flags.slipped(plan, portfolio, words),
            *flags.waits(plan, portfolio, words),
            *flags.questions(plan, words),
            *flags.drift(plan, words),
            *flags.released(plan, portfolio, words),
            *flags.unowned(plan, words),
        ),
        links=tuple(PlanLink(_title(link.rel), _as_markdown(link)) for link in plan.links),
        parts=tuple(_part(part, plan) for part in plan.parts),
        facts=open_facts,
        more=more,
        problems=tuple(replace(problem, message=message(problem)) for problem in plan.problems if problem.severity != "info"),
        words=words,
    )


def _dates(plan: Plan, keys: tuple[str, ...], words: Words) -> tuple[Stated, ...]:
    dates = {
        "start": plan.start,
        "target": plan.target,
        "finished": plan.finished,
        "created": plan.created,
        "updated": plan.updated,
    }
    return tuple(Stated(key, words(f"header.{key}"), words.date(iso), iso) for key in keys if (iso := dates[key]))


def _facts(plan: Plan, words: Words) -> list[Fact]:
    named = (
        ("header.id", plan.stated_id),
        ("header.priority", plan.priority),
        ("header.effort", plan.effort),
        ("header.complexity", words.level(plan.complexity)),
        ("header.risk-level", words.level(plan.risk_level)),
        ("header.tags", ", ".join(plan.tags)),
    )
    return [
        *(Fact(words(key), text) for key, text in named if text),
        *(Fact(date.title, date.text) for date in _dates(plan, ("created", "updated"), words)),
        *(Fact(_title(key), rest) for key, text in plan.fields.items() if (rest := _not_flagged(key, text, plan))),
    ]


def _not_flagged(key: str, text: str, plan: Plan) -> str:
    """*text* of a field without what its plan waits for, since a flag says that already."""
    if normal(key) not in _WAITS or plan.status not in ACTIVE:
        return text
    rest = text
    for dependency in unresolved(plan):
        for name in (dependency.text, dependency.blocked_by):
            if name and name in rest:
                rest = rest.replace(name, "", 1)
                break
    if rest == text:
        return text
    others = [part for part in _BETWEEN.split(rest) if part.strip(_MARKS)]
    stated = [dependency.text for dependency in plan.dependencies if dependency.resolved]
    # What is left is shown by itself where it is a dependency too; in a sentence the words belong together.
    return ", ".join(part.strip() for part in others) if all(part.strip() in stated for part in others) else text


def _fold(facts: list[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The facts that fit into :data:`ROOM`, and the others. Short facts after a long one still stand openly."""
    left = ROOM
    shown: list[Fact] = []
    folded: list[Fact] = []
    for fact in facts:
        size = len(fact.title) + len(fact.text) + 4
        if size <= left:
            left -= size
            shown.append(fact)
        else:
            folded.append(fact)
    return tuple(shown), tuple(folded)


def _title(key: str) -> str:
    text = key.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def _part(path: str, plan: Plan) -> str:
    """The Markdown of a link to the file *path* of *plan*, by its path from the plan."""
    near = posixpath.relpath(path, posixpath.dirname(plan.source) or ".")
    return f"[{_PUNCTUATION.sub(_escaped, near)}]({_pointed(quote(near))})"


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _as_markdown(link: Link) -> str:
    return f"[{link.text or link.href}]({_pointed(link.href)})"


def _pointed(href: str) -> str:
    # The pointed form takes blanks and brackets; what would end it is written as its escape.
    href = href.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A").replace("\\", "%5C")
    return f"<{href}>"
