"""The front matter of a plan page, made safe for templates that trust it.

Themes write ``title``, ``description`` and others into their HTML without escaping, include a file by
the name in ``icon``, and fail on a ``hide`` that is a number. They do so for every page; but a plan may
come from anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

_MAX_VALUES = 5_000
_TEXTS = ("title", "description", "author")
_LISTS = ("hide", "tags")
_MAPPINGS = ("search", "social")


class DroppedKey(Struct, frozen=True):
    """A key that was left out of the page's metadata, and why."""

    key: str
    why: str


def safe_meta(data: Mapping[str, object], may_use: Callable[[str], bool]) -> tuple[dict[str, object], list[DroppedKey]]:
    """A copy of *data* without markup and without what would make a theme fail, and what was left out.

    Args:
        data: front matter, loaded.
        may_use: whether a plan may name this template.
    """
    dropped: list[DroppedKey] = []
    budget = [_MAX_VALUES]
    made: dict[str, object] = {}
    value: object
    for key, value in data.items():
        why = _why_not(key, value, may_use)
        if why:
            dropped.append(DroppedKey(key, why))
            continue
        if key in _TEXTS and value is not None:
            value = f"{value}"
        try:
            made[_escape(key)] = _safe(value, budget, 0)
        except _TooMuchError:
            dropped.append(DroppedKey(key, f"more than {_MAX_VALUES:,} values, or nested too deep"))
    return made, dropped


class _TooMuchError(Exception):
    pass


def _why_not(key: str, value: object, may_use: Callable[[str], bool]) -> str | None:
    if value is None:
        return None
    found = type(value).__name__
    if key == "template" and not (isinstance(value, str) and may_use(value)):
        return f"{value!r} is no template of this site's custom_dir"
    if key == "icon" and not (isinstance(value, str) and may_use(f".icons/{value}.svg")):
        return f"the theme has no icon {value!r}"
    if key in _TEXTS and not isinstance(value, str | int | float | date):
        return f"expected a text, found a {found}"
    if key in _MAPPINGS and not isinstance(value, Mapping):
        return f"expected a mapping, found a {found}"
    if key in _LISTS and not isinstance(value, list | str):
        return f"expected a list, found a {found}"
    return None


def _safe(value: object, budget: list[int], depth: int) -> object:
    budget[0] -= 1  # aliases make a small text stand for a huge or an endless value
    if budget[0] < 0 or depth > 20:
        raise _TooMuchError
    if isinstance(value, str):
        return _escape(value)
    if isinstance(value, Mapping):
        return {_safe(key, budget, depth + 1): _safe(item, budget, depth + 1) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, list | tuple | set):
        return [_safe(item, budget, depth + 1) for item in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value


def _escape(text: str) -> str:
    # The ampersand stays: it makes nothing live, and links in front matter hold it.
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
