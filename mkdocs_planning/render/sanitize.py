"""The HTML of a plan page without what would run, load or overlay: plans may come from anybody.

Python-Markdown passes raw HTML through, and links with any scheme. What is dangerous in that is
shown as text or left out, as on GitHub; ``<details>``, ``<kbd>``, images and tables stay.
"""

from __future__ import annotations

import re
from html import unescape

_DENIED = re.compile(
    r"animate|animatemotion|animatetransform|applet|base|body|embed|foreignobject|form|frame|frameset|head|html|iframe"
    r"|link|meta|noembed|noframes|noscript|object|param|plaintext|portal|script|set|style|template|textarea|title|xmp",
    re.I,
)
_URLS = re.compile(r"action|background|cite|data|dynsrc|formaction|href|lowsrc|poster|src|srcset|to|values|xlink:href", re.I)
_SAFE = re.compile(r"(?:https?|mailto|tel|ftp|data:image/(?:png|gif|jpe?g|webp|avif)[;,])", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.I)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f\xad\u200b-\u200f\u2028-\u202f\ufeff]+")

# As a browser's tokenizer reads tags and attributes, so that nothing is a tag for it that is none here.
# What is not closed runs to the end of the text, so that no character is looked at twice.
_ATTRIBUTE = r"""[\s/]*+(?P<name>=?[^\s/>=]++)(?:\s*+=\s*+(?P<value>"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:(?P<closed>--!?>)|(?P<open_comment>\Z)))"
    rf"|<(?P<slash>/?)(?P<tag>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{_UNNAMED})*+)[\s/]*+(?:>|(?P<open_tag>\Z))"
    r"|<[!?/][^>]*+(?:>|(?P<open_other>\Z))",
    re.S,
)

# What Python-Markdown makes of most plans: whole tags of known names, with attributes that run nothing whatever
# they hold, and links whose beginning is no scheme, or a harmless one.
_PLAIN = r''' (?:(?:alt|align|class|id|title|start|rel|type|checked|disabled)(?:="[^"]*+")?+|style="text-align: \w++;"'''
_LINK = r"""(?:href|src)="(?:https?://[^"]*+|[#./?][^"&]*+|[\w\-]++(?:[./#?][^"&]*+)?)")"""
_TAG = (
    rf"/?(?:a|blockquote|br|code|dd|del|div|dl|dt|em|h[1-6]|hr|img|input|label|li|ol|p|pre|span|strong|sub|sup|table|tbody|td|th"
    rf"|thead|tr|ul)(?:{_PLAIN}|{_LINK})*+ ?/?>"
)
_COMMENT = r"!--(?![>-])[^-]*+(?:-[^-]++)*+-->"
_DOUBTFUL = re.compile(rf"<(?!{_TAG}|{_COMMENT})")


def harmless(html: str) -> str:
    """*html* without scripts, frames, forms, event handlers and links that run something."""
    return _TOKEN.sub(_token, html) if _DOUBTFUL.search(html) else html


def _token(match: re.Match[str]) -> str:
    if any(match[name] is not None for name in ("open_comment", "open_tag", "open_other")):
        return match[0].replace("<", "&lt;")  # it would swallow what the theme puts behind it
    tag = match["tag"]
    if tag is None:
        return match[0]
    attributes: str = match["attributes"]
    if _DENIED.fullmatch(tag):
        return "&lt;" + match[0][1:]
    if not attributes or match["slash"]:
        return match[0]
    kept = _ATTRIBUTES.sub(_attribute, attributes)
    return match[0] if kept == attributes else f"<{tag}{kept}>"


def _attribute(match: re.Match[str]) -> str:
    name = match["name"].lower()
    if name.startswith("on") or name in ("srcdoc", "http-equiv"):
        return ""
    if _URLS.fullmatch(name) and not _is_safe(match["value"] or ""):
        return ""
    return match[0]


def _is_safe(value: str) -> bool:
    url = _IGNORED.sub("", unescape(value.strip("\"'")))
    return _SCHEME.match(url) is None or _SAFE.match(url) is not None
