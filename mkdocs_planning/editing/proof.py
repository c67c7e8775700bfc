"""The proof of an edit: two readings of a file, compared fact by fact.

Each plan is laid out as a flat table of facts: a path (``("tasks", 42, 0, "state")``: the list, the line, which of the
facts of that line, the field) and a value. Lines of the old plan are counted as they stand in the new text, so that an
insertion moves no fact. Every path whose value differs must be covered by a :class:`Permit` of the edit, and every
:class:`Expectation` of the edit must hold; otherwise the edit is not made.

What the reader works out from other facts (progress, boxes, a derived status, the level of a risk) may follow: it is a
function of facts that are compared here as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any, Literal, cast

from msgspec import Struct

from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.model.plan import Plan

Path = tuple[str | int, ...]
Step = str | int | Callable[[object], bool] | None
"""A step of a permitted path; None stands for any, a function for those of which it is true."""
Facts = dict[Path, Any]
Missing = Literal["nothing"]
MISSING: Missing = "nothing"

_UNCOMPARED = frozenset({"problems", "line", "file"})
"""Findings are made from facts; lines are part of each path; a file does not change its name."""


class Permit(Struct, frozen=True):
    """A path, and all beneath it, that may differ. ``test`` narrows it to some old and new values."""

    path: tuple[Step, ...]
    test: Callable[[Any, Any], bool] | None = None

    def covers(self, path: Path, old: Any, new: Any) -> bool:
        """Whether this permit allows the fact at *path* to change from *old* to *new*."""
        if len(path) < len(self.path):
            return False
        if not all(_fits(step, at) for step, at in zip(self.path, path, strict=False)):
            return False
        return self.test is None or self.test(old, new)


def _fits(step: Step, at: str | int) -> bool:
    return step is None or (step(at) if callable(step) else step == at)


class Expectation(Struct, frozen=True):
    """A fact that the new plan must have."""

    path: Path
    test: Callable[[Any], bool]
    what: str


class Wanted(Struct, frozen=True):
    """What a field of a new entry must be, and how that is said."""

    name: str
    test: Callable[[Any], bool]
    what: str


class Addition(Struct, frozen=True):
    """One entry that must be new: its list, the lines on which it may stand, and what its fields must be."""

    kind: str
    lines: range
    fields: tuple[Wanted, ...]


class Terms(Struct, frozen=True):
    """What an edit says of the two readings: what may differ, what must hold. ``plan`` is which plan of the file it changes."""

    permits: tuple[Permit, ...]
    expectations: tuple[Expectation, ...] = ()
    plan: int = 0
    added: Addition | None = None
    backwards: bool = False
    """Whether the permits are those of the edit that is undone, so that old and new are exchanged."""


class Violation(Struct, frozen=True):
    """A fact that differs although nothing allows it, or (``unmet``) an expectation that does not hold."""

    path: Path
    old: Any
    new: Any
    unmet: bool = False

    def __str__(self) -> str:
        where = " ".join(str(step) for step in self.path if not isinstance(step, int))
        lines = [step for step in self.path[1:2] if isinstance(step, int)]
        at = f" of line {lines[0]}" if lines else ""
        if self.unmet:
            return f"{where}{at} would be read as {_short(self.new)}, not {_short(self.old)}"
        return f"{where}{at} would change as well, from {_short(self.old)} to {_short(self.new)}"


def _short(value: Any) -> str:
    text = "nothing" if value in (None, MISSING) else f'"{value}"'
    return text if len(text) <= 80 else text[:79] + "…"


class LineMap:
    """Lines of the old text → lines of the new one."""

    def __init__(self, document: Document, splices: Splices) -> None:
        lines = document.source.splitlines(keepends=True)
        starts = [0]
        for row in lines:
            starts.append(starts[-1] + len(row))
        self._moved: list[tuple[int, int]] = []  # from which old line on, by how much
        self._count = len(lines)
        self._gone: set[int] = set()
        for splice in splices:
            old, new = _line_ends(document.source[splice.start : splice.end]), _line_ends(splice.new)
            first = next((number for number, at in enumerate(starts, 1) if at >= splice.end), len(starts) + 1)
            if old == new:
                continue
            self._moved.append((first, new - old))
            for number in range(1, len(lines) + 1):
                if starts[number - 1] >= splice.start and starts[number] <= splice.end:
                    self._gone.add(number)

    def __call__(self, line: int) -> int:
        """Where *line* stands now; the negative of it where it was removed."""
        if line in self._gone:
            return -line
        return line + sum(by for first, by in self._moved if line >= first)

    def gone_lines(self) -> range:
        """The negatives of the lines that were removed, as :meth:`__call__` gives them."""
        return range(-max(self._gone), -min(self._gone) + 1) if self._gone else range(0)

    def new_lines(self) -> range:
        """The lines of the new text that the old one does not have, from the first to the last of them."""
        kept = {self(line) for line in range(1, self._count + 1)}
        total = self._count + sum(by for _, by in self._moved)
        added = [line for line in range(1, total + 1) if line not in kept]
        return range(added[0], added[-1] + 1) if added else range(0)


def _line_ends(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


LineOf = Callable[[int], int]


def _same_line(line: int) -> int:
    return line


def _tables(before: Plan, after: Plan, line_of: LineOf, needed: Collection[int]) -> tuple[Facts, Facts]:
    """The facts of two readings by their paths; the lines of the first as *line_of* gives them.

    Entries that are the same in both, line and all, are left out, but for those on the lines that are *needed*.
    """
    was: Facts = {("line",): line_of(before.line) if before.line > 1 else 1}  # a plan that is a whole file begins it
    now: Facts = {("line",): after.line}
    was.update({("lines", field): line_of(line) for field, line in before.lines.items()})
    now.update({("lines", field): line for field, line in after.lines.items()})
    for name in before.__struct_fields__:
        if name == "lines" or name in _UNCOMPARED:
            continue
        old, new = getattr(before, name), getattr(after, name)
        if name in _LISTS:
            same = _same_entries(old, new, line_of, needed)
            _lay_out_entries(old, (name,), line_of, was, same)
            _lay_out_entries(new, (name,), _same_line, now, same)
        else:
            _lay_out(old, (name,), line_of, was)
            _lay_out(new, (name,), _same_line, now)
    return was, now


def _same_entries(old: tuple[Any, ...], new: tuple[Any, ...], line_of: LineOf, needed: Collection[int]) -> Collection[int]:
    """The places of a list at which the same entry stands in both readings."""
    if len(old) != len(new):
        return frozenset[int]()
    return {
        at
        for at, (a, b) in enumerate(zip(old, new, strict=True))
        if a == b and a.line not in needed and line_of(a.line) == a.line
    }


def _lay_out_entries(entries: tuple[Any, ...], path: Path, line_of: LineOf, found: Facts, same: Collection[int] = ()) -> None:
    seen: Counter[int] = Counter()
    for at, entry in enumerate(entries):
        line = line_of(entry.line)
        if at not in same:
            _lay_out(entry, (*path, line, seen[line]), line_of, found)
        seen[line] += 1


def _lay_out(value: Any, path: Path, line_of: LineOf, found: Facts) -> None:
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name not in _UNCOMPARED:
                _lay_out(getattr(value, name), (*path, name), line_of, found)
    elif isinstance(value, dict):
        for key, inside in cast("dict[str, Any]", value).items():
            found[(*path, key)] = inside
    elif isinstance(value, tuple) and path[-1] in _LISTS:
        _lay_out_entries(cast("tuple[Any, ...]", value), path, line_of, found)
    else:
        found[path] = value


_LISTS = frozenset(
    {
        "tasks", "phases", "steps", "milestones", "risks", "assumptions", "questions", "decisions", "criteria",
        "dependencies", "files", "components", "rollout", "references", "changes",
    }
)  # fmt: skip


def violation(old: Sequence[Plan], new: Sequence[Plan], line_of: LineOf, terms: Terms) -> Violation | None:
    """The first fact of the plans of a file that differs against *terms*; None where the edit is proved."""
    if len(old) != len(new):
        return Violation(("plans",), len(old), len(new))
    for index, (before, after) in enumerate(zip(old, new, strict=True)):
        was, now = _tables(
            before, after, line_of, {cast("int", wanted.path[1]) for wanted in terms.expectations if len(wanted.path) > 2}
        )
        permits = terms.permits if index == terms.plan else ()
        if (found := _unpermitted(was, now, permits, backwards=terms.backwards)) is not None:
            return found
        if index == terms.plan and (found := _unmet(now, terms)) is not None:
            return found
    return None


def _unpermitted(was: Facts, now: Facts, permits: Sequence[Permit], *, backwards: bool) -> Violation | None:
    """The first fact that differs and that no permit covers."""
    for path in (*was, *(path for path in now if path not in was)):
        old, new = was.get(path, MISSING), now.get(path, MISSING)
        before, after = (new, old) if backwards else (old, new)
        if old != new and not any(permit.covers(path, before, after) for permit in permits):
            return Violation(path, old, new)
    return None


def _unmet(now: Facts, terms: Terms) -> Violation | None:
    """The first expectation that does not hold."""
    for expected in terms.expectations:
        if not expected.test(now.get(expected.path, MISSING)):
            return Violation(expected.path, expected.what, now.get(expected.path, MISSING), unmet=True)
    return _not_added(now, terms.added) if terms.added is not None else None


def _not_added(now: Facts, added: Addition) -> Violation | None:
    """Why *added* is not the one new entry of its list; None where it is."""
    entries = {path[:3] for path in now if path[0] == added.kind and len(path) > 3 and path[1] in added.lines}
    if len(entries) != 1:
        return Violation((added.kind,), "one new entry", f"{len(entries)} new entries", unmet=True)
    entry = entries.pop()
    for wanted in added.fields:
        value = now.get((*entry, wanted.name))
        if not wanted.test(value):
            return Violation((*entry, wanted.name), wanted.what, value, unmet=True)
    return None
