"""A part of a page → the text that Python-Markdown renders with GitHub's structure, by asking the parser."""

from __future__ import annotations

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
    Chunk,
    Group,
    Leaf,
    blot,
    line_starts,
    read_blocks,
)
from mkdocs_planning.render.github_markdown.github_inline import Inline
from mkdocs_planning.render.github_markdown.lists import alert_kind, list_is_same, quote_is_same
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


class Part:
    """A part of a page that begins and ends between two blocks at the top level.

    Args:
        text: the part, its tabs expanded.
        auto: whether to leave alone what is written for Python-Markdown.
        superfences: whether the site has that extension.
        strikes: whether struck text is to be written for Python-Markdown.
        links: whether bare URLs are.
    """

    def __init__(self, text: str, *, auto: bool, superfences: bool, strikes: bool, links: bool) -> None:
        self.lines = text.split("\n")
        self.superfences = superfences
        self.protected: dict[int, int] = {}
        blotted = blot(text)
        self.is_own = auto and maybe_written_for_python_markdown(text, blotted)
        if self.is_own:
            literal = _literal_lines(read_blocks(blotted, self.lines, line_starts(self.lines)))
            self.protected = protected_lines(self.lines, literal)
            text = "\n".join(mask(self.lines, self.protected))
            blotted = blot(text)
        self.comments = "<!--" in blotted
        self.marked = False  # a start tag was written as a whole element
        self.above = ""
        self.under_list = False  # the block that is looked at stands behind a list
        self.starts = line_starts(self.lines)
        self.chunks = read_blocks(blotted, self.lines, self.starts)
        self.inline = Inline(text, strikes=strikes, links=links)
        self.out = Writer(self.lines, self.inline, self.protected, superfences=superfences)

    @property
    def reaches_on(self) -> bool:
        """Whether what this part holds, or how it is written, may depend on what stands behind it."""
        html = [self._text(chunk) for chunk in self.chunks if chunk.kind == HTML]
        if html and open_tags("\n".join(html), []):
            return True
        last = self.chunks[-1] if self.chunks else None
        if not isinstance(last, Leaf):
            return False
        if last.kind == FENCE:
            return last.first == last.last or not closes(self.lines[last.last], self.lines[last.first])
        return last.kind == HTML and is_open(html[-1])

    def convert(self, above: str) -> str:
        """The text for Python-Markdown; *above* is the kind of the block that this part follows without a blank line."""
        out = self.out
        at = 0  # the first source line that is not written yet
        before = None
        self.above = above
        if above:
            before = Leaf(above, -1, -1, 0, None, False)
            out.add(above)  # stands for its last line
        for index, chunk in enumerate(self.chunks):
            gap = self._gap(before, chunk, at)
            self.under_list = before is not None and before.kind == LIST
            before = chunk
            if not gap and self._is_same(chunk):
                continue  # it is written with the next that is not
            if chunk.first < at:  # cannot happen: blocks follow each other
                continue
            out.copy(at, chunk.first)
            at = chunk.last + 1
            if gap == "comment":
                out.separate()
            elif gap:
                out.blank()
            self._write(index, chunk)
        out.copy(at, len(self.lines))
        ending = "\n" if not self.lines[-1] and out.lines[-1] else ""
        return "\n".join(out.lines[1:] if above else out.lines) + ending

    def _text(self, leaf: Leaf | Group) -> str:
        return "\n".join(self.lines[leaf.first : leaf.last + 1])

    def _gap(self, before: Chunk | None, chunk: Chunk, written: int) -> str:
        """What Python-Markdown needs before a block and GitHub does not: a blank line, an empty comment, or nothing.

        *written* is the line up to which the text is written.
        """
        if before is None:
            return ""
        kind, above = chunk.kind, before.kind
        if above == LIST and (kind == LIST or kind == INDENTED):  # noqa: SIM109 - a set is slower
            return "" if chunk.first in self.protected else "comment"
        if chunk.first > before.last + 1 and above != QUOTE:
            return ""
        if above == QUOTE and kind == QUOTE and not self._is_alert(before) and not self._is_alert(chunk):
            return "comment"
        if chunk.first > before.last + 1 or chunk.first in self.protected:
            return ""
        if above == LIST and kind == ATX and self.chunks[0] is not chunk:
            lines, end = (self.out.lines, len(self.out.lines)) if written == chunk.first else (self.lines, chunk.first)
            first = _first_of_run(lines, end)
            # Python-Markdown gives an item all of a run of lines that begins four columns in.
            return "blank line" if lines[first].startswith(" ") and not (self.above and first == 0) else ""
        return "" if reads_on(above, kind) else "blank line"

    def _is_alert(self, chunk: Chunk) -> bool:
        return isinstance(chunk, Group) and alert_kind(chunk.leaves, self.lines) is not None

    def _is_same(self, chunk: Chunk) -> bool:
        """Whether both engines see a block alike as it stands."""
        kind = chunk.kind
        if isinstance(chunk, Group):
            return self._group_is_same(chunk)
        if self.inline and kind in _WITH_TEXT and self.inline.within(self.starts[chunk.first], self.starts[chunk.last + 1]):
            return False
        lines = self.lines
        if kind == PARAGRAPH:
            if self.under_list and chunk.column:
                return False  # it may be no part of its last item only as long as that is empty
            for number in range(chunk.first, chunk.last + 1):
                if lines[number][:1] in _SUSPECTS and number not in self.protected:
                    return False
            return True
        if kind == ATX:
            return chunk.column == 0 and not lines[chunk.first].rstrip(" ").endswith("#")
        if kind == FENCE:
            return self._fence_is_same(chunk)
        if kind == SETEXT:
            mark = lines[chunk.last].rstrip(" ")
            return chunk.last == chunk.first + 1 and mark == mark[0] * len(mark)
        return kind != HTML

    def _group_is_same(self, group: Group) -> bool:
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
            same = list_is_same(group.leaves, lines, self.protected, superfences=self.superfences)
        else:
            same = quote_is_same(group.leaves, lines) and alert_kind(group.leaves, lines) is None
        return same or _too_deep(group)

    def _fence_is_same(self, leaf: Leaf) -> bool:
        opening, closing = self.lines[leaf.first], self.lines[leaf.last]
        if leaf.column or leaf.last == leaf.first:
            return False
        mark, info = fence_of(opening)
        if closing.rstrip(" ") != mark or not known_info(info, superfences=self.superfences):
            return False
        return leaf.last == leaf.first + leaf.text.count("\n") + 1

    def _write(self, index: int, chunk: Chunk) -> None:
        """Writes a block for both engines, or as it stands where only what is around it differs."""
        if self._is_same(chunk):
            self.out.copy(chunk.first, chunk.last + 1)
        elif isinstance(chunk, Group):
            self._group(chunk)
        elif chunk.kind == PARAGRAPH:
            self._paragraph(chunk)
        elif chunk.kind == HTML:
            self._html(index, chunk)
        elif chunk.kind == FENCE:
            for _, line in self.out.fence(chunk, nested=False):
                self.out.add(line)
        elif chunk.kind == TABLE:
            for _, row in self.out.block_of(chunk, 0, False):
                self.out.add(row)
        else:
            for _, text in self.out.text_of(chunk, 0, False)[:1]:
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

    def _alert(self, kind: str, chunk: Group) -> None:
        """An alert, as the HTML of an admonition: that needs no extension, and every theme has a style for it."""
        out = self.out
        out.blank()
        out.add(f'<div class="admonition {_CLASSES.get(kind, kind)}" data-planning-open/>')
        out.add(f'<p class="admonition-title">{_TITLES[kind]}</p>')
        out.add("")
        out.rewrite(chunk.leaves, base=chunk.leaves[0].container)
        out.blank()
        out.add("</div>")
        out.hoist()
        self._definitions(chunk)
        out.blank()

    def _definitions(self, chunk: Group) -> None:
        """Link definitions that stood in a list or quote which was written anew, after it: they hold anywhere."""
        covered: set[int] = set()
        for leaf in chunk.leaves:
            covered.update(range(leaf.first, leaf.last + 1))
        for number in range(chunk.first, chunk.last + 1):
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
        if self.marked and only_end_tags(text) and text.count("<") > 1:
            for tag in end_tags(text):
                self.out.blank()
                self.out.add(tag)
            return
        opened: list[str] = []
        spans = open_tags(text, opened)
        if spans and text.count("<!--") == text.count("-->") and self._markdown_before_end(index, text):
            lines = marked(lines, spans)
            self.marked = True
        self.out.lines += lines

    def _markdown_before_end(self, index: int, text: str) -> bool:
        """Whether a block that is Markdown stands between this HTML block and the end of what it leaves open."""
        seen = False
        for chunk in self.chunks[index + 1 :]:
            if chunk.kind == HTML:
                text += "\n" + self._text(chunk)
                if not open_tags(text, []):
                    return seen
            else:
                seen = True
        return seen


def reads_on(above: str, below: str) -> bool:
    """Whether Python-Markdown sees the second of two blocks although no blank line stands between them.

    It does after a heading in one line, and around comments and HTML, which it takes out first. Fences it
    takes out too, but superfences leaves a paragraph or an item that touches them wrapped around the code.
    """
    return above in _ENDS_ITSELF or below == HTML or (above, below) in _READ_ON


def _first_of_run(lines: list[str], end: int) -> int:
    """Where the run of lines without a blank one begins that ends before *end*."""
    while end > 1 and lines[end - 2].strip():
        end -= 1
    return end - 1


def _open_comment(leaf: Leaf, lines: list[str]) -> bool:
    """Whether a comment begins behind the first tag of an HTML block and does not end in it: nobody can mend that."""
    text = "\n".join(lines[leaf.first : leaf.last + 1])
    return text.count("<!--") > text.count("-->") and not text.startswith("<!--", leaf.column)


def _range(group: Group) -> range:
    return range(group.first, group.last + 1)


def _literal_lines(chunks: list[Chunk]) -> set[int]:
    found: set[int] = set()
    for chunk in chunks:
        for leaf in [chunk] if isinstance(chunk, Leaf) else chunk.leaves:
            if leaf.kind == FENCE or (leaf.kind == HTML and leaf.text.lstrip().startswith("<!--")):
                found.update(range(leaf.first, leaf.last + 1))
    return found


def _too_deep(chunk: Group) -> bool:
    deepest = 0
    for leaf in chunk.leaves:
        container = leaf.container
        if container is not None and container.depth + container.quotes > deepest:
            deepest = container.depth + container.quotes
    return deepest > MAX_DEPTH
