"""Writes blocks so that Python-Markdown sees what GitHub sees.

Written is Markdown on which both engines agree: children of an item are indented by four columns, a blank line stands
before every block that needs one, and an empty comment stands between two blocks that Python-Markdown would take for one
(two lists, two quotes, code under a list). So converting the result again changes nothing.
"""

from __future__ import annotations

import re

from mkdocs_planning.render.github_markdown.github_blocks import (
    ATX,
    EMPTY,
    FENCE,
    HTML,
    INDENTED,
    PARAGRAPH,
    RULE,
    SETEXT,
    TABLE,
    Container,
    Leaf,
)
from mkdocs_planning.render.github_markdown.github_inline import Inline
from mkdocs_planning.render.github_markdown.raw_html import BLOCK_LEVEL

TAB = "    "
SEPARATOR = "<!-- -->"
NO_ITEM = 1000
"""Instead of a depth: the run of lines does not begin with an item."""

BOX_LINE = re.compile(r"[ \v\f]*(?:[-+*]|[0-9]+[.)])[ \v\f]+\[[ xX]\][ \v\f]")  # cmark-gfm's scanner, at the line's start
BOX = re.compile(r"\[[ xX]\] ")
_TEXTS = frozenset({PARAGRAPH, ATX, SETEXT})
_SUSPECTS = frozenset("#*+->0123456789")
_QUOTE_MARKS = re.compile(r"[ ]*>")
_ITEM_LIKE = re.compile(r"(?:[*+-]|\d+[.)])[ ]")
_TABLE_LINE = re.compile(r"[|:\- ]*\|[|:\- ]*")
_NUMBER_END = re.compile(r"(?=[.)])")
_DEEP = re.compile(rf"<(?:[!?]|/?(?:{'|'.join(BLOCK_LEVEL)})(?:[\s/>]|$))|`{{3,}}[^`]*$|~{{3,}}|=+[ ]*$", re.I)
"""A later line of a paragraph that would begin a block if it did not stand four columns in (CommonMark 4.8)."""
_DEFINITION_LIKE = re.compile(r"\[[^\[\]^][^\[\]]*\]:[ ]*\S")
_HEADING_TAIL = re.compile(r"[^\s#\\](#+)[ ]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_INFO = re.compile(r"\.?[\w#.+-]*|\{.*\}|\.?[\w#.+-]*[ ]+hl_lines=(?:\"[^\"]*\"|'[^']*')")  # fenced_code
_MORE_INFO = re.compile(  # pymdownx.superfences
    r"(?:\.?[\w#.+-]+[ ]+)?(?:[\w-]+(?:=(?:\"[^\"]*\"|'[^']*'|[\w-]+))?(?:[ ]+|$))+|[\w#.+-]+[ ]+\{.*\}"
)
_USUAL_MARKER = re.compile(r"(?:[*+-][ ]{1,3}|\d\.[ ]{1,2}|\d\d\.[ ])(?=[^ ])")  # four columns at most
_WORD = re.compile(r"[ ]*([\w#.+-]+)")


def escaped(line: str, first: bool, in_item: bool) -> str:
    """A line of paragraph text with its first character escaped where Python-Markdown would begin a block with it.

    It takes ``#word`` for a heading (Python-Markdown, "Differences from CommonMark"), any line in an item
    that begins like an item for one, and a link definition anywhere in a paragraph.
    """
    start = line[:1]
    if start == "#":
        return "\\" + line
    if not first and start in "*-_" and start and not line.strip(start + " "):  # a rule that stood four columns in
        return "\\" + line
    if not first and start in "|-" and _TABLE_LINE.fullmatch(line):  # in a quote it went on without its mark
        return "\\" + line
    if start in "*+->0123456789" and start:
        if start == ">":
            return "\\" + line
        if (first or in_item) and _ITEM_LIKE.match(line):
            if start.isdigit():
                return _NUMBER_END.sub(r"\\", line, count=1)
            return "\\" + line
    elif start == "[" and not first and _DEFINITION_LIKE.match(line):
        return "\\" + line
    return line


def heading_text(line: str) -> str:
    """A heading that Python-Markdown reads as it stands: it drops ``#`` from the end even where no space stands
    before it, and sees no heading where the last character is a backslash."""
    if line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2:
        return line + "\\"
    match = _HEADING_TAIL.search(line) if line.endswith("#") or line.endswith("# ") else None
    return line[: match.start(1)] + "\\" + line[match.start(1) :] if match and len(match[1]) == 1 else line


def fence_of(line: str) -> tuple[str, str]:
    """The fence and the info string of an opening line that begins with its fence."""
    match = _FENCE.match(line)
    return (match[1], match[2].strip()) if match else ("```", "")


def closes(line: str, opening: str) -> bool:
    """Whether *line* is the end of a fence at the top level that begins with *opening* (CommonMark 4.5)."""
    mark = fence_of(opening.lstrip(" "))[0]
    text = line.lstrip(" ")
    return len(line) - len(text) < 4 and text.startswith(mark) and not text.strip(mark[0] + " ")


def known_info(info: str, *, superfences: bool) -> bool:
    """Whether the extension that the site has for fences takes this info string; it takes none with two words."""
    if _INFO.fullmatch(info):
        return True
    return superfences and "=" in info and _MORE_INFO.fullmatch(info) is not None


def code_lines(leaf: Leaf, lines: list[str]) -> list[tuple[int, str]]:
    """The lines of a code block without what stands before them in the source, with their numbers."""
    first = leaf.first + (1 if leaf.kind == FENCE else 0)
    wanted = leaf.text.split("\n")
    if wanted and not wanted[-1]:
        wanted.pop()
    found: list[tuple[int, str]] = []
    for number, masked in enumerate(wanted, first):
        width = len(masked)
        line = lines[number] if number < len(lines) else ""
        found.append((number, line[len(line) - width :] if width else ""))
    while found and not found[-1][1].strip() and leaf.kind == INDENTED:
        found.pop()
    return found


class Writer:
    """The lines written so far. Lines of the source count from 0."""

    def __init__(self, source: list[str], inline: Inline, protected: dict[int, int], *, superfences: bool) -> None:
        self.source = source
        self.inline = inline
        self.protected = protected
        self.superfences = superfences
        self.lines: list[str] = []
        self.hoisted: list[Leaf] = []  # comments of several lines, which an item of Python-Markdown cannot hold
        self.run = NO_ITEM  # depth of the item with which the present run of lines without a blank one begins
        self.run_quotes = 0  # and how many quotes it stands in

    def copy(self, first: int, end: int) -> None:
        """Writes source lines as they are."""
        self.lines += self.source[first:end]

    def add(self, line: str) -> None:
        self.lines.append(line)

    def blank(self, prefix: str = "") -> None:
        """A blank line, if none stands there yet; in a quote it has the quote's mark."""
        if self.lines and self.lines[-1].strip(" >"):
            self.add(prefix.rstrip())

    def separate(self, prefix: str = "") -> None:
        """Keeps two blocks apart that Python-Markdown would make one."""
        self.blank(prefix)
        self.add(prefix + SEPARATOR)
        self.blank(prefix)

    # What a leaf is written as -----------------------------------------------------------------------------------

    def text_of(self, leaf: Leaf, quotes: int, nested: bool) -> list[tuple[int, str]]:
        """The lines of a paragraph or heading without what stands before them in the source."""
        numbers = range(leaf.first, leaf.last + 1)
        texts = [self.source[leaf.first][leaf.column :].strip()]
        for number in numbers[1:]:
            texts.append(_content(self.source[number], quotes).strip(" "))
        if leaf.kind == SETEXT:
            texts.pop()
        # A box before a heading of two lines: Python-Markdown can show one of them, and a box is a fact.
        if leaf.kind == PARAGRAPH or (leaf.kind == SETEXT and leaf.is_first and self._is_box(leaf)):
            for index, text in enumerate(texts):
                if numbers[index] not in self.protected:
                    texts[index] = escaped(text, not index, nested)
                    if index and _DEEP.match(text):
                        texts[index] = TAB + text
                if text.endswith("\\") or self.source[numbers[index]].endswith("  "):
                    texts[index] = texts[index].rstrip() + ("" if text.endswith("\\") else "  ")
            texts[-1] = texts[-1].rstrip(" ")
        else:
            mark = "#" * leaf.level + " " if leaf.kind == SETEXT else ""
            texts = [heading_text(mark + " ".join(texts))]
        if self.inline:
            texts = self.inline.rewrite(texts)
        return list(zip(numbers, texts, strict=False))

    def block_of(self, leaf: Leaf, quotes: int, nested: bool) -> list[tuple[int, str]]:
        """The lines of any other block; *nested* where it stands in an item or a quote."""
        if leaf.kind == FENCE:
            return self.fence(leaf, nested)
        if leaf.kind == INDENTED:
            return [(number, TAB + line if line.strip() else "") for number, line in code_lines(leaf, self.source)]
        if leaf.kind == TABLE:
            rows = [(leaf.first, self.source[leaf.first][leaf.column :].strip())]
            rows += [(n, _content(self.source[n], quotes).strip()) for n in range(leaf.first + 1, leaf.last + 1)]
            if self.inline:
                rows = [(number, self.inline.rewrite([row])[0]) for number, row in rows]
            return rows
        if leaf.kind == RULE:
            return [(leaf.first, "***" if leaf.is_first else "---")]
        if leaf.kind == HTML:
            return self.html(leaf, nested)
        return [(leaf.first, "")]

    def html(self, leaf: Leaf, nested: bool) -> list[tuple[int, str]]:
        """An HTML block, its first line at the margin; in an item Python-Markdown would read Markdown in it."""
        found = code_lines(leaf, self.source)
        indent = len(found[0][1]) - len(found[0][1].lstrip(" ")) if found else 0
        if indent:
            found = [(n, line[indent:] if line[:indent].isspace() else line) for n, line in found]
        if nested and not self.source[leaf.first].startswith("<!--", leaf.column):
            found = [(n, escaped(line.lstrip(" "), n == leaf.first, True)) for n, line in found]
        return found

    def fence(self, leaf: Leaf, nested: bool) -> list[tuple[int, str]]:
        """A fence, or indented code where it stands in an item or a quote and only superfences would see it there."""
        code = code_lines(leaf, self.source)
        if nested and not self.superfences:
            # Indented code cannot be empty, nor begin or end with a blank line (CommonMark 4.4).
            while code and not code[0][1].strip():
                code = code[1:]
            while code and not code[-1][1].strip():
                code.pop()
            if not code:
                return [(leaf.first, SEPARATOR)]
            return [(number, TAB + line if line.strip() else "") for number, line in code]
        mark, info = fence_of(self.source[leaf.first][leaf.column :])
        if not known_info(info, superfences=self.superfences):
            word = _WORD.match(info)
            info = word[1] if word else ""
        while any(closes(line, mark) for _, line in code):  # farther to the left than it was
            mark += mark[0]
        opening = mark + (" " if info.startswith("{") else "") + info
        return [(leaf.first, opening), *code, (leaf.last, mark)]

    # Containers --------------------------------------------------------------------------------------------------

    def rewrite(self, leaves: list[Leaf], *, base: Container | None = None) -> None:
        """Writes a list or a quote; *base* is a quote whose marks are left out (an alert)."""
        padded = _items_with_code(leaves, fences=not self.superfences)
        before: Leaf | None = None
        for leaf in leaves:
            container = leaf.container
            simple = leaf.is_first and container is not None and container not in padded
            if simple and container is not None and self._simple_item(leaf, container, before):
                before = leaf
                continue
            pending = ""
            for opened in _unwritten(container, base):
                pending = self._open(opened, pending, before, opened in padded)
            if leaf.kind == HTML and leaf.last > leaf.first and self.source[leaf.first].startswith("<!--", leaf.column):
                self.hoisted.append(leaf)
                if pending:
                    self._mark(pending, container)
                elif leaf.is_first and container is not None and container is not base:
                    self.add(container.prefix + SEPARATOR)
                    self.run = NO_ITEM
                before = leaf
                continue
            self._leaf(leaf, container if container is not base else None, pending, base)
            before = leaf

    def hoist(self) -> None:
        """Writes the comments that were held back, after the list or quote; readers of the page see none of them."""
        for leaf in self.hoisted:
            self.blank()
            for _, line in self.block_of(leaf, 0, False):
                self.add(line)
            if "-->" not in self.lines[-1]:
                self.add("-->")
        self.hoisted.clear()

    def _simple_item(self, leaf: Leaf, item: Container, before: Leaf | None) -> bool:
        """Writes an item of one line that only needs other indentation, the most frequent case. Else returns False."""
        number = leaf.first
        parent = item.parent
        if leaf.kind != PARAGRAPH or leaf.last != number or item.line != number or not item.is_item:
            return False
        if parent is None:
            prefix = ""
        elif parent.is_written and parent.is_item and parent.tail in (None, item.list):
            parent.tail = item.list
            prefix = parent.prefix
        else:
            return False
        line = self.source[number]
        if (
            line[leaf.column] in _SUSPECTS
            or line[leaf.column - 2] == ")"
            or leaf.column - item.column > 4
            or (item.quotes and line[leaf.column] == "[")
            or line[leaf.column - 1] != " "
            or number in self.protected
            or (self.inline and self.inline.wanted(line))
        ):
            return False
        item.is_written = True
        item.prefix = prefix + TAB
        if (before is not None and number > before.last + 1) or self._holds(item):
            self.blank(prefix)
        self._begin_run(item)
        self.lines.append(prefix + line[item.column :].rstrip())
        return True

    def _open(self, opened: Container, pending: str, before: Leaf | None, padded: bool) -> str:
        """Writes what must stand before a container, and returns what its first line begins with."""
        opened.is_written = True
        parent = opened.parent
        prefix = parent.prefix if parent else ""
        if pending:  # the container around it has no text of its own
            self._mark(pending, parent)
        if not opened.is_item:
            self.blank(prefix)
            if parent is not None:
                if parent.tail == "quote":
                    self.separate(prefix)
                parent.tail = "quote"
            opened.prefix = prefix + "> "
            return ""
        if parent is not None:
            if isinstance(parent.tail, int) and parent.tail != opened.list:
                self.separate(prefix)
            parent.tail = opened.list
        if not pending:
            gap = before is not None and opened.line > before.last + 1
            if gap or self._holds(opened):
                self.blank(prefix)
        self._begin_run(opened)
        opened.prefix = prefix + TAB
        return prefix + self._marker(opened, padded)

    def _holds(self, item: Container) -> bool:
        """Whether the present run of lines would make *item* part of a deeper item, or of a quote."""
        return self.run > item.depth or self.run_quotes > item.quotes

    def _begin_run(self, item: Container) -> None:
        if self.run < 0 or not self.lines[-1].strip(" >"):
            self.run = item.depth
            self.run_quotes = item.quotes

    def _marker(self, item: Container, padded: bool) -> str:
        """The marker as Python-Markdown knows it: a bullet, or a number of at most two digits and a full stop."""
        line = self.source[item.line]
        usual = _USUAL_MARKER.match(line, item.column)
        if usual and not padded:
            return usual.group()
        if not item.ordered:
            mark = line[item.column]
        else:
            digits = re.match(r"\d+", line[item.column :])
            number = digits.group() if digits else "1"
            mark = (number if len(number) < 3 else "99") + "."
        return mark.ljust(4) if padded else mark + " "

    def _mark(self, pending: str, container: Container | None) -> None:
        """A line with nothing but a marker; the comment is there because an item must begin with something."""
        self.add(pending + SEPARATOR)
        if container is not None and container.is_item:
            container.tail = None

    def _leaf(self, leaf: Leaf, container: Container | None, pending: str, base: Container | None) -> None:
        """Writes a block; *pending* is what its first line begins with where it is the first of an item."""
        prefix = container.prefix if container else ""
        if leaf.kind == EMPTY:
            self._empty_item(container, pending)
            return
        lines = self._lines_of(leaf, nested=container is not None)
        if base is not None and leaf.container is base and leaf.is_first:
            if len(lines) == 1:
                return
            lines = [(lines[1][0], lines[1][1].lstrip(" ")), *lines[2:]]  # without the line [!NOTE]
        if pending and (leaf.kind in _TEXTS or (leaf.kind == HTML and len(lines) == 1)):
            self._begin_item(leaf, lines, pending, prefix)
            return
        if pending:
            self._mark(pending, container)
        self._separate_code(leaf, container)
        self.run = NO_ITEM
        self._rest(lines, prefix)

    def _empty_item(self, container: Container | None, pending: str) -> None:
        if pending:  # a bare "-" in the second line would be the line under a heading
            self._mark(pending, container)
        elif container is None or not container.is_item:
            self.add((container.prefix if container else "") + SEPARATOR)
            self.run = NO_ITEM

    def _lines_of(self, leaf: Leaf, *, nested: bool) -> list[tuple[int, str]]:
        quotes = leaf.container.quotes if leaf.container else 0
        return self.text_of(leaf, quotes, True) if leaf.kind in _TEXTS else self.block_of(leaf, quotes, nested)

    def _begin_item(self, leaf: Leaf, lines: list[tuple[int, str]], pending: str, prefix: str) -> None:
        """Writes the first block of an item behind its marker."""
        text = lines[0][1]
        if leaf.kind == PARAGRAPH and BOX.match(text) and not self._is_box(leaf):
            text = "\\" + text
        self.add(pending + text)
        self._rest(lines[1:], prefix)
        if leaf.kind == SETEXT:  # where it became text, what follows must not belong to that
            self.run = NO_ITEM

    def _separate_code(self, leaf: Leaf, container: Container | None) -> None:
        """A blank line before a block, and a comment before code that Python-Markdown would add to the block above."""
        prefix, tail = (container.prefix, container.tail) if container else ("", None)
        self.blank(prefix)
        is_code = leaf.kind == INDENTED or (leaf.kind == FENCE and container is not None and not self.superfences)
        if is_code and (isinstance(tail, int) or tail == "code"):
            self.separate(prefix)
        if container is not None:
            container.tail = "code" if is_code else None

    def _rest(self, lines: list[tuple[int, str]], prefix: str) -> None:
        for number, text in lines:
            base = self.protected.get(number)
            if base is not None:
                text = self.source[number][base:]
            self.add((prefix + text) if text else prefix.rstrip())

    def _is_box(self, leaf: Leaf) -> bool:
        """Whether GitHub shows a box; it looks for one at the start of the line (:mod:`mkdocs_planning.markdown.masking`)."""
        match = BOX_LINE.match(self.source[leaf.first])
        return match is not None and match.end() - 4 == leaf.column


def _content(line: str, quotes: int) -> str:
    """A line after the first of a block, without the marks of the quotes it stands in (it may lack some)."""
    for _ in range(quotes):
        match = _QUOTE_MARKS.match(line)
        if not match:
            break
        line = line[match.end() :]
    return line


def _unwritten(container: Container | None, base: Container | None) -> list[Container]:
    opened: list[Container] = []
    while container is not None and container is not base and not container.is_written:
        opened.append(container)
        container = container.parent
    opened.reverse()
    return opened


def _items_with_code(leaves: list[Leaf], *, fences: bool) -> set[Container]:
    """Items that hold code: their text must begin at column four, or GitHub would see the code elsewhere."""
    found: set[Container] = set()
    for leaf in leaves:
        if leaf.kind == INDENTED or (fences and leaf.kind == FENCE and leaf.text.strip()):
            container = leaf.container
            while container is not None:
                if container.is_item:
                    found.add(container)
                container = container.parent
    return found
