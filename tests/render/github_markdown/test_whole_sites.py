"""Built sites: every checkbox has its line and a name, headings keep their anchors, alerts are styled."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.mkdocs.conftest import CONFIG, Built, Make, site
from tests.mkdocs.test_example_site import build

__all__ = ["site"]

RICH = """
docs/index.md
    # Home
docs/plans/rich.md
    ---
    title: Rich
    ---
    # Implementation Plan: Rich

    **Status**: In Progress
    **Owner**: ana

    **Tasks**:
    - [ ] Straight after a line of text
      - [x] Nested by two
        - [ ] Nested by four, with `code` and **bold**
    - [~] Half done
      - [-] Dropped below it
    - [>] Put off
    - [ ]* Not a must
    - [x]* Not a must, but done
    - [x] Of two lines,
      the second lazy

    ## Phase 1: Numbers

    1. [ ] In a numbered item
       - [x] Nested by three
    2. [x] Second

    10) [ ] With a parenthesis

    > - [ ] In a quote GitHub shows none
    >   - [x] nor here

    | A | B |
    |---|---|
    | 1 | 2 |
    - [ ] After a table

    ```
    - [ ] in code
    ```
    - [x] After a fence
      ```
      - [ ] in its code
      ```
      - [ ] After that

    <!-- - [ ] in a comment -->

    <details>
    <summary>More</summary>

    - [ ] In details
      - [!] With a mark that nobody gave a meaning

    </details>

    * [ ]
    * [x] ~~Struck~~ https://example.org/x
    * [ ] Twice the same
    * [ ] Twice the same
docs/plans/team.md
    ---
    plan: true
    plans: h2
    ---
    # The team

    ## Move the queue

    **Owner**: ana

    - [ ] Choose a broker
      - [/] Ask around

    ## Retire the old one

    Tasks:
    - [x] Tell everybody
      1. [ ] By mail
docs/specs/001-reminders/spec.md
    # Feature Specification: Reminders

    **Status**: Draft

    ## Success Criteria
    - [ ] Nine of ten arrive within a minute
docs/specs/001-reminders/plan.md
    # Implementation Plan: Reminders

    **Owner**: ana
docs/specs/001-reminders/tasks.md
    # Tasks: Reminders

    ## Phase 1: Setup
    - [x] T001 Make the queue
      - [ ] T002 Fill it
"""
WORDS = {"active": "in progress", "dropped": "dropped", "deferred": "deferred", "open": "open", "done": "done"}


def plain(text: str) -> str:
    """The text of inline Markdown or of a page."""
    return " ".join(re.sub(r"[`*~_<>\\]|\]\([^)]*\)|[\[\]]", "", text).split())


def check_boxes(built: Built) -> int:
    """Check every checkbox of the site against plans.json; return their number."""
    data = built.data()
    urls = {plan["source"]: plan["url"] for plan in data["plans"]}
    tasks: dict[str, list[dict[str, Any]]] = {}
    for plan in data["plans"]:
        for task in plan["tasks"]:
            tasks.setdefault(task["file"], []).append(task)
    seen = 0
    for file, listed in tasks.items():
        # A plan of several files has one URL, a page of several plans has several; the page of a file is beside its source.
        url = urls.get(file, "").partition("#")[0] or file.removesuffix(".md") + "/"
        page = built.page(url)
        inputs = [box for box in page.select("li input[type=checkbox][disabled]") if not box.find_parent(class_="planning")]
        boxed = [task for task in listed if task["mark"] in (" ", "x", "X")]
        assert [box.get("data-line") for box in inputs] == [str(task["line"]) for task in boxed], file
        for box in inputs:
            assert box.get("aria-label", "").strip(), box
        for task in listed:
            if task["mark"] is None:
                continue
            marked = page.select(f'[data-line="{task["line"]}"]')
            assert len(marked) == 1, task
            found = marked[0]
            around = plain(found.find_parent("li").get_text())
            assert plain(task["text"]).split(" https")[0] in around, task
            if task in boxed:
                assert found.has_attr("checked") == (task["mark"] != " "), task
            else:
                assert (found["role"], found["aria-label"]) == ("img", WORDS[task["state"]]), task
            seen += 1
    return seen


@pytest.mark.parametrize(
    "extensions", ["", "markdown_extensions: [pymdownx.superfences, pymdownx.tilde, pymdownx.magiclink]\n"]
)
def test_each_checkbox_of_a_rich_site_has_its_line_and_a_name(site: Make, extensions: str) -> None:
    built = site(RICH, config=CONFIG + extensions)

    assert check_boxes(built) > 25
    assert not built.main("plans/rich/").select("blockquote input")
    states = {task["state"] for task in built.plan("plans/rich.md")["tasks"]}
    assert states == {"open", "done", "active", "dropped", "deferred"}


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_each_checkbox_of_the_example_site_has_its_line_and_a_name(tmp_path: Path, theme: str) -> None:
    assert check_boxes(build("mkdocs", tmp_path, theme, directories=True, site_url=None)) > 50


def test_headings_have_the_same_anchors_as_without_the_plugin(site: Make) -> None:
    tree = """
docs/index.md
    # Home
docs/plans/a.md
    # Implementation Plan: ~~Old~~ new `code`

    Text
    ## Twice
    ## Twice
    - item
    ### After an item: 100 % & more

    Two
    lines
    ---

    ## C#
    ## See https://example.org/x and www.example.org
    ## [Link](https://example.org)
    ## Trailing ##
    ## *Ä* and 日本
"""
    without = site(tree, config="site_name: Test\ntheme: mkdocs\n").main("plans/a/")
    wanted = {tag.get_text(): tag["id"] for tag in without.select("h1, h2, h3")}
    built = site(tree)
    shown = {tag.get_text(): tag["id"] for tag in built.main("plans/a/").select("h1, h2, h3") if tag.has_attr("id")}

    assert len(wanted) > 6
    assert {text: shown.get(text) for text in wanted if text in shown} == {
        text: wanted[text] for text in wanted if text in shown
    }
    assert len(shown) >= len(wanted)


ALERTS = "docs/plans/a.md\n    # Plan\n\n" + "\n".join(
    f"    > [!{kind}]\n    > Text of {kind}\n    > - a list\n" for kind in ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
)


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_an_alert_is_an_admonition_with_its_title_in_every_theme(site: Make, theme: str) -> None:
    built = site("docs/index.md\n    # Home\n" + ALERTS, config=CONFIG.replace("theme: mkdocs", f"theme: {theme}"))
    alerts = built.page("plans/a/").select("div.admonition")

    assert [alert.select_one("p.admonition-title").get_text() for alert in alerts] == [
        "Note", "Tip", "Important", "Warning", "Caution",
    ]  # fmt: skip
    assert [len(alert.select("li")) for alert in alerts] == [1] * 5
    assert "data-planning-open" not in built.html("plans/a/")
    assert "[!" not in built.page("plans/a/").get_text()


def test_invalid_front_matter_is_not_on_the_page(site: Make) -> None:
    front = "    ---\n    owner: @ana\n    due: 2026-13-45\n    ---\n"
    built = site("docs/index.md\n    # Home\ndocs/plans/a.md\n" + front + "    # Plan\n\n    Text.\n")
    main = built.main("plans/a/")

    assert "@ana" not in main.get_text()
    assert not main.select("hr")
    assert main.h1.get_text().startswith("Plan")


def test_the_added_task_list_extension_is_mentioned_once(site: Make) -> None:
    built = site(RICH)

    assert sum("pymdownx.tasklist" in info for info in built.infos) == 1
