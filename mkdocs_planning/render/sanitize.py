"""The HTML of a plan page without anything that runs, loads by itself, covers the page or takes over the theme's names.

Plans may come from anybody, and Python-Markdown passes raw HTML through. The whole HTML of a page is parsed as a
browser parses it (WHATWG HTML, by ammonia) and written anew from the parsed tree, with the elements, attributes and
URL schemes of an allow-list; so no spelling of markup gets past it. The list is that of GitHub with what Material and
pymdown-extensions make of Markdown.

What the plugin adds to a page (header, bars, anchors, views) is added after this step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import nh3
from msgspec import Struct

from mkdocs_planning.render.markers import ATTRIBUTE as MARKER

ID_PREFIX = "user-content-"
"""In front of ids that a plan chooses itself, as on GitHub, so that none is one of the theme's."""

_SVG = {"fill", "fill-rule", "clip-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "opacity", "transform"}

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"align", "aria-hidden", "aria-label", "class", "dir", "id", "lang", "role", "title"},
    "a": {"download", "href", "hreflang", "name", "rel", "target", "type"},
    "autoref": {"hover", "identifier", "optional", "slug"},
    "circle": {"cx", "cy", "r", *_SVG},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "del": {"datetime"},
    "details": {"open"},
    "div": {MARKER, "data-tabs"},
    "ellipse": {"cx", "cy", "rx", "ry", *_SVG},
    "g": {*_SVG},
    "hr": {"width"},
    "img": {"alt", "height", "loading", "sizes", "src", "srcset", "width"},
    "input": {"checked", "disabled", "name", "type"},
    "ins": {"datetime"},
    "label": {"for"},
    "li": {"value"},
    "line": {"x1", "x2", "y1", "y2", *_SVG},
    "ol": {"reversed", "start", "type"},
    "path": {"d", *_SVG},
    "polygon": {"points", *_SVG},
    "polyline": {"points", *_SVG},
    "rect": {"height", "rx", "ry", "width", "x", "y", *_SVG},
    "source": {"height", "media", "sizes", "srcset", "type", "width"},
    "span": {"data-linenos"},
    "svg": {"height", "viewBox", "width", "xmlns", *_SVG},
    "table": {"width"},
    "td": {"colspan", "headers", "height", "rowspan", "style", "valign", "width"},
    "th": {"abbr", "colspan", "headers", "height", "rowspan", "scope", "style", "valign", "width"},
    "time": {"datetime"},
    "tr": {"valign"},
    "ul": {"type"},
}
"""Attributes that stay, by element; ``*`` holds for all. Some are further limited by :meth:`Sanitizer._attribute`."""

TAGS: frozenset[str] = frozenset(
    {"abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "center", "cite", "code", "dd", "dfn",
     "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "i", "kbd", "mark", "p", "picture",
     "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "strike", "strong", "sub", "summary", "sup", "tbody",
     "tfoot", "thead", "tt", "u", "var", "wbr"}
    | (ATTRIBUTES.keys() - {"*"})
)  # fmt: skip
"""Elements that stay. Of every other one the content stays, without the element."""

URL_SCHEMES = frozenset({"data", "ftp", "http", "https", "mailto", "tel", "xmpp"})
"""Schemes of links and images; ``data`` for images only."""

_RAW_TEXT = "iframe noembed noframes noscript plaintext script select style template textarea title xmp"
_FOREIGN = (
    "animate annotation annotation-xml circle defs desc ellipse filter g line maction maligngroup malignmark marker mask math"
    " menclose merror metadata mfenced mfrac mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mpath mphantom"
    " mprescripts mroot mrow ms mscarries mspace msqrt mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
    " none path pattern polygon polyline rect semantics set stop svg switch symbol text tspan use view"
)
_DRAWING = r"<svg\b[^<>]*>(?:\s|<!--[^<>]*-->|</?(?:circle|ellipse|g|line|path|polygon|polyline|rect)\b[^<>]*>)*+</svg>"
_SHOWN_AS_TEXT = re.compile(
    rf"(?P<drawing>{_DRAWING})|<(?=/?(?:{'|'.join((_RAW_TEXT + ' ' + _FOREIGN).split())})(?:[\s/>]|\Z))", re.I
)
"""Elements that would take with them what follows, where they have no end tag, and so are shown as text.

The first kind a browser does not parse as HTML (GFM 6.11, "Disallowed Raw HTML"); those of SVG and MathML are removed with all
their content where they stand elsewhere, as ``<path>`` does in "run it with <path>". Icons stay: SVG of nothing but shapes.
That is a courtesy to the reader; safety does not rest on it.
"""
_COMMENT_END = re.compile(r"--!?>")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_GENERATED_IDS = {
    "a": re.compile(r"__codelineno(?:-\w+)*-\d+"),
    "div": re.compile(r"fn:.+"),
    "input": re.compile(r"__tabbed_\d+_\d+"),
    "label": re.compile(r"__tabbed_\d+_\d+"),
    "li": re.compile(r"fn:.+"),
    "span": re.compile(r"__span(?:-\w+)*-\d+"),
    "sup": re.compile(r"fnref\d*:.+"),
}
"""Ids that extensions of Python-Markdown make: anchors of code lines, tabs, footnotes."""
_GENERATED_NAMES = {"a": re.compile(r"__codelineno(?:-\w+)*-\d+"), "input": re.compile(r"__tabbed_\d+")}
_THEME_CLASSES = re.compile(
    r"(?:md-(?!button\b|button--primary\b|annotation\b|tag\b)|pl-|planning|modal|offcanvas|navbar|dropdown|fixed-|sticky-|position-"
    r"|stretched-link|toast|wy-|rst-(?!content\b))\S*",
)
"""Classes of a theme's own parts, and of the plugin's: they would lay text of a plan over the page, or style it as one."""
_ALIGNMENT = re.compile(r"text-align:\s*(?:left|right|center|justify|start|end);?")
_IMAGE_DATA = re.compile(r"data:image/(?:png|gif|jpe?g|webp|avif|svg\+xml)[;,]", re.I)
_ROLES = frozenset({"img", "presentation", "none", "note", "doc-backlink", "doc-noteref", "doc-endnotes"})
_LOCAL_LINK = re.compile(r'(<a(?: [^<>]*)? href="#)([^"<>]+)(?=")')
_TAG = re.compile(r"<[a-z][^<>]*>")
_NAMESPACED = re.compile(r' (?:xlink|xml|xmlns):[^\s"<>=]*="[^"<>]*"')
_NAMED = re.compile(rf'(<a(?: [^<>]*)? )name(="{ID_PREFIX}[^"<>]*")')


class Sanitized(Struct, frozen=True):
    """The HTML of a page, and the ids in it that had to be changed: as written → as they are now."""

    html: str
    renamed: dict[str, str]


class Sanitizer:
    """Cleans the HTML of pages, one after the other.

    Args:
        reserved: ids that the theme uses in its own parts of a page, which no heading of a plan may take.
            Those that begin with ``__``, as Material's do, are reserved in any case.
        secret: of the placeholders of this build, whose elements stay.
    """

    def __init__(self, reserved: Collection[str] = (), secret: str = "") -> None:
        self._secret = secret
        self._reserved = frozenset(reserved)
        self._headings: Collection[str] = ()
        self._renamed: dict[str, str] = {}
        self._limits: dict[str, Callable[[str, str], str | None]] = {
            "class": self._class,
            MARKER: self._marker,
            "for": self._for,
            "id": self._id,
            "name": self._name,
            "role": self._role,
            "style": self._style,
            "target": self._target_window,
            "type": self._type,
        }
        """Attributes of which not every value may stay."""
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            clean_content_tags=set(),
            attributes=ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel=None,
            url_schemes=set(URL_SCHEMES),
        )

    def clean(self, html: str, headings: Collection[str] = ()) -> Sanitized:
        """The HTML of a page by the allow-list, well formed.

        Args:
            html: what Python-Markdown and its extensions made of the page.
            headings: ids of its headings as the table of contents has them, which stay unless they are reserved.
        """
        self._headings = headings
        renamed: dict[str, str] = {}
        self._renamed = renamed
        made = self._cleaner.clean(_without_open_comment(_SHOWN_AS_TEXT.sub(_as_text, html.lstrip("\ufeff"))))
        # What the cleaner writes has no "<" or ">" within an attribute and quotes each with '"' (WHATWG HTML 13.3),
        # so that an expression finds exactly the tags.
        if "<svg" in made:
            made = _TAG.sub(lambda match: _NAMESPACED.sub("", match[0]), made)  # in SVG, href has two spellings
        if renamed:
            made = _NAMED.sub(r"\1id\2", made)
            made = _LOCAL_LINK.sub(lambda match: match[1] + self._target(match[2]), made)
        return Sanitized(made, renamed)

    def _target(self, anchor: str) -> str:
        return anchor if anchor in self._headings and not self._is_reserved(anchor) else self._renamed.get(anchor, anchor)

    def _is_reserved(self, name: str) -> bool:
        return name.startswith("__") or name in self._reserved

    def _attribute(self, tag: str, attribute: str, value: str) -> str | None:
        """The value of an attribute as it may stay, or None.

        It is asked for attributes that the allow-list takes out too, and must not raise: the cleaner would go on with
        the attribute as it is.
        """
        limit = self._limits.get(attribute)
        if limit is not None:
            return limit(tag, value)
        if value[:5].lower() == "data:" and not (tag == "img" and _IMAGE_DATA.match(value)):
            return None
        return value

    def _id(self, tag: str, value: str) -> str:
        generated = _GENERATED_IDS.get(tag)
        if generated is not None and generated.fullmatch(value):
            return value
        if tag in _HEADINGS and value in self._headings and not self._is_reserved(value):
            return value
        return self._prefixed(value)

    def _prefixed(self, value: str) -> str:
        made = value if value.startswith(ID_PREFIX) else ID_PREFIX + value
        self._renamed[value] = made
        return made

    def _name(self, tag: str, value: str) -> str | None:
        generated = _GENERATED_NAMES.get(tag)
        if generated is not None and generated.fullmatch(value):
            return value
        return self._prefixed(value) if tag == "a" else None

    def _for(self, tag: str, value: str) -> str:
        return value if _GENERATED_IDS["input"].fullmatch(value) else self._prefixed(value)

    def _class(self, tag: str, value: str) -> str | None:
        return _classes(value)

    def _marker(self, tag: str, value: str) -> str | None:
        return value if self._secret and value.startswith(f"{self._secret}-") else None

    def _style(self, tag: str, value: str) -> str | None:
        return value if _ALIGNMENT.fullmatch(value.strip()) else None

    def _role(self, tag: str, value: str) -> str | None:
        return value if value in _ROLES else None

    def _type(self, tag: str, value: str) -> str | None:
        return value if tag != "input" or value in ("checkbox", "radio") else "checkbox"

    def _target_window(self, tag: str, value: str) -> str | None:
        return value if value == "_blank" else None


def _as_text(match: re.Match[str]) -> str:
    return match["drawing"] or "&lt;"


def _without_open_comment(html: str) -> str:
    """*html* in which a comment that never ends is text, so that it does not hide the rest of the page."""
    at = html.find("<!--")
    while at >= 0:
        end = _COMMENT_END.search(html, at + 2)
        if end is None:
            return html[:at] + html[at:].replace("<!--", "&lt;!--")
        at = html.find("<!--", end.end())
    return html


def _classes(value: str) -> str | None:
    """The classes of *value* that are not a theme's own."""
    if _THEME_CLASSES.search(value) is None:
        return value
    kept = [name for name in value.split() if not _THEME_CLASSES.fullmatch(name)]
    return " ".join(kept) or None
