"""The page of a plan: header card, anchors at its facts, and otherwise what MkDocs would show."""

from __future__ import annotations

import pytest

from mkdocs_planning.render import plan_files as reader
from mkdocs_planning.vocabulary.vocabulary import DEFAULT
from tests.mkdocs.conftest import CONFIG, Make

PLAN = """
docs/plans/cache.md
    ---
    id: PLAN-7
    tags: [infra]
    ---

    # Implementation Plan: Checkout cache

    **Status**: In Progress
    **Owner**: ana

    ---

    First paragraph.

    ## Phase 1: *Foundation*

    Intro:

    - [x] \\*Escaped\\* one
    - [ ] two
        - [ ] `nested`

    1. [ ] numbered

    ## Risks

    | Risk | Likelihood | Impact | Mitigation |
    |------|------------|--------|------------|
    | Loss | High       | Low    | Backups    |

    ## Code

    ```
    - [ ] no box
    ```

        - [ ] none either

    Text

        - [ ] still code
"""


def test_header_lines_move_into_the_card_below_the_title(site: Make):
    built = site(PLAN)
    main = built.main("plans/cache/")

    assert main.h1.find_next_sibling(class_="pl-header")
    assert main.get_text().count("ana") == 1
    assert "Status" not in main.get_text().replace(main.select_one(".pl-header").get_text(), "")
    assert main.select_one(".pl-header").find_next_sibling().get_text() == "First paragraph."
    assert built.warnings == []


@pytest.mark.parametrize(
    ("table", "stays"),
    [
        ("| Status | On the bench |\n|---|---|\n| Owner | ana |", False),
        ("| Field | Value |\n|---|---|\n| Status | Draft |\n| Owner | ana |", False),
        ("| Boat | Berth |\n|---|---|\n| Tern | north |\n| Owner | ana |", True),
        ("| Field | Value | Since |\n|---|---|---|\n| Status | Draft | May |", True),
    ],
)
def test_a_header_table_with_known_fields_moves_into_the_card(site: Make, table: str, stays: bool):
    body = "\n".join(f"    {line}" for line in table.split("\n"))
    main = site(f"docs/plans/a.md\n    # A\n\n{body}\n\n    Words.\n").main("plans/a/")
    card = main.select_one(".pl-header").extract()

    assert bool(main.select("table")) is stays
    assert "Words." in main.get_text()
    if not stays:
        assert "ana" in card.get_text()


def test_each_stated_line_has_an_anchor(site: Make):
    built = site(
        """
        docs/plans/a.md
            # A

            Words.

            - [ ] box

            ---

            **Status**: Draft
            **Target**: 2026-05-01
        """
    )
    lines = built.plan("plans/a.md")["lines"]
    main = built.main("plans/a/")

    assert set(lines) == {"status", "target"}
    assert all(main.select_one(f"#planning-L{line}") for line in lines.values())


def test_every_fact_has_an_anchor_and_nothing_else_changes(site: Make):
    # Both builds write to one folder, so the first is read before the second.
    without = site(PLAN, config=CONFIG.replace("planning:", "planning:\n      include: nothing")).main("plans/cache/")
    built = site(PLAN, config=CONFIG.replace("planning:", "planning:\n      github_markdown: off"))
    with_ = built.main("plans/cache/")
    for bar in with_.select("h2 .pl-mini"):
        bar.extract()  # the progress in phase headings comes from the plugin

    assert [tag["id"] for tag in with_.select("h1, h2")] == [tag["id"] for tag in without.select("h1, h2")]
    assert [tag.get_text().rstrip() for tag in with_.select("h1, h2, li, td, pre")] == [
        tag.get_text().rstrip() for tag in without.select("h1, h2, li, td, pre")
    ]
    assert len(with_.select("input[type=checkbox]")) == len(without.select("input[type=checkbox]")) == 4
    for task in built.plan("plans/cache.md")["tasks"]:
        assert with_.select_one(f"li #planning-L{task['line']}"), task
    assert with_.select_one("h2 #planning-L15").find_parent("h2")["id"] == "phase-1-foundation"
    assert not with_.select("code a, pre a")
    assert "planning-L" not in with_.get_text()


def test_anchors_exist_even_where_python_markdown_parses_differently(site: Make):
    built = site("""
        docs/plans/odd.md
            **Goal**: one paragraph on GitHub, with a list below
            - [ ] a box that Python-Markdown does not see
              - [ ] a nested one

            ## Phase 1
            - [ ] box

            1. First

              - [ ] by two spaces

            * item

                    - [ ] deep
    """)
    main = built.main("plans/odd/")

    for task in built.plan("plans/odd.md")["tasks"]:
        assert main.select_one(f"#planning-L{task['line']}"), task
    assert "planning-L" not in main.get_text()
    assert built.broken_links() == []


def test_a_plan_without_a_heading_shows_its_title(site: Make):
    built = site(
        "docs/index.md\n    # Home\ndocs/plans/plain.md\n    **Title**: Nightly *backups*\n    **Status**: Draft\n\n    Text.\n"
    )

    assert built.plan("plans/plain.md")["title"] in built.page("plans/plain/").title.get_text()
    assert built.main("plans/plain/").select(".pl-header")


def test_front_matter_reaches_the_page_as_mkdocs_would_have_read_it(site: Make):
    built = site(
        """
docs/plans/a.md
    ---
    title: Given & known
    template: special.html
    count: 3
    ---
    # Heading
theme/special.html
    {{ page.meta.count + 1 }} {{ page.meta.title }} {{ page.content }}
""",
        config=CONFIG.replace("theme: mkdocs", "theme: {name: mkdocs, custom_dir: theme}"),
    )

    assert built.html("plans/a/").startswith("4 Given & known")
    assert built.warnings == []


def test_lines_that_look_like_metadata_stay_in_the_page(site: Make):
    # MkDocs takes "Key: value" lines at the top of a file for metadata and hides them; GitHub shows them.
    built = site("docs/plans/a.md\n    Note: this is read by people\n\n    # A\n")

    assert "this is read by people" in built.main("plans/a/").get_text()


def test_links_in_a_card_have_the_same_targets_as_in_the_plan(site: Make):
    built = site("""
        docs/specs/cache.md
            # Spec
        docs/plans/deep/a.md
            # A

            **Spec**: [the spec](../../specs/cache.md#top)
            **Design**: [gone](missing.md)
            **Reference**: [out](https://example.org/a?b=1&c=2)

            ## Steps

            - [ ] x
    """)
    card = built.main("plans/deep/a/").select_one(".pl-header")

    assert [a["href"] for a in card.select("a[href]")] == ["../../../specs/cache/#top", "https://example.org/a?b=1&c=2"]
    assert "gone" in card.get_text()


def test_a_dirty_build_shows_what_changed_in_other_plans(site: Make):
    tree = """
docs/plans/board.md
    # Board
docs/plans/first.md
    # First

    **Status**: Draft
docs/plans/second.md
    # Second

    **Status**: Blocked
    **Blocked by**: First
"""
    site(tree)
    built = site(tree.replace("# First", "# First of all").replace("by**: First", "by**: first.md"), dirty=True)

    assert "First of all" in built.main("plans/board/").get_text()
    assert "First of all" in built.html("plans/")


def test_rebuilding_reads_only_what_changed(site: Make, monkeypatch):
    read: list[str] = []
    original = reader.read_page

    def recording(content: bytes, path: str, *rest: object):
        read.append(path)
        return original(content, path, *rest)

    monkeypatch.setattr(reader, "read_page", recording)
    kept = reader.PlanFileReader()
    kept.read({"a.md": b"# A", "b.md": b"# B"}, DEFAULT)
    kept.read({"a.md": b"# A", "b.md": b"# B!"}, DEFAULT)

    assert read == ["a.md", "b.md", "b.md"]


def test_a_plan_that_the_reader_fails_on_is_skipped(site: Make, monkeypatch):
    original = reader.read_page

    def failing(content: bytes, path: str, *rest: object):
        if path == "plans/b.md":
            raise ValueError("a fault of ours")
        return original(content, path, *rest)

    monkeypatch.setattr(reader, "read_page", failing)
    built = site("docs/plans/a.md\n    # A, whose reading works\ndocs/plans/b.md\n    # B, whose reading fails\n")

    assert built.sources() == ["plans/a.md"]
    assert built.main("plans/b/").h1.get_text() == "B, whose reading fails"
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith("plans/b.md:1: this plan is left out")
