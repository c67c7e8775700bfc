"""Tasks that front matter lists with their states, as the plans of coding agents do (``todos: [{content, status}]``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from mkdocs_planning.markdown.front_matter import rows_of
from mkdocs_planning.markdown.outline import Outline
from mkdocs_planning.model.plan import Task, task_state
from mkdocs_planning.reading.header.value_texts import as_list, one_text
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

_LISTS = ("todos", "todo", "tasks")
_TEXTS = ("content", "text", "title", "task", "name", "description")
_REACH = 100
"""A text stands at most so many lines behind the one before it, so that long lists cost linear time."""


def front_tasks(outline: Outline, front: Mapping[str, Any], source: str, vocabulary: Vocabulary) -> Iterator[Task]:
    """The entries of such a list that have a text and a status, each on the line on which its text stands."""
    rows: list[str] | None = None
    at = 0
    for name in _LISTS:
        for value in as_list(front.get(name)):
            entry = cast("dict[Any, Any]", value) if isinstance(value, dict) else {}
            text = next((found for key in _TEXTS if (found := one_text(entry.get(key)))), None)
            status = one_text(entry.get("status") or entry.get("state"))
            if text is None or status is None:
                continue
            rows = rows_of(outline.front_matter or "") if rows is None else rows
            value = re.compile(r"[:\-\[{,]\s*[\"']?" + re.escape(text))
            line = next((number for number in range(at, min(at + _REACH, len(rows))) if value.search(rows[number])), None)
            if line is None:  # written over several lines
                continue
            at = line + 1
            known = vocabulary.status_of(status)
            yield Task(
                text=text,
                state=task_state(known) if known is not None else "open",
                mark=None,
                depth=0,
                id=one_text(entry.get("id")),
                kind="work",
                phase=None,
                section=(),
                owner=None,
                due=None,
                file=source,
                line=outline.front_matter_line + line + 1,
            )
