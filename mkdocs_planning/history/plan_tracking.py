"""Plans over time: what each was, what it is, and when each of its facts became what it is.

Pure. :mod:`~mkdocs_planning.history.plan_identity` says which plan of one state is which of the next,
:mod:`~mkdocs_planning.history.fact_matching` which fact. What was removed and comes back is the same again.

Moments are positions in a history (see :class:`~mkdocs_planning.history.commit_index.CommitIndex`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.history.fact_matching import FactKind, FactVersion, TrackedFact, fact_versions, match_facts
from mkdocs_planning.history.plan_identity import match_plans
from mkdocs_planning.model.plan import Plan, Status

BEFORE_HISTORY = -1
"""The position of what was there before the first known commit."""


class RemovedFact(Struct, frozen=True, array_like=True, gc=False):
    """A fact that is no longer in its plan, since the position *at*."""

    kind: FactKind
    fact: TrackedFact
    at: int


class TrackedPlan(Struct, frozen=True, array_like=True, gc=False):
    """A plan over time.

    Attributes:
        plan: as it was last read.
        blobs: the contents (blob ids) of its files.
        added: when it came.
        ended: when it was removed; None while it is there.
        touched: the last change of any of its files.
        points: progress whenever it changed: (position, done, total).
        statuses: each status with its position, likewise ``targets``, which begin with the first one stated.
        owners_changed: when its owners changed last, likewise ``title_changed``.
        facts: its facts by kind, in the order of the plan's own lists (each phase is followed by its steps).
        removed: facts that it had.
    """

    plan: Plan
    blobs: tuple[str, ...]
    added: int
    ended: int | None
    touched: int
    points: tuple[tuple[int, int, int], ...]
    statuses: tuple[tuple[int, Status], ...]
    targets: tuple[tuple[int, str | None], ...]
    owners_changed: int
    title_changed: int
    facts: dict[FactKind, tuple[TrackedFact, ...]]
    removed: tuple[RemovedFact, ...]


class PlanVersion(NamedTuple):
    """A plan at some moment, with the contents (blob ids) of its files."""

    plan: Plan
    blobs: tuple[str, ...]


class PlanTracker(Struct, array_like=True, dict=True):
    """All plans of a site over time, up to some moment.

    Attributes:
        plans: by a number that names each for good; those that were removed, too.
        first_known: those that were there before history is known, as they were when first met.
        points: progress of all plans together whenever it changed.
    """

    plans: dict[int, TrackedPlan] = {}
    first_known: dict[int, TrackedPlan] = {}
    points: tuple[tuple[int, int, int], ...] = ()

    def copy(self) -> PlanTracker:
        """A copy that can be advanced without changing this one."""
        return PlanTracker(dict(self.plans), dict(self.first_known), self.points)

    @cached_property
    def present(self) -> dict[tuple[str, int], int]:
        """The numbers of the plans that are there, by file and line."""
        return {_place(one.plan): number for number, one in self.plans.items() if one.ended is None}

    def advance(
        self,
        position: int,
        before: Iterable[PlanVersion],
        after: Iterable[PlanVersion],
        renames: Mapping[str, str] | None = None,
    ) -> None:
        """Go on to the next moment.

        Args:
            position: of the moment.
            before: the plans of the files that changed, as they were.
            after: the plans of these files as they are.
            renames: the former path of each file that was renamed.
        """
        old = [self._number(version) for version in before]
        new = list(after)
        known = {number: self.plans[number].plan for number in old}
        found = match_plans(known, [version.plan for version in new], renames or {}, self._removed)
        for number in set(old).difference(found.values()):
            self.plans[number] = replace(self.plans[number], ended=position, touched=position)
        for index, version in enumerate(new):
            number = found.get(index)
            if number is None:
                number = len(self.plans)
                self.plans[number] = _first_met(version, position)
            else:
                self.plans[number] = _advanced(self.plans[number], version, position)
            self.present[_place(version.plan)] = number
        self._add_point(position, known.values(), new)

    def _number(self, version: PlanVersion) -> int:
        """The number of a plan that was there; it gets one where it was there before history is known."""
        number = self.present.pop(_place(version.plan), None)
        if number is None:
            number = len(self.plans)
            self.plans[number] = self.first_known[number] = _first_met(version, BEFORE_HISTORY)
        return number

    def _removed(self) -> dict[int, Plan]:
        return {number: tracked.plan for number, tracked in self.plans.items() if tracked.ended is not None}

    def _add_point(self, position: int, old: Iterable[Plan], new: Iterable[PlanVersion]) -> None:
        """Enter the progress of all plans, where that of *new* is another than that of *old*."""
        done = sum(version.plan.progress.done for version in new) - sum(plan.progress.done for plan in old)
        total = sum(version.plan.progress.total for version in new) - sum(plan.progress.total for plan in old)
        if done or total:
            _, last_done, last_total = self.points[-1] if self.points else (position, 0, 0)
            self.points = (*self.points, (position, last_done + done, last_total + total))


def _place(plan: Plan) -> tuple[str, int]:
    return plan.source, plan.line


def _first_met(version: PlanVersion, position: int) -> TrackedPlan:
    plan = version.plan
    return TrackedPlan(
        plan=plan,
        blobs=version.blobs,
        added=position,
        ended=None,
        touched=position,
        points=((position, plan.progress.done, plan.progress.total),),
        statuses=((position, plan.status),),
        targets=((position, plan.target),) if plan.target else (),
        owners_changed=position,
        title_changed=position,
        facts={
            kind: tuple(_new_fact(number, fact, position) for number, fact in enumerate(facts))
            for kind, facts in fact_versions(plan).items()
        },
        removed=(),
    )


def _new_fact(number: int, fact: FactVersion, position: int) -> TrackedFact:
    return TrackedFact(number, fact.key, fact.text, fact.place, fact.state, position, position)


def _advanced(was: TrackedPlan, version: PlanVersion, position: int) -> TrackedPlan:
    old, new = was.plan, version.plan
    facts, removed = _advanced_facts(was, new, position)
    point = (position, new.progress.done, new.progress.total)
    is_untouched = was.blobs == version.blobs and old.source == new.source and was.ended is None
    return TrackedPlan(
        plan=new,
        blobs=version.blobs,
        added=was.added,
        ended=None,
        touched=was.touched if is_untouched else position,
        points=was.points if was.points[-1][1:] == point[1:] else (*was.points, point),
        statuses=was.statuses if old.status == new.status else (*was.statuses, (position, new.status)),
        targets=was.targets if old.target == new.target else (*was.targets, (position, new.target)),
        owners_changed=was.owners_changed if old.owners == new.owners else position,
        title_changed=was.title_changed if old.title == new.title else position,
        facts=facts,
        removed=removed,
    )


def _advanced_facts(
    was: TrackedPlan, new: Plan, position: int
) -> tuple[dict[FactKind, tuple[TrackedFact, ...]], tuple[RemovedFact, ...]]:
    """The facts of *new*, those that it had before with their history, and those that were removed."""
    removed = list(was.removed)
    facts: dict[FactKind, tuple[TrackedFact, ...]] = {}
    for kind, versions in fact_versions(new).items():
        facts[kind] = _advanced_facts_of_kind(kind, was.facts.get(kind, ()), versions, removed, position)
    return facts, tuple(removed)


def _advanced_facts_of_kind(
    kind: FactKind,
    old: tuple[TrackedFact, ...],
    versions: list[FactVersion],
    removed: list[RemovedFact],
    position: int,
) -> tuple[TrackedFact, ...]:
    """As :func:`_advanced_facts` for one kind of facts; *removed* is brought up to date."""
    numbers = [fact.number for fact in old] + [one.fact.number for one in removed if one.kind == kind]
    free_number = max(numbers, default=-1) + 1
    matches = match_facts(old, versions)
    facts: list[TrackedFact] = []
    for version, index in zip(versions, matches, strict=True):
        fact = old[index] if index is not None else _take_returned(removed, kind, version)
        if fact is None:
            facts.append(_new_fact(free_number, version, position))
            free_number += 1
        else:
            facts.append(_advanced_fact(fact, version, position))
    matched = set(matches)
    removed += (RemovedFact(kind, fact, position) for index, fact in enumerate(old) if index not in matched)
    return tuple(facts)


def _advanced_fact(fact: TrackedFact, version: FactVersion, position: int) -> TrackedFact:
    if (fact.key, fact.text, fact.place, fact.state) == version:
        return fact
    changed = fact.changed if fact.state == version.state else position
    return TrackedFact(fact.number, version.key, version.text, version.place, version.state, fact.added, changed)


def _take_returned(removed: list[RemovedFact], kind: FactKind, version: FactVersion) -> TrackedFact | None:
    """The fact that was removed and comes back as *version*, taken from *removed*; the one that was removed last."""
    for index in range(len(removed) - 1, -1, -1):
        one = removed[index]
        if one.kind == kind and one.fact.text == version.text and one.fact.key == version.key:
            del removed[index]
            return one.fact
    return None
