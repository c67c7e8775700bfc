"""Plans that would become huge or take minutes are shown as plain text; what people write is not."""

from __future__ import annotations

import pytest

from mkdocs_planning.markdown.outline import read_outline
from mkdocs_planning.markdown.wide_tables import MAX_ADDED_CELLS, wide_tables
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.render.limits import MAX_BACKSLASHES, MAX_EXPANSION, MAX_FOOTNOTES, why_preformatted
from mkdocs_planning.render.markers import MOST_IN_PLAN, take_markers
from mkdocs_planning.render.placeholders import Placeholders
from tests.reading.github import boxes_on_github, boxes_read


def reason(text: str) -> str:
    found = why_preformatted(read_outline(text.encode()), len(text.encode()))
    return f"{found.line}: {found.message}" if found else ""


def table(columns: int, rows: int, end: str = "\n", quote: str = "") -> str:
    lines = ["|a" * columns + "|", "|-" * columns + "|", *["x"] * rows]
    return "".join(f"{quote}{line}{end}" for line in lines)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote", ["", "> "])
def test_a_table_that_lacks_too_many_cells(end: str, quote: str) -> None:
    assert reason(table(400, 1_600, end, quote)).endswith(f"a table whose rows lack more than {MAX_ADDED_CELLS:,} cells")
    assert reason(table(30, 300, end, quote)) == ""
    assert reason(table(400, 10, end, quote)) == ""


def test_a_full_table_lacks_no_cells() -> None:
    full = "|a" * 100 + "|\n" + "|:-:" * 100 + "|\n" + ("|b" * 100 + "|\n") * 400
    assert wide_tables(full.encode()) == []
    assert [len(row) for row in read_outline(full).blocks[0].rows] == [100] * 400  # pyright: ignore[reportAttributeAccessIssue]


def test_the_rest_of_a_file_with_such_a_table_is_read() -> None:
    text = "# A\n\n- [ ] before\n\n" + table(400, 1_600) + "\n- [x] behind\n"
    plan = read_plan(text.encode(), "a.md")
    assert [task.text for task in plan.tasks] == ["before", "behind"]
    assert boxes_read(text) == boxes_on_github(text)


def test_links_by_reference_that_expand_too_far() -> None:
    definition = "[a]: https://a.example/" + "b" * 1_000 + "\n\n"
    assert "expand to" in reason(definition + "[a] " * 200)
    assert "expand to" in reason(definition + "[text][A] " * 200)
    assert reason(definition + "[a] " * (MAX_EXPANSION // 1_100)) == ""
    assert reason("[a]: b.md\n\n" + "[a] and [c] " * 500) == ""


def test_backslashes_in_a_row() -> None:
    assert "backslashes" in reason("a\n\n" + "\\" * MAX_BACKSLASHES)
    assert reason("\\" * 500 + "a\\\\b " * 3_000) == ""


def test_a_plan_shows_so_many_views_and_no_more() -> None:
    text = "text\n\n" + "<!-- planning:board -->\n\n" * 300 + "    <!-- planning:board -->\n\n" * 300
    made, taken = take_markers(text, Placeholders(), indented=True, most=MOST_IN_PLAN)
    assert len(taken) == MOST_IN_PLAN
    assert made.count("planning:board") == 600 - MOST_IN_PLAN


def test_what_python_markdown_looks_at_again_and_again() -> None:
    assert "not closed" in reason("<b>" * 50_000)
    assert "not closed" in reason("".join("`" * length + " " for length in range(1, 700)))
    assert reason("`a` <b>c</b> " * 2_000) == ""
    assert reason("a ` b\n\n" * 2_000) == ""


def test_more_footnotes_than_anybody_reads() -> None:
    def notes(count: int) -> str:
        return (
            " ".join(f"[^{number}]" for number in range(count))
            + "\n\n"
            + "".join(f"[^{number}]: a\n" for number in range(count))
        )

    assert "footnotes" in reason(notes(MAX_FOOTNOTES + 1))
    assert reason(notes(200)) == ""
