"""A file → the plans in it: one, several where it says ``plans: h2``, or the header facts of a YAML file beside a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from mkdocs_planning.checks import checked
from mkdocs_planning.collecting.layouts import FolderPlan
from mkdocs_planning.collecting.merging import merge_parts, split_page
from mkdocs_planning.markdown.outline import Outline, read_outline
from mkdocs_planning.model.plan import Plan, Problem, slug_path
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, Vocabulary

MAX_BYTES = 1024 * 1024
"""So much of a file is read as plans; a megabyte of boxes is 130,000 of them, and 28 MB of plans.json."""

_YAML = (".yaml", ".yml")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_MANY = re.compile(r"^plans[ \t]*:[ \t]*[\"']?h2\b", re.I | re.M)


def readable(content: bytes) -> bytes:
    """The part of a file that is read: its whole lines within the limit, or all of the limit where it is one line."""
    if len(content) <= MAX_BYTES:
        return content
    return content[: content.rfind(b"\n", 0, MAX_BYTES) + 1 or MAX_BYTES]


def outline_of(content: bytes | str, source: str) -> Outline:
    """The outline of the readable part of a file; a YAML file (``kep.yaml``) is front matter whose first line is line 1."""
    part = readable(content) if isinstance(content, bytes) else content
    if not source.endswith(_YAML):
        return read_outline(part)
    data = part if isinstance(part, bytes) else part.encode("utf-8", "replace")
    return replace(read_outline(b"---\n" + data.strip(b"\n") + b"\n---\n"), front_matter_line=0)


def read_page(
    content: bytes, source: str, vocabulary: Vocabulary = DEFAULT, outline: Outline | None = None
) -> tuple[Plan, ...]:
    """The plans of one file, with what the rules find in them. Never raises, whatever the bytes.

    Args:
        content: the file.
        source: its path in docs_dir.
        vocabulary: the words that count.
        outline: that of the readable part of *content*, where the caller has it already.
    """
    part = readable(content)
    plans = _plans(part, source, vocabulary, outline)
    if part is content:
        return plans
    message = (
        f"of the {len(content):,} bytes of this file only the first {len(part):,} are read, up to this line; "
        "split it into several plans"
    )
    problem = Problem("too-large", "warning", message, source, max(1, len(_LINE_END.findall(part))))
    return (replace(plans[0], problems=(*plans[0].problems, problem)), *plans[1:])


def _plans(content: bytes, source: str, vocabulary: Vocabulary, outline: Outline | None) -> tuple[Plan, ...]:
    if source.endswith(_YAML):
        return (checked(outline_of(content, source), source, vocabulary),)
    outline = outline or read_outline(content)
    if outline.front_matter and _MANY.search(outline.front_matter):
        found: list[Plan] = []
        for slug, part in split_page(outline):
            plan = checked(part, source, vocabulary)
            found.append(replace(plan, id=plan.stated_id or f"{slug_path(source)}#{slug}", line=part.body_line))
        return tuple(found)
    return (checked(outline, source, vocabulary),)


def put_together(pages: Mapping[str, tuple[Plan, ...]], folders: Iterable[FolderPlan]) -> list[Plan]:
    """The plans of all *pages* (by path), with the files of each folder plan as one."""
    parts: set[str] = set()
    plans: list[Plan] = []
    for folder in folders:
        names = [name for name in (*folder.files, *([folder.meta] if folder.meta else [])) if name in pages]
        found = [plan for name in names for plan in pages[name][:1]]
        parts.update(names)
        if found:
            plans.append(merge_parts(found, folder.folder, archived=folder.archived))
    plans.extend(plan for path, page in pages.items() if path not in parts for plan in page)
    return plans
