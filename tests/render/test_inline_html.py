"""Inline Markdown of plans as HTML for cards, and the links in it."""

from __future__ import annotations

import pytest
from cmarkgfm.cmark import markdown_to_html_with_extensions
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.render.inline_html import to_html, to_plain
from mkdocs_planning.render.links import source_url


def followed(href: str) -> str | None:
    return None if href.startswith("javascript:") else href


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "**Cache** the `cart` & ~~all~~ *some*",
            "<strong>Cache</strong> the <code>cart</code> &amp; <del>all</del> <em>some</em>",
        ),
        ("1. not a list", "1. not a list"),
        ("- [ ] not a box", "- [ ] not a box"),
        ("# not a heading #", "# not a heading #"),
        ("| not | a table |", "| not | a table |"),
        ("> not a quote", "&gt; not a quote"),
        ("a <b>bold</b> <script>alert(1)</script>", "a bold alert(1)"),
        ("[x](javascript:alert(1)) [y](<javascript:alert(1)>)", "x y"),
        ('[a](b.md "title") ![an image](c.png)', '<a href="b.md">a</a> an image'),
        ("[a [b](c)](d)", '[a <a href="c">b</a>](d)'),
        ("<https://a.b/?x=1&y=2>", '<a href="https://a.b/?x=1&amp;y=2">https://a.b/?x=1&amp;y=2</a>'),
        ('[q](a"onclick="b)', '<a href="a&quot;onclick=&quot;b">q</a>'),
        ("two\nlines\t\0and", "two lines and"),
        ("", ""),
    ],
)
def test_only_generated_markup_is_allowed(text: str, html: str):
    assert to_html(text, followed) == html


def test_plain_text_is_the_visible_text():
    assert to_plain("**Cache** `a<b>` [link](x) <i>& more</i> #") == "Cache a<b> link & more #"


@pytest.mark.parametrize(
    ("edit", "source"),
    [
        ("https://github.com/a/b/edit/main/docs/x.md", "https://github.com/a/b/blob/main/docs/x.md?plain=1#L7"),
        ("https://gitlab.com/a/b/-/edit/main/docs/x.md", "https://gitlab.com/a/b/-/blob/main/docs/x.md#L7"),
        ("https://codeberg.org/a/b/_edit/main/docs/x.md", "https://codeberg.org/a/b/src/branch/main/docs/x.md#L7"),
        ("https://bitbucket.org/a/b/src/main/docs/x.md?mode=edit", "https://bitbucket.org/a/b/src/main/docs/x.md#lines-7"),
        ("https://example.org/x.md", None),
    ],
)
def test_a_line_of_the_source_is_linked_where_the_host_is_known(edit: str, source: str | None):
    assert source_url(edit, 7) == source


PARTS = ["a", "B", "1", ".", " ", "  ", "*", "_", "`", "#", "-", "|", "&", "amp;", "<b>", "\n", "!", "[x](y)", "~~", "“", "\\"]


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_plain_text_is_shown_as_github_shows_it(text: str) -> None:
    """Text without markup is not parsed; GitHub must find no markup in it either."""
    shown = to_html(f"x{text}x", str)
    if shown == f"x{text}x":
        assert markdown_to_html_with_extensions(f"# {shown}") == f"<h1>{shown}</h1>\n"
