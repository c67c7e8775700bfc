from __future__ import annotations

import re

from mkdocs_planning.render.github_markdown import Box, label_boxes, to_python_markdown

from .structure import python_markdown

PAGE = """# Plan

Tasks:
- [ ] Write the <b>reader</b>
  - [x] "Quoted" & nested
- [~] Half done
- plain
"""
BOXES = [
    Box(4, " ", "open", "Write the reader"),
    Box(5, "x", "done", "nested"),
    Box(6, "~", "active", "Half done", state_name="in progress"),
]


def page(text: str) -> str:
    return python_markdown(to_python_markdown(text))


def test_each_checkbox_gets_its_line_and_its_text() -> None:
    html = label_boxes(page(PAGE), BOXES, "task")
    assert re.findall(r'<input[^>]* data-line="(\d+)" aria-label="([^"]*)"/>', html) == [
        ("4", "Write the reader"),
        ("5", "&quot;Quoted&quot; &amp; nested"),
    ]


def test_a_custom_mark_is_shown_as_its_meaning() -> None:
    html = label_boxes(page(PAGE), BOXES, "task")
    assert '<span class="planning-mark planning-mark--active" role="img" data-line="6" aria-label="in progress"' in html
    assert "[~]" not in html


def test_anchors_name_the_line_whatever_the_order() -> None:
    text = PAGE.replace("Write", '<a id="planning-L4"></a>Write').replace('"Quoted"', '<a id="planning-L5"></a>"Quoted"')
    html = label_boxes(page(text), list(reversed(BOXES)), "task")
    assert re.findall(r'data-line="(\d+)" aria-label="[^"]*"/>', html) == ["4", "5"]


def test_no_checkbox_gets_a_line_if_their_number_differs() -> None:
    html = label_boxes(page(PAGE + "- [ ] one more\n"), BOXES, "task")
    assert 'data-line="4"' not in html
    assert html.count("aria-label") == 4  # three boxes and the mark


def test_the_conversion_is_idempotent() -> None:
    once = label_boxes(page(PAGE), BOXES, "task")
    assert label_boxes(once, BOXES, "task") == once


def test_code_is_left_alone() -> None:
    html = '<pre><code>&lt;li&gt;[~] x</code></pre><pre><input type="checkbox"></pre>'
    assert label_boxes(html, BOXES, "task") == html
