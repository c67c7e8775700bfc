"""GitHub's own renderer (cmark-gfm) as the oracle for checkboxes."""

from __future__ import annotations

import re

from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

from mkdocs_planning.markdown.outline import Block, ListBlock, Quote, decode, read_outline, split_front_matter

Box = tuple[int, bool]
"""The line in the Markdown without front matter on which an item with a checkbox begins, and whether it is ticked."""

EXTENSIONS = ["table", "strikethrough", "tasklist", "autolink"]
_BOX = re.compile(r'<li data-sourcepos="(\d+):[^"]*"><input type="checkbox" ([^>]*?)/>')


def body_of(source: str | bytes) -> str:
    """The Markdown of a file without the front matter that the outline removes."""
    text, _ = decode(source)
    return text[split_front_matter(text)[1] :]


def boxes_on_github(source: str | bytes) -> list[Box]:
    html = markdown_to_html_with_extensions(body_of(source), options=Options.CMARK_OPT_SOURCEPOS, extensions=EXTENSIONS)
    return sorted((int(match[1]), "checked" in match[2]) for match in _BOX.finditer(html))


def boxes_read(source: str | bytes) -> list[Box]:
    outline = read_outline(source)
    found: list[Box] = []
    todo: list[Block] = list(outline.blocks)
    while todo:
        block = todo.pop()
        if isinstance(block, ListBlock):
            for item in block.items:
                if item.box is not None:
                    found.append((item.line - outline.body_line + 1, item.box != " "))
                todo.extend(item.blocks)
        elif isinstance(block, Quote):
            todo.extend(block.blocks)
    return sorted(found)
