"""A link in a folder of plans does not bring a file of the machine into the site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_planning.collecting.plan_globs import PlanGlobs
from mkdocs_planning.collecting.site_files import LinkGuard, Mount, SiteFiles, mounted_files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("docs/plans/a.md", "docs/other/b.md", "specs/c.md", "secret/d.md", "elsewhere/e.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("# A\n", encoding="utf-8")
    return tmp_path


def allowed(root: Path, link: str, target: str, uri: str | None = None) -> bool:
    (root / link).symlink_to(root / target)
    path = root / link if (root / link).is_file() else next((root / link).glob("*.md"))
    globs = PlanGlobs(["**/plans/**", "specs/**", "work/roadmap/**"])
    guard = LinkGuard(root / "docs", [Mount(root / "specs", "specs")], globs)
    return guard.allows(uri or path.relative_to(root / "docs").as_posix(), path)


def test_a_file_behind_no_link(root: Path) -> None:
    guard = LinkGuard(root / "docs", (), PlanGlobs())
    assert guard.allows("plans/a.md", root / "docs/plans/a.md")


def test_links_within_the_site_are_followed(root: Path) -> None:
    assert allowed(root, "docs/plans/b.md", "docs/other/b.md")
    assert allowed(root, "docs/plans/specs", "specs")
    assert allowed(root, "specs/a.md", "docs/plans/a.md", "specs/a.md")


def test_links_that_lead_out_are_not(root: Path) -> None:
    assert not allowed(root, "docs/plans/d.md", "secret/d.md")
    assert not allowed(root, "docs/plans/folder", "secret")
    assert not allowed(root, "docs/plans/deep", "docs/plans/folder")
    assert not allowed(root, "specs/d.md", "secret/d.md", "specs/d.md")


def test_the_folder_of_plans_may_be_a_link_itself(root: Path) -> None:
    (root / "docs/team").mkdir()
    assert allowed(root, "docs/team/plans", "elsewhere")
    assert not allowed(root, "elsewhere/d.md", "secret/d.md", "team/plans/d.md")


def test_installed_packages_and_excluded_files_are_no_part_of_mounted_folders(root: Path) -> None:
    for path in ("node_modules/x/plan.md", ".hidden/f.md", "drafts/g.md", "venv/h.md"):
        (root / "specs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "specs" / path).write_text("# A\n", encoding="utf-8")
    mount = Mount(root / "specs", "specs")
    assert [uri for uri, _ in mounted_files(mount)] == ["specs/c.md", "specs/drafts/g.md"]
    files = SiteFiles(root / "docs", (mount,), GitIgnoreSpec.from_lines(["drafts/"]))
    assert set(files.plan_files()) == {"plans/a.md", "other/b.md", "specs/c.md"}
