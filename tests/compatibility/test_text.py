"""Plugins that change the text of pages: macros, include-markdown, mkdocstrings with autorefs."""

from __future__ import annotations

from pathlib import Path

from tests.compatibility.conftest import PLANS, check_site, config, write
from tests.mkdocs.conftest import Make


def test_macros_are_expanded_in_pages_and_not_in_views(site: Make):
    built = site(PLANS + "docs/sum.md\n    # Sum\n\n    It is {{ 6 * 7 }}.\n", config=config("macros"))

    check_site(built)
    assert "It is 42." in built.page("sum/").get_text()


def test_macros_in_a_plan_are_expanded_on_its_page_only(site: Make):
    tree = PLANS.replace("- [ ] three", "- [ ] three {{ 6 * 7 }}").replace("| Fog |", "| {{ 6 * 7 }} fogs |")
    built = site(tree, config=config("macros"))

    check_site(built)
    assert "three 42" in built.page("plans/team/beta/").get_text()
    assert "{{ 6 * 7 }} fogs" in built.page("plans/risks/").get_text()


def test_a_marker_from_a_macro_shows_its_view(site: Make):
    built = site(PLANS + 'docs/team.md\n    # Team\n\n    {{ "<!-- planning:board owner=ana -->" }}\n', config=config("macros"))

    check_site(built)
    assert [card.get_text(strip=True) for card in built.page("team/").select(".pl-card a[href]")][:1] == ["Alpha"]


def test_included_markdown_may_contain_markers_and_is_shown_in_plans(site: Make, tmp_path: Path):
    write(tmp_path, "parts/board.md", "<!-- planning:board owner=ana -->\n")
    write(tmp_path, "parts/note.md", "A note that is shared.\n")
    tree = PLANS.replace("    - [x] four", "    {% include-markdown '../../parts/note.md' %}\n\n    - [x] four")
    tree += "docs/team.md\n    # Team\n\n    {% include-markdown '../parts/board.md' %}\n"
    built = site(tree, config=config("include-markdown"))

    check_site(built)
    assert "A note that is shared." in built.page("plans/zeta/").get_text()
    assert built.page("team/").select(".pl-card")


def test_mkdocstrings_references_work_in_plans(site: Make, tmp_path: Path):
    write(tmp_path, "src/boats.py", '"""Boats."""\n\n\ndef sail(knots: int) -> None:\n    """Sail at so many *knots*."""\n')
    tree = PLANS.replace("pour the anchovy concrete", "pour the anchovy concrete of [`sail`][boats.sail]")
    built = site(
        tree + "docs/api.md\n    # API\n\n    ::: boats\n",
        config=config("autorefs", f"mkdocstrings: {{handlers: {{python: {{paths: ['{tmp_path}/src']}}}}}}"),
    )

    check_site(built)
    assert "Sail at so many knots." in built.page("api/").get_text()
    link = built.page("plans/alpha/").select_one("li a[href*='boats.sail']")
    assert link["href"] == "../../api/#boats.sail"
