"""The risk register: what can go wrong, and is anybody dealing with it?

The heat map, the totals and the register show active risks. Closed risks and those of finished or dropped plans
have a collapsed table of their own, so that no risk is missing and yet all numbers are about what to act on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.model import risk_levels
from mkdocs_planning.model.plan import Level, Plan, Risk
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.model.risk_levels import LEVELS, level_of_score, step, step_words
from mkdocs_planning.views.facts.active_risks import is_active
from mkdocs_planning.views.facts.ages import age_of
from mkdocs_planning.views.facts.person_names import names_in
from mkdocs_planning.views.messages.catalogue import Messages
from mkdocs_planning.views.selection.plan_controls import NONE, Control, controls, owner_controls
from mkdocs_planning.views.view import View
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

TOP_RISKS = 5
VISIBLE_RISKS = 200
"""The number of risks of a table that are visible; the others are collapsed."""


class Entry(Struct, frozen=True):
    """One risk of the register.

    Attributes:
        number: its number in the plan, from 1.
        anchor: the id of its row; empty where the page may show the row twice.
        likelihood: as a title; empty where it is not stated. Likewise ``impact``, ``level``; ``status`` is as written.
        likelihood_step: the step on the scale, 0 where it is not stated. Likewise ``impact_step``; ``level_step`` is the
            number of the level.
        likelihood_key: its value in filters. Likewise ``impact_key``.
        owner: the owner of the risk; empty where none is stated.
        plan_owners: the owners of the plan, formatted.
        age: how long it has been in the plan, in words; empty where that is not known.
        age_days: the same in days, for sorting; None where it is not known.
        owner_keys: its values in the filter of owners: its own owners; else :data:`NONE` and those of the plan.
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
    age: str
    age_days: int | None
    owner_keys: tuple[str, ...]


class Cell(Struct, frozen=True):
    """A cell of the heat map: its level by score, and its number of risks; ``text`` names it."""

    likelihood: str
    impact: str
    level: Level
    count: int
    text: str


class Row(Struct, frozen=True):
    """A row of the heat map: one likelihood, cells by rising impact."""

    title: str
    cells: tuple[Cell, ...]


class HeatMap(Struct, frozen=True):
    """Likelihood × impact, the highest likelihood first; ``unplaced`` is the number of risks that lack one of the two."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unplaced: int


class Tally(Struct, frozen=True):
    """The number of risks with something in common, and the query that shows them."""

    title: str
    count: int
    query: str
    level: Level | None = None


class Register(Struct, frozen=True):
    """A table of risks, the most severe first.

    Attributes:
        with_ratings: whether the table has the columns likelihood, impact, score and level: any risk states one.
        with_status: whether the table has the column status.
        with_age: whether the table has the column age.
    """

    entries: tuple[Entry, ...]
    with_ratings: bool
    with_status: bool
    with_age: bool

    @property
    def visible(self) -> tuple[Entry, ...]:
        """The risks that are visible."""
        return self.entries[:VISIBLE_RISKS]

    @property
    def more(self) -> tuple[Entry, ...]:
        """The risks that are collapsed."""
        return self.entries[VISIBLE_RISKS:]


class RiskPage(Struct, frozen=True):
    """The risk register.

    Attributes:
        plans: number of plans with active risks.
        heat: the heat map; None where no risk states both likelihood and impact.
        levels: number of risks by level, the highest first.
        gaps: number of risks without mitigation, owner or rating.
        active: active risks. All numbers are about them.
        controls: the filters of ``active``.
        inactive: closed risks and those of finished or dropped plans.
        whole: whether all plans of the site are shown. Only then do rows have ids and do links filter the register,
            since a page may show the register and a part of it.
    """

    plans: int
    heat: HeatMap | None
    levels: tuple[Tally, ...]
    gaps: tuple[Tally, ...]
    active: Register
    controls: tuple[Control, ...]
    inactive: Register
    whole: bool
    messages: Messages


def build(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> RiskPage:
    messages = options.messages
    whole = len(selected) == len(portfolio.plans)
    found = _entries(portfolio, selected, options)
    if whole:
        found = _with_anchors(found)
    active = tuple(entry for entry in found if is_active(entry.plan, entry.risk))
    return RiskPage(
        plans=len({entry.plan.id for entry in active}),
        heat=_heat(active, options),
        levels=_levels(active, options),
        gaps=_gaps(active, messages),
        active=_register(active),
        controls=(
            *controls({entry.plan.id: entry.plan for entry in active}.values(), ("plan",), messages),
            *owner_controls(_owner_keys(active), messages("risks.unowned"), messages),
        ),
        inactive=_register(tuple(entry for entry in found if not is_active(entry.plan, entry.risk))),
        whole=whole,
        messages=messages,
    )


def _owner_keys(entries: tuple[Entry, ...]) -> list[tuple[str, ...]]:
    """The owners of each of *entries*, and one empty item for each that has no owner of its own."""
    named = [tuple(name for name in entry.owner_keys if name != NONE) for entry in entries]
    return [*named, *(() for entry in entries if not entry.owner)]


def top_risks(portfolio: Portfolio, selected: tuple[Plan, ...], options: ViewOptions = DEFAULT_OPTIONS) -> tuple[Entry, ...]:
    """The most severe active risks, without low and unrated ones.

    The macro ``top_risks`` of ``planning/facts.html`` shows them.
    """
    severe = (entry for entry in _entries(portfolio, selected, options) if entry.risk.level not in (None, "low"))
    return tuple(entry for entry in severe if is_active(entry.plan, entry.risk))[:TOP_RISKS]


def _register(entries: tuple[Entry, ...]) -> Register:
    return Register(
        entries,
        with_ratings=any(entry.likelihood or entry.impact or entry.level for entry in entries),
        with_status=any(entry.status for entry in entries),
        with_age=any(entry.age for entry in entries),
    )


def _entries(portfolio: Portfolio, plans: Iterable[Plan], options: ViewOptions) -> tuple[Entry, ...]:
    """All risks of *plans*, the most severe first; of equally severe ones those without mitigation."""
    found = [_entry(portfolio, plan, risk, number, options) for plan in plans for number, risk in enumerate(plan.risks, 1)]
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


def _entry(portfolio: Portfolio, plan: Plan, risk: Risk, number: int, options: ViewOptions) -> Entry:
    messages = options.messages
    age = age_of(risk.file, risk.line, portfolio)
    return Entry(
        plan=plan,
        risk=risk,
        number=number,
        anchor="",
        likelihood=messages.level(risk.likelihood) or "",
        impact=messages.level(risk.impact) or "",
        level=messages.level(risk.level) or "",
        status=messages.risk_status(risk.status),
        likelihood_step=step(risk.likelihood, options.risk_scale) or 0,
        impact_step=step(risk.impact, options.risk_scale) or 0,
        level_step=LEVELS.index(risk.level) + 1 if risk.level else 0,
        likelihood_key=_key(risk.likelihood, options.risk_scale),
        impact_key=_key(risk.impact, options.risk_scale),
        owner=risk.owner or "",
        plan_owners=", ".join(plan.owners),
        age=age.text("age", messages) if age else "",
        age_days=age.days if age else None,
        owner_keys=names_in(risk.owner) or (NONE, *plan.owners),
    )


def _key(word: str | None, steps: int) -> str:
    # The step and not the word, since "critical" is in the same row of the map as "very high".
    at = step(word, steps)
    return _slug(step_words(steps)[at - 1]) if at else NONE


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")


def _with_anchors(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """*entries* with ids made of the id of the plan and their number, so that links do not depend on other plans."""
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


def _heat(entries: tuple[Entry, ...], options: ViewOptions) -> HeatMap | None:
    counts = Counter((e.likelihood_step, e.impact_step) for e in entries if e.likelihood_step and e.impact_step)
    if not counts:
        return None
    levels = step_words(options.risk_scale)
    titles = [options.messages.level(level) or level for level in levels]

    def cell(likelihood: int, impact: int) -> Cell:
        level = level_of_score(likelihood * impact, options.risk_scale, options.risk_bands) or "low"
        likely, severe = levels[likelihood - 1], levels[impact - 1]
        in_text = options.messages.level_in_text
        text = options.messages("risks.cell", likelihood=in_text(likely), impact=in_text(severe))
        return Cell(_slug(likely), _slug(severe), level, counts[likelihood, impact], text)

    steps = range(1, len(levels) + 1)
    rows = tuple(Row(titles[high - 1], tuple(cell(high, impact) for impact in steps)) for high in reversed(steps))
    return HeatMap(tuple(titles), rows, len(entries) - counts.total())


def _levels(entries: tuple[Entry, ...], options: ViewOptions) -> tuple[Tally, ...]:
    counts = Counter(entry.risk.level for entry in entries)
    known = risk_levels.levels(options.risk_scale, options.risk_bands)
    return tuple(
        Tally(options.messages.level(level) or level, counts[level], f"level={level}", level)
        for level in reversed(LEVELS)
        if counts[level] or level in known
    )


def _gaps(entries: tuple[Entry, ...], messages: Messages) -> tuple[Tally, ...]:
    gaps = (
        Tally(messages("risks.unmitigated"), sum(not entry.risk.mitigation for entry in entries), f"mitigation={NONE}"),
        Tally(messages("risks.unowned"), sum(not entry.owner for entry in entries), f"owner={NONE}"),
        Tally(messages("risks.unrated"), sum(not entry.level for entry in entries), f"level={NONE}"),
    )
    return tuple(gap for gap in gaps if gap.count)


def _has_risks(portfolio: Portfolio, _options: ViewOptions = DEFAULT_OPTIONS) -> bool:
    return any(plan.risks for plan in portfolio.plans)


VIEW = View("risks", build, has_content=_has_risks)
