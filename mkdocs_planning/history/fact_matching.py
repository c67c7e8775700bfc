"""Identity of the facts of a plan: which task, risk, question, decision or phase of one version is which of the next.

Pure. A fact is the same by its text and place, else by its id, else by its text elsewhere in the plan, else where its
text is similar: see :func:`match_facts`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from mkdocs_planning.model.plan import Phase, Plan, Risk
from mkdocs_planning.model.risk_status import is_closed
from mkdocs_planning.reading.labels import plain
from mkdocs_planning.support.memoise import remembered

FactKind = Literal["task", "risk", "question", "decision", "phase", "milestone"]

SAME_PLACE = 0.7
"""Texts in one section are the same fact, edited, where they are as similar as this (see :func:`similarity`)."""
SAME_GAP = 0.5
"""As much is enough where both stand between the same neighbours."""
ANYWHERE = 0.8
"""As much is needed where they stand in different sections."""
MOST_PAIRS = 10_000
"""Where more pairs of texts would have to be compared, only those between the same neighbours are."""


class TrackedFact(Struct, frozen=True, array_like=True, gc=False):
    """A fact of a plan over time.

    Attributes:
        number: names it among those of its kind in its plan, for good.
        key: the id that it states, or "".
        text: as compared: without markup, in lower case.
        place: its file, where that is not the plan's first, and the path of headings above it.
        state: what may change of it: a task's state, a risk's score, whether a question is answered …
        added: the position at which it came into the plan (see :class:`~mkdocs_planning.history.commit_index.CommitIndex`).
        changed: the position at which it took its present state.
    """

    number: int
    key: str
    text: str
    place: str
    state: str
    added: int
    changed: int


class FactVersion(NamedTuple):
    """A fact in one version of its plan; the fields are those of :class:`TrackedFact`."""

    key: str
    text: str
    place: str
    state: str


def fact_versions(plan: Plan) -> dict[FactKind, list[FactVersion]]:
    """The facts of *plan* that are tracked, by kind, in the order of its lists (each phase is followed by its steps)."""

    def place(file: str, *above: str) -> str:
        return "\0".join(("" if file == plan.source else file.rsplit("/", 1)[-1], *above))

    return {
        "task": [FactVersion(t.id or "", comparable(t.text), place(t.file, *t.section), t.state) for t in plan.tasks],
        "risk": [FactVersion("", comparable(r.risk), place(r.file), _risk_state(r)) for r in plan.risks],
        "question": [
            FactVersion("", comparable(q.text), place(q.file), "answered" if q.answered else "open") for q in plan.questions
        ],
        "decision": [
            FactVersion("", comparable(d.decision), place(d.file), comparable(d.choice or "")) for d in plan.decisions
        ],
        "phase": [
            FactVersion("", comparable(f"{phase.number or ''} {phase.title}"), place(phase.file, *above), phase.status or "")
            for phase, above in phases_with_steps(plan.phases)
        ],
        "milestone": [FactVersion("", comparable(m.title), place(m.file), m.date or "") for m in plan.milestones],
    }


def _risk_state(risk: Risk) -> str:
    return "closed" if is_closed(risk) else f"open {risk.score or risk.level or ''}"


def phases_with_steps(phases: Iterable[Phase], above: tuple[str, ...] = ()) -> list[tuple[Phase, tuple[str, ...]]]:
    """*phases*, each followed by its steps, with the titles above it."""
    found: list[tuple[Phase, tuple[str, ...]]] = []
    for phase in phases:
        found.append((phase, above))
        found += phases_with_steps(phase.steps, (*above, phase.title))
    return found


@remembered
def comparable(text: str) -> str:
    """*text* as it is compared: without markup and strike-through, in lower case."""
    return " ".join(plain(text).replace("~~", "").lower().split())


def similarity(one: str, other: str) -> float:
    """How similar two comparable texts are, 0 to 1.

    That is the share of trigrams that both have (Dice's coefficient). Where one text continues the other ("Ship it" and
    "Ship it (in 2.1)"), they are nearly the same.
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


def match_facts(old: Sequence[TrackedFact], new: Sequence[FactVersion]) -> list[int | None]:
    """For each of *new* the index in *old* of the same fact, or None.

    In this order, each fact once, those with equal claims in their order:
    1. id, text and place are the same; 2. text and place; 3. the id, where only one has it; 4. the text;
    5. the text is similar (see :func:`similarity`): most similar first, more being asked for the further they stand apart.
    """
    if len(old) == len(new) and all(_identity(fact) == version[:3] for fact, version in zip(old, new, strict=True)):
        return list(range(len(old)))
    matching = _Matching(len(old), len(new))
    matching.take([_identity(fact) for fact in old], [version[:3] for version in new])
    matching.take([(fact.text, fact.place) for fact in old], [(version.text, version.place) for version in new])
    matching.take([fact.key or None for fact in old], [version.key or None for version in new], unique=True)
    matching.take([fact.text for fact in old], [version.text for version in new])
    if matching.free and None in matching.found:
        _match_similar(old, new, matching)
    return matching.found


def _identity(fact: TrackedFact) -> tuple[str, str, str]:
    return fact.key, fact.text, fact.place


class _Matching:
    """What is matched so far.

    Attributes:
        found: for each new fact the index of the old one.
        free: the indexes of the old ones that are not matched.
    """

    def __init__(self, old: int, new: int) -> None:
        self.found: list[int | None] = [None] * new
        self.free = dict.fromkeys(range(old))

    def take(self, old: Sequence[Hashable | None], new: Sequence[Hashable | None], *, unique: bool = False) -> None:
        """Match what is left and has the same name; None is no name.

        Args:
            old: the name of each old fact.
            new: the name of each new one.
            unique: only names that one of each has.
        """
        named = self._by_name(old, self.free)
        wanted = self._by_name(new, (index for index, other in enumerate(self.found) if other is None))
        for name, indexes in wanted.items():
            others = named.get(name, ())
            if unique and (len(others) != 1 or len(indexes) != 1):
                continue
            for index, other in zip(indexes, others, strict=False):
                self.match(index, other)

    def match(self, index: int, other: int) -> None:
        self.found[index] = other
        del self.free[other]

    @staticmethod
    def _by_name(names: Sequence[Hashable | None], indexes: Iterable[int]) -> dict[Hashable, list[int]]:
        found: dict[Hashable, list[int]] = {}
        for index in indexes:
            if names[index] is not None:
                found.setdefault(names[index], []).append(index)
        return found


class _Claim(NamedTuple):
    """That a new fact is an old one, edited; the least claim wins. Both facts are named by their indexes."""

    rank: float
    distance: int
    new: int
    old: int


def _match_similar(old: Sequence[TrackedFact], new: Sequence[FactVersion], matching: _Matching) -> None:
    """Match what is left and has a similar text."""
    spans = _spans(matching.found, len(old))
    rest = [index for index, other in enumerate(matching.found) if other is None]
    claims = [
        claim
        for index, other in _pairs(rest, list(matching.free), spans)
        if (claim := _claim(old[other], new[index], spans[index], index, other)) is not None
    ]
    for claim in sorted(claims):
        if matching.found[claim.new] is None and claim.old in matching.free:
            matching.match(claim.new, claim.old)


def _claim(fact: TrackedFact, version: FactVersion, span: tuple[int, int], index: int, other: int) -> _Claim | None:
    low, high = span
    same_gap = low < other < high
    if fact.key and version.key and fact.key != version.key and not same_gap:
        return None
    same_place = fact.place == version.place
    needed = SAME_GAP if same_gap and same_place else SAME_PLACE if same_place else ANYWHERE
    score = similarity(fact.text, version.text)
    if score < needed:
        return None
    return _Claim(-score - (SAME_PLACE - SAME_GAP) * same_gap, abs(other - index), index, other)


def _pairs(rest: Sequence[int], free: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """What is to be compared: everything with everything, or where that is too much, the n-th with the n-th of a gap."""
    if len(rest) * len(free) <= MOST_PAIRS:
        return [(index, other) for index in rest for other in free]
    left = set(free)
    pairs: list[tuple[int, int]] = []
    used: dict[int, int] = {}
    for index in rest:
        low = spans[index][0]
        used[low] = used.get(low, low) + 1
        if used[low] in left:
            pairs.append((index, used[low]))
    return pairs


def _spans(found: Sequence[int | None], length: int) -> list[tuple[int, int]]:
    """Between which indexes of the old facts each of the new stands, by its nearest neighbours that are matched."""
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
