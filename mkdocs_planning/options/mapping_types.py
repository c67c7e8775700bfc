"""Types of options that are mappings: words and what they mean, names and their aliases, tickets, columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Generic, TypeVar, cast

from mkdocs_planning.options.option_values import (
    TEXT_SCHEMA,
    JsonSchema,
    OptionError,
    label,
    mapping_of,
    nearest,
    not_one_of,
    shown,
    text_of,
    texts_of,
)

Name = TypeVar("Name", bound=str)
_ONE_OR_MORE_TEXTS: JsonSchema = {
    "anyOf": [TEXT_SCHEMA, {"type": "array", "items": {"type": [*TEXT_SCHEMA["type"], "null"]}}, {"type": "null"}]
}


class Meanings(Generic[Name]):
    """A mapping of words of the site to words that are *known*.

    Args:
        known: the words that a value may be.
        example: a mapping to show in messages.
        normalise: whether ``In Progress`` and ``in_progress`` stand for ``in-progress``.
    """

    def __init__(self, known: Collection[Name], example: str, *, normalise: bool = True) -> None:
        self._known = {str(name): name for name in known}
        self._example = example
        self._normalise = normalise

    def read(self, value: object) -> dict[str, Name]:
        given = mapping_of(value, self._example)
        return {word: self._meaning(word, meaning, given) for word, meaning in given.items()}

    def _meaning(self, word: str, meaning: object, given: Mapping[str, object]) -> Name:
        text = self._normal(meaning)
        if text in self._known:
            return self._known[text]
        raise _wrong_name(f"{label(word)}: {not_one_of(meaning, self._known, normal=text)}", self._exchanged(given))

    def _normal(self, word: object) -> str:
        if not isinstance(word, str):
            return ""
        return normal_name(word) if self._normalise else word

    def _exchanged(self, given: Mapping[str, object]) -> dict[str, str] | None:
        """*given* with keys and values exchanged, where all of its keys are known words; None where one is not."""
        names = [(word, self._normal(word)) for word in given]
        if not all(name in self._known for _, name in names):
            return None
        try:
            return {text: name for word, name in names for text in texts_of(given[word])} or None
        except OptionError:
            return None

    def json_schema(self) -> JsonSchema:
        return {"type": "object", "additionalProperties": name_schema(self._known, normalise=self._normalise)}


class Severities(Meanings[Name]):
    """A mapping of rules to severities; rules may be written with underscores.

    Args:
        rules: the names of the rules, with hyphens, each with what it finds.
        severities: the words that a value may be.
    """

    def __init__(self, rules: Mapping[str, str], severities: Collection[Name]) -> None:
        super().__init__(severities, "{unfilled_placeholder: info}")
        self._rules = dict(rules)

    def read(self, value: object) -> dict[str, Name]:
        given = mapping_of(value, self._example)
        for rule in given:
            if rule.replace("_", "-") not in self._rules:
                known = [name.replace("-", "_") for name in self._rules]
                message = f"{shown(rule)} is no rule; the rules are {', '.join(known)}.{nearest(rule, known)}"
                raise _wrong_name(message, self._exchanged(given))
        return {rule.replace("_", "-"): severity for rule, severity in super().read(given).items()}

    def json_schema(self) -> JsonSchema:
        severity = name_schema(self._known, normalise=True)
        return {
            "type": "object",
            "properties": {rule.replace("-", "_"): {"description": about, **severity} for rule, about in self._rules.items()},
            "patternProperties": {f"^{rule.replace('-', '[-_]')}$": severity for rule in self._rules},
            "additionalProperties": False,
        }


class SectionTitles:
    """A mapping of kinds of sections to further titles: a list or a single one."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = tuple(known)

    def read(self, value: object) -> dict[str, tuple[str, ...]]:
        given = mapping_of(value, "{risks: [Risiken]}")
        for kind in given:
            if kind not in self._known:
                raise _wrong_name(not_one_of(kind, self._known), self._exchanged(given))
        return {kind: _titles(kind, titles) for kind, titles in given.items()}

    def _exchanged(self, given: Mapping[str, object]) -> dict[str, list[str]] | None:
        """*given* with keys and values exchanged, where all of its values are known kinds; None where one is not."""
        made: dict[str, list[str]] = {}
        for title, kind in given.items():
            if not isinstance(kind, str) or kind not in self._known:
                return None
            made.setdefault(kind, []).append(title)
        return made

    def json_schema(self) -> JsonSchema:
        titles = dict.fromkeys(self._known, _ONE_OR_MORE_TEXTS)
        return {"type": "object", "properties": titles, "additionalProperties": False}


def _wrong_name(message: str, exchanged: Mapping[str, object] | None) -> OptionError:
    """The error for a name that is not known.

    Args:
        message: which name, and what was expected.
        exchanged: the mapping with keys and values exchanged, where that would be right.
    """
    return OptionError(f"{message} Keys and values are exchanged." if exchanged else message, exchanged or None)


def _titles(key: str, value: object) -> tuple[str, ...]:
    try:
        return texts_of(value)
    except OptionError as error:
        raise OptionError(f"{label(key)}: {error.message}") from error


class Aliases:
    """A mapping of a name to its aliases, a list or a single one; no alias stands for two names."""

    def read(self, value: object) -> dict[str, tuple[str, ...]]:
        made: dict[str, tuple[str, ...]] = {}
        names: dict[str, str] = {}
        for name, aliases in mapping_of(value, "{ana: [Ana Ruiz, aruiz]}").items():
            made[name] = tuple(alias.removeprefix("@") for alias in _titles(name, aliases))
            for alias in made[name]:
                if names.setdefault(alias, name) != name:
                    raise OptionError(f"{shown(alias)} is an alias of both {label(names[alias])} and {label(name)}.")
        return made

    def json_schema(self) -> JsonSchema:
        return {"type": "object", "additionalProperties": _ONE_OR_MORE_TEXTS}


class TicketLinks:
    """A mapping of regular expressions to URLs with a place for the ticket."""

    def read(self, value: object) -> dict[str, str]:
        given = mapping_of(value, r"{'PLAT-\d+': 'https://tracker.example/{ticket}'}")
        return {pattern: _ticket_url(pattern, url) for pattern, url in given.items()}

    def json_schema(self) -> JsonSchema:
        return {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": r"^https?://", "allOf": [{"pattern": r"\{(ticket)?\}"}]},
        }


def _ticket_url(pattern: str, url: object) -> str:
    if re.match(r"https?://", pattern) and isinstance(url, str):
        raise OptionError(f"{label(pattern)} is a URL, expected a regular expression.", {url: pattern})
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise OptionError(f"{shown(pattern)} is not a regular expression: {error}.") from error
    if compiled.match(""):
        raise OptionError(f"{shown(pattern)} matches an empty text, and so everywhere; write what a ticket looks like.")
    if not isinstance(url, str) or not re.match(r"https?://", url):
        raise OptionError(f"{label(pattern)}: expected a URL such as https://tracker.example/{{ticket}}, found {shown(url)}.")
    if "{ticket}" not in url and "{}" not in url:
        raise OptionError(f"{label(pattern)}: expected {{ticket}} in the URL where the ticket belongs, found {shown(url)}.")
    return url


class Columns(Generic[Name]):
    """Statuses in order, each with a title or "": a list of statuses, or a mapping of status to title."""

    def __init__(self, known: Collection[Name]) -> None:
        self._known = {str(name): name for name in known}

    def read(self, value: object) -> dict[Name, str]:
        pairs = _columns(value)
        made: dict[Name, str] = {}
        for name, title in pairs:
            status = self._known.get(normal_name(name))
            if status is None:
                message = not_one_of(name, self._known, normal=normal_name(name))
                raise _wrong_name(message, self._exchanged(pairs))
            if status in made:
                raise OptionError(f"{status} has two columns; name it once.")
            made[status] = title
        return made

    def _exchanged(self, pairs: Collection[tuple[str, str]]) -> dict[str, str] | None:
        """*pairs* with statuses and titles exchanged, where all titles are statuses; None where one is not."""
        exchanged = {normal_name(title): name for name, title in pairs}
        return exchanged if all(status in self._known for status in exchanged) else None

    def json_schema(self) -> JsonSchema:
        status = name_schema(self._known, normalise=True)
        titles: JsonSchema = {"type": [*TEXT_SCHEMA["type"], "null"]}
        mapping: JsonSchema = {"type": "object", "propertyNames": status, "additionalProperties": titles}
        return {"anyOf": [{"type": "array", "items": status, "uniqueItems": True}, mapping]}


def _columns(value: object) -> list[tuple[str, str]]:
    """(status, title) of each column, as written."""
    if isinstance(value, Mapping):
        given = cast("Mapping[object, object]", value)
        return [(text_of(key), text_of(title) if title is not None else "") for key, title in given.items()]
    if isinstance(value, list):
        return [(text_of(entry), "") for entry in cast("list[object]", value)]
    raise OptionError(f"Expected a list of statuses or a mapping of status to title, found {shown(value)}.")


def normal_name(text: str) -> str:
    """*text* as names of statuses are written: ``In Progress`` and ``in_progress`` are ``in-progress``."""
    return text.strip().lower().replace("_", "-").replace(" ", "-")


def name_schema(known: Collection[str], *, normalise: bool) -> JsonSchema:
    """One of *known*; with *normalise* also in the other spellings that :func:`normal_name` accepts."""
    names: JsonSchema = {"enum": list(known)}
    if not normalise:
        return names
    return {"anyOf": [names, {"type": "string", "pattern": rf"^\s*({'|'.join(map(_spellings, known))})\s*$"}]}


def _spellings(name: str) -> str:
    return "".join("[-_ ]" if char == "-" else f"[{char}{char.upper()}]" for char in name)
