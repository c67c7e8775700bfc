"""Pages that hold several plans: where a page says ``plans: h2``, every section under an H2 is a plan."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from msgspec.structs import replace

from mkdocs_planning.markdown.outline import Heading, Outline, section_tree

_HOLDS_SEVERAL = re.compile(r"^plans[ \t]*:[ \t]*[\"']?h2\b", re.I | re.M)
_COUNTED = re.compile(r"^(.*)_(\d+)$")


def holds_several_plans(outline: Outline) -> bool:
    """Whether the front matter of a page says ``plans: h2``."""
    return bool(outline.front_matter and _HOLDS_SEVERAL.search(outline.front_matter))


def split_page(outline: Outline) -> list[tuple[str, Outline]]:
    """The sections of a page that are a plan each: the slug of the heading, and the outline of the section.

    Slugs are those that Python-Markdown's ``toc`` gives, so that they are anchors of the page.
    """
    blocks = outline.blocks
    slugs = _Slugs()
    cuts: list[tuple[int, str | None]] = []  # where an H1 or H2 begins, with the slug of an H2
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            slug = slugs.unique(_slug(block.text.plain))
            if block.level <= 2:
                cuts.append((index, slug if block.level == 2 else None))
    found: list[tuple[str, Outline]] = []
    for (first, slug), (last, _) in pairwise([*cuts, (len(blocks), None)]):
        if slug is not None:
            end = blocks[last].line - 1 if last < len(blocks) else len(outline.starts)
            tree = section_tree(blocks[first:last], end)
            part = replace(
                outline, blocks=blocks[first:last], root=tree[0], sections=tree, front_matter=None, body_line=blocks[first].line
            )
            found.append((slug, part))
    return found


def _slug(text: str) -> str:
    """A heading's id as ``markdown.extensions.toc.slugify`` makes it."""
    value = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", value).strip().lower())


class _Slugs:
    """The slugs of a page, each made unique as ``markdown.extensions.toc.unique`` does: by ``_1``, ``_2`` … behind it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, str] = {}  # slug → what it became last, so that equal headings are not counted anew

    def unique(self, slug: str) -> str:
        made = self._last.get(slug, slug)
        while made in self._taken or not made:
            match = _COUNTED.match(made)
            made = f"{match.group(1)}_{int(match.group(2)) + 1}" if match else f"{made}_1"
        self._taken.add(made)
        self._last[slug] = made
        return made
