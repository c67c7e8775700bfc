"""The text of a page → the text that Python-Markdown renders with GitHub's structure."""

from __future__ import annotations

import re

from mkdocs_planning.markdown.outline import split_front_matter
from mkdocs_planning.render.github_markdown.block_scanner import BLOCK, NARROW, UNKNOWN
from mkdocs_planning.render.github_markdown.fragment import Fragment, reads_on
from mkdocs_planning.render.github_markdown.github_blocks import ATX, FENCE, HTML, LIST, PARAGRAPH, RULE, TABLE
from mkdocs_planning.render.github_markdown.github_inline import Inline
from mkdocs_planning.render.github_markdown.simple_lists import rewritten
from mkdocs_planning.render.github_markdown.writer import known_info

_LISTS = frozenset({LIST, NARROW})
_WITH_TEXT = _LISTS | {PARAGRAPH, ATX, TABLE}
_UNCHANGED = frozenset({PARAGRAPH, ATX, RULE, LIST, HTML})
"""Blocks that both engines see alike, if nothing inline is in them and nothing above them reaches into them."""
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
    return _Conversion(text, auto=auto, superfences=superfences, strikes=not tilde, links=not magiclink).convert()


class _Conversion:
    """One text on its way.

    Args:
        text: without tabs, without front matter.
        auto: whether to leave alone what is written for Python-Markdown.
        superfences: whether the site has that extension.
        strikes: whether struck text is to be written for Python-Markdown.
        links: whether bare URLs are.
    """

    def __init__(self, text: str, *, auto: bool, superfences: bool, strikes: bool, links: bool) -> None:
        self._has_last_newline = text.endswith("\n")
        self._text = text if self._has_last_newline else text + "\n"
        self._auto = auto
        self._superfences = superfences
        self._inline = Inline(self._text, strikes=strikes, links=links)
        self._has_marked_tags = False  # a start tag was written as a whole element
        self._written: list[str] = []
        self._copied = 0  # up to here the text is written
        self._above = ""  # the kind of the last block, as long as no blank line follows it
        self._hits = iter((*self._inline.hits, len(self._text)))
        self._hit = next(self._hits)  # where the next inline construct may stand

    def convert(self) -> str:
        converted = self._by_blocks()
        if converted is None:
            converted = self._fragment(0, len(self._text)).convert("")
        return converted if self._has_last_newline else converted.removesuffix("\n")

    def _by_blocks(self) -> str | None:
        """The text, made of the blocks that are surely alike and of the fragments between them.

        None if something in it is written for Python-Markdown: GitHub's parser does not know where that ends.
        """
        text = self._text
        for block in BLOCK.finditer(text):
            kind = block.lastgroup
            if kind in _UNCHANGED and block.end() <= self._hit and (self._above in _CLOSED or text[block.start()] in " \n"):
                self._above = kind
                continue
            if kind is None:
                break
            if not self._block(kind, block):
                return None
            if self._copied == len(text):
                break
        return "".join(self._written) + text[self._copied :]

    def _block(self, kind: str, block: re.Match[str]) -> bool:
        """Convert a block; False if something in it is written for Python-Markdown."""
        start, end = block.span(kind)
        if start > block.start():
            self._above = ""
        while self._hit < start:
            self._hit = next(self._hits)
        has_inline = self._hit < end
        new = self._rewritten(kind, start, end, has_inline) if has_inline or kind == NARROW else ""
        if new is None or kind == UNKNOWN or not self._is_sure(kind, block):
            if not self._convert_fragment(start, end):
                return False
        else:
            self._write(kind, start, end, new)
        self._above = _KINDS.get(kind, kind)
        return True

    def _convert_fragment(self, start: int, end: int) -> bool:
        """Convert by asking the parser; False if something in it is written for Python-Markdown."""
        fragment = self._fragment(start, end)
        if end < len(self._text) and not fragment.is_own and fragment.reaches_on:
            end = len(self._text)
            fragment = self._fragment(start, end)
        if fragment.is_own:
            return False
        self._written += self._text[self._copied : start], fragment.convert(self._above)
        self._has_marked_tags = fragment.has_marked_tags
        self._copied = end
        return True

    def _write(self, kind: str, start: int, end: int, new: str) -> None:
        """Write a block: as *new*, or as it stands where that is empty."""
        if self._above and not reads_on(self._above, _KINDS.get(kind, kind)):
            self._written += self._text[self._copied : start], "\n"
            self._copied = start
        if new:
            self._written += self._text[self._copied : start], new, "\n"
            self._copied = end

    def _rewritten(self, kind: str, start: int, end: int, has_inline: bool) -> str | None:
        """A block written anew without the parser: "" where it may stay as it is, None where it takes the parser.

        *has_inline* says whether it may hold an inline construct that Python-Markdown does not know.
        """
        if kind not in _WITH_TEXT:
            return ""
        lines = self._text[start : end - 1].split("\n")
        if kind == PARAGRAPH:
            lines = self._inline.rewrite(lines)
        elif kind in _LISTS:
            lines = rewritten(lines, self._inline if has_inline else None)
        else:
            lines = [self._inline.rewrite([line.strip()])[0] for line in lines]
        return None if lines is None else "\n".join(lines)

    def _is_sure(self, kind: str, block: re.Match[str]) -> bool:
        if kind == FENCE:
            return known_info(block["info"].strip(), superfences=self._superfences)
        return kind != TABLE or block["head"].count("|") == block["columns"].count("|")

    def _fragment(self, start: int, end: int) -> Fragment:
        fragment = Fragment(
            self._text[start:end],
            auto=self._auto,
            superfences=self._superfences,
            strikes=self._inline.strikes,
            links=self._inline.links,
        )
        fragment.has_marked_tags = self._has_marked_tags
        return fragment


def extensions_of(names: list[str]) -> dict[str, bool]:
    """The keyword arguments of :func:`to_python_markdown` for a site with these Markdown extensions."""
    bundle = "pymdownx.extra" in names
    return {
        "superfences": bundle or "pymdownx.superfences" in names,
        "tilde": "pymdownx.tilde" in names,
        "magiclink": "pymdownx.magiclink" in names,
    }
