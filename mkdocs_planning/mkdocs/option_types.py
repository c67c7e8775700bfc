"""Types of options, checked when the configuration is loaded."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, ValidationError

from mkdocs_planning.checks.rules import RULES, SITE_RULES
from mkdocs_planning.collecting.plan_globs import MARKDOWN, PlanGlobs
from mkdocs_planning.model.plan import STATUSES, Status

Name = TypeVar("Name", bound=str)


def _nearest(value: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # only now: most options are right

    near = get_close_matches(value, known, 1)
    return f" Did you mean {near[0]}?" if near else ""


def _mapping(value: object, example: str) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise ValidationError(f"Expected a mapping such as {example}, found {value!r}.")
    return {str(key): entry for key, entry in cast("Mapping[object, object]", value).items()}


class Meanings(BaseConfigOption[dict[str, str]]):
    """A mapping of words of the site's own to words that are known."""

    def __init__(self, known: Collection[str], example: str, *, normalise: bool = True) -> None:
        super().__init__()
        self.default = {}
        self._known = tuple(known)
        self._example = example
        self._normalise = normalise

    def run_validation(self, value: object) -> dict[str, str]:
        made: dict[str, str] = {}
        for word, meaning in _mapping(value, self._example).items():
            text = str(meaning).strip().lower().replace("_", "-").replace(" ", "-") if self._normalise else str(meaning)
            if text not in self._known:
                known = ", ".join(self._known)
                raise ValidationError(f"{word}: {meaning!r} is none of {known}.{_nearest(text, self._known)}")
            made[word] = text
        return made


class FieldWords(BaseConfigOption[dict[str, str]]):
    """A mapping of header keys of the site's own to the fields that they fill."""

    def __init__(self, known: Collection[str], example: str) -> None:
        super().__init__()
        self.default = {}
        self._meanings = Meanings(known, example, normalise=False)

    def run_validation(self, value: object) -> dict[str, str]:
        return self._meanings.run_validation(value)


class SectionWords(BaseConfigOption[dict[str, list[str]]]):
    """A mapping of kinds of sections to titles that they have in this site."""

    def __init__(self, known: Collection[str], example: str) -> None:
        super().__init__()
        self.default = {}
        self._known = tuple(known)
        self._example = example

    def run_validation(self, value: object) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for kind, titles in _mapping(value, self._example).items():
            if kind not in self._known:
                raise ValidationError(f"{kind!r} is none of {', '.join(self._known)}.{_nearest(kind, self._known)}")
            listed = cast("list[object]", titles) if isinstance(titles, list) else [titles]
            made[kind] = [str(title) for title in listed if title is not None and str(title).strip()]
        return made


class Names(BaseConfigOption[dict[str, str]]):
    """A mapping of a name to the aliases that stand for it; given back as alias → name."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> dict[str, str]:
        made: dict[str, str] = {}
        for name, aliases in _mapping(value, "{ana: [Ana Ruiz, aruiz]}").items():
            for alias in cast("list[object]", aliases) if isinstance(aliases, list) else [aliases]:
                text = str(alias).removeprefix("@")
                if made.get(text, name) != name:
                    raise ValidationError(f"{text!r} is an alias of both {made[text]} and {name}.")
                made[text] = name
        return made


class Patterns(BaseConfigOption[dict[str, str]]):
    """A mapping of regular expressions to URLs."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> dict[str, str]:
        made: dict[str, str] = {}
        for pattern, url in _mapping(value, "{'PLAT-\\d+': 'https://tracker.example/{ticket}'}").items():
            try:
                compiled = re.compile(pattern)
            except re.error as error:
                raise ValidationError(f"{pattern!r} is no regular expression: {error}.") from error
            if compiled.match(""):
                raise ValidationError(f"{pattern!r} matches nothing at all, and so everywhere; write what a ticket looks like.")
            if not isinstance(url, str) or not re.match(r"https?://", url):
                raise ValidationError(f"{pattern}: expected a URL such as https://tracker.example/{{ticket}}, found {url!r}.")
            made[pattern] = url
        return made


class Some(BaseConfigOption[list[Name]], Generic[Name]):
    """Some of the names that are *known*, in the order given: a list of them, or false for none; all where nothing is said."""

    def __init__(self, known: Collection[Name]) -> None:
        super().__init__()
        self.default = list(known)
        self._known = list(known)

    def run_validation(self, value: object) -> list[Name]:
        if value is False:
            return []
        if value is True:
            return list(self._known)
        names = cast("list[object]", value) if isinstance(value, list) else [value]
        for name in names:
            if name not in self._known:
                raise ValidationError(f"{name!r} is none of {', '.join(self._known)}.{_nearest(str(name), self._known)}")
        return cast("list[Name]", list(dict.fromkeys(names)))


class Count(BaseConfigOption[int]):
    """A whole number that is at least *least*."""

    def __init__(self, default: int | None, least: int) -> None:
        super().__init__()
        self.default = default
        self._least = least

    def run_validation(self, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < self._least:
            raise ValidationError(f"Expected a whole number of at least {self._least}, found {value!r}.")
        return value


class Bands(BaseConfigOption[list[int]]):
    """Two or three rising whole numbers; none means those of the scale."""

    def __init__(self) -> None:
        super().__init__()
        self.default = []

    def run_validation(self, value: object) -> list[int]:
        numbers = cast("list[object]", value) if isinstance(value, list) else [value]
        whole = [number for number in numbers if isinstance(number, int) and not isinstance(number, bool) and number > 0]
        if len(whole) != len(numbers) or whole != sorted(set(whole)) or len(whole) not in (0, 2, 3):
            raise ValidationError(f"Expected two or three rising whole numbers such as [3, 8, 14], found {value!r}.")
        return whole


class Globs(BaseConfigOption[list[str]]):
    """One glob or a list of globs, relative to docs_dir."""

    def __init__(self, default: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.default = list(default)

    def run_validation(self, value: object) -> list[str]:
        globs = [value] if isinstance(value, str) else value
        if not isinstance(globs, list):
            raise ValidationError(f"Expected a glob or a list of globs such as plans/**, found {_kind(value)}.")
        for glob in cast("list[object]", globs):
            if not isinstance(glob, str):
                raise ValidationError(f"Expected globs such as plans/**, found {_kind(glob)}: {glob!r}.")
            try:
                PlanGlobs([glob])
            except ValueError as error:
                raise ValidationError(f"{error}.") from error
        return cast("list[str]", globs)


class PagePath(BaseConfigOption[str]):
    """The path of a Markdown page in docs_dir."""

    def run_validation(self, value: object) -> str:
        if not isinstance(value, str):
            raise ValidationError(f"Expected the path of a page such as plans/index.md, found {_kind(value)}.")
        path = value.strip().removeprefix("./")
        if path.startswith("/") or "\\" in path or ".." in path.split("/"):
            raise ValidationError(f'Expected a path inside docs_dir with "/" between its parts, found {value!r}.')
        if not path.endswith(MARKDOWN):
            raise ValidationError(f"Expected the path of a Markdown page such as plans/index.md, found {value!r}.")
        return path


class Day(BaseConfigOption[str]):
    """A day, as ISO text or as the date that YAML makes of it."""

    def run_validation(self, value: object) -> str:
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
            try:
                return date.fromisoformat(value.strip()).isoformat()
            except ValueError as error:
                raise ValidationError(f"{value!r} is no day of the calendar: {error}.") from error
        raise ValidationError(f"Expected a day such as 2026-03-31, found {value!r}.")


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if value is None:
        return "nothing"
    return {"bool": "a yes or no", "int": "a number", "float": "a number"}.get(name := type(value).__name__, f"a {name}")


class Loudness(Meanings):
    """How loud each rule is, with the names of the rules checked."""

    def __init__(self) -> None:
        super().__init__(("warn", "info", "ignore"), "{unfilled_placeholder: info}")

    def run_validation(self, value: object) -> dict[str, str]:
        made = super().run_validation(value)
        for rule in made:
            if rule.replace("_", "-") not in RULES | SITE_RULES:
                known = ", ".join(name.replace("-", "_") for name in RULES | SITE_RULES)
                raise ValidationError(f"{rule!r} is no rule; the rules are {known}.")
        return made


class GitHubMarkdown(c.Choice[str]):
    """A choice in which YAML's ``on`` and ``off``, which are yes and no, stand for themselves."""

    def run_validation(self, value: object) -> str:
        return super().run_validation({True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value)


class Columns(BaseConfigOption[list[tuple[Status, str]]]):
    """Statuses in order, each with a title or an empty text: a list of statuses, or a mapping of status to title."""

    def __init__(self) -> None:
        super().__init__()
        self.default = []

    def run_validation(self, value: object) -> list[tuple[Status, str]]:
        if isinstance(value, Mapping):
            pairs = [(str(key), str(title or "")) for key, title in cast("Mapping[object, object]", value).items()]
        elif isinstance(value, list):
            pairs = [(str(entry), "") for entry in cast("list[object]", value)]
        else:
            raise ValidationError(f"Expected a list of statuses or a mapping of status to title, found {value!r}.")
        made: list[tuple[Status, str]] = []
        for name, title in pairs:
            status = name.strip().lower().replace("_", "-").replace(" ", "-")
            if status not in STATUSES:
                raise ValidationError(f"{name!r} is none of {', '.join(STATUSES)}.{_nearest(status, STATUSES)}")
            if any(status == other for other, _ in made):
                raise ValidationError(f"{status} has two columns; name it once.")
            made.append((status, title))
        return made


class ReviewOf(BaseConfigOption[str]):
    """``{since: …}``: a date, a number of days, a tag or a commit; given back as text, "" where nothing is set."""

    def __init__(self) -> None:
        super().__init__()
        self.default = ""

    def run_validation(self, value: object) -> str:
        if value == "":
            return ""
        given = _mapping(value, "{since: 14 days}")
        for key in given:
            if key != "since":
                raise ValidationError(f"{key!r} is not known here; expected a mapping such as {{since: 14 days}}.")
        since = given.get("since", "")
        if isinstance(since, datetime):
            return since.date().isoformat()
        if isinstance(since, date):
            return since.isoformat()
        if isinstance(since, int) and not isinstance(since, bool) and since >= 0:
            return f"{since} days"
        if isinstance(since, str):
            return since.strip()
        raise ValidationError(f"since: expected a date, a number of days, a tag or a commit, found {since!r}.")
