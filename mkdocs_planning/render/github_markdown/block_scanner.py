"""Finds blocks without the parser, where their lines leave no doubt: most of a plan, at a tenth of the parser's cost.

Everything else is unknown text, which ends before a line that begins a new block at the top level whatever precedes it.
Lines that an extension of Python-Markdown knows by their beginning are always unknown text.
"""

from __future__ import annotations

import re

from mkdocs_planning.render.github_markdown.github_blocks import ATX, FENCE, HTML, LIST, PARAGRAPH, RULE, TABLE

NARROW = "NarrowList"
UNKNOWN = "Unknown"

# How a line begins that both engines and all extensions take for text.
_PLAIN = r"""(?:
    [^\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\ufeff\#>|+\-=:<~;?!/$\[\d*_`]
  | \*{1,3}(?=[^\s*\[])|\*\*\[|_{1,3}(?=[^\s_])|`{1,2}(?!`)
  | \[[^\]\n\\]*\](?!:)
  | \d++(?![.)](?:[ ]|\n))
  | [!?$](?![!?$])|/(?!//)|:(?=[a-z])|[+\-](?=[a-zA-Z])|~{1,2}(?!~)
)"""
_TEXT = rf"{_PLAIN}.*+\n(?:[ ]*+{_PLAIN}.*+\n)*+"
_BLANK = r"[ ]*+\n"
_ITEM = r"(?:[*+-]|\d{1,9}[.)])(?:[ ]|\n)"
_ENDS = rf"(?={_BLANK}|\Z|\#{{1,6}}[ ]|<!--|```|~~~)"  # what may follow a paragraph and ends it (CommonMark 4.8)
_DEFINITION = r"\[(?![^\]\n\\]*\](?!:))"  # may be a link definition, which is no block, so that its neighbours touch
_MARKER = r"(?:(?<=[*+-])[ ]{1,3}|(?<![*+-])(?:\d\.[ ]{1,2}|\d\d\.[ ]))"  # behind the bullet


def _items(name: str, step: str, level: int = 0) -> str:
    """A list whose items have the same marker, their children indented by *step* more; up to four levels.

    A blank line may stand only between items of the first level. The names of its groups begin with *name*.
    """
    indent, bullet = f"{name}_indent{level}", f"{name}_bullet{level}"
    above = f"(?P={name}_indent{level - 1})" if level else ""
    between = "" if level else f"(?:{_BLANK})*+"
    number = r"1\." if level else r"\d"  # only such a list begins right under a text (CommonMark 5.2)
    children = f"(?:{_items(name, step, level + 1)})?+" if level < 3 else ""
    return (
        rf"(?=(?P<{indent}>{above}{step if level else ''})(?P<{bullet}>[*+-]|(?={number})))"
        rf"(?:{between}(?P={indent})(?P={bullet}){_MARKER}{_TEXT}{children})++"
    )


_LIST_ENDS = rf"{_ENDS}(?!(?:{_BLANK})++(?:[ ]|{_ITEM}|{_DEFINITION}))"

BLOCK = re.compile(
    rf"""(?:{_BLANK})*+(?:
        (?P<{ATX}>\#{{1,6}}[ ]++[^\n]*[^\#\s\\][ ]*+\n)
      | (?P<{RULE}>(?:(?:-[ ]*+){{3,}}+|(?:\*[ ]*+){{3,}}+|(?:_[ ]*+){{3,}}+)\n)
      | (?P<{LIST}>{_items("list", "[ ]{4}")}{_LIST_ENDS})
      | (?P<{NARROW}>{_items("narrow", "[ ]{2,5}")}{_LIST_ENDS})
      | (?P<{PARAGRAPH}>{_TEXT}(?:{_ENDS}|(?=[*+-][ ]{{1,3}}[^\s]|1\.[ ]{{1,2}}[^\s])))
      | (?P<{FENCE}>(?P<mark>(?P<tick>[`~])(?P=tick){{2,}}+)(?P<info>[^`~\n]*+)\n
          (?>(?:.*\n)*?(?=[ ]{{0,3}}(?P=mark)(?P=tick)*+{_BLANK}))(?P=mark){_BLANK})
      | (?P<{TABLE}>(?P<head>\|[^\n\\]*\|[ ]*\n)(?P<columns>\|(?:[ ]*+:?-++:?[ ]*+\|)++)[ ]*\n(?:\|.*\n)++(?={_BLANK}|\Z))
      | (?P<{HTML}><!--(?!-?>)(?>(?:[^-]++|-(?!->))*+-->){_BLANK})
      | (?P<{UNKNOWN}>(?:.*\n)+?(?:(?:{_BLANK})++(?![\s>]|{_ITEM}|{_DEFINITION})|\Z))
      | \Z
    )""",
    re.X,
)
"""The next block of a text that ends with a newline, from the beginning of a block at the top level.

The name of its group says what it is; blank lines before it are in the match but not in the group. A
``List`` has its children four columns in, as Python-Markdown wants them, a ``NarrowList`` elsewhere. A
``Table`` is one only if its head has as many columns as the line below it (GFM 4.10).
"""
