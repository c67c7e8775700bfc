"""A new header line, in the form of those that the document has: front matter, bold lines, list items, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_planning.editing.document import Document, Splices
from mkdocs_planning.editing.escaping import in_cell, literal
from mkdocs_planning.editing.front_matter_values import FrontMatter
from mkdocs_planning.editing.key_values import KeyValue, key_values
from mkdocs_planning.editing.sibling_lines import around, line_like
from mkdocs_planning.markdown.inline_text import plain
from mkdocs_planning.markdown.outline import Heading, Table
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.vocabulary.normal_form import normal


def new_line(document: Document, plan: Plan, field: str, key: str, values: Sequence[str]) -> Iterator[Splices]:
    """The ways to state *field*, of which the document says nothing yet."""
    front = FrontMatter(document)
    written = _key_in(front, field, key, values)
    body = [line for line in sorted(plan.lines.values()) if line >= document.outline.body_line and line > 1]
    stated_in_front = any(line < document.outline.body_line for line in plan.lines.values())
    many = len(document.plans) > 1
    if front.exists and not many and (stated_in_front or not body):
        splice = front.add(written, values)
        if splice is not None:
            yield (splice,)
    text = literal(", ".join(values))
    for line in reversed(body):
        if line < _end_of_header(document, plan):
            yield from _beside(document, line, key, text)
    yield from _below_title(document, plan, f"**{key}**: {text}")


def _key_in(front: FrontMatter, field: str, key: str, values: Sequence[str]) -> str:
    """The key for the front matter, in the case of its other keys."""
    names = [entry.key for entry in front.entries()]
    written = field if field in ("tags", "status") or (field == "owners" and len(values) > 1) else key
    return written.capitalize() if names and all(name[:1].isupper() for name in names) else written.lower()


def _end_of_header(document: Document, plan: Plan) -> int:
    """The line of the first heading that is not the title, or the line behind the last one."""
    headings = [block for block in document.outline.blocks if isinstance(block, Heading) and block.line > plan.line]
    level_one = any(heading.level == 1 for heading in headings)
    for heading in headings:
        if heading.level > 1 and (level_one or plan.line > 1 or heading is not headings[0]):
            return heading.line
    return document.line_count + 1


def _beside(document: Document, line: int, key: str, text: str) -> Iterator[Splices]:
    """A new header line in the form of the one on *line*, beside it."""
    for table in document.tables:
        if table.line <= line <= table.end_line:
            yield from _new_row(document, table, line, key, text)
            return
    found = [pair for pair in key_values(document.line(line), line) if normal(plain(pair.key))]
    if len(found) > 1:
        yield _behind(document, found, key, text)
    if len(found) == 1:
        yield from line_like(document, found[0], key, text)


def _new_row(document: Document, table: Table, line: int, key: str, text: str) -> Iterator[Splices]:
    """A new last row of a table of keys and values, as wide as the row on *line*."""
    row = document.line(line)
    parts = re.split(r"(?<!\\)\|", row)
    if len(parts) < 4 or len(table.head) != 2:
        return
    bold = "**" if parts[1].strip().startswith("**") else ""
    cells = [f" {bold}{key}{bold} ".ljust(len(parts[1])), f" {in_cell(text)} ".ljust(len(parts[2]))]
    yield (document.insert_below(table.rows[-1][0].line if table.rows else table.end_line, ["|".join([parts[0], *cells, ""])]),)


def _behind(document: Document, found: Sequence[KeyValue], key: str, text: str) -> Splices:
    """A further key on a line that has several, behind the last one, with the separator that stands between them."""
    row = document.line(found[0].line)
    last, before = found[-1], found[-2]
    opening, closing = around(row, last)
    between = row[before.end : last.key_start - len(opening)]
    made = f"{row[: last.end]}{between}{opening}{key}{closing}{text}"[last.end :]
    return (document.in_line(last.line, last.end, last.end, made),)


def _below_title(document: Document, plan: Plan, made: str) -> Iterator[Splices]:
    """A first header line below the title, or at the top."""
    outline = document.outline
    title = next((block for block in outline.blocks if isinstance(block, Heading) and block.line >= plan.line), None)
    if title is not None and (plan.line > 1 or title.level == 1 or title is outline.blocks[0]):
        follows = document.line(title.end_line + 1)
        yield (document.insert_below(title.end_line, ["", made, *([] if not follows.strip() else [""])]),)
    if outline.body_line <= document.line_count:  # no title, or one that the reader takes for a section
        yield (document.insert_below(outline.body_line - 1, [made, ""]),)
