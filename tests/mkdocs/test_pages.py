"""The pages of the views: generated, inside user pages, and at markers."""

from __future__ import annotations

import pytest

from tests.mkdocs.conftest import CONFIG, Make

PLANS = """
docs/index.md
    # Home
docs/plans/alpha.md
    # Alpha

    **Status**: In Progress
    **Owner**: ana

    ## Phase 1: Foundation

    - [x] one
    - [ ] two
docs/plans/zeta.md
    # Zeta

    **Status**: Draft
    **Owner**: bo

    - [ ] three
"""


def test_one_line_of_configuration_gives_overview_board_and_progress(site: Make):
    built = site(PLANS)

    assert built.page("plans/").h1.get_text() == "Plans"
    assert {card.get_text() for card in built.page("plans/board/").select(".pl-card a")} == {"Alpha", "Zeta"}
    assert "Foundation" in built.page("plans/progress/").get_text()
    assert [plan["url"] for plan in built.data()["plans"]] == ["plans/alpha/", "plans/zeta/"]
    assert built.warnings == []
    assert built.broken_links() == []


def test_views_precede_plans_in_the_navigation(site: Make):
    built = site(PLANS)

    assert built.nav() == ["Home", "Plans", "Plans", "Board", "Progress", "People", "Alpha", "Zeta"]
    assert built.page("plans/board/").select_one("a[rel=next]")["href"].endswith("../progress/")


def test_an_explicit_nav_gives_no_message_about_generated_pages(site: Make):
    built = site(
        PLANS,
        config=CONFIG
        + "nav: [index.md, {All plans: plans/index.md}, plans/alpha.md, plans/zeta.md]\n"
        + "validation: {nav: {omitted_files: warn}}\n",
    )

    assert built.warnings == []
    assert built.exists("plans/board/index.html")
    assert "All plans" in built.nav()


@pytest.mark.parametrize("host", ["plans/progress.md", "plans/progress/index.md"])
@pytest.mark.parametrize("directories", ["true", "false"])
def test_a_user_page_at_the_path_of_a_view_shows_it_and_is_not_a_plan(site: Make, host: str, directories: str):
    built = site(
        PLANS + f"docs/{host}\n    # How far we are\n\n    - [ ] no task of a plan\n",
        config=CONFIG + f"use_directory_urls: {directories}\n",
    )

    page = built.page(built_path(host, directories))
    assert page.h1.get_text() == "How far we are"
    assert page.select(".pl-prog")
    assert built.sources() == ["plans/alpha.md", "plans/zeta.md"]
    assert built.broken_links() == []
    assert built.warnings == []


def built_path(uri: str, directories: str) -> str:
    stem = uri.removesuffix(".md")
    if stem.endswith("/index"):
        return stem + ".html"
    return f"{stem}/index.html" if directories == "true" else f"{stem}.html"


def test_a_user_page_with_a_view_can_be_a_plan(site: Make):
    built = site(PLANS + "docs/plans/board.md\n    ---\n    plan: true\n    ---\n    # Board plan\n")

    assert "plans/board.md" in built.sources()
    page = built.page("plans/board/")
    assert page.select_one(".pl-header")
    assert page.select_one(".pl-board")


def test_a_user_page_shows_the_view_at_its_marker(site: Make):
    built = site(
        PLANS
        + """
docs/plans/README.md
    # Ours

    Before.

    <!-- planning:overview -->

    After.
"""
    )

    text = built.main("plans/").get_text(" ")
    assert text.index("Before.") < text.index("Alpha") < text.index("After.")
    assert len(built.page("plans/").select(".planning")) == 1
    assert "planning:overview" not in built.html("plans/")


def test_the_index_page_can_be_chosen(site: Make):
    built = site(PLANS, config=CONFIG + "      index: status/now.md\n")

    assert built.page("status/now/").h1.get_text() == "Plans"
    assert built.exists("status/board/index.html")
    assert built.data("status/plans.json")["schema"] == 1


def test_markers_work_in_any_page_with_filters(site: Make):
    built = site(
        PLANS
        + """
docs/team.md
    # Team

    Ana has:
    <!-- planning:board owner=ana -->

    - in a list:

        <!-- planning:board status=draft -->

    !!! note
        <!-- planning:board status=dropped -->
""",
        config=CONFIG + "markdown_extensions: [admonition]\n",
    )

    first, second, third = built.main("team/").select(".planning")
    assert "Alpha" in first.get_text()
    assert "Zeta" not in first.get_text()
    assert "Zeta" in second.get_text()
    assert third.find_parent(class_="admonition")
    assert not third.select(".pl-card")
    assert built.warnings == []


def test_markers_in_code_or_within_a_line_are_text(site: Make):
    built = site(
        PLANS
        + """
docs/how.md
    # How

    ```
    <!-- planning:board -->
    ```

        <!-- planning:progress -->

    Write `<!-- planning:board -->` alone on a line.

    <!-- a longer comment
    <!-- planning:board -->
    -->

    ~~~
    <!-- planning:unheard-of -->
"""
    )

    page = built.page("how/")
    assert not page.select(".planning")
    assert [code.get_text().strip() for code in page.select("pre code")][:2] == [
        "<!-- planning:board -->",
        "<!-- planning:progress -->",
    ]


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("planning:bord", 'docs.md:5: unknown view "bord" in <!-- planning:bord -->; known: overview, '),
        ("planning:board ower=ana", 'docs.md:5: unknown filter "ower"; known: owner, status'),
        ("planning:board owner=nobody", 'docs.md:5: no plan is owned by "nobody"; known: ana, bo (in <!-- planning'),
        ("planning:board tag=nosuch", 'docs.md:5: no plan has the tag "nosuch"; known: none'),
        ("planning:board folder=plans/nosuch", 'docs.md:5: no plan is in the folder "plans/nosuch"; known: plans'),
        ("planning:board status=going", 'docs.md:5: unknown status "going"; known: draft, review'),
        ("planning:board ana", 'docs.md:5: "ana" is not a filter'),
    ],
)
def test_an_invalid_marker_gives_a_warning_with_the_known_values(site: Make, marker: str, message: str):
    built = site(PLANS + f"docs/docs.md\n    ---\n    title: x\n    ---\n    # Docs\n    <!-- {marker} -->\n")

    assert len(built.warnings) == 1
    assert built.warnings[0].startswith(message)


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
@pytest.mark.parametrize("directories", ["true", "false"])
def test_links_work_in_every_theme_and_with_both_kinds_of_url(site: Make, theme: str, directories: str):
    built = site(
        PLANS.replace("## Phase 1", "See [Zeta](zeta.md#notes).\n\n    ## Phase 1"),
        config=CONFIG.replace("theme: mkdocs", f"theme: {theme}")
        + f"use_directory_urls: {directories}\nsite_url: https://example.org/docs/team/\nstrict: true\n",
    )

    assert built.warnings == []
    assert built.broken_links() == []


def test_templates_can_be_overridden_and_extended(site: Make):
    built = site(
        PLANS
        + """
theme/planning/board.html
    <p class="mine">{{ view.columns|length }} columns</p>
    {% include "!planning/board.html" %}
""",
        config=CONFIG.replace("theme: mkdocs", "theme: {name: mkdocs, custom_dir: theme}"),
    )

    page = built.page("plans/board/")
    assert page.select_one(".mine").get_text() == "2 columns"
    assert page.select(".pl-card")


def test_the_user_s_style_sheets_come_after_ours(site: Make):
    built = site(PLANS + "docs/own.css\n    a {}\n", config=CONFIG + "extra_css: [own.css]\n")

    sheets = [link["href"] for link in built.page("").select("link[rel=stylesheet]")]
    assert sheets.index("assets/planning/planning.css") < sheets.index("own.css")
    script = built.page("plans/board/").select_one("script[src*=planning]")
    assert script.has_attr("defer")
    assert built.exists("assets/planning/planning.js")


def test_checkboxes_are_shown_without_the_task_list_extension(site: Make):
    built = site(PLANS)

    assert len(built.page("plans/alpha/").select("li.task-list-item input[type=checkbox]")) == 2
    assert any("pymdownx.tasklist" in info for info in built.infos)


def test_the_pages_of_a_site_without_plans_say_so(site: Make):
    built = site("docs/index.md\n    # Home\n")

    assert built.exists("plans/board/index.html")
    assert built.data()["totals"]["plans"] == 0
    assert built.warnings == []


def test_a_user_file_is_never_overwritten(site: Make):
    built = site(PLANS + 'docs/plans/plans.json\n    {"mine": true}\n')

    assert built.data() == {"mine": True}
    assert built.warnings == [
        "plans/plans.json:1: this file of yours stands where the plugin writes its data, which is left out; rename yours"
    ]


def test_search_finds_plans_by_their_text_and_views_by_their_name(site: Make):
    config = CONFIG.replace("theme: mkdocs", "theme: material")
    built = site("docs/index.md\n    # Home\ndocs/plans/a.md\n    # Alpha\n\n    Words.\n", config=config)
    entries = built.data("search/search_index.json")["docs"]
    views = {url: entry for entry in entries if (url := entry["location"]) not in ("", "plans/a/")}

    assert [entry["text"] for entry in entries if entry["location"] == "plans/a/"] == ["<p>Words.</p>"]
    assert views["plans/board/"]["title"] == "Board"
    assert [entry["text"] for entry in views.values()] == [""] * len(views), "what a view shows stands on the plans' own pages"
    assert not any("#" in url for url in views)


def test_a_user_file_at_the_url_of_a_view_is_kept(site: Make):
    built = site(PLANS + "docs/plans/board\n    mine\n")

    assert (built.site / "plans/board").read_text() == "mine\n"
    assert built.warnings == [
        "plans/board:1: this file of yours stands where the page board goes, which is left out; rename yours"
    ]
    assert built.broken_links() == []
