"""Golden files: one readable file per notation with the Markdown and the facts that are read from it.

A file is Markdown: a title, a sentence or two for users, the input in a ``~~~~markdown`` fence, and the expected facts
in a ``~~~~yaml`` fence, a mapping of ``plans.json`` fields to values:

- only the given keys are compared, also in nested entries;
- a list must have exactly the given entries; ``[]`` and ``{}`` must be empty;
- a path after ``markdown`` (``~~~~markdown specs/001-x/plan.md``) is the file name, by default ``plans/example.md``;
- ``~~~~yaml options`` sets options of the vocabulary (``marks``, ``statuses``, ``owners``, ``dates`` …).
"""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.vocabulary.vocabulary import Vocabulary, make_vocabulary

FOLDER = Path(__file__).parent / "golden"
SOURCE = "plans/example.md"
_FENCE = re.compile(r"^~~~~(?P<info>[^\n]*)\n(?P<text>.*?)^~~~~[ \t]*$", re.S | re.M)
_TITLE = re.compile(r"\A# (?P<title>\S.*)\n\n(?P<text>\S[^\n]*(?:\n[^~\n][^\n]*)*)\n\n")


class _Plain(yaml.SafeLoader):
    """YAML in which dates are strings."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Golden(NamedTuple):
    """One golden file. ``subject`` is its folder, the kind of fact that it is about."""

    subject: str
    slug: str
    title: str
    text: str
    source: str
    markdown: str
    options: dict[str, Any]
    expected: dict[str, Any]


def golden_files() -> list[Path]:
    return sorted(FOLDER.rglob("*.md"))


def load(path: Path) -> Golden:
    """Read one golden file.

    Raises:
        ValueError: if the file has a wrong format; the message says which format is expected.
    """
    content = path.read_text(encoding="utf-8")
    title = _TITLE.match(content)
    if title is None:
        raise ValueError(f"{path}: expected `# Title`, an empty line, one or two sentences, an empty line")
    markdown = expected = options = None
    source = SOURCE
    for match in _FENCE.finditer(content):
        kind, _, rest = match["info"].strip().partition(" ")
        if kind == "markdown":
            markdown, source = match["text"], rest.strip() or SOURCE
        elif kind == "yaml" and rest == "options":
            options = yaml.load(match["text"], Loader=_Plain)
        elif kind == "yaml" and not rest:
            expected = yaml.load(match["text"], Loader=_Plain)
        else:
            raise ValueError(f"{path}: a fence with `{match['info']}`, expected `markdown`, `yaml` or `yaml options`")
    if markdown is None or not isinstance(expected, dict) or not expected:
        raise ValueError(f"{path}: expected a `~~~~markdown` fence and a `~~~~yaml` fence with a mapping")
    return Golden(path.parent.name, path.stem, title["title"], title["text"], source, markdown, options or {}, expected)


def read(golden: Golden) -> dict[str, Any]:
    """What is read from the input, as ``plans.json`` would have it."""
    plan = read_plan(golden.markdown, golden.source, vocabulary_of(golden))
    return json.loads(msgspec.json.encode(plan))


def vocabulary_of(golden: Golden) -> Vocabulary:
    return make_vocabulary(**golden.options)


def difference(expected: Any, actual: Any) -> str:
    """The difference between *expected* and the corresponding part of *actual*; empty if there is none."""
    if matches(expected, actual):
        return ""
    wanted, found = _yaml(expected), _yaml(part(actual, expected))
    return "\n".join(difflib.unified_diff(wanted, found, "expected", "read", lineterm="", n=100))


def matches(expected: Any, actual: Any) -> bool:
    if isinstance(expected, dict) and expected:
        return isinstance(actual, dict) and all(key in actual and matches(expected[key], actual[key]) for key in expected)
    if isinstance(expected, list):
        return (
            isinstance(actual, list)
            and len(actual) == len(expected)
            and all(matches(want, got) for want, got in zip(expected, actual, strict=True))
        )
    return bool(expected == actual) and type(expected) is type(actual)


def part(actual: Any, expected: Any) -> Any:
    """*actual* without the keys that *expected* does not mention."""
    if isinstance(expected, dict) and expected and isinstance(actual, dict):
        return {key: part(actual[key], expected[key]) if key in actual else "(there is no such key)" for key in expected}
    if isinstance(expected, list) and isinstance(actual, list):
        keys = {key: value for entry in reversed(expected) if isinstance(entry, dict) for key, value in entry.items()}
        return [
            part(entry, expected[index] if index < len(expected) else keys) if isinstance(entry, dict) and keys else entry
            for index, entry in enumerate(actual)
        ]
    return actual


def _yaml(value: Any) -> list[str]:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120).splitlines()
