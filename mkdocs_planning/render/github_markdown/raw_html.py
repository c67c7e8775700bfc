"""Raw HTML: GitHub ends an HTML block at a blank line, Python-Markdown at the end tag.

``<details>``, a blank line, a list, ``</details>`` is a list in a folded element on GitHub (CommonMark 4.6) and raw text
throughout to Python-Markdown. Where Markdown stands between the tags, the start tag is written as
``<details data-planning-open/>``: Python-Markdown takes that for a complete element and continues with Markdown, and a
browser takes it for a start tag. :func:`plain_tags` removes the attribute from the page again.
"""

from __future__ import annotations

import re

import markdown.util

MARK = " data-planning-open/>"

_TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>", re.S)
_END_TAG = re.compile(r"</[a-zA-Z][\w-]*\s*>")
_ONLY_END_TAGS = re.compile(r"\s*(?:</[a-zA-Z][\w-]*\s*>\s*)+")

# What Python-Markdown takes for a block-level element.
BLOCK_LEVEL = tuple(markdown.util.BLOCK_LEVEL_ELEMENTS)
_LITERAL = ("pre", "script", "style", "textarea")  # CommonMark 4.6, kind 1: end at their end tag

_RAW = re.compile(rf" *<(?:!--|\?|!\[CDATA\[|!|(?P<literal>(?:{'|'.join(_LITERAL)})\b))", re.I)
_RAW_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
_LITERAL_END = re.compile(rf"</(?:{'|'.join(_LITERAL)})>", re.I)


def plain_tags(html: str) -> str:
    """*html* with plain start tags instead of those with the attribute."""
    return html.replace(MARK, ">") if MARK in html else html


def open_tags(text: str, opened: list[str]) -> list[tuple[int, int]]:
    """The spans in *text* of the block-level start tags that it leaves open.

    *opened*, the names of the elements that are open before it, is updated. This follows the stack of block-level elements
    in Python-Markdown's ``HTMLExtractor``.
    """
    spans: list[tuple[str, int, int]] = []
    literal = ""
    for match in _TAG.finditer(text):
        name = (match["name"] or "").lower()
        if not name or name not in BLOCK_LEVEL or name == "hr":
            continue
        if literal:
            if match["end"] and name == literal:
                literal = ""
            continue
        if match["end"]:
            _close(name, spans, opened)
        elif not match["rest"].endswith("/"):
            if name in _LITERAL:
                literal = name
            else:
                spans.append((name, match.start(), match.end()))
    return [(start, end) for _, start, end in spans]


def _close(name: str, spans: list[tuple[str, int, int]], opened: list[str]) -> None:
    names = [span[0] for span in spans]
    if name in names:
        while spans.pop()[0] != name:
            pass
    elif name in opened:
        spans.clear()
        while opened.pop() != name:
            pass


def is_open(text: str) -> bool:
    """Whether an HTML block that begins with a comment or the like does not end in *text* (CommonMark 4.6, kinds 1 to 5)."""
    start = _RAW.match(text)
    if start is None:
        return False
    if start["literal"]:
        return _LITERAL_END.search(text) is None
    return _RAW_ENDS[start[0].lstrip(" ").upper()] not in text


def marked(lines: list[str], spans: list[tuple[int, int]]) -> list[str]:
    """The lines with the start tags at *spans* (in the joined text) written as whole elements."""
    text = "\n".join(lines)
    for _, end in reversed(spans):
        text = text[: end - 1].rstrip() + MARK + text[end:]
    return _with_raw_text(text.split("\n"))


def _with_raw_text(lines: list[str]) -> list[str]:
    """Text in the HTML block that Python-Markdown would now read as Markdown, in an element that keeps it raw."""
    found: list[str] = []
    raw = comment = False
    for line in lines:
        text = not comment and not line.lstrip().startswith("<")
        comment = line.rfind("<!--") > line.rfind("-->") or (comment and "-->" not in line)
        if text != raw:
            found.append("<div>" if text else "</div>")
            raw = text
        found.append(line)
    if raw:
        found.append("</div>")
    return found


def only_end_tags(text: str) -> bool:
    return _ONLY_END_TAGS.fullmatch(text) is not None


def end_tags(text: str) -> list[str]:
    """The end tags in *text*, each for a paragraph of its own: Python-Markdown then makes no ``<p>`` of it."""
    return _END_TAG.findall(text)
