"""Plans on their way through time: which plan of one state is which of the next, and what changed on the way.

Pure. A plan is the same by the id that it states, else by its file (renames followed), else by its title; what
stands in it is followed as :mod:`~mkdocs_planning.history.matching` says. What went and comes back is the same again.

Moments are numbers here: the place of a commit in its history, or :data:`UNKNOWN` for what was there before
anything is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mkdocs_planning.history.matching import SAME_PLACE, Fact, Thing, ThingKind, facts_of, likeness, match, normal
from mkdocs_planning.model.plan import Plan, Status

UNKNOWN = -1
"""The moment of what was there before the first commit that is known."""


class Gone(Struct, frozen=True, array_like=True, gc=False):
    """A fact that is no longer in its plan, since the moment *at*."""

    kind: ThingKind
    thing: Thing
    at: int


class Followed(Struct, frozen=True, array_like=True, gc=False):
    """A plan on its way through time.

    Attributes:
        plan: as it was last read.
        blobs: the contents of its files.
        born: when it came.
        ended: when it went; None while it is there.
        touched: the last change of any of its files.
        points: progress whenever it changed: (moment, done, total).
        statuses: each status with its moment, likewise ``targets``, which begin with the first one stated.
        owned: when its owners changed last, likewise ``titled``.
        things: its facts by kind, in the order of the plan's own lists (phases with their steps behind them).
        gone: facts that it had.
    """

    plan: Plan
    blobs: tuple[str, ...]
    born: int
    ended: int | None
    touched: int
    points: tuple[tuple[int, int, int], ...]
    statuses: tuple[tuple[int, Status], ...]
    targets: tuple[tuple[int, str | None], ...]
    owned: int
    titled: int
    things: dict[ThingKind, tuple[Thing, ...]]
    gone: tuple[Gone, ...]


class Held(NamedTuple):
    """A plan at some moment, with the contents (blob ids) of its files."""

    plan: Plan
    blobs: tuple[str, ...]


class Following(Struct, array_like=True, dict=True):
    """All plans on their way through time, up to some moment.

    Attributes:
        plans: by a number that names each for good; those that went, too.
        begun: those that were there before anything is known, as they were when first met.
        points: progress of all plans together whenever it changed.
    """

    plans: dict[int, Followed] = {}
    begun: dict[int, Followed] = {}
    points: tuple[tuple[int, int, int], ...] = ()

    def copy(self) -> Following:
        """A copy that can go on without changing this one."""
        return Following(dict(self.plans), dict(self.begun), self.points)

    @cached_property
    def present(self) -> dict[tuple[str, int], int]:
        """Which plan stands where: by file and line."""
        return {_place(one.plan): number for number, one in self.plans.items() if one.ended is None}

    def step(
        self, moment: int, before: Iterable[Held], after: Iterable[Held], renames: Mapping[str, str] | None = None
    ) -> None:
        """Go on to the next moment.

        Args:
            moment: its number.
            before: the plans of the files that changed, as they were.
            after: the plans of these files as they are.
            renames: the former path of each file that was renamed.
        """
        old: list[int] = []
        for held in before:
            number = self.present.pop(_place(held.plan), None)
            if number is None:
                number = len(self.plans)
                self.plans[number] = self.begun[number] = _begun(held, UNKNOWN)
            old.append(number)
        new = list(after)
        done = total = 0
        found = self._same(old, new, renames or {})
        for number in old:
            followed = self.plans[number]
            done, total = done - followed.plan.progress.done, total - followed.plan.progress.total
            if number not in found.values():
                self.plans[number] = replace(followed, ended=moment, touched=moment)
        for index, held in enumerate(new):
            number = found.get(index)
            if number is None:
                number = len(self.plans)
                self.plans[number] = _begun(held, moment)
            else:
                self.plans[number] = _onwards(self.plans[number], held, moment)
            self.present[_place(held.plan)] = number
            done, total = done + held.plan.progress.done, total + held.plan.progress.total
        if done or total:
            last = self.points[-1] if self.points else (moment, 0, 0)
            self.points = (*self.points, (moment, last[1] + done, last[2] + total))

    def _same(self, old: Sequence[int], new: Sequence[Held], renames: Mapping[str, str]) -> dict[int, int]:
        """Which of *new* (by index) is which plan that was there, or was there once."""
        free = dict.fromkeys(old)
        found: dict[int, int] = {}

        def take(index: int, number: int) -> None:
            found[index] = number
            free.pop(number, None)

        ids = Counter(held.plan.stated_id for held in new if held.plan.stated_id)
        by_id = _unique((self.plans[number].plan.stated_id, number) for number in old)
        for index, held in enumerate(new):
            name = held.plan.stated_id
            if name and ids[name] == 1 and name in by_id:
                take(index, by_id[name])
        by_file: dict[str, list[int]] = {}
        for number in old:
            for file in _files(self.plans[number].plan):
                by_file.setdefault(file, []).append(number)
        for index, held in enumerate(new):
            if index in found:
                continue
            files = _files(held.plan)
            files += [renames[file] for file in files if file in renames]
            near = [n for n in dict.fromkeys(n for file in files for n in by_file.get(file, ())) if n in free]
            near = [number for number in near if _may_be(self.plans[number].plan, held.plan)]
            named = [number for number in near if self.plans[number].plan.title == held.plan.title]
            alone = len(near) == 1 and sum(held.plan.source == other.plan.source for other in new) == 1
            if named or alone:
                take(index, (named or near)[0])
        titles = _unique((self.plans[number].plan.title, number) for number in free)
        for index, held in enumerate(new):
            if index not in found and titles.get(held.plan.title) in free and _may_be(
                self.plans[titles[held.plan.title]].plan, held.plan
            ):  # fmt: skip
                take(index, titles[held.plan.title])
        lost = [index for index in range(len(new)) if index not in found]
        if lost:
            graves = {n: followed for n, followed in self.plans.items() if followed.ended is not None}
            for index in lost:
                number = _risen(new[index].plan, graves)
                if number is not None:
                    del graves[number]
                    take(index, number)
        return found


def _place(plan: Plan) -> tuple[str, int]:
    return plan.source, plan.line


def _files(plan: Plan) -> list[str]:
    return [plan.source, *plan.parts]


def _unique(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """The pairs whose name only one has."""
    listed = [(name, number) for name, number in pairs if name]
    counts = Counter(name for name, _ in listed)
    return {name: number for name, number in listed if counts[name] == 1}


def _may_be(old: Plan, new: Plan) -> bool:
    """Whether a plan may have become another: not where both state an id and neither id nor title is alike."""
    if not old.stated_id or not new.stated_id or old.stated_id == new.stated_id:
        return True
    return likeness(normal(old.title), normal(new.title)) >= SAME_PLACE


def _risen(plan: Plan, graves: Mapping[int, Followed]) -> int | None:
    """The plan of *graves* that *plan* is again: the last one with its id, else with its file."""
    for number in sorted(graves, reverse=True):
        if plan.stated_id and graves[number].plan.stated_id == plan.stated_id:
            return number
    for number in sorted(graves, reverse=True):
        if graves[number].plan.source == plan.source and _may_be(graves[number].plan, plan):
            return number
    return None


def _begun(held: Held, moment: int) -> Followed:
    plan = held.plan
    return Followed(
        plan=plan,
        blobs=held.blobs,
        born=moment,
        ended=None,
        touched=moment,
        points=((moment, plan.progress.done, plan.progress.total),),
        statuses=((moment, plan.status),),
        targets=((moment, plan.target),) if plan.target else (),
        owned=moment,
        titled=moment,
        things={
            kind: tuple(
                Thing(number, fact.key, fact.text, fact.place, fact.state, moment, moment) for number, fact in enumerate(facts)
            )
            for kind, facts in facts_of(plan).items()
        },
        gone=(),
    )


def _onwards(was: Followed, held: Held, moment: int) -> Followed:
    old, new = was.plan, held.plan
    things, gone = _things(was, new, moment)
    point = (moment, new.progress.done, new.progress.total)
    return Followed(
        plan=new,
        blobs=held.blobs,
        born=was.born,
        ended=None,
        touched=was.touched if was.blobs == held.blobs and old.source == new.source and was.ended is None else moment,
        points=was.points if was.points[-1][1:] == point[1:] else (*was.points, point),
        statuses=was.statuses if old.status == new.status else (*was.statuses, (moment, new.status)),
        targets=was.targets if old.target == new.target else (*was.targets, (moment, new.target)),
        owned=was.owned if old.owners == new.owners else moment,
        titled=was.titled if old.title == new.title else moment,
        things=things,
        gone=gone,
    )


def _things(was: Followed, new: Plan, moment: int) -> tuple[dict[ThingKind, tuple[Thing, ...]], tuple[Gone, ...]]:
    gone = list(was.gone)
    things: dict[ThingKind, tuple[Thing, ...]] = {}
    for kind, facts in facts_of(new).items():
        old = was.things.get(kind, ())
        found = match(old, facts)
        left = {thing.number: thing for thing in old}
        following = max((thing.number for thing in old), default=-1)
        following = max(following, max((one.thing.number for one in gone if one.kind == kind), default=-1))
        made: list[Thing] = []
        for fact, index in zip(facts, found, strict=True):
            if index is not None:
                thing = old[index]
                del left[thing.number]
            else:
                thing = _back(gone, kind, fact)
            if thing is None:
                following += 1
                made.append(Thing(following, fact.key, fact.text, fact.place, fact.state, moment, moment))
            elif (thing.key, thing.text, thing.place, thing.state) == fact:
                made.append(thing)
            else:
                changed = thing.changed if thing.state == fact.state else moment
                made.append(Thing(thing.number, fact.key, fact.text, fact.place, fact.state, thing.born, changed))
        gone += (Gone(kind, thing, moment) for thing in left.values())
        things[kind] = tuple(made)
    return things, tuple(gone)


def _back(gone: list[Gone], kind: ThingKind, fact: Fact) -> Thing | None:
    """The thing that has gone and comes back as *fact*, taken from *gone*."""
    for index in range(len(gone) - 1, -1, -1):
        one = gone[index]
        if one.kind == kind and one.thing.text == fact.text and one.thing.key == fact.key:
            del gone[index]
            return one.thing
    return None
