"""The text of a page → the text that Python-Markdown renders with GitHub's structure."""

from __future__ import annotations

import re

from mkdocs_planning.markdown.outline import split_front_matter
from mkdocs_planning.render.github_markdown.github_blocks import ATX, FENCE, HTML, LIST, PARAGRAPH, RULE, TABLE
from mkdocs_planning.render.github_markdown.github_inline import Inline
from mkdocs_planning.render.github_markdown.part import Part, reads_on
from mkdocs_planning.render.github_markdown.scan import BLOCK, NARROW, UNKNOWN
from mkdocs_planning.render.github_markdown.simple_lists import rewritten
from mkdocs_planning.render.github_markdown.writer import known_info

_LISTS = frozenset({LIST, NARROW})
_WITH_TEXT = _LISTS | {PARAGRAPH, ATX, TABLE}
_QUIET = frozenset({PARAGRAPH, ATX, RULE, LIST, HTML})  # alike, if nothing inline is in them and above them
_CLOSED = frozenset({"", ATX, RULE, HTML})
_KINDS = {NARROW: LIST, UNKNOWN: ""}
"""What a block is to the one that follows it; unknown text ends with a blank line."""


def to_python_markdown(
    text: str, *, auto: bool = True, superfences: bool = False, tilde: bool = False, magiclink: bool = False
) -> str:
    """*text*, the Markdown of a page, as Python-Markdown must have it to show what GitHub shows.

    With *auto* what is written for Python-Markdown is left alone. *superfences*, *tilde* and *magiclink*
    say which of those extensions the site has. Front matter that is still there is not valid YAML
    (MkDocs has taken the valid kind away) and is left out. Never raises, whatever the text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text[split_front_matter(text)[1] :]
    if "\t" in text:  # Python-Markdown makes every tab four columns too, before anything else.
        text = text.expandtabs(4)
    return _Page(text, auto=auto, superfences=superfences, strikes=not tilde, links=not magiclink).convert()


class _Page:
    """One text on its way.

    Args:
        text: without tabs, without front matter.
        auto: whether to leave alone what is written for Python-Markdown.
        superfences: whether the site has that extension.
        strikes: whether struck text is to be written for Python-Markdown.
        links: whether bare URLs are.
    """

    def __init__(self, text: str, *, auto: bool, superfences: bool, strikes: bool, links: bool) -> None:
        self.ended = text.endswith("\n")
        self.text = text if self.ended else text + "\n"
        self.auto = auto
        self.superfences = superfences
        self.inline = Inline(self.text, strikes=strikes, links=links)
        self.marked = False  # a start tag was written as a whole element

    def convert(self) -> str:
        made = self._by_blocks()
        if made is None:
            made = self._part(0, len(self.text)).convert("")
        return made if self.ended else made.removesuffix("\n")

    def _by_blocks(self) -> str | None:
        """The text made of its simple blocks and the parts between them.

        None if something in it is written for Python-Markdown: GitHub's parser does not know where that ends.
        """
        text = self.text
        made: list[str] = []
        copied = 0  # to where the text is written
        above = ""  # the kind of the last block, as long as no blank line follows it
        hits = iter((*self.inline.hits, len(text)))
        hit = next(hits)  # where the next inline construct may stand
        for block in BLOCK.finditer(text):
            kind = block.lastgroup
            if kind in _QUIET and block.end() <= hit and (above in _CLOSED or text[block.start()] in " \n"):
                above = kind
                continue
            if kind is None:
                break
            start, end = block.span(kind)
            if start > block.start():
                above = ""
            while hit < start:
                hit = next(hits)
            new = self._simple(kind, start, end, hit < end) if hit < end or kind == NARROW else ""
            if new is None or kind == UNKNOWN or not self._is_sure(kind, block):
                part = self._part(start, end)
                if end < len(text) and not part.is_own and part.reaches_on:
                    end = len(text)
                    part = self._part(start, end)
                if part.is_own:
                    return None
                made += text[copied:start], part.convert(above)
                self.marked = part.marked
                copied = end
                if end == len(text):
                    break
            else:
                if above and not reads_on(above, _KINDS.get(kind, kind)):
                    made += text[copied:start], "\n"
                    copied = start
                if new:
                    made += text[copied:start], new, "\n"
                    copied = end
            above = _KINDS.get(kind, kind)
        return "".join(made) + text[copied:]

    def _simple(self, kind: str, start: int, end: int, touched: bool) -> str | None:
        """A block written anew without the parser: "" where it may stay as it is, None where it takes a parser.

        *touched* says whether it may hold an inline construct.
        """
        if kind not in _WITH_TEXT:
            return ""
        lines = self.text[start : end - 1].split("\n")
        if kind == PARAGRAPH:
            lines = self.inline.rewrite(lines)
        elif kind in _LISTS:
            lines = rewritten(lines, self.inline if touched else None)
        else:
            lines = [self.inline.rewrite([line.strip()])[0] for line in lines]
        return None if lines is None else "\n".join(lines)

    def _is_sure(self, kind: str, block: re.Match[str]) -> bool:
        if kind == FENCE:
            return known_info(block["info"].strip(), superfences=self.superfences)
        return kind != TABLE or block["head"].count("|") == block["columns"].count("|")

    def _part(self, start: int, end: int) -> Part:
        part = Part(
            self.text[start:end],
            auto=self.auto,
            superfences=self.superfences,
            strikes=self.inline.strikes,
            links=self.inline.links,
        )
        part.marked = self.marked
        return part


def extensions_of(names: list[str]) -> dict[str, bool]:
    """The keyword arguments of :func:`to_python_markdown` for a site with these Markdown extensions."""
    bundle = "pymdownx.extra" in names
    return {
        "superfences": bundle or "pymdownx.superfences" in names,
        "tilde": "pymdownx.tilde" in names,
        "magiclink": "pymdownx.magiclink" in names,
    }
