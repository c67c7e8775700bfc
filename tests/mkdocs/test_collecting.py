"""Which pages are plans."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import Abort

from mkdocs_planning.collecting.plan_globs import DEFAULT_INCLUDE, PlanGlobs
from mkdocs_planning.collecting.selection import declared_plan, select_plans
from mkdocs_planning.collecting.settings import CollectingSettings
from tests.mkdocs.conftest import Make


def plans(paths: list[str], *include: str, exclude: tuple[str, ...] = (), said: dict[str, bool] | None = None) -> list[str]:
    settings = CollectingSettings("2026-01-01", include=include or DEFAULT_INCLUDE, exclude=exclude, layouts=())
    return list(select_plans(paths, (said or {}).get, settings).pages)


def test_folders_named_plan_plans_or_planning_contain_plans_at_any_depth():
    paths = ["index.md", "plan/a.md", "plans/b.md", "x/planning/y/c.md", "plans.md", "planner/d.md", "plans/pic.png"]

    assert plans(paths) == ["plan/a.md", "plans/b.md", "x/planning/y/c.md"]


def test_the_index_page_of_an_include_root_is_not_a_plan():
    paths = ["plans/index.md", "plans/README.md", "plans/cache/README.md", "team/plans/index.md"]

    assert plans(paths) == ["plans/cache/README.md"]


def test_user_globs_replace_the_default():
    paths = ["plans/a.md", "roadmap/b.md", "roadmap/old/c.md", "teams/x/todo/d.md", "teams/x/todo/index.md", "e.md"]

    assert plans(paths, "roadmap") == ["roadmap/b.md", "roadmap/old/c.md"]
    assert plans(paths, "roadmap/*.md") == ["roadmap/b.md"]
    assert plans(paths, "teams/*/todo/**", "e.md") == ["e.md", "teams/x/todo/d.md"]
    assert plans(paths, "{roadmap,plans}/[!b]*.md") == ["plans/a.md"]
    assert plans(paths, "roadmap", exclude=("**/old/**",)) == ["roadmap/b.md"]
    assert plans(paths, "**") == sorted(paths)


def test_front_matter_takes_precedence_over_globs():
    said = {"plans/a.md": False, "notes/b.md": True, "plans/index.md": True}

    assert plans(["plans/a.md", "notes/b.md", "plans/index.md", "plans/c.md"], said=said) == [
        "notes/b.md",
        "plans/c.md",
        "plans/index.md",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\nplan: true\n---\n", True),
        ("\ufeff---\r\ntitle: x\r\nplan: false\r\n---\r\n", False),
        ("---\nowner: @ana\nplan: true\n---\n", True),  # not valid YAML
        ("---\nplanet: true\n---\n", None),
        ("---\nmeta:\n  plan: true\n---\n", None),
        ("# A\n\nplan: true\n", None),
        ("", None),
    ],
)
def test_front_matter_decides_whether_a_page_is_a_plan(text: str, said: bool | None):
    assert declared_plan(text.encode()) is said


def test_the_overview_is_in_the_first_include_root_with_a_page():
    assert PlanGlobs().overview(["a/b/plans/x.md", "planning/y.md", "plans/sub/plans/z.md"]) == "planning/index.md"
    assert PlanGlobs(["none/**", "teams/*/plans/**"]).overview(["teams/a/plans/x.md"]) == "teams/a/plans/index.md"
    assert PlanGlobs().overview(["index.md"]) == "plans/index.md"


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("include: 5", "Expected a glob or a list of globs such as plans/**, found 5"),
        ("include: [plans, {a: b}]", "Expected globs such as plans/**, found {a"),
        ("include: ../plans", "leads out of docs_dir"),
        ("exclude: 'plans/[a'", 'has a "[" without its "]"'),
        ("index: plans/overview.html", "Expected the path of a Markdown page such as plans/index.md"),
        ("index: ../index.md", "Expected a path inside docs_dir"),
        ("today: soon", "Expected a day such as 2026-03-31, found 'soon'"),
        ("today: '2026-02-30'", "is not a day of the calendar"),
    ],
)
def test_an_invalid_option_is_explained(site: Make, caplog: pytest.LogCaptureFixture, option: str, message: str):
    with pytest.raises(Abort):
        site(config=f"site_name: x\nplugins:\n  - planning:\n      {option}\n")

    assert message in caplog.text


def test_a_site_shows_what_is_collected(site: Make):
    built = site("""
        docs/index.md
            # Home
        docs/plans/index.md
            # Our plans
        docs/plans/cache.md
            # Cache
        docs/plans/notes.md
            ---
            plan: false
            ---
            # Notes
        docs/team/idea.md
            ---
            plan: true
            ---
            # Idea
    """)

    assert built.sources() == ["plans/cache.md", "team/idea.md"]
    assert built.page("team/idea/").select_one(".pl-header")
    assert not built.page("plans/notes/").select_one(".pl-header")
    assert built.warnings == []
