"""The options of the plugin, as they stand in ``mkdocs.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from mkdocs_planning.collect import DEFAULT_INCLUDE, MARKDOWN, Rule


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
                Rule([glob])
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


class PlanningConfig(Config):
    """What can be set under ``planning`` in the list of plugins."""

    include = Globs(default=DEFAULT_INCLUDE)
    """Which pages are plans: a glob or a list of globs, relative to `docs_dir`.

    `*` stays within one part of a path, `**` stands for any number of parts, `{a,b}` for either, and a
    folder means all pages beneath it. The index page (`index.md` or `README.md`) of the folder in
    which a glob begins is no plan. A page that says `plan: true` or `plan: false` in its front matter
    is one or is none, whatever the globs say.

    Default: `**/{plan,plans,planning}/**`. Example: `include: [plans, teams/*/roadmap/**]`.
    """

    exclude = Globs()
    """Which of the included pages are no plans: a glob or a list of globs, relative to `docs_dir`.

    Default: none. Example: `exclude: plans/templates/**`.
    """

    index = c.Optional(PagePath())
    """The page of the overview, as a path in `docs_dir`; the other views stand beside it.

    Where you have a page of your own at this path, the overview is put into it.

    Default: `index.md` in the first include root that holds a page, else `plans/index.md`.
    Example: `index: roadmap/index.md`.
    """

    today = c.Optional(Day())
    """The day by which plans are called late, written as `2026-03-31`.

    Default: the day of `SOURCE_DATE_EPOCH` where that is set in the environment, else today.
    """
