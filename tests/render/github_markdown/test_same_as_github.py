"""The page has GitHub's block structure: single constructs, the templates, and a corpus if there is one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from mkdocs_planning.render.github_markdown import to_python_markdown

from .structure import blocks, boxes, distance, github, python_markdown, without_front_matter

CONSTRUCTS = {
    "list after a paragraph": "Files:\n- a\n- b\n",
    "boxes after a paragraph": "**Tasks**:\n- [ ] a\n- [x] b\n",
    "ordered list after a paragraph": "Steps:\n1. a\n2. b\n",
    "nested by two": "- a\n  - b\n    - c\n  - d\n- e\n",
    "nested by three": "1. a\n   - b\n     1. c\n2. d\n",
    "nested by one tab": "- a\n\t- b\n\t\t- [ ] c\n",
    "paragraph in an item, by two": "- a\n\n  more of a\n- b\n",
    "parentheses": "1) a\n2) b\n   - c\n",
    "two lists of different bullets": "- a\n- b\n\n* c\n* d\n",
    "bullets after numbers": "1. a\n2. b\n- c\n",
    "table after a paragraph": "Text:\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "table in an item": "- a\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n",
    "heading after a table": "| a | b |\n|---|---|\n| 1 | 2 |\n# H\n",
    "fence after a paragraph": "Text:\n```py\nx\n```\nmore\n",
    "fence between two lists": "- a\n```\nx\n```\n- b\n",
    "fence in an item": "- a\n  ```py\n  x = 1\n\n  y = 2\n  ```\n- b\n",
    "fence in a nested item": "1. a\n   - b\n     ```\n     # not a heading\n     - [ ] not a box\n     ```\n",
    "two fences in an item": "- a\n  ```\n  x\n  ```\n  ```\n  y\n  ```\n",
    "fence after a nested list": "- a\n  - b\n\n  ```\n  x\n  ```\n- c\n",
    "item that begins with a fence": "- ```\n  x\n  ```\n- b\n",
    "fence that is not closed": "Text\n\n```\n# code\n- [ ] code\n",
    "fence that is not closed, in an item": "- a\n  ```\n  code\n\nText\n",
    "fence with a longer end": "```\nx\n`````\n\n# H\n",
    "fence that is indented": "  ```\n  x\n  ```\n\n# H\n",
    "fence with words behind its language": "```bash the first script\nx\n```\n\n# H\n",
    "fence in a quote": "> ```\n> x\n> ```\n",
    "tilde fence": "Text\n~~~\n```\n~~~\n",
    "heading after a paragraph": "Text\n## H\ntext\n",
    "heading that is indented": "  ## H\n\nText\n",
    "heading in an item": "- # H\n\n  text\n- b\n",
    "no heading without a space": "#hashtag\n\n- #12 an issue\n- b\n\nText\n#13 too\n",
    "heading that ends with a number sign": "# C#\n\n## F# ##\n",
    "seven number signs": "####### seven\n",
    "setext of two lines": "One\ntwo\n===\n\nThree\n---\n",
    "setext in an item": "- One\n  ===\n- b\n",
    "rule after a list": "- a\n---\n- b\n",
    "rule after a quote": "> a\n---\nText\n",
    "rule in an item": "- a\n\n  ---\n\n  b\n",
    "number in a text": "- Released in\n  14. May, as\n  - planned\n",
    "dash in a text": "- One\n      - two\n",
    "two quotes": "> a\n\n> b\n",
    "quote with a list": "> Text\n> - a\n>   - b\n>\n> end\n",
    "quote in an item": "- a\n  > b\n  > c\n- d\n",
    "item that begins with a quote": "- > a\n  > b\n- c\n",
    "lazy quote": "> a\nb\n- c\n",
    "alert": "> [!NOTE]\n> Text\n> - a\n> - b\n\nText\n",
    "alerts of all kinds": "\n\n".join(f"> [!{k}]\n> Text" for k in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")),
    "no box in a quote": "> - [ ] a\n>   - [x] b\n",
    "no box behind two bullets": "- - [ ] a\n  - b\n",
    "no box without a text": "- [ ]\n- [ ] a\n",
    "empty items": "- a\n-\n- b\n",
    "empty item with a list": "-\n  - a\n  - b\n",
    "indented code": "Text\n\n    code\n    - [ ] code\n\nText\n",
    "indented code in an item": "- a\n\n      code\n\n  text\n",
    "indented code after a list": "- a\n\n<!-- -->\n\n    code\n",
    "comment in an item": "- a\n  <!--\n  - [ ] no box\n\n  # no heading\n  -->\n- b\n",
    "comment between items": "- a\n<!-- - [ ] no box -->\n- b\n",
    "comment that is not closed": "Text\n\n<!-- from here\n- [ ] none\n\n# none\n",
    "details with a list": "<details>\n<summary>More</summary>\n\n- [ ] a\n  - [x] b\n\n</details>\n\nText\n",
    "details in details": (
        "<details><summary>A</summary>\n\n- a\n\n<details>\n<summary>B</summary>\n\n- [ ] b\n\n</details>\n</details>\n\n# H\n"
    ),
    "div in the middle": '<div align="center">\n\n# H\n\n</div>\n\n- a\n',
    "placeholder that looks like a tag": "<summary of the change>\n\n- a\n\n# H\n",
    "link definitions in a list": "- [a][x]\n  - b\n\n  [x]: https://example.org\n- c\n",
    "link definition in a text": "Text\n[x]: is a word\n[y]: word\n",
    "hundred items in": "100. a\n     - b\n101. c\n\n     d\n",
    "windows line ends": "Text:\r\n- a\r\n  - b\r\n",
    "loose and tight": "- a\n\n  - b\n  - c\n- d\n  - e\n\n- f\n",
    "item after a list in a quote": "- a\n  > - b\n  >   c\n- d\n  e\n",
    "heading under a paragraph in an item": "- a\n\n  b\n# H\n    text\n",
    "heading that ends with a backslash": "end\\\n---\n\n## end\\\n",
    "number that begins no list": "- a\n  12. b\n",
    "definition between two lists": "- a\n\n[x]: y\n\n- b\n  c\n",
    "fence in a fence that is indented": " ```\n    ```\n",
    "alert with a line that looks like a heading's": "> [!NOTE]\nword\n===\n",
    "quote first": "> a\n> b\n",
    "list in a quote in a list": "- a\n  > - b\n  >   - c\n  >\n  > d\n- e\n",
}


def page(text: str, *, superfences: bool = False) -> str:
    extensions = ["pymdownx.superfences"] if superfences else []
    return python_markdown(to_python_markdown(text, superfences=superfences), extensions)


@pytest.mark.parametrize("superfences", [False, True])
@pytest.mark.parametrize("name", sorted(CONSTRUCTS))
def test_construct(name: str, superfences: bool) -> None:
    text = CONSTRUCTS[name]
    assert blocks(page(text, superfences=superfences)) == blocks(github(text))


@pytest.mark.parametrize("name", sorted(CONSTRUCTS))
def test_the_conversion_is_idempotent(name: str) -> None:
    once = to_python_markdown(CONSTRUCTS[name])
    assert to_python_markdown(once) == once


@pytest.mark.parametrize("name", sorted(CONSTRUCTS))
def test_github_renders_the_result_the_same(name: str) -> None:
    text = CONSTRUCTS[name]
    written = to_python_markdown(text)
    if "admonition" in written:  # an alert is HTML now
        return
    assert blocks(github(written)) == blocks(github(text))


def test_front_matter_that_is_not_yaml_is_left_out() -> None:
    written = to_python_markdown("---\nowner: @ana\n\tx: y\n---\n# Plan\n")
    assert written == "# Plan\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("~~gone~~ text\n", "<p><del>gone</del> text</p>"),
        ("- [x] ~~gone~~\n", "<del>gone</del>"),
        ("`~~code~~`\n", "<code>~~code~~</code>"),
        ("See https://example.org/a_b, too\n", '<a href="https://example.org/a_b">https://example.org/a_b</a>, too'),
        ("(https://example.org)\n", '(<a href="https://example.org">https://example.org</a>)'),
        ("www.example.org\n", '<a href="http://www.example.org">www.example.org</a>'),
        ("[x](https://example.org)\n", '<p><a href="https://example.org">x</a></p>'),
        ("`https://example.org`\n", "<code>https://example.org</code>"),
        ("Text\n- https://example.org\n", '<li><a href="https://example.org">'),
        ("One\\\ntwo\n", "One<br />"),
        ("| a |\n|---|\n| ~~b~~ https://example.org |\n", '<td><del>b</del> <a href="https://example.org">'),
    ],
)
def test_inline(text: str, wanted: str) -> None:
    assert wanted in page(text)


def test_inline_markup_is_left_to_configured_extensions() -> None:
    text = "~~gone~~ https://example.org\n"
    assert to_python_markdown(text, tilde=True, magiclink=True) == text


def test_alerts_are_admonitions_of_five_kinds() -> None:
    html = page(CONSTRUCTS["alerts of all kinds"])
    for classes in ("note", "tip", "important info", "warning", "caution danger"):
        assert f'<div class="admonition {classes}"' in html
    assert html.count("</div>") == 5
    assert "[!" not in html


def test_anchors_in_the_text_change_nothing() -> None:
    anchor = '<a id="planning-L4"></a>'
    text = f"{anchor}Text:\n- [ ] {anchor}a\n  - {anchor}b\n\n| {anchor}a | b |\n|---|---|\n| 1 | 2 |\n## {anchor}H\n"
    assert blocks(page(text)) == blocks(github(text))
    assert page(text).count(anchor) == 5


def test_headings_keep_their_anchors() -> None:
    text = "# Plan: a ~~b~~\n\nTwo\n---\n\n## See https://example.org/x\n\n# C#\n"
    ids = re.compile(r'id="([^"]*)"')
    assert ids.findall(page(text)) == ids.findall(python_markdown(text))


def test_deep_nesting_does_not_raise() -> None:
    to_python_markdown("".join("  " * depth + "- x\n" for depth in range(600)))
    to_python_markdown(">" * 600 + " x\n")


def files(variable: str, *below: str) -> list[Path]:
    folder = os.environ.get(variable)
    return sorted(Path(folder).joinpath(*below).rglob("*.md")) if folder else []


def test_corpus() -> None:
    found = files("PLANNING_CORPUS")
    if not found:
        pytest.skip("PLANNING_CORPUS does not name a folder of plans")
    same = 0
    for path in found:
        text = without_front_matter(path.read_text(encoding="utf-8-sig", errors="replace"))
        wanted, written = github(text), to_python_markdown(text)
        shown = python_markdown(written)
        gap = distance(blocks(wanted), blocks(shown))
        same += gap == 0
        assert gap <= distance(blocks(wanted), blocks(python_markdown(text))), path.name
        assert boxes(shown) == boxes(wanted), path.name
        assert to_python_markdown(written) == written, path.name
    assert same >= 0.95 * len(found)
