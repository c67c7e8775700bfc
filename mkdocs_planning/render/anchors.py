"""``<a id="planning-L42"></a>`` at the facts of a plan page, so that views can link to a line.

Where an anchor goes is known in the Markdown, where the line numbers are (:mod:`~.anchor_positions`). There it is a mark of
a few characters (:mod:`~.placeholders`), since two tags at every fact would cost a fifth of the time that Python-Markdown
takes. Headings have a mark of their own, which is removed wherever else a table of contents shows their text. In the
cleaned HTML of the page a mark becomes a comment, which other plugins ignore, and in the finished page an anchor.
Python-Markdown and GitHub do not always agree on what a text is, so the finished page is then checked for all anchors.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from msgspec import Struct

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.render.placeholders import Placeholders, line_or_index, without_marks

_ANCHOR = re.compile(r'<a id="planning-L(\d+)"></a>')


def anchor_id(line: int) -> str:
    """The id of the anchor of *line*."""
    return f"planning-L{line}"


def fact_lines(plans: Sequence[Plan], file: str) -> tuple[int, ...]:
    """The lines of *file*, which holds *plans*, to which views may link, in order."""
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


def has_anchor(lines: Sequence[int], line: int) -> bool:
    """Whether *line* is among the *lines* with an anchor, which are in order."""
    at = bisect_left(lines, line)
    return at < len(lines) and lines[at] == line


def to_comments(html: str, marks: Placeholders) -> str:
    """*html*, a page's cleaned HTML, with a comment for each mark of an anchor; marks in code and in tags are removed."""
    if not marks.are_in(html):
        return html
    html = marks.anchor_or_code.sub(lambda match: _comment(match, marks) if match["line"] else without_marks(match[0]), html)
    html = marks.in_heading.sub(lambda match: match["before"] + _comment(match, marks), html)

    def elsewhere(match: re.Match[str]) -> str:
        # A copy of a heading, in a table of contents; or the only one, if this is no heading to Python-Markdown.
        comment = _comment(match, marks)
        return "" if comment in html else comment

    return marks.heading.sub(elsewhere, html)


def _comment(match: re.Match[str], marks: Placeholders) -> str:
    return f"<!--{marks.secret}-L{line_or_index(match['line'])}-->"


def to_anchors(html: str, marks: Placeholders) -> str:
    """*html* with an anchor for each comment of :func:`to_comments`."""
    return re.sub(rf"<!--{marks.secret}-L(\d+)-->", r'<a id="planning-L\1"></a>', html)


def with_all_anchors(html: str, lines: Collection[int]) -> str:
    """*html* with an anchor for each of *lines*.

    A missing one goes to the nearest anchor before it, else to the very top, so that no link is broken.
    """
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


def _anchor(line: int) -> str:
    return f'<a id="{anchor_id(line)}"></a>'
