"""Functions of a short text whose answers are kept while files are read.

The same texts come again and again: in one file, as several modules ask for them, between plans of one
template, and between versions of one plan. More than the last thousand helps none of these.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache  # pyright: ignore[reportPrivateUsage] - the type has no other name
from typing import Any, TypeVar

_T = TypeVar("_T")
_ALL: list[_lru_cache_wrapper[Any]] = []


def remembered(function: Callable[..., _T]) -> _lru_cache_wrapper[_T]:
    """*function*, which keeps its last answers until :func:`forget`."""
    made = lru_cache(maxsize=1024)(function)
    _ALL.append(made)
    return made


def forget() -> None:
    """Give back the memory, when all files are read."""
    for function in _ALL:
        function.cache_clear()
