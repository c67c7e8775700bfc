"""What in a page is written for Python-Markdown: lines that the conversion must not touch.

No parser of GitHub's Markdown knows these constructs, so they are found by how they begin. Each is named with the page
that documents it. A construct in a fence or a comment is an example, not a construct.
"""

from __future__ import annotations

import re

_INDENTED_BODY = re.compile(
    r"""(?P<base>[ ]*)(?:
        !!![ ]?[\w"-]                     # Python-Markdown: admonition
      | \?\?\?\+?[ ]+[\w"-]               # pymdownx.details
      | ===[!+]?[ ]*["']                  # pymdownx.tabbed
      | :::[ ]*[\w.]                      # mkdocstrings
      | \[\^[^\]\s]+\]:[ ]                # Python-Markdown: footnotes
      | \*\[[^\]]+\]:                     # Python-Markdown: abbreviations
      | :[ ]{1,3}\S                       # Python-Markdown: definition lists
    )""",
    re.X,
)
_BLOCK = re.compile(r"(?P<base> *)(?P<mark>/{3,})\s*\w")  # pymdownx.blocks
_SNIPPET = re.compile(r"(?P<base> *);?-{1,}8<-{1,}(?P<rest>.*)")  # pymdownx.snippets
_MATHS = re.compile(r"(?P<base> *)\$\$")  # pymdownx.arithmatex
_TAG = re.compile(r"(?P<base> *)<(?P<tag>[a-zA-Z][\w-]*)\b[^<>]*\smarkdown(?:=[^<>]*)?(?:\s[^<>]*)?>")  # md_in_html
_ANY = re.compile(
    r"""\n[ >]*(?:!!![ ]?[\w"-]|\?\?\?\+?[ ]|/{3,}[ ]*\w|;?-+8<-|\$\$|:::|:[ ]{1,3}\S|===[!+]?[ ]*["']|\*\[|\[\^[^\]\s]+\]:)""",
    re.X,
)
_ANY_TAG = re.compile(r"<\w[^<>]*\smarkdown[=\s>]")


def maybe_written_for_python_markdown(text: str, masked: str) -> bool:
    """Whether *text* may hold such a construct; *masked* is the same with ``?`` for letters that are not ASCII.

    The expressions begin with a newline, since searching for a fixed first character is fast.
    """
    if any(text.startswith(match.group()[1:], match.start()) for match in _ANY.finditer("\n" + masked)):
        return True
    return " markdown" in masked and _ANY_TAG.search(masked) is not None


def protected_lines(lines: list[str], literal: set[int]) -> dict[int, int]:
    """The lines that belong to such constructs, with the column at which the construct begins.

    *literal* are the lines of fences and comments. Lines count from 0.
    """
    found: dict[int, int] = {}
    at = 0
    while at < len(lines):
        line = lines[at]
        if at in literal or not line or line.isspace():
            at += 1
            continue
        end, base = _construct(lines, at)
        for number in range(at, end):
            if lines[number].strip():
                found[number] = base
        at = max(end, at + 1)
    return found


def _construct(lines: list[str], at: int) -> tuple[int, int]:
    """The line after the construct that begins at line *at* (*at* itself where none does) and its column."""
    line = lines[at]
    match = _INDENTED_BODY.match(line)
    if match:
        if line.lstrip().startswith(": ") and not _has_term(lines, at):
            return at, 0
        base = len(match["base"])
        return _end_of_body(lines, at + 1, base + 4), base
    match = _BLOCK.match(line)
    if match:
        closing = re.compile(rf" *{match['mark']}\s*$")
        return _end_at(lines, at + 1, closing), len(match["base"])
    match = _SNIPPET.match(line)
    if match:
        base = len(match["base"])
        if match["rest"].strip():
            return at + 1, base
        return _end_at(lines, at + 1, re.compile(r" *;?-+8<-+\s*$")), base
    match = _MATHS.match(line)
    if match:
        if "$$" in line[match.end() :]:
            return at + 1, len(match["base"])
        return _end_at(lines, at + 1, re.compile(r".*\$\$\s*$")), len(match["base"])
    match = _TAG.match(line)
    if match:
        return _end_of_tag(lines, at, match["tag"]), len(match["base"])
    return at, 0


def _has_term(lines: list[str], at: int) -> bool:
    """A definition stands under its term, at most one blank line between (Python-Markdown: definition lists)."""
    above = at - 1
    if above >= 0 and not lines[above].strip():
        above -= 1
    return above >= 0 and bool(lines[above].strip())


def _end_of_body(lines: list[str], at: int, indent: int) -> int:
    """The line after a body that is indented by *indent*; blank lines in it belong to it."""
    end = at
    while at < len(lines):
        line = lines[at]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) < indent:
                break
            end = at + 1
        at += 1
    return end


def _end_at(lines: list[str], at: int, closing: re.Pattern[str]) -> int:
    """The line after the one that closes the construct; where none does, it is the one line."""
    for number in range(at, len(lines)):
        if closing.match(lines[number]):
            return number + 1
    return at


def _end_of_tag(lines: list[str], at: int, tag: str) -> int:
    """The line after the one with the end tag, elements of the same name in it counted."""
    edge = re.compile(rf"<(/?){tag}\b[^<>]*?(/?)>", re.I)
    depth = 0
    for number in range(at, len(lines)):
        for match in edge.finditer(lines[number]):
            depth += -1 if match[1] else 0 if match[2] else 1
        if depth <= 0:
            return number + 1
    return at + 1


def mask(lines: list[str], protected: dict[int, int]) -> list[str]:
    """The lines with each protected one made a word of the same length, so that it reads as plain paragraph text."""
    masked = list(lines)
    for number, base in protected.items():
        line = lines[number]
        masked[number] = line[:base] + "x" * (len(line) - base)
    return masked
