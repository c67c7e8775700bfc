"""Types of options that hold a single value or a list: choices, numbers, days, paths, globs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from msgspec import Struct

from mkdocs_planning.collecting.plan_globs import MARKDOWN, PlanGlobs
from mkdocs_planning.options.option_values import (
    JsonSchema,
    OptionError,
    entries_of,
    mapping_of,
    not_one_of,
    shown,
    whole_number,
)

Name = TypeVar("Name", bound=str | int)
_DAY = r"^\s*\d{4}-\d\d-\d\d\s*$"
_LEAVES_FOLDER = r"(^\s*|/)\.\.(/|\s*$)"
_NO_FOLDER = r"^\s*(\.{0,2}[/\\])*\.{0,2}\s*$"
_CONTROL = r"[\x00-\x1f\x7f]"
_FOLDER_SCHEMA: JsonSchema = {"type": "string", "not": {"pattern": _CONTROL}}
_SUFFIXES = "|".join(re.escape(suffix) for suffix in MARKDOWN)


class Choice(Generic[Name]):
    """One of *choices*.

    Args:
        choices: the values that are allowed.
        synonyms: further values, each with the choice that it stands for.
    """

    def __init__(self, choices: Collection[Name], synonyms: Mapping[bool, Name] | None = None) -> None:
        self._choices = tuple(choices)
        self._synonyms = dict(synonyms or {})

    def read(self, value: object) -> Name:
        if isinstance(value, bool) and value in self._synonyms:
            return self._synonyms[value]
        found = value if isinstance(value, str) else whole_number(value)
        for choice in self._choices:
            if found == choice:
                return choice
        raise OptionError(not_one_of(value, self._choices))

    def json_schema(self) -> JsonSchema:
        return {"enum": [*self._choices, *self._synonyms]}


class Subset(Generic[Name]):
    """Some of the names that are *known*, in the order given: a list or a single one; false for none, true for all."""

    def __init__(self, known: Collection[Name]) -> None:
        self._known = tuple(known)

    def read(self, value: object) -> tuple[Name, ...]:
        if isinstance(value, bool):
            return self._known if value else ()
        names = entries_of(value)
        for name in names:
            if name not in self._known:
                raise OptionError(not_one_of(name, self._known))
        return tuple(dict.fromkeys(cast("list[Name]", names)))

    def json_schema(self) -> JsonSchema:
        one: JsonSchema = {"enum": list(self._known)}
        return {"anyOf": [{"type": "array", "items": one}, one, {"type": "boolean"}]}


class Flag:
    """True or false."""

    def read(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise OptionError(f"Expected true or false, found {shown(value)}.")
        return value

    def json_schema(self) -> JsonSchema:
        return {"type": "boolean"}


class Count:
    """A whole number from *least* to *most*."""

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def read(self, value: object) -> int:
        number = whole_number(value)
        if number is None or number < self._least:
            raise OptionError(f"Expected a whole number of at least {self._least}, found {shown(value)}.")
        if number > self._most:
            raise OptionError(f"Expected a whole number of at most {self._most}, found {shown(value)}.")
        return number

    def json_schema(self) -> JsonSchema:
        return {"type": "integer", "minimum": self._least, "maximum": self._most}


class RiskBands:
    """Two or three rising whole numbers; none means those of the scale."""

    def read(self, value: object) -> tuple[int, ...]:
        entries = entries_of(value)
        numbers = [number for entry in entries if (number := whole_number(entry)) is not None and number > 0]
        if len(numbers) != len(entries) or numbers != sorted(set(numbers)) or len(numbers) not in (0, 2, 3):
            raise OptionError(f"Expected two or three rising whole numbers such as [3, 8, 14], found {shown(value)}.")
        return tuple(numbers)

    def json_schema(self) -> JsonSchema:
        numbers: JsonSchema = {"items": {"type": "integer", "minimum": 1}, "uniqueItems": True, "minItems": 2, "maxItems": 3}
        return {"type": "array", "anyOf": [numbers, {"maxItems": 0}]}


class Day:
    """A day: ISO text, or the date that YAML makes of it."""

    def read(self, value: object) -> str:
        if isinstance(value, date):
            return _iso_day(value)
        if not isinstance(value, str) or not re.search(_DAY, value):
            raise OptionError(f"Expected a day such as 2026-03-31, found {shown(value)}.")
        try:
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError as error:
            raise OptionError(f"{shown(value)} is not a day of the calendar: {error}.") from error

    def json_schema(self) -> JsonSchema:
        return {"type": "string", "pattern": _DAY}


class ReviewOptions(Struct, frozen=True):
    """The option ``review``.

    Attributes:
        since: a day, a number of days ("14 days"), a tag or a commit; "" for the default.
    """

    since: str = ""


class ReviewStart:
    """``{since: …}``: a day, a number of days, a tag or a commit."""

    def read(self, value: object) -> ReviewOptions:
        if isinstance(value, (str, date)):
            raise OptionError(f"Expected a mapping such as {{since: 14 days}}, found {shown(value)}.", {"since": value})
        given = mapping_of(value, "{since: 14 days}")
        for key in given:
            if key != "since":
                raise OptionError(f"{shown(key)} is not known here; expected a mapping such as {{since: 14 days}}.")
        return ReviewOptions(_since(given.get("since")))

    def json_schema(self) -> JsonSchema:
        since: JsonSchema = {"anyOf": [{"type": ["string", "null"]}, {"type": "integer", "minimum": 0, "maximum": MOST_DAYS}]}
        return {"type": "object", "properties": {"since": since}, "additionalProperties": False}


MOST_DAYS = 36_525
"""A hundred years: the longest time that an option may state in days."""


def _since(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return _iso_day(value)
    if isinstance(value, str):
        return value.strip()
    days = whole_number(value)
    if days is None or not 0 <= days <= MOST_DAYS:
        raise OptionError(f"since: expected a date, a number of days, a tag or a commit, found {shown(value)}.")
    return f"{days} days"


def _iso_day(value: date) -> str:
    return (value.date() if isinstance(value, datetime) else value).isoformat()


class Globs:
    """One glob or a list of globs, relative to docs_dir."""

    def read(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            return (_glob(value),)
        if not isinstance(value, list):
            raise OptionError(f"Expected a glob or a list of globs such as plans/**, found {shown(value)}.")
        return tuple(_glob(entry) for entry in cast("list[object]", value))

    def json_schema(self) -> JsonSchema:
        one: JsonSchema = {
            "type": "string",
            "pattern": r"^[^{}\\]*(\{[^{}\\]*\}[^{}\\]*)*$",
            "not": {"anyOf": [{"pattern": _LEAVES_FOLDER}, {"pattern": r"^\s*(\.?/)*\.?\s*$"}]},
        }
        return {"anyOf": [one, {"type": "array", "items": one}]}


def _glob(value: object) -> str:
    if not isinstance(value, str):
        raise OptionError(f"Expected globs such as plans/**, found {shown(value)}.")
    try:
        PlanGlobs([_printable(value)])
    except re.error as error:
        raise OptionError(f"{shown(value)}: {error.msg}.") from error
    except ValueError as error:
        raise OptionError(f"{error}.".replace(f'"{value}"', shown(value))) from error
    return value


class PagePath:
    """The path of a Markdown page in docs_dir."""

    def read(self, value: object) -> str:
        if not isinstance(value, str):
            raise OptionError(f"Expected the path of a page such as plans/index.md, found {shown(value)}.")
        path = _printable(value).strip().removeprefix("./")
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            raise OptionError(f'Expected a path inside docs_dir with "/" between its parts, found {shown(value)}.')
        if not path.endswith(MARKDOWN):
            raise OptionError(f"Expected the path of a Markdown page such as plans/index.md, found {shown(value)}.")
        return path

    def json_schema(self) -> JsonSchema:
        unwanted = [rf"^\s*(\./)?/|\\|{_LEAVES_FOLDER}", _CONTROL]
        return {"type": "string", "pattern": rf"({_SUFFIXES})\s*$", "not": {"anyOf": [{"pattern": one} for one in unwanted]}}


class Folders:
    """A list of folders."""

    def read(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            raise OptionError(f"Expected a list of folders, found {shown(value)}.", [value])
        if not isinstance(value, list):
            raise OptionError(f"Expected a list of folders such as [../specs], found {shown(value)}.")
        return tuple(_folder(entry) for entry in cast("list[object]", value))

    def json_schema(self) -> JsonSchema:
        return {"type": "array", "items": _FOLDER_SCHEMA}


class CacheFolder:
    """A folder that is neither the project folder nor one above it, as far as the text says."""

    def read(self, value: object) -> str:
        folder = _folder(value)
        parts = posixpath.normpath(folder.strip().replace("\\", "/")).strip("/").split("/")
        if not folder.strip() or all(part in ("", ".", "..") for part in parts):
            raise OptionError(
                f"Expected a folder of its own such as .cache/planning, found {shown(value)}, which is the folder of "
                "the project or one above it."
            )
        return folder

    def json_schema(self) -> JsonSchema:
        return {**_FOLDER_SCHEMA, "not": {"anyOf": [_FOLDER_SCHEMA["not"], {"pattern": _NO_FOLDER}]}}


def _folder(value: object) -> str:
    if not isinstance(value, str):
        raise OptionError(f"Expected the path of a folder, found {shown(value)}.")
    return _printable(value)


def _printable(value: str) -> str:
    if re.search(_CONTROL, value):
        raise OptionError(f"Expected a path, found control characters in {shown(value)}.")
    return value
