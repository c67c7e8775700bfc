"""Identity of plans: which plan of one state of a site is which of the next.

Pure. A plan is the same by the id that it states, else by its file (renames followed), else by its title; what is left is
compared with plans that were removed before, and may be one of them that comes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from mkdocs_planning.history.fact_matching import SAME_PLACE, comparable, similarity
from mkdocs_planning.model.plan import Plan


def match_plans(
    old: Mapping[int, Plan], new: Sequence[Plan], renames: Mapping[str, str], removed: Callable[[], dict[int, Plan]]
) -> dict[int, int]:
    """For each of *new* (by index) the number of the plan that it is; those that are new themselves are left out.

    Args:
        old: the plans as they were, by number.
        new: the plans as they are.
        renames: the former path of each file that was renamed.
        removed: gives the plans that were removed before, by number; only called where something is left to match.
    """
    matching = _Matching(old, new)
    matching.by_id()
    matching.by_file(renames)
    matching.by_title()
    if matching.left():
        matching.by_return(removed())
    return matching.found


class _Matching:
    def __init__(self, old: Mapping[int, Plan], new: Sequence[Plan]) -> None:
        self.found: dict[int, int] = {}
        self._old = old
        self._new = new
        self._free = dict.fromkeys(old)

    def left(self) -> list[int]:
        """The indexes of the new plans that are not matched."""
        return [index for index in range(len(self._new)) if index not in self.found]

    def _match(self, index: int, number: int) -> None:
        self.found[index] = number
        self._free.pop(number, None)

    def by_id(self) -> None:
        """Match plans that state the same id, where only one of either side does."""
        old = _unique((plan.stated_id, number) for number, plan in self._old.items())
        new = _unique((plan.stated_id, index) for index, plan in enumerate(self._new))
        for name, index in new.items():
            if name in old:
                self._match(index, old[name])

    def by_file(self, renames: Mapping[str, str]) -> None:
        """Match plans of one file: that of the same title, else the only one."""
        numbers: dict[str, list[int]] = {}
        for number, plan in self._old.items():
            for file in files_of(plan):
                numbers.setdefault(file, []).append(number)
        counts = Counter(plan.source for plan in self._new)
        for index in self.left():
            plan = self._new[index]
            files = files_of(plan)
            files += [renames[file] for file in files if file in renames]
            near = dict.fromkeys(number for file in files for number in numbers.get(file, ()))
            near = [number for number in near if number in self._free and may_be_same(self._old[number], plan)]
            of_title = [number for number in near if self._old[number].title == plan.title]
            if of_title or (len(near) == 1 and counts[plan.source] == 1):
                self._match(index, (of_title or near)[0])

    def by_title(self) -> None:
        """Match plans whose title only one of those that are left had."""
        titles = _unique((self._old[number].title, number) for number in self._free)
        for index in self.left():
            number = titles.get(self._new[index].title)
            if number is not None and number in self._free and may_be_same(self._old[number], self._new[index]):
                self._match(index, number)

    def by_return(self, removed: dict[int, Plan]) -> None:
        """Match plans that were removed and come back."""
        for index in self.left():
            number = _returned(self._new[index], removed)
            if number is not None:
                del removed[number]
                self._match(index, number)


def files_of(plan: Plan) -> list[str]:
    """The files of *plan*."""
    return [plan.source, *plan.parts]


def may_be_same(old: Plan, new: Plan) -> bool:
    """Whether a plan may have become another: not where both state an id and neither id nor title is alike."""
    if not old.stated_id or not new.stated_id or old.stated_id == new.stated_id:
        return True
    return similarity(comparable(old.title), comparable(new.title)) >= SAME_PLACE


def _unique(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """The pairs whose name only one has, in order."""
    listed = [(name, number) for name, number in pairs if name]
    counts = Counter(name for name, _ in listed)
    return {name: number for name, number in listed if counts[name] == 1}


def _returned(plan: Plan, removed: Mapping[int, Plan]) -> int | None:
    """The plan of *removed* that *plan* is again: the last one with its id, else with its file."""
    for number in sorted(removed, reverse=True):
        if plan.stated_id and removed[number].stated_id == plan.stated_id:
            return number
    for number in sorted(removed, reverse=True):
        if removed[number].source == plan.source and may_be_same(removed[number], plan):
            return number
    return None
