"""Values of front matter and header lines as text."""

from __future__ import annotations

import datetime
from typing import Any, cast

import yaml


def as_list(value: Any) -> list[Any]:
    """A list of the front matter as it is, anything else as a list of one."""
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def one_text(value: Any) -> str | None:
    """A plain value of the front matter as text; None for what is empty, true or false, or nested."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list) and len(as_list(value)) == 1:
        return one_text(as_list(value)[0])
    return None


def field_text(value: Any) -> str:
    """A value of the front matter as one line of text; what is nested is written as YAML."""
    if value is None or value == [] or value == {}:
        return ""
    one = one_text(value)
    if one is not None:
        return " ".join(one.split())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(not isinstance(part, list | dict) for part in as_list(value)):
        return ", ".join(field_text(part) for part in as_list(value))
    try:
        dumped: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000)
    except (yaml.YAMLError, RecursionError, ValueError):
        return ""
    return " ".join(dumped.split())[:1000]
