"""The boxes of a finished page: their source line, a name for screen readers, and what custom marks mean.

Task list extensions write ``<input type="checkbox" disabled/>`` and nothing else. Here each box gets
``data-line`` (the line of its task in plans.json), ``aria-label`` (its text) and, where there is more to say,
``title``, and a custom mark (``[~]``, ``[-]``, Kiro's ``[ ]*``), which is plain text to every engine, is shown
as what it means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import escape, unescape
from typing import NamedTuple


class Box(NamedTuple):
    """What stands between the brackets of a task: its line in the file, the mark, the task's state and text.

    ``note`` states who completed it, and when; it may be empty. ``state_name`` is the state in words.
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


def label_boxes(html: str, boxes: list[Box], unnamed: str) -> str:
    """*html*, a page's content, with its boxes and custom marks labelled; *boxes* are the plan's, in order.

    A box that has the anchor of its line beside it (``planning-L42``) is known by it; otherwise the boxes
    are taken in order, and only if there are as many in the page as in the plan: no box gets the line of
    another. Every box gets a name: its text, or *unnamed* where it has none. Running it twice changes nothing.
    """
    literal = [match.span() for match in _PRE.finditer(html)]
    inputs = [match for match in _INPUT.finditer(html) if not _within(match.start(), literal)]
    marks = [match for match in _CUSTOM.finditer(html) if not _within(match.start(), literal)]
    by_line = {box.line: box for box in boxes}
    plain = [box for box in boxes if box.mark in (" ", "x", "X")]
    custom = [box for box in boxes if box.mark is not None and box.mark not in (" ", "x", "X")]
    edits: list[tuple[int, int, str]] = []
    for index, match in enumerate(inputs):
        words, line = _after(html, match.end())
        box = by_line.get(line) if line else plain[index] if len(inputs) == len(plain) else None
        edits.append((match.start(), match.end(), _box_tag(match, box, words, unnamed)))
    known = [box for box in custom if box.mark is not None]
    for index, match in enumerate(marks):
        words, line = _after(html, match.end())
        anchored = _ANCHOR.search(match["anchor"])
        if anchored:
            line = int(anchored[1])
        box = by_line.get(line) if line else known[index] if len(marks) == len(known) else None
        if box is not None and box.mark == (unescape(match["mark"]) if match["mark"] else match["box"] + "*"):
            edits.append((*match.span("shown"), _mark_tag(box)))
    made: list[str] = []
    at = 0
    for start, end, new in sorted(edits):
        made += html[at:start], new
        at = end
    return "".join(made) + html[at:]


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether *at* is inside one of *spans*, which are in order and apart."""
    before = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return before >= 0 and at < spans[before][1]


def _after(html: str, at: int) -> tuple[str, int]:
    """The text behind a box up to the end of its line of thought, and the line that an anchor in it names."""
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
