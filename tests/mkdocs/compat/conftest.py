"""The configuration of a small site, as a plugin's hooks find it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    (tmp_path / "docs").mkdir()
    text = "site_name: Test\nrepo_url: https://example.org/app\nedit_uri: edit/main/docs/\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    made = load_config(str(tmp_path / "mkdocs.yml"))
    made.plugins._current_plugin = "planning"  # of the hook that is running; MkDocs notes it in generated files
    return made
