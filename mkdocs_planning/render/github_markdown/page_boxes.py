"""The boxes of a finished page: their source line, a name for screen readers, and what custom marks mean.

Task list extensions write ``<input type="checkbox" disabled/>`` and nothing else. Here each box gets
``data-line`` (the line of its task in plans.json), ``aria-label`` (its text) and, where there is more to say,
``title``, and a custom mark (``[~]``, ``[-]``, Kiro's ``[ ]*``), which is plain text to every engine, is shown
as what it means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple


class Box(NamedTuple):
    """A task.

    Attributes:
        line: in the file.
        mark: what stands between its brackets; None where it has no box.
        state: of the task.
        text: of the task.
        note: who completed it, and when; may be empty.
        state_name: the state in words.
    """

    line: int
    mark: str | None
    state: str
    text: str
    note: str = ""
    state_name: str = ""


_SPACE = "[ \t\r\n]*"
_INPUT = re.compile(r'<input type="checkbox"(?P<rest>[^<>]*?)[ ]*(?P<end>/?>)')
_CUSTOM = re.compile(
    rf"(?P<open><li[^<>]*>{_SPACE}(?:<p[^<>]*>{_SPACE})?)"
    r'(?P<anchor>(?:<a id="[^"<>]*"></a>)*)(?P<shown>\[(?P<mark>(?:&\w+;|[^\s\[\]()&]){1,2})\]|\[(?P<box>[ xX])\]\*)(?=\s|<)'
)
_ANCHOR = re.compile(r'<a id="planning-L(\d+)"></a>')
_TEXT_END = re.compile(r"<(?:/li|li|ul|ol|table|pre|blockquote|input|/p|p)\b")
_TAG = re.compile(r"<[^<>]*>")
_PRE = re.compile(r"<(?:pre|code|script|style)\b.*?</(?:pre|code|script|style)>", re.S)
_WORDS = re.compile(r"\s+")
_LABEL_LENGTH = 200
_PLAIN_MARKS = (" ", "x", "X")


def label_boxes(html: str, boxes: list[Box], unnamed: str) -> str:
    """*html*, a page's content, with its boxes and custom marks labelled. Labelling it again changes nothing.

    A box with the anchor of its line beside it (``planning-L42``) is identified by that. Otherwise the boxes are taken in
    order, and only if the page has as many as the plan, so that no box gets the line of another.

    Args:
        html: with its anchors.
        boxes: the plan's, in order.
        unnamed: the accessible name of a box without text.
    """
    literal = [match.span() for match in _PRE.finditer(html)]
    edits = [*_box_edits(html, literal, boxes, unnamed), *_mark_edits(html, literal, boxes)]
    pieces: list[str] = []
    at = 0
    for start, end, new in sorted(edits):
        pieces += html[at:start], new
        at = end
    return "".join(pieces) + html[at:]


_Edit = tuple[int, int, str]
"""Start, end and what is to stand there."""


def _box_edits(html: str, literal: list[tuple[int, int]], boxes: list[Box], unnamed: str) -> Iterator[_Edit]:
    """The tags of boxes outside of code, with their labels."""
    inputs = [match for match in _INPUT.finditer(html) if not _within(match.start(), literal)]
    by_line = {box.line: box for box in boxes}
    plain = [box for box in boxes if box.mark in _PLAIN_MARKS]
    for index, match in enumerate(inputs):
        words, line = _after(html, match.end())
        box = by_line.get(line) if line else plain[index] if len(inputs) == len(plain) else None
        yield match.start(), match.end(), _box_tag(match, box, words, unnamed)


def _mark_edits(html: str, literal: list[tuple[int, int]], boxes: list[Box]) -> Iterator[_Edit]:
    """The custom marks outside of code, as elements."""
    marks = [match for match in _CUSTOM.finditer(html) if not _within(match.start(), literal)]
    by_line = {box.line: box for box in boxes}
    custom = [box for box in boxes if box.mark is not None and box.mark not in _PLAIN_MARKS]
    for index, match in enumerate(marks):
        anchor = _ANCHOR.search(match["anchor"])
        line = int(anchor[1]) if anchor else _after(html, match.end())[1]
        box = by_line.get(line) if line else custom[index] if len(marks) == len(custom) else None
        if box is not None and box.mark == (unescape(match["mark"]) if match["mark"] else match["box"] + "*"):
            yield *match.span("shown"), _mark_tag(box)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether *at* is inside one of *spans*, which are in order and apart."""
    before = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return before >= 0 and at < spans[before][1]


def _after(html: str, at: int) -> tuple[str, int]:
    """The text behind a box up to the end of its block, and the line that an anchor in it names; 0 for none."""
    end = _TEXT_END.search(html, at)
    piece = html[at : end.start() if end else len(html)]
    anchor = _ANCHOR.search(piece)
    return _label(unescape(_TAG.sub("", piece))), int(anchor[1]) if anchor else 0


def _label(text: str) -> str:
    text = _WORDS.sub(" ", text).strip()
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1].rstrip() + "…"


def _box_tag(match: re.Match[str], box: Box | None, words: str, unnamed: str) -> str:
    rest = match["rest"]
    if box is not None and "data-line=" not in rest:
        rest += f' data-line="{box.line}"'
        if box.note:
            rest += f' title="{escape(box.note)}"'
    if "aria-label=" not in rest:
        rest += f' aria-label="{escape(words or _label(box.text if box else "") or unnamed)}"'
    return f'<input type="checkbox"{rest}{match["end"]}'


def _mark_tag(box: Box) -> str:
    name = box.state_name or box.state
    return (
        f'<span class="planning-mark planning-mark--{escape(box.state)}" role="img" data-line="{box.line}" '
        f'aria-label="{escape(name)}" title="{escape(name)}">{escape(box.mark or "")}</span>'
    )
