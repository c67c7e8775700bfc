"""Raw HTML of a plan keeps what shows something and loses what runs something."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_planning.render.sanitize import _TOKEN, _token, harmless  # pyright: ignore[reportPrivateUsage]

PIECES = [
    *"<>/ \"'=-!?&:a\n\t[",
    *(
        "--",
        "<!--",
        "-->",
        "--!>",
        "<?",
        "<!",
        "<a",
        "</a>",
        "<p>",
        "<input",
        "<img",
        "<div",
        "<svg",
        "<script",
        "<details>",
        "/>",
    ),
    *(" href=", " src=", " class=", " id=", " onclick=", " style=", " disabled"),
    *('"x"', '"https://x"', '"javascript:x"', "javascript:", '"#x"', '"a.md"', '"a:b"', '"&#106;ava', '"//x"', "'x'"),
    *('"text-align: left;"', '"color:red"', '<a href="x">', '<input type="checkbox" disabled/>'),
]


def test_raw_html_stays_but_nothing_that_runs():
    assert harmless('<details open><summary>a</summary><kbd>b</kbd><img src="a.png" alt="x"></details>') == (
        '<details open><summary>a</summary><kbd>b</kbd><img src="a.png" alt="x"></details>'
    )
    assert harmless('<img title=">" src=x onerror=alert(1)>') == '<img title=">" src=x>'
    assert harmless('<svg/onload=alert(1)><a href="&#106;ava\tscript:x">') == "<svg><a>"
    assert harmless("<iframe src=//x></iframe>") == "&lt;iframe src=//x>&lt;/iframe>"
    assert harmless('a <div title="') == 'a &lt;div title="'
    assert harmless("<!-- x --><p>a < b</p>") == "<!-- x --><p>a < b</p>"


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_let_through_at_a_glance_has_nothing_to_take_out(html: str) -> None:
    """There is a quick look first; it must never let through what the slow one would change."""
    assert harmless(html) == _TOKEN.sub(_token, html)


def test_a_long_page_is_looked_at_once():
    pieces = random.Random(1).choices(PIECES, k=20_000)
    assert harmless("".join(pieces)) == _TOKEN.sub(_token, "".join(pieces))
