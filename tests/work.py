"""Counts the work of code instead of timing it, with the same result on every machine under any load.

Function calls are counted, and the characters passed to regular expressions and to string methods. Work inside a regular
expression, such as backtracking, is not counted; ``benchmarks/growth.py`` measures its time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import BuiltinMethodType, FrameType, ModuleType
from typing import Any, cast

WHOLE = frozenset(
    (
        "casefold",
        "count",
        "decode",
        "encode",
        "expandtabs",
        "join",
        "lower",
        "replace",
        "split",
        "splitlines",
        "translate",
        "upper",
    )
)
"""String methods that process the whole string."""


class Work:
    """The counts so far."""

    def __init__(self) -> None:
        self.calls = 0
        self.characters = 0

    @property
    def total(self) -> int:
        return self.calls + self.characters

    def profile(self, _frame: FrameType, event: str, callee: object) -> None:
        """For :func:`sys.setprofile`."""
        if event == "call":
            self.calls += 1
        elif event == "c_call":
            self.calls += 1
            owner = getattr(callee, "__self__", None)
            if isinstance(owner, str | bytes) and getattr(callee, "__name__", "") in WHOLE:
                self.characters += len(owner)


class CountingPattern:
    """A regular expression that counts the characters it is given."""

    def __init__(self, pattern: re.Pattern[Any], work: Work) -> None:
        self._pattern = pattern
        self._work = work

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def match(self, text: Any, pos: int = 0, *end: int) -> re.Match[Any] | None:
        return self._anchored(self._pattern.match(text, pos, *end), pos)

    def fullmatch(self, text: Any, pos: int = 0, *end: int) -> re.Match[Any] | None:
        return self._anchored(self._pattern.fullmatch(text, pos, *end), pos)

    def search(self, text: Any, pos: int = 0, *end: int) -> re.Match[Any] | None:
        found = self._pattern.search(text, pos, *end)
        self._work.characters += (found.end() if found else end[0] if end else len(text)) - pos
        return found

    def finditer(self, text: Any, pos: int = 0, *end: int) -> Iterator[re.Match[Any]]:
        at = pos
        for found in self._pattern.finditer(text, pos, *end):
            self._work.characters += found.end() - at
            at = found.end()
            yield found
        self._work.characters += (end[0] if end else len(text)) - at

    def findall(self, text: Any, *span: int) -> list[Any]:
        self._work.characters += len(text)
        return self._pattern.findall(text, *span)

    def sub(self, new: Any, text: Any, count: int = 0) -> Any:
        self._work.characters += len(text)
        return self._pattern.sub(new, text, count)

    def subn(self, new: Any, text: Any, count: int = 0) -> Any:
        self._work.characters += len(text)
        return self._pattern.subn(new, text, count)

    def split(self, text: Any, maxsplit: int = 0) -> list[Any]:
        self._work.characters += len(text)
        return self._pattern.split(text, maxsplit)

    def _anchored(self, found: re.Match[Any] | None, pos: int) -> re.Match[Any] | None:
        self._work.characters += found.end() - pos if found else 1
        return found


@contextmanager
def counting(package: str) -> Iterator[Work]:
    """Counts what is done inside the ``with`` statement; of regular expressions, those that modules of *package* hold."""
    work = Work()
    replaced: list[tuple[ModuleType, str, object]] = []
    for name, module in list(sys.modules.items()):
        if name == package or name.startswith(package + "."):
            for key, value in list(vars(module).items()):
                counted = _counted(value, work)
                if counted is not value:
                    replaced.append((module, key, value))
                    setattr(module, key, counted)
    before = sys.getprofile()
    sys.setprofile(work.profile)
    try:
        yield work
    finally:
        sys.setprofile(before)
        for module, key, value in replaced:
            setattr(module, key, value)


def _counted(value: object, work: Work) -> object:
    """*value* with a :class:`CountingPattern` for each regular expression in it; *value* itself if it has none."""
    if isinstance(value, re.Pattern):
        return CountingPattern(cast("re.Pattern[Any]", value), work)
    if isinstance(value, BuiltinMethodType) and isinstance(value.__self__, re.Pattern):
        return getattr(CountingPattern(value.__self__, work), value.__name__)
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return _rebuilt(value, [_counted(one, work) for one in value], type(value))  # pyright: ignore[reportUnknownVariableType]
    if type(value) is dict:
        items = cast("dict[object, object]", value)
        made = {key: _counted(one, work) for key, one in items.items()}
        return made if any(made[key] is not one for key, one in items.items()) else value
    return value


def _rebuilt(value: Any, made: list[object], kind: Callable[[list[object]], object]) -> object:
    return kind(made) if any(one is not other for one, other in zip(value, made, strict=True)) else value
