"""Front matter: YAML within bounds; where it is not valid, its ``key: value`` lines are read one by one.

PyYAML expands nested merges (``<<: *a``) without limit, its parser recurses with depth, and its constructors raise
ValueError for a month 13. So merges and aliases are counted, depth is bounded, and whatever goes wrong gives an error
that names a line, never an exception.
"""

from __future__ import annotations

import re
from typing import Any, cast

import yaml
from msgspec import Struct

from mkdocs_planning.support.yaml_errors import YAML_ERRORS

MAX_BYTES = 64 * 1024
"""Front matter larger than this is read line by line and not as YAML."""
MAX_ALIASES = 50
"""Front matter with more aliases (``*a``) and merges is read line by line."""
MAX_NESTING = 60
"""Front matter nested deeper is read line by line."""
MAX_VALUES = 5_000
"""Front matter with more values, aliases followed, is read line by line."""


class FrontMatterError(Struct, frozen=True):
    """Why front matter could not be read as YAML. ``line`` counts from 1 inside the block."""

    what: str
    line: int
    remedy: str


_LINE_END = re.compile(r"\r\n|\n|\r")
_KEY_LINE = re.compile(r"""^["']?(?P<key>[\w@][\w .@/-]{0,60}?)["']?\s*:(?:[ \t]+(?P<value>.*))?$""")
_ITEM_LINE = re.compile(r"^\s*-\s+(?P<value>.*)$")
_ALIAS = re.compile(r"(?:^|[\s\[,{:-])\*[\w-]+|<<\s*:")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_front_matter(text: str | None) -> tuple[dict[str, Any], FrontMatterError | None, dict[str, int]]:
    """The mapping that front matter holds, why it could not be read as YAML (or None), and the line of each key.

    Args:
        text: what stands between the ``---`` lines, or None.

    Returns:
        The mapping (from its lines, where it is no valid YAML), the error or None, and for each
        top-level key its line inside the block, counted from 1.
    """
    if text is None or not text.strip():
        return {}, None, {}
    data, error = _from_yaml(text)
    return (_by_line(text) if error is not None else data), error, _key_lines(text)


def _from_yaml(text: str) -> tuple[dict[str, Any], FrontMatterError | None]:
    """The mapping that *text* is as YAML, or why it is none."""
    error = _bounds(text)
    if error is not None:
        return {}, error
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        what = exc.problem or exc.context or "not understood"
        at = min(mark.line, len(rows_of(text)) - 1) if mark else 0  # YAML knows more line ends than Markdown
        return {}, FrontMatterError(what, at + 1, _remedy(what, text, at))
    except YAML_ERRORS as exc:
        what = str(exc) or type(exc).__name__
        line = next((n for n, row in enumerate(rows_of(text), 1) if _DATE.search(row)), 1)
        return {}, FrontMatterError(what.splitlines()[0], line, "Fix the value or put it in quotes.")
    if not isinstance(data, dict):
        kind = {"list": "a list", "str": "a text"}.get(type(data).__name__, f"a {type(data).__name__}")
        return {}, FrontMatterError(f"{kind}, expected `key: value` lines", 1, "Write `key: value` lines.")
    if not _is_bounded(cast("object", data)):
        return {}, FrontMatterError(f"more than {MAX_VALUES} values, or one that holds itself", 1, "Write the values out.")
    return {str(key): value for key, value in cast("dict[Any, Any]", data).items()}, None


def _is_bounded(data: object) -> bool:
    """Whether *data*, aliases followed, has at most :data:`MAX_VALUES` values (a value that holds itself has no end)."""
    left = MAX_VALUES
    stack: list[object] = [data]
    while stack and left:
        left -= 1
        value = stack.pop()
        if isinstance(value, dict):
            stack.extend(cast("dict[object, object]", value).values())
        elif isinstance(value, list):
            stack.extend(cast("list[object]", value))
    return not stack


def rows_of(text: str) -> list[str]:
    """The lines of *text*: unlike ``str.splitlines`` only what ends a line in Markdown ends one."""
    return _LINE_END.split(text)


def _bounds(text: str) -> FrontMatterError | None:
    """Why *text* is not given to the YAML parser, or None."""
    if len(text) > MAX_BYTES:
        return FrontMatterError(f"{len(text)} characters, more than {MAX_BYTES}", 1, "Move what is long into the page.")
    if len(_ALIAS.findall(text)) > MAX_ALIASES:
        return FrontMatterError(f"more than {MAX_ALIASES} aliases or merges", 1, "Write the values out.")
    rows = rows_of(text)
    if _bracket_depth(text) > MAX_NESTING or any(row.count("- ") > MAX_NESTING for row in rows):
        return FrontMatterError(f"nested more than {MAX_NESTING} deep", 1, "Write it flatter.")
    if any(len(row) - len(row.lstrip(" ")) > 4 * MAX_NESTING for row in rows):
        return FrontMatterError(f"nested more than {MAX_NESTING} deep", 1, "Write it flatter.")
    if "<<" in text and len(_ALIAS.findall(text)) > 8:
        return FrontMatterError("nested merges", 1, "Write the values out.")
    return None


def _bracket_depth(text: str) -> int:
    """How deep brackets and braces are nested at most."""
    depth = deepest = 0
    if text.count("[") + text.count("{") > MAX_NESTING:
        for char in text:
            if char in "[{":
                depth += 1
                deepest = max(deepest, depth)
            elif char in "]}":
                depth -= 1
    return deepest


def _remedy(what: str, text: str, line: int) -> str:
    rows = rows_of(text)
    row = rows[line] if line < len(rows) else ""
    if "@" in row or "`" in row or "%" in row:
        return 'Put values that begin with "@", "`" or "%" in quotes.'
    if "\t" in row:
        return "Use spaces instead of tabs."
    if "mapping values" in what:
        return "Put a value that holds a colon in quotes."
    return "Put the value in quotes."


def _key_lines(text: str) -> dict[str, int]:
    """The line of each top-level key, from 1."""
    found: dict[str, int] = {}
    for number, row in enumerate(rows_of(text), 1):
        if row[:1] not in (" ", "\t", "#", "-", "") and (match := _KEY_LINE.match(row.rstrip())):
            found.setdefault(match["key"].strip(), number)
    return found


def _by_line(text: str) -> dict[str, Any]:
    """What the lines of a block that is not valid YAML say: ``key: value``, with ``- item`` lines beneath a key."""
    found: dict[str, Any] = {}
    key: str | None = None
    for written in rows_of(text[: 4 * MAX_BYTES])[:2000]:
        row = written.replace("\t", " ")
        match = _KEY_LINE.match(row.rstrip()) if row[:1] != " " else None
        if match:
            key = str(match["key"]).strip()
            found.setdefault(key, _scalar(match["value"] or ""))
            continue
        item = _ITEM_LINE.match(row)
        if item and key is not None:
            value = _scalar(item["value"])
            if isinstance(found[key], list):
                found[key].append(value)
            elif found[key] in ("", None):
                found[key] = [value]
    return {name: value for name, value in found.items() if value not in ("", None)}


def _scalar(text: str) -> Any:
    value = re.sub(r"\s+#.*$", "", text.strip())
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return [part.strip().strip("\"'") for part in value[1:-1].split(",") if part.strip()]
    return value
