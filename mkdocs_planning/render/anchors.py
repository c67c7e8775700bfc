"""``<a id="planning-L42"></a>`` at the facts of a plan page, so that views can link to a line.

Where an anchor goes is known in the Markdown, where the line numbers are. There it is a mark of a few
characters that no text uses and no Markdown extension knows, since two tags at every fact would cost
a fifth of the time that Python-Markdown takes. Headings have a mark of their own, which is taken out
again wherever else a table of contents shows their text. What Python-Markdown makes of a text is not
always what GitHub makes of it, so the page is gone over once more when it is HTML. Until the page is
complete (see :mod:`mkdocs_planning.mkdocs.build`) a mark is a comment there.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from mkdocs_planning.markdown.outline import Block, Heading, Item, ListBlock, Outline, Paragraph, Quote, Table, Text
from mkdocs_planning.model.plan import Plan

_ANCHOR = re.compile(r'<a id="planning-L(\d+)"></a>')
_TAGS = r"(?:</?span[^>]*>)*"
_SHOWN = re.compile(
    rf"({_TAGS})&lt;({_TAGS})a({_TAGS}) ({_TAGS})id({_TAGS})=({_TAGS})(?:&quot;|\")({_TAGS})planning-L\d+({_TAGS})"
    rf"(?:&quot;|\")({_TAGS})&gt;({_TAGS})&lt;/({_TAGS})a({_TAGS})&gt;"
)
_SPECIAL = re.compile(rb"!!!|\?\?\?|===|:|/{3}|\{|\[\^|\*\[|\[TOC\]|--8<--|\$\$|[<|#]|~~~|```|\+\+\+|={2}|-{2}")
_INDENT = re.compile(rb"[ \t>]*")

# Unicode's noncharacters, which are meant for use inside a program: ten for the digits, three around them.
_DIGITS = {ord("0") + digit: 0xFDD0 + digit for digit in range(10)}
_NUMBERS = {written: digit for digit, written in _DIGITS.items()}
_BEGIN, _END, _HEADING = "\ufdda", "\ufddb", "\ufddc"
_NUMBER = f"(?P<line>[\ufdd0-\ufdd9]+){_END}"
_MARK = re.compile(f"<(?P<code>pre|code)\\b.*?</(?P=code)>|{_BEGIN}{_NUMBER}", re.S)
_IN_HEADING = re.compile(f"(<h[1-6]\\b[^>]*>(?:(?!</h[1-6]>)[^{_HEADING}])*){_HEADING}{_NUMBER}", re.S)
_ELSEWHERE = re.compile(f"(?P<tag><[^<>]*{_HEADING}[^<>]*>)|{_HEADING}{_NUMBER}")
_ANY = re.compile(f'<span class="err">[\ufdd0-{_HEADING}]+</span>|[\ufdd0-{_HEADING}]+')
_COMMENT = re.compile(r"<!--planning-L(\d+)-->")
_QUOTES = re.compile(rb"[\"']*")


def anchor_id(line: int) -> str:
    """The id of the anchor of *line*."""
    return f"planning-L{line}"


def fact_lines(plans: Sequence[Plan], file: str) -> tuple[int, ...]:
    """The lines of *file* at which views may point, where it states these *plans*, in order."""
    found = {plan.line for plan in plans}

    def add(value: Struct) -> None:
        if getattr(value, "file", None) == file:
            found.add(getattr(value, "line", 1))
        for name in value.__struct_fields__:
            part: object = getattr(value, name)
            if isinstance(part, tuple):
                for item in part:  # pyright: ignore[reportUnknownVariableType]
                    if isinstance(item, Struct):
                        add(item)

    for plan in plans:
        add(plan)
        if plan.source == file:
            found.update(plan.lines.values())
    return tuple(sorted(found))


def holds(lines: Sequence[int], line: int) -> bool:
    """Whether *line* is among *lines*, which are in order."""
    at = bisect_left(lines, line)
    return at < len(lines) and lines[at] == line


Spots: TypeAlias = bytes
"""Where in a text anchors may stand without changing anything else, in the order of the text.

Packed, since a thousand plans have forty thousand: of each its line, its offset in the outline's data, and whether
that is a heading's.
"""
_SPOT = struct.Struct("<II?")


def spots(outline: Outline) -> Spots:
    """The spots of a text, at most one for each line."""
    made: list[bytes] = []
    seen: set[int] = set()
    for line, offset, is_heading in _starts(outline):
        if line not in seen:
            seen.add(line)
            # Behind quotation marks: what opens a text is known by its standing first ("smart" quotes).
            quotes = _QUOTES.match(outline.data, offset)
            made.append(_SPOT.pack(line, quotes.end() if quotes else offset, is_heading))
    return b"".join(made)


def insertions(spots: Spots, lines: Collection[int], blanked: Collection[int]) -> list[tuple[int, bytes]]:
    """Where anchors go: byte offsets in the outline's data, in order, with what to insert there.

    Args:
        spots: of the page.
        lines: the lines that need an anchor; those for which there is no safe place get none.
        blanked: lines that will not be shown.
    """
    found: dict[int, str] = {}
    wanted = set(lines).difference(blanked)
    for line, offset, is_heading in _SPOT.iter_unpack(spots):
        if line in wanted:
            begin = _HEADING if is_heading else _BEGIN
            found[offset] = found.get(offset, "") + begin + str(line).translate(_DIGITS) + _END
    return [(offset, found[offset].encode()) for offset in sorted(found)]


def _anchor(line: int) -> str:
    return f'<a id="{anchor_id(line)}"></a>'


def commented(html: str) -> str:
    """*html* with a comment for each mark, which other plugins can read past; marks that landed in code are taken out."""
    if _BEGIN in html:
        html = _MARK.sub(_made, html)
    if _HEADING not in html:
        return html
    html = _IN_HEADING.sub(lambda match: match[1] + _comment(match), html)
    return _ELSEWHERE.sub(lambda match: _elsewhere(match, html), html) if _HEADING in html else html


def _made(match: re.Match[str]) -> str:
    return without_marks(match[0]) if match["code"] else _comment(match)


def _elsewhere(match: re.Match[str], html: str) -> str:
    # A copy of a heading, in a table of contents; or the only one, if this is no heading to Python-Markdown.
    comment = "" if match["tag"] else _comment(match)
    return without_marks(match[0]) if comment in html else comment


def _comment(match: re.Match[str]) -> str:
    return f"<!--{anchor_id(int(match['line'].translate(_NUMBERS)))}-->"


def anchored(html: str) -> str:
    """*html* with an anchor for each comment of :func:`commented`."""
    return _COMMENT.sub(r'<a id="planning-L\1"></a>', html)


def without_marks(text: str) -> str:
    """*text* without any mark."""
    return _ANY.sub("", text) if _END in text else text


def _starts(outline: Outline) -> Iterator[tuple[int, int, bool]]:
    """Lines with the offset at which their text starts, and whether it is that of a heading."""
    data = outline.data
    stack: list[Block | Item] = list(reversed(outline.blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, Heading):
            # The title stays as it is, since MkDocs and plugins read it from the Markdown; the top is near.
            if block.text.plain and not (block.level == 1 and block is outline.blocks[0]):
                yield block.line, _before_escape(data, block.text.start), True
        elif isinstance(block, Paragraph):
            for line, offset in _text_starts(outline, block.text):
                yield line, offset, False
        elif isinstance(block, Item):
            if block.text is not None:
                for line, offset in _text_starts(outline, block.text):
                    yield block.line if line == block.text.line else line, offset, False
            stack.extend(reversed(block.blocks))
        elif isinstance(block, ListBlock):
            stack.extend(reversed(block.items))
        elif isinstance(block, Quote):
            stack.extend(reversed(block.blocks))
        elif isinstance(block, Table):
            for row in (block.head, *block.rows):
                cell = next((cell for cell in row if cell.plain), None)
                if cell is not None:
                    yield cell.line, _before_escape(data, cell.start), False


def _text_starts(outline: Outline, text: Text) -> Iterator[tuple[int, int]]:
    data = outline.data
    for number, line in enumerate(text.lines):
        if number == 0:
            start = _before_escape(data, text.start)
        else:
            begin = outline.starts[line.number - 1]
            match = _INDENT.match(data, begin)
            start = match.end() if match else begin
        # What Python-Markdown's extensions know by the beginning of a line keeps it.
        if not _SPECIAL.match(data, start):
            yield line.number, start


def _before_escape(data: bytes, start: int) -> int:
    """*start*, or the backslash before it: the parser's text begins behind the one that escapes it."""
    at = start
    while at > 0 and data[at - 1] == 0x5C:
        at -= 1
    return start - (start - at) % 2


def complete(html: str, lines: Collection[int]) -> str:
    """*html* with every anchor of *lines*: those that landed in code are taken out, missing ones added.

    A missing one goes to the nearest anchor before it, else to the very top, so that no link leads nowhere.
    """
    if html.count("planning-L") > html.count('<a id="planning-L'):
        html = _SHOWN.sub(lambda match: "".join(match.groups()), html)
    found = {int(number) for number in _ANCHOR.findall(html)}
    present = sorted(found)
    top: list[int] = []
    beside: dict[int, list[int]] = {}
    for line in sorted(set(lines) - found):
        before = bisect_right(present, line)
        (beside.setdefault(present[before - 1], []) if before else top).append(line)
    if beside:
        html = _ANCHOR.sub(lambda match: match[0] + _anchors(beside.pop(int(match[1]), [])), html)
    return _anchors(top) + html


def _anchors(lines: list[int]) -> str:
    return "".join(map(_anchor, lines))
