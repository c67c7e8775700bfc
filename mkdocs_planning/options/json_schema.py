"""The options as a JSON schema, with which editors complete, explain and check ``mkdocs.yml``."""

from __future__ import annotations

from mkdocs_planning.options.documentation import option_docs
from mkdocs_planning.options.option_values import JsonSchema, plain
from mkdocs_planning.options.parsing import FIELDS, OptionField
from mkdocs_planning.options.schema import MOVED

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version of JSON schema that editors know best, and that Material's schema is written in."""


def mkdocs_schema() -> JsonSchema:
    """The schema of a ``mkdocs.yml``: it describes the options of the plugin, and accepts everything else."""
    planning: JsonSchema = {"properties": {"planning": {"$ref": "#/definitions/planning"}}}
    return {
        "$schema": DRAFT,
        "title": "mkdocs.yml with the plugin mkdocs-planning",
        "type": "object",
        "properties": {"plugins": {"type": ["array", "object", "null"], "items": planning, **planning}},
        "definitions": {"planning": options_schema()},
    }


def options_schema() -> JsonSchema:
    """The schema of what stands under ``planning``. It accepts what :func:`~.parsing.parse` finds no problem with.

    It cannot tell what a single value does not show: whether a regular expression is valid, a day is in the calendar,
    numbers rise, or an alias stands for two people.
    """
    descriptions = {name: doc.text_without_links for name, doc in option_docs().items()}
    properties = {name: _option_schema(field, descriptions[name]) for name, field in FIELDS.items()}
    for former, name in MOVED.items():
        properties[former] = {"deprecated": True, "description": f"Now called {name}."}
    return {
        "title": "Options of mkdocs-planning",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }


def _option_schema(field: OptionField, description: str) -> JsonSchema:
    return {
        "description": description,
        "markdownDescription": description,
        "default": plain(field.default),
        "anyOf": [field.type.json_schema(), {"type": "null"}],
    }
