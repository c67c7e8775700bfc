"""Identity of what stands in a plan: which task, risk, question, decision or phase of one version is which of the next.

Pure. A thing is the same by its text and place, else by its id, else by its text elsewhere in the plan, else where
its text is similar: see :func:`match`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.model.plan import Phase, Plan, Risk
from mkdocs_planning.model.risk_status import is_closed
from mkdocs_planning.support.memoise import remembered

ThingKind = Literal["task", "risk", "question", "decision", "phase", "milestone"]

SAME_PLACE = 0.7
"""Texts in one section are the same thing, edited, where they share this much (see :func:`likeness`)."""
SAME_GAP = 0.5
"""As much is enough where both stand between the same neighbours."""
ANYWHERE = 0.8
"""As much is needed where they stand in different sections."""
MOST_PAIRS = 10_000
"""Where more pairs of texts would have to be compared, only those between the same neighbours are."""


class Thing(Struct, frozen=True, array_like=True, gc=False):
    """A fact of a plan on its way through time.

    Attributes:
        number: names it among those of its kind in its plan, for good.
        key: the id that it states, or "".
        text: as compared: without markup, in lower case.
        place: its file, where that is not the plan's first, and the path of headings above it.
        state: what may change of it: a task's state, a risk's score, whether a question is answered …
        born: when it came into the plan.
        changed: when it took its present state.
    """

    number: int
    key: str
    text: str
    place: str
    state: str
    born: int
    changed: int


class Fact(NamedTuple):
    """What identity and change of a thing are told by (see :class:`Thing`)."""

    key: str
    text: str
    place: str
    state: str


def facts_of(plan: Plan) -> dict[ThingKind, list[Fact]]:
    """The facts of *plan* that are followed, by kind, in the order of its lists (phases with their steps behind them)."""

    def place(file: str, *above: str) -> str:
        return "\0".join(("" if file == plan.source else file.rsplit("/", 1)[-1], *above))

    return {
        "task": [Fact(t.id or "", normal(t.text), place(t.file, *t.section), t.state) for t in plan.tasks],
        "risk": [Fact("", normal(r.risk), place(r.file), _state(r)) for r in plan.risks],
        "question": [Fact("", normal(q.text), place(q.file), "answered" if q.answered else "open") for q in plan.questions],
        "decision": [Fact("", normal(d.decision), place(d.file), normal(d.choice or "")) for d in plan.decisions],
        "phase": [
            Fact("", normal(f"{phase.number or ''} {phase.title}"), place(phase.file, *above), phase.status or "")
            for phase, above in phases_of(plan.phases)
        ],
        "milestone": [Fact("", normal(m.title), place(m.file), m.date or "") for m in plan.milestones],
    }


def _state(risk: Risk) -> str:
    return "closed" if is_closed(risk) else f"open {risk.score or risk.level or ''}"


def phases_of(phases: Iterable[Phase], above: tuple[str, ...] = ()) -> list[tuple[Phase, tuple[str, ...]]]:
    """*phases*, each followed by its steps, with the titles above it."""
    found: list[tuple[Phase, tuple[str, ...]]] = []
    for phase in phases:
        found.append((phase, above))
        found += phases_of(phase.steps, (*above, phase.title))
    return found


@remembered
def normal(text: str) -> str:
    """*text* as it is compared: without markup and marks of striking, in lower case."""
    return " ".join(plain(text).replace("~~", "").lower().split())


def likeness(one: str, other: str) -> float:
    """How much two normal texts have in common, 0 to 1.

    That is the share of sequences of three letters that both have (Dice's coefficient). A text that only
    went on ("Ship it" and "Ship it (in 2.1)") is as good as the same.
    """
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 6 and long.startswith(short):
        return 0.99
    first, second = _trigrams(one), _trigrams(other)
    return 2 * len(first & second) / (len(first) + len(second))


@remembered
def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def match(old: Sequence[Thing], new: Sequence[Fact]) -> list[int | None]:
    """For each of *new* the index in *old* of the same thing, or None.

    In this order, each thing once, those with equal claims in their order:
    1. id, text and place are the same; 2. text and place; 3. the id, where it is the only one; 4. the text;
    5. the text is like (see :func:`likeness`): best first, more being asked for the further they stand apart.
    """
    if len(old) == len(new) and all(
        (thing.key, thing.text, thing.place) == fact[:3] for thing, fact in zip(old, new, strict=True)
    ):  # fmt: skip
        return list(range(len(old)))
    found: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))

    def take(olds: Iterable[tuple[object, int]], news: Iterable[tuple[object, int]], *, alone: bool = False) -> None:
        places: dict[object, list[int]] = {}
        for name, index in olds:
            if index in free:
                places.setdefault(name, []).append(index)
        wanted: dict[object, list[int]] = {}
        for name, index in news:
            if found[index] is None:
                wanted.setdefault(name, []).append(index)
        for name, indexes in wanted.items():
            there = places.get(name, ())
            if alone and (len(there) != 1 or len(indexes) != 1):
                continue
            for index, other in zip(indexes, there, strict=False):
                found[index] = other
                del free[other]

    take(((t[:3], i) for i, t in enumerate(map(_named, old))), ((f[:3], i) for i, f in enumerate(new)))
    take((((t.text, t.place), i) for i, t in enumerate(old)), (((f.text, f.place), i) for i, f in enumerate(new)))
    take(((t.key, i) for i, t in enumerate(old) if t.key), ((f.key, i) for i, f in enumerate(new) if f.key), alone=True)
    take(((t.text, i) for i, t in enumerate(old)), ((f.text, i) for i, f in enumerate(new)))
    if free and None in found:
        _alike(old, new, found, list(free))
    return found


def _named(thing: Thing) -> tuple[str, str, str]:
    return thing.key, thing.text, thing.place


def _alike(old: Sequence[Thing], new: Sequence[Fact], found: list[int | None], free: list[int]) -> None:
    """Put those into *found* that are left and whose texts are like."""
    rest = [index for index, other in enumerate(found) if other is None]
    spans = _spans(found, len(old))
    claims: list[tuple[float, int, int, int]] = []
    for index, other in _pairs(rest, free, spans):
        thing, fact = old[other], new[index]
        low, high = spans[index]
        gap = low < other < high
        if thing.key != fact.key and thing.key and fact.key and not gap:
            continue
        here = thing.place == fact.place
        score = likeness(thing.text, fact.text)
        if score >= (SAME_GAP if gap and here else SAME_PLACE if here else ANYWHERE):
            claims.append((-score - (SAME_PLACE - SAME_GAP) * gap, abs(other - index), index, other))
    left = set(free)
    for _, _, index, other in sorted(claims):
        if found[index] is None and other in left:
            found[index] = other
            left.discard(other)


def _pairs(rest: Sequence[int], free: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """What is to be compared: everything with everything, or where that is too much, the n-th with the n-th of a gap."""
    if len(rest) * len(free) <= MOST_PAIRS:
        return [(index, other) for index in rest for other in free]
    left = set(free)
    made: list[tuple[int, int]] = []
    used: dict[int, int] = {}
    for index in rest:
        low = spans[index][0]
        used[low] = used.get(low, low) + 1
        if used[low] in left:
            made.append((index, used[low]))
    return made


def _spans(found: Sequence[int | None], length: int) -> list[tuple[int, int]]:
    """Between which indexes of the old each of the new stands, by its nearest neighbours that were found."""
    lows: list[int] = []
    low = -1
    for other in found:
        low = low if other is None else other
        lows.append(low)
    highs: list[int] = []
    high = length
    for other in reversed(found):
        high = high if other is None else other
        highs.append(high)
    return list(zip(lows, reversed(highs), strict=True))
