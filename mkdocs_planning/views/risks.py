"""The risk register: what can hurt us, and is anybody on it?

Risks that still matter stand in the heat map, the totals and the register. Those that are closed, and
those of finished or dropped plans, can no longer hurt the work: they stand apart, folded, so that the
first numbers are those to act on and yet no risk of a plan is missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model.plan import Level, Plan, Risk
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.risk_levels import LEVELS, level_of_score, levels, step, step_words
from mkdocs_planning.views.options import DEFAULT_OPTIONS, ViewOptions
from mkdocs_planning.views.people import names
from mkdocs_planning.views.shared.ages import Age, age_of
from mkdocs_planning.views.shared.facets import Control, controls, owners
from mkdocs_planning.views.shared.live_risks import is_live
from mkdocs_planning.views.view import View
from mkdocs_planning.views.words.catalogue import ENGLISH, Words

SHOWN_TOP = 5
UNKNOWN = "none"
"""What a filter calls a value that a risk does not state."""


class Entry(Struct, frozen=True):
    """One risk of the register.

    Attributes:
        number: it is the plan's first, second … risk.
        anchor: the id of its row; empty where the page may hold the row twice.
        likelihood: in the plugin's words; empty where it is not stated. Likewise ``impact``, ``level``, ``status``.
        likelihood_step: on the scale, 0 where it is not stated. Likewise ``impact_step``; ``level_step`` counts levels.
        likelihood_key: what a filter calls it. Likewise ``impact_key``.
        owner: its own; empty where only the plan may have some.
        plan_owners: those of the plan.
        age: since when it has been there; None where that is not known.
        carriers: whom a filter finds it by: its own owners; else :data:`UNKNOWN`, and those of the plan.
    """

    plan: Plan
    risk: Risk
    number: int
    anchor: str
    likelihood: str
    impact: str
    level: str
    status: str
    likelihood_step: int
    impact_step: int
    level_step: int
    likelihood_key: str
    impact_key: str
    owner: str
    plan_owners: str
    age: Age | None
    carriers: tuple[str, ...]


class Cell(Struct, frozen=True):
    """A cell of the heat map. ``level`` is that of its score; ``text`` says in words where it is."""

    likelihood: str
    impact: str
    level: Level
    count: int
    text: str


class Row(Struct, frozen=True):
    """A row of the heat map: one likelihood, its cells by growing impact."""

    title: str
    cells: tuple[Cell, ...]


class HeatMap(Struct, frozen=True):
    """Likelihood × impact, the greatest likelihood first; ``off`` counts the risks that have no place on it."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    off: int


class Tally(Struct, frozen=True):
    """How many risks have something in common, and the filter that shows them."""

    title: str
    count: int
    query: str
    level: Level | None = None


ROOM = 200
"""How many risks of a table stand openly; the others fold beneath them."""


class Register(Struct, frozen=True):
    """Risks in a table, the gravest first.

    Attributes:
        rated: any of them states a likelihood, an impact or a level; else those columns would say nothing.
        with_status: any of them states a status, likewise.
        with_age: of any of them it is known since when it has been there, likewise.
    """

    entries: tuple[Entry, ...]
    rated: bool
    with_status: bool
    with_age: bool

    @property
    def open(self) -> tuple[Entry, ...]:
        """The risks that stand openly."""
        return self.entries[:ROOM]

    @property
    def rest(self) -> tuple[Entry, ...]:
        """The risks that fold."""
        return self.entries[ROOM:]


class RiskPage(Struct, frozen=True):
    """The risk register.

    Attributes:
        plans: how many plans name the risks of ``live``.
        heat: the heat map; null where no risk states both likelihood and impact.
        levels: the risks by level, the highest first.
        gaps: the risks that nobody answers, carries or rates.
        live: the risks that matter. All counts are of them.
        controls: by what the reader may filter ``live``.
        apart: those that are closed or of a finished or dropped plan.
        whole: all plans of the site are on it. Only then has it ids and links that filter it, so that
            a page with all risks and a part of them has no id twice.
    """

    plans: int
    heat: HeatMap | None
    levels: tuple[Tally, ...]
    gaps: tuple[Tally, ...]
    live: Register
    controls: tuple[Control, ...]
    apart: Register
    whole: bool
    words: Words


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> RiskPage:
    words = ENGLISH
    whole = len(selected) == len(portfolio.plans)
    found = _entries(portfolio, selected, options, words)
    if whole:
        found = _with_anchors(found)
    live = tuple(entry for entry in found if is_live(entry.plan, entry.risk))
    return RiskPage(
        plans=len({entry.plan.id for entry in live}),
        heat=_heat(live, options, words),
        levels=_levels(live, options, words),
        gaps=_gaps(live, words),
        live=_register(live),
        controls=(
            *controls({entry.plan.id: entry.plan for entry in live}.values(), ("plan",), words),
            *owners(_carriers(live), words("risks.unowned"), words),
        ),
        apart=_register(tuple(entry for entry in found if not is_live(entry.plan, entry.risk))),
        whole=whole,
        words=words,
    )


def _carriers(entries: tuple[Entry, ...]) -> list[tuple[str, ...]]:
    """Who is on each of *entries*, nobody in particular being a carrier of its own."""
    named = [tuple(name for name in entry.carriers if name != UNKNOWN) for entry in entries]
    return [*named, *(() for entry in entries if not entry.owner)]


def top_risks(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> tuple[Entry, ...]:
    """The gravest few risks that matter, for a page that has room for no more; low and unrated ones are not among them.

    The macro ``top_risks`` of ``planning/facts.html`` shows them.
    """
    grave = (entry for entry in _entries(portfolio, selected, options, ENGLISH) if entry.risk.level not in (None, "low"))
    return tuple(entry for entry in grave if is_live(entry.plan, entry.risk))[:SHOWN_TOP]


def _register(entries: tuple[Entry, ...]) -> Register:
    return Register(
        entries,
        rated=any(entry.likelihood or entry.impact or entry.level for entry in entries),
        with_status=any(entry.status for entry in entries),
        with_age=any(entry.age for entry in entries),
    )


def _entries(portfolio: Portfolio, plans: Iterable[Plan], options: ViewOptions, words: Words) -> tuple[Entry, ...]:
    """All risks of *plans*, the gravest first; of equal ones those that nobody answers."""
    found = [
        _entry(portfolio, plan, risk, number, options, words) for plan in plans for number, risk in enumerate(plan.risks, 1)
    ]
    return tuple(
        sorted(
            found,
            key=lambda entry: (
                -entry.level_step,
                -(entry.risk.score or 0),
                entry.risk.mitigation is not None,
                entry.plan.title.lower(),
                entry.number,
            ),
        )
    )


def _entry(portfolio: Portfolio, plan: Plan, risk: Risk, number: int, options: ViewOptions, words: Words) -> Entry:
    return Entry(
        plan=plan,
        risk=risk,
        number=number,
        anchor="",
        likelihood=words.level(risk.likelihood) or "",
        impact=words.level(risk.impact) or "",
        level=words.level(risk.level) or "",
        status=risk.status or "",
        likelihood_step=step(risk.likelihood, options.scale) or 0,
        impact_step=step(risk.impact, options.scale) or 0,
        level_step=LEVELS.index(risk.level) + 1 if risk.level else 0,
        likelihood_key=_key(risk.likelihood, options.scale),
        impact_key=_key(risk.impact, options.scale),
        owner=risk.owner or "",
        plan_owners=", ".join(plan.owners),
        age=age_of(risk.file, risk.line, portfolio),
        carriers=names(risk.owner) or (UNKNOWN, *plan.owners),
    )


def _key(word: str | None, steps: int) -> str:
    # The step and not the word: "critical" stands in the same row of the map as "very high".
    at = step(word, steps)
    return _slug(step_words(steps)[at - 1]) if at else UNKNOWN


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")


def _with_anchors(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """*entries* with ids made of the plan's id and their number, so that a link to one outlives other plans."""
    taken: set[str] = set()
    out: list[Entry] = []
    for entry in entries:
        base = anchor = f"planning-risk-{_slug(entry.plan.id)}-{entry.number}"
        n = 1
        while anchor in taken:
            n += 1
            anchor = f"{base}-{n}"
        taken.add(anchor)
        out.append(replace(entry, anchor=anchor))
    return tuple(out)


def _heat(entries: tuple[Entry, ...], options: ViewOptions, words: Words) -> HeatMap | None:
    counts = Counter((e.likelihood_step, e.impact_step) for e in entries if e.likelihood_step and e.impact_step)
    if not counts:
        return None
    names = step_words(options.scale)
    titles = [words.level(name) or name for name in names]

    def cell(likelihood: int, impact: int) -> Cell:
        level = level_of_score(likelihood * impact, options.scale, options.bands) or "low"
        text = words("risks.cell", likelihood=titles[likelihood - 1].lower(), impact=titles[impact - 1].lower())
        return Cell(_slug(names[likelihood - 1]), _slug(names[impact - 1]), level, counts[likelihood, impact], text)

    steps = range(1, len(names) + 1)
    rows = tuple(Row(titles[high - 1], tuple(cell(high, impact) for impact in steps)) for high in reversed(steps))
    return HeatMap(tuple(titles), rows, len(entries) - counts.total())


def _levels(entries: tuple[Entry, ...], options: ViewOptions, words: Words) -> tuple[Tally, ...]:
    counts = Counter(entry.risk.level for entry in entries)
    known = levels(options.scale, options.bands)
    return tuple(
        Tally(words.level(level) or level, counts[level], f"level={level}", level)
        for level in reversed(LEVELS)
        if counts[level] or level in known
    )


def _gaps(entries: tuple[Entry, ...], words: Words) -> tuple[Tally, ...]:
    gaps = (
        Tally(words("risks.unmitigated"), sum(not entry.risk.mitigation for entry in entries), f"mitigation={UNKNOWN}"),
        Tally(words("risks.unowned"), sum(not entry.owner for entry in entries), f"owner={UNKNOWN}"),
        Tally(words("risks.unrated"), sum(not entry.level for entry in entries), f"level={UNKNOWN}"),
    )
    return tuple(gap for gap in gaps if gap.count)


def _any(portfolio: Portfolio, options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.risks for plan in portfolio.plans)


VIEW = View(
    name="risks",
    title=ENGLISH("risks.title"),
    path="risks/",
    template="risks.html",
    build=build,
    shown=_any,
    hide=("toc",),
)
