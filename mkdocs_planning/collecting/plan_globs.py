"""The options ``include`` and ``exclude``: globs that say which pages are plans.

Pure: works on paths relative to docs_dir with ``/`` between their parts, so that a site, the command line and
history agree on every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Literal

from msgspec import Struct

DEFAULT_INCLUDE = ("**/{plan,plans,planning}/**",)
"""Everything under a folder named plan, plans or planning, at any depth."""
INDEX_NAMES = ("index.md", "README.md")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""The suffixes of pages, as in MkDocs."""
MAX_ALTERNATIVES = 1000
"""So many globs one with braces may stand for; their number doubles with each ``{a,b}``."""
FALLBACK_OVERVIEW = "plans/index.md"


class _Glob(Struct, frozen=True):
    """One glob without braces: what it matches, and the folder in which it begins (None for a single file)."""

    path: re.Pattern[str]
    root: re.Pattern[str] | None


class PlanGlobs:
    """Compiled globs of the options ``include`` and ``exclude``.

    Globs are anchored in docs_dir. ``*`` and ``?`` stay within one part of a path, ``**`` stands for
    any number of parts, ``{a,b}`` for either; a folder (``plans`` or ``plans/``) means all beneath it.

    Raises:
        ValueError: for a glob that cannot match any path of docs_dir; the message says why.
    """

    def __init__(self, include: Sequence[str] = DEFAULT_INCLUDE, exclude: Sequence[str] = ()) -> None:
        self._include = [[_glob(text) for text in _braces(pattern)] for pattern in include]
        self._exclude = [_glob(text) for pattern in exclude for text in _braces(pattern)]

    def includes(self, path: str) -> bool:
        """Whether the globs make a plan of *path*: included, not excluded, and no index page of an include root."""
        return (
            any(glob.path.match(path) for globs in self._include for glob in globs)
            and not any(glob.path.match(path) for glob in self._exclude)
            and not self.is_index(path)
        )

    def is_index(self, path: str) -> bool:
        """Whether *path* is the ``index.md`` or ``README.md`` of an include root."""
        folder, _, name = path.rpartition("/")
        return name in INDEX_NAMES and any(
            glob.root is not None and glob.root.match(folder) for globs in self._include for glob in globs
        )

    def root(self, path: str) -> tuple[int, str] | None:
        """The outermost include root above *path*, with the number of the glob that it comes from."""
        folders = path.split("/")[:-1]
        for number, globs in enumerate(self._include):
            if not any(glob.path.match(path) for glob in globs):
                continue
            for depth in range(len(folders) + 1):
                folder = "/".join(folders[:depth])
                if any(glob.root is not None and glob.root.match(folder) for glob in globs):
                    return number, folder
        return None

    def overview(self, paths: Iterable[str]) -> str:
        """The default path of the overview's page: in the first include root that holds a page.

        First is that of the earlier glob, then the one nearest to docs_dir, then by name.
        """
        roots = {root for path in paths if (root := self.root(path)) is not None}
        if not roots:
            return FALLBACK_OVERVIEW
        _, folder = min(roots, key=lambda root: (root[0], root[1].count("/"), root[1]))
        return f"{folder}/index.md" if folder else "index.md"


def _braces(pattern: str) -> list[str]:
    """*pattern* with each ``{a,b}`` written out."""
    parts = re.split(r"\{([^{}]*)\}", pattern)
    if any(brace in part for part in parts[::2] for brace in "{}"):
        raise ValueError(f'"{pattern}" has a brace without its partner, or braces inside braces')
    choices = [part.split(",") if odd % 2 else [part] for odd, part in enumerate(parts)]
    if prod(map(len, choices)) > MAX_ALTERNATIVES:
        raise ValueError(f'"{pattern}" stands for more than {MAX_ALTERNATIVES} globs')
    return ["".join(choice) for choice in product(*choices)]


def _glob(pattern: str) -> _Glob:
    text = pattern.strip().removeprefix("./").lstrip("/")
    if "\\" in text:
        raise ValueError(f'"{pattern}" has a backslash; write "/" between the parts of a path')
    parts = [part for part in text.split("/") if part and part != "."]
    if ".." in parts:
        raise ValueError(f'"{pattern}" leads out of docs_dir; globs are relative to docs_dir')
    if not parts:
        raise ValueError(f'"{pattern}" is empty; "**" means every page')
    is_file = parts[-1].endswith(MARKDOWN) and not text.endswith("/")
    if not is_file and not _is_wild(parts[-1]):
        parts.append("**")
    fixed = list(parts)
    while fixed and _is_wild(fixed[-1]):
        fixed.pop()
    root = None if fixed == parts else _compile(fixed, pattern, "folder")
    return _Glob(_compile(parts, pattern, "path"), root)


def _is_wild(part: str) -> bool:
    return any(char in part for char in "*?[")


def _compile(parts: list[str], pattern: str, of: Literal["path", "folder"]) -> re.Pattern[str]:
    pieces: list[str] = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            pieces.append(".+" if last and of == "path" else "(?:[^/]+/)*")
        else:
            pieces.append(_part(part, pattern) + ("" if last else "/"))
    return re.compile("".join(pieces) + r"\Z", re.S)


def _part(part: str, pattern: str) -> str:
    pieces: list[str] = []
    at = 0
    while at < len(part):
        char = part[at]
        if char == "*":
            if not pieces or pieces[-1] != "[^/]*":  # "***" would only make matching slow
                pieces.append("[^/]*")
        elif char == "?":
            pieces.append("[^/]")
        elif char == "[":
            end = part.find("]", at + 2)
            if end < 0:
                raise ValueError(f'"{pattern}" has a "[" without its "]"')
            inner = part[at + 1 : end]
            negated = inner[0] in "!^"
            pieces.append(f"[{'^/' if negated else ''}{_escaped(inner[1:] if negated else inner)}]")
            at = end
        else:
            pieces.append(re.escape(char))
        at += 1
    return "".join(pieces)


def _escaped(inner: str) -> str:
    return re.sub(r"([\[\]\\^&~|])", r"\\\1", inner)
