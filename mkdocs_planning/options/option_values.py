"""What all option types share: the error for a value that is not allowed, and how values are read and shown."""

from __future__ import annotations

import reprlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any, Protocol, TypeVar, cast

import yaml
from msgspec import Struct, structs

JsonSchema = dict[str, Any]
"""A JSON schema (draft 7), or a part of one."""
T_co = TypeVar("T_co", covariant=True)

MAX_NUMBER = 10**18
"""Numbers beyond this are shown as "a very large number"; Python refuses to print those of thousands of digits."""
_MAX_TEXT = 80
_MAX_ITEMS = 5
_MAX_DEPTH = 2


class OptionError(ValueError):
    """A value that an option cannot have.

    Args:
        message: what was expected and what was found.
        instead: what to write instead of the whole value of the option; None where that is not known.
    """

    def __init__(self, message: str, instead: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.instead = instead


class OptionType(Protocol[T_co]):
    """What values an option may have."""

    def read(self, value: object) -> T_co:
        """*value*, as YAML gave it, in the form that the program uses. A value already in that form is unchanged.

        Raises:
            OptionError: for a value that is not allowed.
        """
        ...

    def json_schema(self) -> JsonSchema:
        """The values that :meth:`read` accepts, as far as JSON schema can express it; without null, which means "not set"."""
        ...


class TaggedValue:
    """A YAML value whose tag (``!!python/name:…``, ``!relative``) has no meaning without MkDocs; it is not evaluated."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


TEXT_SCHEMA: JsonSchema = {"type": ["string", "number"]}
"""What :func:`text_of` accepts."""


def text_of(value: object) -> str:
    """The text of a name or title; numbers and dates, which YAML makes of some, are taken as they are written.

    Raises:
        OptionError: for anything else.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        words = '"yes", "on" or "true"' if value else '"no", "off" or "false"'
        raise OptionError(f"Expected a text, found {shown(value)}. YAML reads some words as true or false; quote it: {words}.")
    if isinstance(value, float) or (isinstance(value, int) and abs(value) <= MAX_NUMBER):
        return str(value)
    raise OptionError(f"Expected a text, found {shown(value)}.")


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a list or of a single value, without empty ones.

    Raises:
        OptionError: for what is no text.
    """
    return tuple(text for entry in entries_of(value) if entry is not None and (text := text_of(entry)).strip())


def entries_of(value: object) -> list[object]:
    """The entries of a list; a single value is a list of one."""
    return cast("list[object]", value) if isinstance(value, list) else [value]


def mapping_of(value: object, example: str) -> dict[str, object]:
    """*value* as a mapping of texts.

    Args:
        value: as YAML gave it.
        example: a mapping to show in the message.

    Raises:
        OptionError: where it is none, or has a key that is no text.
    """
    if not isinstance(value, Mapping):
        raise OptionError(f"Expected a mapping such as {example}, found {shown(value)}.")
    return {text_of(key): entry for key, entry in cast("Mapping[object, object]", value).items()}


def whole_number(value: object) -> int | None:
    """*value* as a whole number (also ``3.0``); None where it is none."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def not_one_of(value: object, known: Collection[object], *, normal: str | None = None) -> str:
    """A sentence that says that *value* is none of *known*, and which of them is nearest to it.

    Args:
        value: as it was given.
        known: what would be right.
        normal: *value* in the spelling of *known*; without it, as it was given.
    """
    return f"{shown(value)} is none of {', '.join(map(str, known))}.{nearest(normal or value, known)}"


def nearest(value: object, known: Collection[object]) -> str:
    """A question that suggests the one of *known* that looks most like *value*, with a space before it; or ""."""
    names = [name for name in known if isinstance(name, str)]
    near = get_close_matches(value[:_MAX_TEXT], names, 1) if isinstance(value, str) else []
    return f" Did you mean {near[0]}?" if near else ""


def shown(value: object) -> str:
    """*value* for a message, in the words of YAML and not longer than a line."""
    return _shown(value, _MAX_DEPTH)


def label(key: object) -> str:
    """A key for a message: as it is written, where that can be printed."""
    return key if isinstance(key, str) and key.isprintable() and 0 < len(key) <= _MAX_TEXT else _shown(key, 0)


def _shown(value: object, depth: int) -> str:
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        parts = [f"{label(key)}: {_shown(entry, depth - 1)}" for key, entry in islice(pairs, _MAX_ITEMS if depth else 0)]
        return "{" + ", ".join(parts + ["…"] * (len(parts) < len(pairs))) + "}"
    if isinstance(value, (list, tuple)):
        entries = cast("Sequence[object]", value)
        parts = [_shown(entry, depth - 1) for entry in islice(entries, _MAX_ITEMS if depth else 0)]
        return "[" + ", ".join(parts + ["…"] * (len(parts) < len(entries))) + "]"
    return _shown_scalar(value)


def _shown_scalar(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) <= MAX_NUMBER else "a very large number"
    if isinstance(value, str):
        limited = reprlib.Repr()
        limited.maxstring = _MAX_TEXT
        return limited.repr(str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, TaggedValue):
        return f"a value with the tag {value.tag[:_MAX_TEXT]}"
    return str(value) if isinstance(value, float) else f"a value of the type {type(value).__name__}"


def plain(value: object) -> object:
    """*value*, as :class:`~.schema.Options` holds it, in the types of YAML: lists and dictionaries, down to scalars."""
    if isinstance(value, Struct):
        value = structs.asdict(value)
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in cast("Mapping[object, object]", value).items()}
    if isinstance(value, tuple):
        return [plain(entry) for entry in cast("tuple[object, ...]", value)]
    return value


def yaml_line(name: str, value: object) -> str:
    """``name: value`` as one line of YAML, to be pasted into a configuration."""
    dumped = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return f"{name}: {dumped.strip().removesuffix('...').strip()}"
