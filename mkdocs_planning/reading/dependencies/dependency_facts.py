"""What a plan waits for (upstream) and what waits for it (downstream).

Read are (NOTATION §5): header keys and front matter ("Depends on"), the status line ("Blocked – waits for X"), sections
("Upstream Dependencies", "Required Features", "Blockers" …) with their boxes, lists, tables and labels, and
``(blocked by: PLAT-12)`` behind any item. Not read are libraries, tools and services, the files of a kit, and the
order among the plan's own phases, stories and tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from mkdocs_planning.markdown.front_matter import rows_of
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Outline, Paragraph
from mkdocs_planning.model.plan import Dependency, Task
from mkdocs_planning.reading.dependencies.dependency_parser import Own, is_id, is_kit_file, is_library, read_wait, split_list
from mkdocs_planning.reading.dependencies.dependency_sections import Found, named_dependencies, read_sections
from mkdocs_planning.reading.header.header_block import header_labels
from mkdocs_planning.reading.header.metadata import Metadata
from mkdocs_planning.reading.header.stated import Stated
from mkdocs_planning.reading.header.value_texts import as_list
from mkdocs_planning.reading.sections import SectionIndex
from mkdocs_planning.vocabulary.normal_form import is_empty_word, normal
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

Direction = Literal["upstream", "downstream"]

_WEAK_KEYS = frozenset({"dependencies", "dependency", "prerequisites", "prerequisite", "requires", "needs", "after", "enables"})
_STATUS_WAIT = re.compile(
    r"\b(?:blocked (?:by|on)|waits? (?:for|on)|waiting (?:for|on)|depends on|on hold (?:for|until)|paused until)\s*:?\s+"
    r"(?P<what>\S.*)$",
    re.I,
)
_WIKI = re.compile(r"\[\[([^\[\]|#]+)(?:[|#][^\[\]]*)?\]\]")
_NAMES = ("id", "plan", "path", "file", "ticket", "issue", "name", "title", "ref", "on")


def read_dependencies(index: SectionIndex, meta: Metadata, tasks: Sequence[Task], source: str) -> tuple[Dependency, ...]:
    """All dependencies of a document, each once, in the order in which they are first named.

    Args:
        index: the document.
        meta: its header facts; ``dependencies`` and ``downstream`` hold what header and front matter state.
        tasks: its tasks, whose ids are parts of the plan and so nothing that it waits for.
        source: the path that the facts carry as their ``file``.
    """
    outline, vocabulary = index.outline, index.vocabulary
    own = Own(outline, tasks)
    found: list[Found] = []
    for entry in meta.dependencies:
        found += _stated(entry, "upstream", outline, own, vocabulary)
    for entry in meta.downstream:
        found += _stated(entry, "downstream", outline, own, vocabulary)
    found += _status_line(index, meta, own)
    found += read_sections(index, own)
    found += named_dependencies(index, own)
    found.sort(key=_line)
    return tuple(_unique(found, source))


def _line(found: Found) -> int:
    return found.line


def _unique(found: Iterable[Found], source: str) -> list[Dependency]:
    """Each dependency once: a second mention may add the ticket, the link, or that it is there."""
    out: dict[tuple[str, str], Dependency] = {}
    by_line: dict[int, set[str]] = {}
    for entry in found:
        wait = entry.wait
        target = wait.href if wait.href and not wait.href.startswith("http") else None
        if target is not None:
            name = target.split("#", 1)[0].removeprefix("./").removesuffix(".md").casefold()
        elif wait.blocked_by is not None:
            name = wait.blocked_by.casefold()
        else:
            name = f"text {normal(wait.text)}"
        if not wait.sure and entry.line in by_line and normal(wait.text) in by_line[entry.line]:
            continue
        by_line.setdefault(entry.line, set()).add(normal(wait.text))
        key = (entry.direction, name)
        before = out.get(key)
        if before is None:
            blocked_by = wait.blocked_by if entry.direction == "upstream" else None
            out[key] = Dependency(wait.text, None, blocked_by, wait.resolved, entry.direction, source, entry.line, wait.href)
        elif wait.resolved and not before.resolved:
            out[key] = Dependency(before.text, None, before.blocked_by, True, entry.direction, source, before.line, before.href)
    return list(out.values())


# ── header and front matter ──────────────────────────────────────────────────────────────────────


def _stated(entry: Stated, direction: Direction, outline: Outline, own: Own, vocabulary: Vocabulary) -> list[Found]:
    """The dependencies of one header key. Lists of the front matter get the line of each entry."""
    front = entry.shape == "front matter"
    weak = normal(entry.key) in _WEAK_KEYS
    found: list[Found] = []
    for value, line in _values(entry, outline):
        for part in split_list(value):
            if front and (wiki := _WIKI.fullmatch(part)):
                part = wiki.group(1)
            words = plain(part)
            if not words or is_empty_word(words) or is_kit_file(words) or own.has(words):
                continue
            one_id = front and (is_id(words) or not weak)
            for wait in read_wait(part, vocabulary):
                if weak and not wait.sure and not one_id and is_library(part):
                    continue
                if one_id and wait.blocked_by is None and " " not in words:
                    wait = type(wait)(wait.text, words.strip("`"), wait.href, wait.resolved, True)
                found.append(Found(wait, line, direction))
    return found


def _values(entry: Stated, outline: Outline) -> list[tuple[str, int]]:
    """The texts of a value with their lines."""
    if isinstance(entry.value, str):
        return [(entry.value.strip(), entry.line)]
    values = as_list(entry.value)
    lines = rows_of(outline.front_matter or "")
    at = max(0, entry.line - outline.front_matter_line)
    found: list[tuple[str, int]] = []
    for value in values:
        text = _text(value)
        if text is None:
            continue
        line = entry.line
        for index in range(max(0, at - 1), len(lines)):
            if text in lines[index] and (index >= at or str(entry.key) in lines[index]):
                line = outline.front_matter_line + index + 1
                at = index
                break
        found.append((text, line))
    return found


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        named: dict[str, Any] = {str(key).lower(): inner for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        value = next((named[name] for name in _NAMES if isinstance(named.get(name), str | int)), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _status_line(index: SectionIndex, meta: Metadata, own: Own) -> list[Found]:
    """What a status names: ``**Status**: Blocked – waits for [Chart datum migration](chart-datum-migration.md)``."""
    found: list[Found] = []
    for raw, line in _statuses(index, meta):
        match = _STATUS_WAIT.search(raw)
        if match is None:
            continue
        what = match["what"]
        if "](" not in what:
            what = re.split(r"\.\s|;|\)\s*$", what.rstrip(". "), maxsplit=1)[0]
        for part in split_list(what.strip()):
            if not own.has(plain(part)) and len(plain(part)) <= 160:
                found += [Found(wait, line, "upstream") for wait in read_wait(part, index.vocabulary)]
    return found


def _statuses(index: SectionIndex, meta: Metadata) -> list[tuple[str, int]]:
    """The status lines of a document as written, with their lines; only sections where the status itself waits for nothing."""
    outline, vocabulary = index.outline, index.vocabulary
    found: list[tuple[str, int]] = []
    status = meta.status_text or ""
    if status.endswith("…") or _STATUS_WAIT.search(status):
        labels = header_labels(outline, vocabulary)
        found += [(label.raw, label.line) for label in labels if _is_status(label.name, vocabulary)]
        for key, value in meta.front_matter.items():
            if isinstance(value, str) and _is_status(normal(key), vocabulary):
                found += _values(Stated(key, [value], outline.front_matter_line, "front matter"), outline)
    for section, facts in index.headings:
        if section.level == 2 and "status" in facts.subjects:
            found += [(b.text.head, b.line) for b in section.blocks[:1] if isinstance(b, Paragraph) and b.text.head]
    return found


def _is_status(name: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.keys.get(name) == "status"
