"""A checkbox counts exactly when GitHub shows one: the outline against GitHub's own renderer.

Remaining divergences are listed in ``DIVERGENCES``, each with its reason, an example, and a test that fails as soon
as it no longer exists.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.reading.github import Box, body_of, boxes_on_github, boxes_read

# ── divergences ──────────────────────────────────────────────────────────────────────────────────

_BULLET = r"(?:[-+*]|[0-9]{1,9}[.)])"
_END = r"(?:\r\n|\n|\r)"
_BLANKS = r"[ \t]*"


class Divergence(NamedTuple):
    """A documented difference between GitHub and the outline, and its reason.

    ``found_in`` tells whether a text has its cause; generated Markdown is excused only there.
    """

    reason: str
    found_in: Callable[[str], object]
    example: str
    github: list[Box]
    here: list[Box]


def is_item_below_quote(text: str) -> bool:
    """Whether a line of a quoted paragraph looks like an item with a checkbox and is indented by four columns or more."""
    quoted = False
    for line in re.split(_END, text):
        item = _INDENTED_BOX.match(line)
        if quoted and item and len(item["indent"].expandtabs(4)) >= 4:
            return True
        quoted = bool(line.strip()) and (quoted or ">" in line)
    return False


def has_lone_tag(text: str) -> bool:
    """Whether a tag is alone on a line directly below one that is not blank."""
    lines = re.split(_END, text)
    return any(above.strip() and _LONE_TAG.fullmatch(line) for above, line in pairwise(lines))


_INDENTED_BOX = re.compile(r"(?P<indent>[ \t]+)(?:[-+*]|[0-9]+.)[ \t]+\[[ xX]\]")
_LONE_TAG = re.compile(r"[ >\t]*</?[A-Za-z][^<>]*>[ \t]*")

DIVERGENCES = {
    "a tick anywhere in the line": Divergence(
        "cmark-gfm looks for the letters [x] anywhere in the line of a box and ticks the box when they stand in its text; "
        "the state here is that of the item's own bracket, as its author meant it",
        re.compile(r"\[[xX]\]").search,
        "- [ ] Explain what `[x]` means\n",
        [(1, True)],
        [(1, False)],
    ),
    "a line that only looks like an item": Divergence(
        "cmark-gfm's scanner takes any character behind a number for the dot of a list, so that a later line of an item "
        "gives the item a box that nobody wrote",
        re.compile(rf"(?:^|{_END})[ \t]*[0-9]+.[ \t]+\[[ xX]\]").search,
        "- Order the parts\n\n  20 [ ] brackets and screws\n",
        [(1, False)],
        [],
    ),
    "a list that is indented too far below a quote": Divergence(
        "inside an item, a line that goes on with a quote's paragraph and is spelled like an item makes cmark-gfm give the "
        "outer item its box; the line is text, and text it stays",
        is_item_below_quote,
        "- > quoted\n      - [ ] still the quote's text\n",
        [(1, False)],
        [],
    ),
    "a tag alone in a line right below an item": Divergence(
        "CommonMark says that such a tag cannot interrupt a paragraph; cmark-gfm lets it when the paragraph is that of an "
        "item or quote above, and then takes all lines to the next blank one for HTML",
        has_lone_tag,
        "- [ ] one\n<br>\n- [ ] two\n",
        [(1, False)],
        [(1, False), (3, False)],
    ),
    "an item that holds only a link reference": Divergence(
        "cmark-gfm forgets that such an item had a content and ends it at a blank line, so that what is indented below it "
        "is code",
        re.compile(rf"{_BULLET}[ \t]+(?:\[[ xX]\][ \t]+)?\[[^\]]+\]:").search,
        "- [spec]: spec.md\n\n\n    - [ ] nested\n",
        [],
        [(4, False)],
    ),
    "an empty item above a line of blanks": Divergence(
        "an item without text ends at the blank line behind it; cmark-gfm keeps it open where that line has as many blanks "
        "as the item's text would be indented",
        re.compile(rf"{_BULLET}(?:[ \t]+\[[ xX]\])?{_BLANKS}{_END}[ \t>]+(?:{_END}|\Z)").search,
        "-\n    \n    - [ ] nested\n",
        [(3, False)],
        [],
    ),
    "a table of one column": Divergence(
        "cmark-gfm takes any line for the head of a table where the line below is `-|`, `|-|` or `:-`",
        re.compile(
            rf"\S{_BLANKS}{_END}[ \t>]*(?:\|{_BLANKS}:?-+:?|:?-+:?{_BLANKS}\||:-+|-+:)(?:{_BLANKS}\|)?{_BLANKS}(?:{_END}|\Z)"
        ).search,
        "Steps\n-|\n2. [ ] second\n",
        [(3, False)],
        [],
    ),
    "a vertical tab or form feed": Divergence(
        "they are white space to cmark-gfm's scanner and text to the parser used here; no plan has been seen with one",
        re.compile(r"[\v\f]").search,
        "- one\n\n  -\v[ ] two\n",
        [(1, False)],
        [],
    ),
}


@pytest.mark.parametrize("name", DIVERGENCES)
def test_documented_divergence_still_exists(name: str) -> None:
    divergence = DIVERGENCES[name]
    assert boxes_on_github(divergence.example) == divergence.github, "GitHub's renderer has changed"
    assert boxes_read(divergence.example) == divergence.here, "the outline has changed: is this still a divergence?"
    assert divergence.found_in(divergence.example)


def test_an_item_below_a_quote_is_detected_in_linear_time() -> None:
    assert is_item_below_quote("- >y\n\t\t- [ ] a\n")
    assert is_item_below_quote("> a\nb\n  \t 2. [x] c\n")
    assert not is_item_below_quote("> a\n\n    - [ ] b\n")
    assert not is_item_below_quote("> a\n   - [ ] b\n")
    assert not is_item_below_quote(">" * 100_000 + "\nx" * 100_000)
    assert not has_lone_tag("x" * 100_000 + "<b" * 50_000)


def divergence_of(source: str, github: list[Box], here: list[Box]) -> str | None:
    """The name of the divergence that explains the difference; None if there is none."""
    body = body_of(source)
    tick, *others = DIVERGENCES
    if [line for line, _ in github] == [line for line, _ in here]:
        lines = re.split(_END, body)
        if all(ticked and DIVERGENCES[tick].found_in(lines[line - 1]) for line, ticked in set(github) - set(here)):
            return tick
    return next((name for name in others if DIVERGENCES[name].found_in(body)), None)


def assert_equal_boxes(source: str) -> None:
    github, here = boxes_on_github(source), boxes_read(source)
    if github != here:
        name = divergence_of(source, github, here)
        assert name is not None, f"\nGitHub: {github}\nhere:   {here}\nfor {source!r}"
        event(name)


# ── cases that were wrong once ───────────────────────────────────────────────────────────────────

CASES = {
    "bullets of all kinds": "- [ ] a\n\n* [x] b\n\n+ [X] c\n\n1. [ ] d\n\n2) [x] e\n",
    "nested by two, three and four blanks": "- [ ] a\n  - [x] b\n     - [ ] c\n         - [x] d\n",
    "nested by a tab": "- a\n\t- [ ] b\n\t\t- [x] c\n",
    "an empty bullet above a nested one": "-\n\t- [ ] a\n",
    "right below a paragraph": "**Tasks**:\n- [ ] a\n- [x] b\n",
    "in a quote": "> - [ ] none behind a quote's mark\n",
    "behind a second bullet": "- - [ ] none\n- 1. [x] none\n",
    "below a quoted box without a text": ">1. [ ]\t\nb\n0. [ ] a\n",
    "no text": "- [ ]\n- [x]\n- [ ] \n",
    "no text, then a list that begins at nine": "1. [ ]\n   9. [ ] a\n",
    "no text, a blank line, then a nested box": "- [ ]\n\n    - [ ] a\n",
    "a tab between the brackets": "- [\t] none\n\n    - [ ] a\n",
    "a tab behind the bullet": "-\t[ ] a\n-\t\t[ ] code\n  - \t[x] code\n    2. [x] b\n",
    "no blank behind the box": "- [x](link.md) none\n- [ ]: none\n- [ ]* none\n",
    "marks of one's own": "- [~] a\n- [-] b\n- [/] c\n- [>] d\n- [✅] e\n- [] f\n- [  ] g\n",
    "in code": "```\n- [ ] none\n```\n\n    - [ ] none\n\n~~~md\n- [x] none\n~~~\n- [ ] one\n",
    "in a fence that never ends": "- [ ] one\n\n```\n- [ ] none\n",
    "in a comment": "<!--\n- [ ] none\n-->\n\n- [ ] one\n\n<!-- - [ ] none -->\n",
    "in details": "<details>\n- [ ] none\n\n- [ ] one\n\n</details>\n",
    "in a table": "| a | b |\n|---|---|\n| [ ] | - [x] |\n- [ ] one\n",
    "an item that begins with a table": "- [ ] | a | b |\n  |---|---|\n  | c | d |\n",
    "a table in a nested item": "- a\n\t- [x] | a | b |\n\t  |---|---|\n",
    "an item that is a heading": "- [ ] a\n  ===\n- [x] # b\n",
    "what a link reference names": "[x]: /url\n\n- [x] a\n- [x][x] none\n",
    "old line ends": "    code\r- [ ] a\r\r- [x] b\r",
    "line ends of Windows": "- [ ] a\r\n  - [x] b\r\n- [ ]\r\n- [x] \r\n",
    "front matter with a box": "---\ntasks:\n- [ ] none\n---\n- [ ] a\n",
    "a byte order mark": "\ufeff- [ ] a\n",
    "numbers of nine and ten digits": "123456789. [ ] a\n\n1234567890. [ ] none\n",
    "a number that cannot interrupt a paragraph": "text\n2. [ ] none\n1. [ ] a\n",
    "lazy lines": "- [ ] a\nb\n> - [ ] none\nc\n- [x] d\n",
    "a rule that looks like a list": "- - -\n* * *\n- [ ] a\n",
    "struck": "- [ ] ~~a~~\n- [x] ~~b~~ c\n",
    "deep": "".join("  " * depth + "- [ ] a\n" for depth in range(60)),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    assert boxes_read(CASES[name]) == boxes_on_github(CASES[name])


# ── real plans ───────────────────────────────────────────────────────────────────────────────────

CORPUS = os.environ.get("PLANNING_CORPUS")
corpus = pytest.mark.skipif(not CORPUS, reason="PLANNING_CORPUS does not name a folder of real plans")


@corpus
def test_boxes_of_real_plans_match_github() -> None:
    root = Path(CORPUS or "")
    files = sorted(path for path in root.rglob("*.md"))
    assert files
    wrong: list[str] = []
    for path in files:
        source = path.read_bytes()
        if boxes_read(source) != boxes_on_github(source):
            wrong.append(path.relative_to(root).as_posix())
    assert wrong == []


@corpus
def test_boxes_of_real_plans_match_the_recorded_counts() -> None:
    root = Path(CORPUS or "")
    wrong: list[str] = []
    with (root / "boxes.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            ticks = [ticked for _, ticked in boxes_read((root / row["file"]).read_bytes())]
            if (sum(ticks), len(ticks) - sum(ticks)) != (int(row["done"]), int(row["open"])):
                wrong.append(row["file"])
    assert wrong == []


# ── Markdown made by hypothesis ──────────────────────────────────────────────────────────────────

_marker = st.sampled_from(
    ["- ", "* ", "+ ", "1. ", "2. ", "10) ", "0. ", "-   ", "-\t", "- \t", "1.  ", "-     ", "-", "1.", "123456789. "]
)
_box = st.sampled_from(
    ["[ ] ", "[x] ", "[X] ", "[ ]", "[x]", "[ ]\t", "[x]\t", "[ ]  ", "[\t] ", "[-] ", "[~] ", "[✅] ", "[ ]* ", "[] ", "[  ] ",
     "[P] ", "[x](y) ", "[ ]: ", "[x]: ", "[x][ ] ", "[\u00a0] ", "[ ]\u00a0", "[ ]\u200b", "[ ]\x00"]
)  # fmt: skip
_words = st.sampled_from(
    ["foo", "bar baz", "é", "~~gone~~", "**bold**", "*em*", "_", "`code`", "`[x]`", "``", "a [x] b", "\\[ ] no", "\\- [ ] no",
     "[a](b)", "[a](b", "![i](j)", "http://a.b", "<b>x</b>", "<!-- c -->", "&nbsp;", "T001 [P]", "@ana",
     "  ", "\\", "|", "[^1]"]
)  # fmt: skip
_block = st.sampled_from(
    ["| a | b |", "|---|---|", "| c | d |", "a | b", "--- | :-:", "===", "---", "***", "- - -", "# h", "## h [ ]", "> q", ">",
     "<!-- c", "-->", "<div>", "</div>", "<details>", "</details>", "<br>", "<script>", "</script>", "```", "~~~", "```md",
     "    code", "[x]: /url", "[ref]: <u> 't'", "]", "-|", "|-", "\u2028", "\x85", "\x00"]
)  # fmt: skip
_indent = st.sampled_from(
    ["", "", "", " ", "  ", "   ", "    ", "     ", "\t", "  \t", "      ", "> ", ">", "> > ", ">\t", "        "]
)
_end = st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\n \n", "\n\t\n", "\n\n\n", "\n>\n", "\r\n\r\n"])


@st.composite
def _lines(draw: st.DrawFn) -> str:
    line = draw(_indent)
    for _ in range(draw(st.integers(0, 3))):
        line += draw(_marker)
        if draw(st.booleans()):
            line += draw(_box)
        if draw(st.integers(0, 4)) == 0:
            line += draw(_indent)
    for _ in range(draw(st.integers(0, 2))):
        line += draw(st.one_of(_words, _block))
    return line + draw(_end)


@st.composite
def _nested(draw: st.DrawFn) -> str:
    """A list with one of several styles of indentation."""
    step = draw(st.sampled_from(["  ", "   ", "    ", "\t", " "]))
    marker = draw(_marker)
    end = draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
    depth, lines = 0, []
    for _ in range(draw(st.integers(1, 12))):
        depth = max(0, min(depth + draw(st.integers(-2, 1)), 8))
        own = marker if draw(st.booleans()) else draw(_marker)
        text = draw(st.one_of(_words, st.text(alphabet=st.characters(exclude_characters="\v\f\x1c"), max_size=12)))
        lines.append(step * depth + own + (draw(_box) if draw(st.booleans()) else "") + text + end)
        if draw(st.integers(0, 5)) == 0:
            lines.append(step * (depth + 1) + draw(st.one_of(_words, _block)) + end)
    return "".join(lines)


@given(st.lists(_lines(), min_size=1, max_size=9).map("".join))
def test_boxes_of_unusual_markdown_match_github(source: str) -> None:
    assert_equal_boxes(source)


@given(st.lists(st.one_of(_nested(), _lines()), min_size=1, max_size=4).map("".join))
def test_boxes_of_nested_lists_match_github(source: str) -> None:
    assert_equal_boxes(source)


@given(st.text(alphabet=" \t\n\r-+*1.)[]xX>#|`~<!/a:=_\\", max_size=60))
def test_boxes_of_any_punctuation_match_github(source: str) -> None:
    assert_equal_boxes(source)
