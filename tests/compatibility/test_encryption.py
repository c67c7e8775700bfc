"""mkdocs-encryptcontent: what a page protects by a password stands nowhere else in the clear."""

from __future__ import annotations

from pathlib import Path

from tests.compatibility.conftest import PLANS, config
from tests.mkdocs.conftest import Built, Make

SECRET = """
docs/plans/secret.md
    ---
    password: horse
    ---
    # Hidden treasure

    **Status**: In Progress
    **Owner**: carla

    - [x] bury the doubloons
    - [ ] draw the treasure map
"""
OPTIONS = "kdf_pow: 1, search_index: encrypted, webcrypto: true"


def clear_text(built: Built) -> dict[str, str]:
    """The text of all files of a site by their paths, without those of the theme."""
    texts = {path.relative_to(built.site).as_posix(): path for path in Path(built.site).rglob("*") if path.is_file()}
    return {
        name: path.read_text(encoding="utf-8", errors="replace")
        for name, path in texts.items()
        if not name.startswith("assets/")
    }


def files_with(built: Built, *words: str) -> list[str]:
    return sorted(name for name, text in clear_text(built).items() if any(word in text for word in words))


def test_a_plan_with_a_password_of_its_own_is_on_no_view(site: Make):
    built = site(PLANS + SECRET, config=config(f"encryptcontent: {{{OPTIONS}}}", strict=False))

    assert files_with(built, "doubloons", "treasure map", "carla") == []
    assert {plan["source"] for plan in built.data()["plans"]} == {"plans/alpha.md", "plans/team/beta.md", "plans/zeta.md"}
    assert built.page("plans/alpha/").select_one(".pl-header")


def test_with_a_password_for_all_views_are_encrypted_and_data_is_left_out(site: Make):
    built = site(PLANS, config=config(f"encryptcontent: {{global_password: horse, {OPTIONS}}}", strict=False))

    assert files_with(built, "anchovy", "pl-header", "pl-card") == []
    assert built.data()["plans"] == []


def test_a_page_without_encryption_shows_no_views_of_encrypted_plans(site: Make):
    tree = PLANS.replace("    # Guide\n", "    ---\n    password: ''\n    ---\n    # Guide\n\n    <!-- planning:board -->\n")
    built = site(tree, config=config(f"encryptcontent: {{global_password: horse, {OPTIONS}}}", strict=False))

    assert "How to sail" in built.html("guide/")
    assert files_with(built, "anchovy", "pl-card") == []  # titles in the navigation are MkDocs' own


def test_without_passwords_everything_is_shown(site: Make):
    built = site(PLANS, config=config(f"encryptcontent: {{{OPTIONS}}}", strict=False))

    assert len(built.data()["plans"]) == 3
    assert built.page("plans/board/").select(".pl-card")
