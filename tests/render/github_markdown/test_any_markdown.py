"""Random combinations of GitHub constructs: nothing raises, verbatim text is unchanged, no page gets worse."""

from __future__ import annotations

import re
import textwrap

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_planning.render.github_markdown import Box, label_boxes, to_python_markdown
from mkdocs_planning.render.github_markdown.fragment import Fragment
from mkdocs_planning.render.github_markdown.raw_html import plain_tags

from .structure import blocks, distance, github, python_markdown

words = st.sampled_from(
    [
        "word", "two words", "**bold**", "`code`", "a | b", "#tag", "1. one", "12. twelve", "- dash", "[x] mark",
        "[ ] box", "~~gone~~", "https://example.org/a_(b)", "<span>in</span>", "end\\", "> not", "[~] half", "\\# sharp",
        "[l](u)", "é ☃", "C#", "+", "two  ",
    ]
)  # fmt: skip
bullets = st.sampled_from(["- ", "* ", "+ ", "-   ", "1. ", "2) ", "10. ", "- [ ] ", "- [x] ", "1. [X] "])


@st.composite
def paragraph(draw: st.DrawFn) -> str:
    return "\n".join(draw(st.lists(words, min_size=1, max_size=3)))


@st.composite
def fence(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(["```", "~~~", "````"]))
    info = draw(st.sampled_from(["", "py", "sh first script", 'py title="x"']))
    code = draw(st.lists(st.sampled_from(["x", "- [ ] code", "", "# code", "    y", "  ```  z"]), max_size=4))
    ending = draw(st.sampled_from([mark, mark, mark, mark + mark[0]]))
    return "\n".join([mark + info, *code, ending])


plain = st.one_of(
    paragraph(),
    paragraph(),
    fence(),
    st.sampled_from(
        [
            "# Heading", "### Third #", "Title\n===", "Two\nlines\n---", "***", "---", "| a | b |\n|---|---|\n| 1 | 2 |",
            "    indented\n    - [ ] code", "<!-- one line -->", "<!--\n- [ ] none\n\n# none\n-->", "<div>\nraw *text*\n</div>",
            "[ref]: https://example.org", "<details>\n<summary>S</summary>", "</details>",
        ]
    ),
)  # fmt: skip


def put_under(mark: str, body: str, width: int) -> str:
    lines = body.split("\n")
    return "\n".join([mark + lines[0], *(" " * width + line if line else "" for line in lines[1:])])


@st.composite
def listing(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    mark = draw(bullets)
    width = len(mark.split("[")[0]) if "[" in mark else len(mark)
    width = draw(st.sampled_from([width, width, 4 if width < 4 else width]))
    items: list[str] = []
    for body in draw(st.lists(inner, min_size=1, max_size=3)):
        items.append(put_under(mark, draw(words) + draw(st.sampled_from(["\n", "\n\n"])) + body, width))
    return draw(st.sampled_from(["\n", "\n\n"])).join(items)


@st.composite
def quote(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    return textwrap.indent(draw(inner), "> ", lambda line: True)


@st.composite
def together(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    parts = draw(st.lists(inner, min_size=1, max_size=4))
    return draw(st.sampled_from(["\n", "\n\n"])).join(parts)


nested = st.recursive(plain, lambda inner: st.one_of(listing(inner), quote(inner), together(inner)), max_leaves=8)
# Text directly below an end tag is raw HTML on GitHub and Markdown in Python-Markdown. Which of the two was meant
# is unknown, so the conversion leaves it alone; here, a blank line separates them.
_UNDER_END_TAG = re.compile(r"^([ >]*)((?:.*</(?:div|details|summary)>))\n(?=.*\S)", re.M)
documents = together(nested).map(lambda text: _UNDER_END_TAG.sub(r"\1\2\n\1\n", text) + "\n")

_LITERAL = re.compile(r"<!--.*?-->|raw \*text\*", re.S)

lines = st.builds(
    "{}{}".format,
    st.sampled_from(["", "", "", " ", "  ", "  ", "   ", "    ", "     ", "      ", "        "]),
    st.sampled_from(
        [
            "", "", "word", "**b** x", "`c` d", "```", "```py", "~~~", "````", "<!-- c -->", "<!--", "-->", "<div>", "</div>",
            "<details>", "</details>", "<pre>", "[r]: u", "[r]:", "[x] y", "[~] z", "[a](b)", "[a\nb]", "# H", "## H #", "#t",
            "***", "===", "- - -", "| a | b |", "|---|---|", "--- | ---", "a | b", "> q", "> - q", ">", "1. n", "2. n",
            "10. n", "100. n", "1) n", "- i", "* i", "+ i", "-", "1.", "-   i", "-    i", "-      i", "- [ ] t", "- - n",
            "- ```", "- > q", "- # h", "https://e.org/a", "- ~~s~~", "~a ~b", "end\\", "two  ", "_a_", "1.5 x", "2024 x",
            ":x: y", ": d", "!!! note", "!i", "![i](j)", "$$", "+x", "-x", "é", "\u00a0x", "> [!NOTE]", "=", "--", "[^1]: f",
            "{: .x }", "\\- x", "****", "\ufdda\ufdd1\ufddbx", "- \ufdda\ufdd1\ufddbx",
        ]
    ),
)  # fmt: skip
soup = st.lists(lines, max_size=14).map(lambda drawn: "# Plan\n" + "\n".join(drawn) + "\n")
"""Lines in any order; few of these are documents that anybody would write."""

slow = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(documents)
def test_the_conversion_never_increases_the_distance_to_github(text: str) -> None:
    wanted = blocks(github(text))
    written = to_python_markdown(text)
    assert distance(wanted, blocks(python_markdown(written))) <= distance(wanted, blocks(python_markdown(text)))


def _unescaped(comment: str) -> str:
    """*comment* without escapes, and without the spaces at the ends of lines that go with them."""
    return re.sub(r" *\n", "\n", re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", comment))


@slow
@given(documents)
def test_code_and_raw_html_keep_their_text(text: str) -> None:
    """GitHub renders the same code; raw HTML is complete and unchanged.

    Comments are complete. Where one stands within a paragraph, its lines may be escaped as the others of the paragraph are;
    no comment is on the finished page.
    """

    def code(page: str) -> list[object]:
        return [block for block in blocks(page) if block[0] == "code" and block[1]]

    def raw(page: str) -> list[str]:
        found = [re.sub(r"\n +", "\n", piece) for piece in _LITERAL.findall(page)]
        found = [_unescaped(piece) if piece.startswith("<!--") else piece for piece in found]
        return sorted(piece for piece in found if piece != "<!-- -->")  # added by the conversion to separate blocks

    before, after = github(text), github(plain_tags(to_python_markdown(text)))
    assert code(after) == code(before)
    assert raw(after) == raw(before)


@slow
@given(st.one_of(documents, soup), st.booleans())
def test_converting_blocks_equals_converting_the_whole(text: str, superfences: bool) -> None:
    """Blocks that are recognised without the parser give the same result as with the parser."""
    whole = Fragment(text, auto=True, superfences=superfences, strikes=True, links=True).convert("")
    assert to_python_markdown(text, superfences=superfences) == whole


@slow
@given(documents)
def test_the_conversion_is_idempotent(text: str) -> None:
    once = to_python_markdown(text)
    assert to_python_markdown(once) == once
    assert to_python_markdown(text) == once


@slow
@given(st.one_of(st.text(max_size=200), st.text(alphabet="-*+>#`~|[]()!:=_ \t\n\rx1.\\<>/{}\x00\ufeff\ud800é", max_size=120)))
def test_no_text_raises(text: str) -> None:
    to_python_markdown(text)
    to_python_markdown(text, auto=False, superfences=True)
    label_boxes(text, [Box(1, " ", "open", "x")], "task")
