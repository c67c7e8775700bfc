"""Folders named by options: their location on disk, and which of them are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_planning.options.option_values import OptionError
from mkdocs_planning.options.schema import Options, collecting_settings_of, vocabulary_of
from mkdocs_planning.options.site_folders import cache_folder, folder_around


def test_all_pages_of_sources_are_plans():
    settings = collecting_settings_of(Options(include=("plans",), exclude=("specs/old",)), ["specs"], "2026-03-15")
    paths = ("plans/a.md", "specs/b.md", "specs/old/c.md", "d.md")
    assert [path for path in paths if settings.globs.includes(path)] == ["plans/a.md", "specs/b.md"]


def test_only_views_with_a_page_replace_a_plan():
    settings = collecting_settings_of(Options(views=("risks", "board")), [], "2026-03-15")
    assert settings.view_paths == ("", "risks", "board")


def test_options_extend_the_vocabulary():
    vocabulary = vocabulary_of(
        Options(statuses={"shipped": "complete"}, owners={"Ana": ("aruiz",)}, sections={"risks": ("Risiken",)}, risk_scale=5)
    )
    assert vocabulary.status_of("Shipped last week") == "complete"
    assert vocabulary.owner("ARuiz") == "Ana"
    assert "risiken" in vocabulary.sections["risks"]
    assert vocabulary.scale == 5


def test_the_cache_is_beside_the_configuration(tmp_path: Path):
    assert cache_folder(".cache/planning", tmp_path) == tmp_path.resolve() / ".cache" / "planning"
    assert cache_folder("../build", tmp_path) == tmp_path.resolve().parent / "build"
    assert cache_folder(str(tmp_path / "x"), tmp_path) == tmp_path.resolve() / "x"


def test_the_cache_is_not_the_project_folder_or_a_parent(tmp_path: Path):
    base = tmp_path / "project"
    base.mkdir()
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    for folder in ("", ".", "..", "/", str(base), str(tmp_path), f"../{base.name}", str(tmp_path / "link"), "a/.."):
        with pytest.raises(OptionError, match="the folder of the project or one above it"):
            cache_folder(folder, base)


def test_parent_folders(tmp_path: Path):
    docs, site = tmp_path / "docs", tmp_path / "site"
    assert folder_around(docs / "cache", (site, docs)) == docs
    assert folder_around(docs, (docs,)) == docs
    assert folder_around(tmp_path / "docs2", (docs, site)) is None
