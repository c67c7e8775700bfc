"""Sanitizing plan pages keeps visible HTML and removes what is executed, loads something, covers the page or uses its ids."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.render.sanitize import ATTRIBUTES, TAGS, Sanitizer
from tests.fuzz.html_soup import PIECES
from tests.render.github_markdown.catalogue import CONFIGS, CONSTRUCTS, EXTENSIONS

CHANGED = {
    "HTML comment": "comments are left out",
    "comment in one line": "comments are left out",
    "attribute list on a paragraph": "ids that a plan chooses get a prefix",
    "templates": "what looks like an attribute list sets attributes that are not on the list",
    "HTML with Markdown in a list": "the attribute that md_in_html did not take off is no attribute of HTML",
}
"""Constructs of the catalogue that sanitizing changes, and the reason."""


class Tree(HTMLParser):
    """Elements with attributes and text, in order, as far as a reader can distinguish them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str | tuple[str, list[tuple[str, str]]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "tbody":  # a parser adds it if it is missing
            self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("tbody", "br", "hr", "img", "input", "path", "col"):
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


def rendered(text: str) -> str:
    material = pytest.importorskip("material.extensions.emoji")
    configs = {
        **CONFIGS,
        "pymdownx.emoji": {"emoji_index": material.twemoji, "emoji_generator": material.to_svg},
        "pymdownx.tasklist": {"custom_checkbox": True},
        "toc": {"permalink": True},
    }
    extensions = [*EXTENSIONS, "toc", "tables", "pymdownx.tasklist"]
    return markdown.Markdown(extensions=extensions, extension_configs=configs).convert(text)


def heading_ids(html: str) -> set[str]:
    return set(re.findall(r'<h[1-6][^>]* id="([^"]*)"', html))


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_constructs_documented_by_material_are_unchanged(name: str) -> None:
    html = rendered(CONSTRUCTS[name])
    same = Tree(re.sub(r"<!--!.*?-->", "", html, flags=re.S)).found == Tree(clean(html, heading_ids(html))).found
    assert same or name in CHANGED


def test_only_listed_constructs_change() -> None:
    for name in CHANGED:
        html = rendered(CONSTRUCTS[name])
        assert Tree(html).found != Tree(clean(html, heading_ids(html))).found or "<!--" in html, name


def clean(html: str, headings: set[str] | frozenset[str] = frozenset()) -> str:
    return Sanitizer().clean(html, headings).html


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <kbd>b</kbd> H<sub>2</sub>O x<sup>2</sup> <abbr title='c'>d</abbr><br>e</p>",
        '<p><img src="a.png" alt="b" width="20" height="10"></p>',
        '<picture><source media="(prefers-color-scheme: dark)" srcset="dark.png"><img src="light.png" alt=""></picture>',
        '<details class="note" open=""><summary>a</summary><p>b</p></details>',
        '<table><thead><tr><th style="text-align: right;">a</th></tr></thead></table>',
        '<p align="center"><a href="mailto:a@b.example" target="_blank" rel="noopener">mail</a></p>',
        '<pre class="mermaid"><code>graph TD; a --&gt; b</code></pre>',
        '<div class="arithmatex">\\[x &lt; y\\]</div>',
    ],
)
def test_common_html_is_kept(html: str) -> None:
    assert Tree(clean(html)).found == Tree(html).found


@pytest.mark.parametrize("name", ["path", "set", "text", "filter", "line", "none", "title", "svg", "math", "select", "style"])
def test_a_placeholder_in_angle_brackets_hides_nothing(name: str) -> None:
    assert Tree(clean(f"<p>Run it with <{name}> and more</p><p>next</p>")).found == [
        ("p", []), f"Run it with <{name}> and more", "/p", ("p", []), "next", "/p",
    ]  # fmt: skip


def test_an_unclosed_comment_hides_nothing() -> None:
    assert "behind" in clean("<p>a</p><!-- b -->c<!-- open <p>behind</p>").replace("<!--", "")
    assert clean("a<!--b-->c<!-->d<!--e--!>f") == "acdf"


def test_ids_from_plans_get_a_prefix_and_links_follow() -> None:
    html = '<h2 id="goals">a</h2><p id="b">c</p><a name="d"></a><a href="#b">e</a> <a href="#d">f</a> <a href="#goals">g</a>'
    made = Sanitizer({"search"}).clean(html, {"goals", "search", "__config"})
    assert made.html == (
        '<h2 id="goals">a</h2><p id="user-content-b">c</p><a id="user-content-d"></a><a href="#user-content-b">e</a> '
        '<a href="#user-content-d">f</a> <a href="#goals">g</a>'
    )
    assert made.renamed == {"b": "user-content-b", "d": "user-content-d"}


def test_a_heading_cannot_use_an_id_of_the_theme() -> None:
    html = '<h2 id="__config">a<a class="headerlink" href="#__config">¶</a></h2><h2 id="search">b</h2>'
    made = Sanitizer({"search"}).clean(html, {"__config", "search"})
    assert made.html == (
        '<h2 id="user-content-__config">a<a class="headerlink" href="#user-content-__config">¶</a></h2>'
        '<h2 id="user-content-search">b</h2>'
    )


def test_ids_of_extensions_are_kept() -> None:
    html = (
        '<input checked="" id="__tabbed_1_1" name="__tabbed_1" type="radio"><label for="__tabbed_1_1">a</label>'
        '<a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a><sup id="fnref:1">'
        '<a class="footnote-ref" href="#fn:1">1</a></sup><ol><li id="fn:1">b</li></ol>'
    )
    assert Tree(clean(html)).found == Tree(html).found


def test_classes_of_the_theme_and_the_plugin_are_removed() -> None:
    html = '<p class="md-overlay mine md-button pl-card planning">a</p><p class="md-dialog">b</p>'
    assert clean(html) == '<p class="mine md-button">a</p><p>b</p>'


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_only_allowed_html_is_left(html: str) -> None:
    for entry in Tree(clean(html)).found:
        if isinstance(entry, tuple):
            tag, attributes = entry
            assert tag in TAGS, html
            allowed = {name.lower() for name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())}
            assert {name for name, _ in attributes} <= allowed, html


@given(st.text(max_size=60))
def test_text_is_kept(text: str) -> None:
    shown = "".join(char for char in text if char not in "<>&\r\x00" and not "\ud800" <= char <= "\udfff")
    assert clean(f"<p>{shown}</p>") == f"<p>{shown}</p>".replace("\xa0", "&nbsp;")
