"""The example site builds without warnings under every engine and theme, without broken links."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.mkdocs.conftest import Built

EXAMPLE = Path(__file__).parents[2] / "example_site"


class _Loader(yaml.SafeLoader):
    """Reads a mkdocs.yml and ignores its custom tags (emoji, icons)."""


_Loader.add_multi_constructor("tag:", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def build(engine: str, target: Path, theme: str, *, directories: bool, site_url: str | None) -> Built:
    config = yaml.load((EXAMPLE / "mkdocs.yml").read_text(), _Loader)
    if theme != "material":
        config["theme"] = theme
        config["markdown_extensions"] = ["admonition", "attr_list", "md_in_html", "pymdownx.tasklist"]
    config |= {"docs_dir": str(EXAMPLE / "docs"), "use_directory_urls": directories, "site_url": site_url}
    file = target / "mkdocs.yml"
    file.write_text(yaml.safe_dump(config))
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "-f", str(file), "-d", str(target / "site")],
        capture_output=True,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return Built(target, [])


@pytest.mark.parametrize("site_url", [None, "https://example.org/team/plans/"])
@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_under_mkdocs(tmp_path: Path, theme: str, directories: bool, site_url: str | None):
    built = build("mkdocs", tmp_path, theme, directories=directories, site_url=site_url)

    assert built.broken_links() == []
    assert len(built.data()["plans"]) >= 12


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_under_properdocs_beside_mkdocs(tmp_path: Path, theme: str):
    built = build("properdocs", tmp_path, theme, directories=True, site_url=None)

    assert built.broken_links() == []
