"""A fragment of a page → the text that Python-Markdown renders with GitHub's structure, by asking the parser."""

from __future__ import annotations

from mkdocs_planning.render.github_markdown.equivalence import alert_kind, is_equivalent_list, is_equivalent_quote
from mkdocs_planning.render.github_markdown.github_blocks import (
    ATX,
    FENCE,
    HTML,
    INDENTED,
    LIST,
    PARAGRAPH,
    QUOTE,
    RULE,
    SETEXT,
    TABLE,
    Group,
    Leaf,
    TopBlock,
    line_starts,
    mask_inline,
    read_blocks,
)
from mkdocs_planning.render.github_markdown.github_inline import Inline
from mkdocs_planning.render.github_markdown.protected import mask, maybe_written_for_python_markdown, protected_lines
from mkdocs_planning.render.github_markdown.raw_html import end_tags, is_open, marked, only_end_tags, open_tags
from mkdocs_planning.render.github_markdown.writer import Writer, closes, escaped, fence_of, known_info

_WITH_TEXT = frozenset({PARAGRAPH, ATX, SETEXT, TABLE})
_SUSPECTS = frozenset("#[0123456789*+->")
"""What a line begins with that Python-Markdown may take for the beginning of a block."""

_ENDS_ITSELF = frozenset({ATX, HTML, RULE})
_READ_ON = frozenset({(PARAGRAPH, ATX), (LIST, ATX), (INDENTED, INDENTED)})

MAX_DEPTH = 60
"""A page nested deeper is left alone: Python-Markdown itself gives up on it."""

_TITLES = {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"}
_CLASSES = {"important": "important info", "caution": "caution danger"}


class Fragment:
    """A fragment of a page that begins and ends between two blocks at the top level.

    Args:
        text: the fragment, its tabs expanded.
        auto: whether to leave alone what is written for Python-Markdown.
        superfences: whether the site has that extension.
        strikes: whether struck text is to be written for Python-Markdown.
        links: whether bare URLs are.
    """

    def __init__(self, text: str, *, auto: bool, superfences: bool, strikes: bool, links: bool) -> None:
        self.lines = text.split("\n")
        self.superfences = superfences
        self.protected: dict[int, int] = {}
        masked = mask_inline(text)
        self.is_own = auto and maybe_written_for_python_markdown(text, masked)
        if self.is_own:
            literal = _literal_lines(read_blocks(masked, self.lines, line_starts(self.lines)))
            self.protected = protected_lines(self.lines, literal)
            text = "\n".join(mask(self.lines, self.protected))
            masked = mask_inline(text)
        self.comments = "<!--" in masked
        self.has_marked_tags = False  # a start tag was written as a whole element
        self.above = ""
        self.under_list = False  # the block that is looked at stands behind a list
        self.starts = line_starts(self.lines)
        self.blocks = read_blocks(masked, self.lines, self.starts)
        self.inline = Inline(text, strikes=strikes, links=links)
        self.out = Writer(self.lines, self.inline, self.protected, superfences=superfences)

    @property
    def reaches_on(self) -> bool:
        """Whether what this fragment holds, or how it is written, may depend on what follows it."""
        html = [self._text(block) for block in self.blocks if block.kind == HTML]
        if html and open_tags("\n".join(html), []):
            return True
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, Leaf):
            return False
        if last.kind == FENCE:
            return last.first == last.last or not closes(self.lines[last.last], self.lines[last.first])
        return last.kind == HTML and is_open(html[-1])

    def convert(self, above: str) -> str:
        """The text for Python-Markdown; *above* is the kind of the block that it follows without a blank line."""
        out = self.out
        at = 0  # the first source line that is not written yet
        before = None
        self.above = above
        if above:
            before = Leaf(above, -1, -1, 0, None, False)
            out.add(above)  # a substitute for its last line
        for index, block in enumerate(self.blocks):
            gap = self._gap(before, block, at)
            self.under_list = before is not None and before.kind == LIST
            before = block
            if not gap and self._is_equivalent(block):
                continue  # it is written with the next that is not
            if block.first < at:  # cannot happen: blocks follow each other
                continue
            out.copy(at, block.first)
            at = block.last + 1
            if gap == "comment":
                out.separate()
            elif gap:
                out.blank()
            self._write(index, block)
        out.copy(at, len(self.lines))
        ending = "\n" if not self.lines[-1] and out.lines[-1] else ""
        return "\n".join(out.lines[1:] if above else out.lines) + ending

    def _text(self, leaf: Leaf | Group) -> str:
        return "\n".join(self.lines[leaf.first : leaf.last + 1])

    def _gap(self, before: TopBlock | None, block: TopBlock, written: int) -> str:
        """What Python-Markdown needs before a block and GitHub does not: a blank line, an empty comment, or nothing.

        *written* is the line up to which the text is written.
        """
        if before is None:
            return ""
        kind, above = block.kind, before.kind
        if above == LIST and (kind == LIST or kind == INDENTED):  # noqa: SIM109 - a set is slower
            return "" if block.first in self.protected else "comment"
        if block.first > before.last + 1 and above != QUOTE:
            return ""
        if above == QUOTE and kind == QUOTE and not self._is_alert(before) and not self._is_alert(block):
            return "comment"
        if block.first > before.last + 1 or block.first in self.protected:
            return ""
        if above == LIST and kind == ATX and self.blocks[0] is not block:
            lines, end = (self.out.lines, len(self.out.lines)) if written == block.first else (self.lines, block.first)
            first = _first_of_run(lines, end)
            # Python-Markdown gives an item all of a run of lines that begins four columns in.
            return "blank line" if lines[first].startswith(" ") and not (self.above and first == 0) else ""
        return "" if reads_on(above, kind) else "blank line"

    def _is_alert(self, block: TopBlock) -> bool:
        return isinstance(block, Group) and alert_kind(block.leaves, self.lines) is not None

    def _is_equivalent(self, block: TopBlock) -> bool:
        """Whether both engines see a block alike as it stands."""
        kind = block.kind
        if isinstance(block, Group):
            return self._group_is_equivalent(block)
        if self.inline and kind in _WITH_TEXT and self.inline.within(self.starts[block.first], self.starts[block.last + 1]):
            return False
        lines = self.lines
        if kind == PARAGRAPH:
            if self.under_list and block.column:
                return False  # it may be no part of its last item only as long as that is empty
            for number in range(block.first, block.last + 1):
                if lines[number][:1] in _SUSPECTS and number not in self.protected:
                    return False
            return True
        if kind == ATX:
            return block.column == 0 and not lines[block.first].rstrip(" ").endswith("#")
        if kind == FENCE:
            return self._fence_is_equivalent(block)
        if kind == SETEXT:
            mark = lines[block.last].rstrip(" ")
            return block.last == block.first + 1 and mark == mark[0] * len(mark)
        return kind != HTML

    def _group_is_equivalent(self, group: Group) -> bool:
        lines = self.lines
        if not group.leaves:
            return True
        if self.comments and any(leaf.kind == HTML and _open_comment(leaf, lines) for leaf in group.leaves):
            return True
        if group.kind == QUOTE and self.protected and not self.protected.keys().isdisjoint(_range(group)):
            return True
        if self.inline and self.inline.within(self.starts[group.first], self.starts[group.last + 1]):
            return _too_deep(group)
        if group.kind == LIST:
            same = is_equivalent_list(group.leaves, lines, self.protected, superfences=self.superfences)
        else:
            same = is_equivalent_quote(group.leaves, lines) and alert_kind(group.leaves, lines) is None
        return same or _too_deep(group)

    def _fence_is_equivalent(self, leaf: Leaf) -> bool:
        opening, closing = self.lines[leaf.first], self.lines[leaf.last]
        if leaf.column or leaf.last == leaf.first:
            return False
        mark, info = fence_of(opening)
        if closing.rstrip(" ") != mark or not known_info(info, superfences=self.superfences):
            return False
        return leaf.last == leaf.first + leaf.text.count("\n") + 1

    def _write(self, index: int, block: TopBlock) -> None:
        """Writes a block for both engines, or as it stands where only its surroundings differ."""
        if self._is_equivalent(block):
            self.out.copy(block.first, block.last + 1)
        elif isinstance(block, Group):
            self._group(block)
        elif block.kind == PARAGRAPH:
            self._paragraph(block)
        elif block.kind == HTML:
            self._html(index, block)
        elif block.kind == FENCE:
            for _, line in self.out.fence(block, nested=False):
                self.out.add(line)
        elif block.kind == TABLE:
            for _, row in self.out.block_of(block, 0, False):
                self.out.add(row)
        else:
            for _, text in self.out.text_of(block, 0, False)[:1]:
                self.out.add(text)

    def _paragraph(self, leaf: Leaf) -> None:
        lines = self.lines[leaf.first : leaf.last + 1]
        if self.under_list:
            lines[0] = lines[0][leaf.column :]
        for index, line in enumerate(lines):
            if line[:1] in "#[0123456789*+->" and leaf.first + index not in self.protected:
                lines[index] = escaped(line, not index, False)
        if self.inline and leaf.first not in self.protected:
            lines = self.inline.rewrite(lines)
        self.out.lines += lines

    def _group(self, group: Group) -> None:
        kind = alert_kind(group.leaves, self.lines) if group.kind == QUOTE else None
        if kind is not None:
            self._alert(kind, group)
            return
        self.out.run, self.out.run_quotes = -1, 0
        self.out.rewrite(group.leaves)
        self.out.hoist()
        self._definitions(group)

    def _alert(self, kind: str, block: Group) -> None:
        """An alert, as the HTML of an admonition: that needs no extension, and every theme has a style for it."""
        out = self.out
        out.blank()
        out.add(f'<div class="admonition {_CLASSES.get(kind, kind)}" data-planning-open/>')
        out.add(f'<p class="admonition-title">{_TITLES[kind]}</p>')
        out.add("")
        out.rewrite(block.leaves, base=block.leaves[0].container)
        out.blank()
        out.add("</div>")
        out.hoist()
        self._definitions(block)
        out.blank()

    def _definitions(self, block: Group) -> None:
        """Link definitions that stood in a list or quote which was written anew, after it: they hold anywhere."""
        covered: set[int] = set()
        for leaf in block.leaves:
            covered.update(range(leaf.first, leaf.last + 1))
        for number in range(block.first, block.last + 1):
            line = self.lines[number]
            text = line.lstrip(" >")
            if number not in covered and text.startswith("[") and "]:" in text:
                self.out.blank()
                self.out.add(text)

    def _html(self, index: int, leaf: Leaf) -> None:
        lines = self.lines[leaf.first : leaf.last + 1]
        text = "\n".join(lines)
        if lines[0].lstrip().startswith("<!--"):
            self.out.copy(leaf.first, leaf.last + 1)
            if "-->" not in text:  # CommonMark 4.6: an open comment runs to the end
                self.out.add("-->")
            return
        if self.has_marked_tags and only_end_tags(text) and text.count("<") > 1:
            for tag in end_tags(text):
                self.out.blank()
                self.out.add(tag)
            return
        opened: list[str] = []
        spans = open_tags(text, opened)
        if spans and text.count("<!--") == text.count("-->") and self._markdown_before_end(index, text):
            lines = marked(lines, spans)
            self.has_marked_tags = True
        self.out.lines += lines

    def _markdown_before_end(self, index: int, text: str) -> bool:
        """Whether a block that is Markdown stands between this HTML block and the end of what it leaves open."""
        seen = False
        for block in self.blocks[index + 1 :]:
            if block.kind == HTML:
                text += "\n" + self._text(block)
                if not open_tags(text, []):
                    return seen
            else:
                seen = True
        return seen


def reads_on(above: str, below: str) -> bool:
    """Whether Python-Markdown sees the second of two blocks although there is no blank line between them.

    It does after a heading of one line, and around comments and HTML, which it extracts first. It extracts fences too, but
    with superfences a paragraph or item that touches one ends up around the code.
    """
    return above in _ENDS_ITSELF or below == HTML or (above, below) in _READ_ON


def _first_of_run(lines: list[str], end: int) -> int:
    """Where the run of lines without a blank one begins that ends before *end*."""
    while end > 1 and lines[end - 2].strip():
        end -= 1
    return end - 1


def _open_comment(leaf: Leaf, lines: list[str]) -> bool:
    """Whether a comment begins behind the first tag of an HTML block and does not end in it. It is left alone."""
    text = "\n".join(lines[leaf.first : leaf.last + 1])
    return text.count("<!--") > text.count("-->") and not text.startswith("<!--", leaf.column)


def _range(group: Group) -> range:
    return range(group.first, group.last + 1)


def _literal_lines(blocks: list[TopBlock]) -> set[int]:
    found: set[int] = set()
    for block in blocks:
        for leaf in [block] if isinstance(block, Leaf) else block.leaves:
            if leaf.kind == FENCE or (leaf.kind == HTML and leaf.text.lstrip().startswith("<!--")):
                found.update(range(leaf.first, leaf.last + 1))
    return found


def _too_deep(block: Group) -> bool:
    deepest = 0
    for leaf in block.leaves:
        container = leaf.container
        if container is not None and container.depth + container.quotes > deepest:
            deepest = container.depth + container.quotes
    return deepest > MAX_DEPTH
