"""The JSON schema for editors accepts the same configurations as the plugin."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from mkdocs_planning.options import parse
from mkdocs_planning.options.documentation import option_docs
from mkdocs_planning.options.json_schema import mkdocs_schema, options_schema

ROOT = Path(__file__).parents[2]
SCHEMA = Draft7Validator(options_schema())
SITE_SCHEMA = Draft7Validator(mkdocs_schema())


def as_json(value: object) -> Any:
    """*value* as an editor sees it: dates and keys are strings."""
    if isinstance(value, dict):
        return {str(key): as_json(entry) for key, entry in cast("dict[object, object]", value).items()}
    if isinstance(value, list):
        return [as_json(entry) for entry in cast("list[object]", value)]
    return value.isoformat() if isinstance(value, date) else value


def accepts(raw: object) -> bool:
    return not list(SCHEMA.iter_errors(as_json(raw)))


def documented_options() -> list[object]:
    """The options of every configuration in the documentation, and of the example site."""
    found: list[object] = [yaml.safe_load(example) for doc in option_docs().values() for example in doc.examples]
    for page in (ROOT / "docs").glob("*.md"):
        for block in re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S):
            config = yaml.safe_load(block)
            found += options_in(config.get("plugins", []) if isinstance(config, dict) else [])
    return found + options_in(yaml.safe_load((ROOT / "example_site" / "mkdocs.yml").read_text(encoding="utf-8"))["plugins"])


def options_in(plugins: list[Any]) -> list[object]:
    return [entry["planning"] for entry in plugins if isinstance(entry, dict) and "planning" in entry]


def test_the_schema_is_valid():
    Draft7Validator.check_schema(options_schema())
    Draft7Validator.check_schema(mkdocs_schema())


@pytest.mark.parametrize("raw", documented_options(), ids=str)
def test_configurations_in_the_documentation_are_valid(raw: object):
    assert accepts(raw)
    assert parse(raw)[1] == []


@pytest.mark.parametrize("site", ["mkdocs.yml", "example_site/mkdocs.yml"])
def test_the_sites_of_this_project_are_valid(site: str):
    config = yaml.safe_load((ROOT / site).read_text(encoding="utf-8"))
    assert not list(SITE_SCHEMA.iter_errors(as_json(config)))


@pytest.mark.parametrize(
    "plugins",
    [
        ["search", {"planning": {"stale_after": 0}}],
        {"search": {}, "planning": {"stale_after": 0}},
        [{"planning": ["board"]}],
    ],
)
def test_invalid_options_are_found_in_both_forms_of_plugins(plugins: object):
    assert list(SITE_SCHEMA.iter_errors({"site_name": "Test", "plugins": plugins}))


@pytest.mark.parametrize("plugins", [["search", "planning"], {"planning": None}, [{"planning": None}], [{"tags": 3}], None])
def test_other_plugins_are_ignored(plugins: object):
    config = {"site_name": "Test"} if plugins is None else {"site_name": "Test", "plugins": plugins}
    assert not list(SITE_SCHEMA.iter_errors(config))


VALUES = yaml.safe_load(Path(__file__).with_name("option_values.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in VALUES.items() for value in [*values, None]])
def test_the_schema_accepts_valid_configurations(name: str, value: object):
    assert accepts({name: value}) == (parse({name: value})[1] == []), parse({name: value})[1]


@pytest.mark.parametrize(
    "written",
    [
        "include: 'plans/[a.md'",
        "today: 2026-02-30",
        "owners: {ana: [a], bo: [a]}",
        "tickets: {'PLAT-(': 'https://x.example/{ticket}'}",
        "risk_bands: [4, 2]",
        "board_columns: [ready, Ready]",
        "cache_dir: a/..",
    ],
)
def test_some_errors_are_found_by_the_plugin_only(written: str):
    raw = yaml.load(written, Loader=yaml.BaseLoader) if "today" in written else yaml.safe_load(written)
    assert accepts(raw)
    assert parse(raw)[1] != []


def test_a_renamed_option_is_marked_as_deprecated(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("mkdocs_planning.options.json_schema.MOVED", {"outdated_after": "stale_after"})
    assert options_schema()["properties"]["outdated_after"]["deprecated"] is True


def test_the_schema_composes_with_a_strict_schema():
    """Like Material's, in which plugins are known names or mappings."""
    known = {"anyOf": [{"enum": ["search", "tags"]}, {"type": "object"}]}
    theme = {"properties": {"plugins": {"type": "array", "items": known}}}
    files = {"https://theme.example/schema.json": theme, "planning.schema.json": mkdocs_schema()}
    registry = Registry().with_resources((name, DRAFT7.create_resource(schema)) for name, schema in files.items())
    both = Draft7Validator({"allOf": [{"$ref": name} for name in files]}, registry=registry)

    assert both.is_valid({"plugins": ["search", {"planning": {}}]})
    assert both.is_valid({"plugins": ["search", {"planning": {"nav": "hidden"}}]})
    assert not both.is_valid({"plugins": ["search", {"planning": {"nav": "gone"}}]})
    assert not both.is_valid({"plugins": ["serch", {"planning": {}}]})
