"""The example site under ProperDocs without MkDocs installed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.mkdocs.conftest import Built

ROOT = Path(__file__).parents[2]
HIDDEN = ("mkdocs", "mkdocs-")
"""The package MkDocs and its metadata; ``mkdocs_planning`` and other plugins stay."""


@pytest.fixture
def without_mkdocs(tmp_path: Path) -> Path:
    """A folder of links to all installed packages except MkDocs."""
    target = tmp_path / "packages"
    target.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if entry.name != "mkdocs" and not entry.name.startswith(HIDDEN[1]) and entry.suffix != ".pth":
            (target / entry.name).symlink_to(entry)
    return target


def test_the_example_site_under_properdocs_alone(tmp_path: Path, without_mkdocs: Path) -> None:
    command = [sys.executable, "-S", "-m", "properdocs", "build", "--strict"]
    paths = os.pathsep.join([str(without_mkdocs), str(ROOT)])
    environment = os.environ | {"PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"}
    site = tmp_path / "site"

    absent = subprocess.run([sys.executable, "-S", "-c", "import mkdocs"], env=environment, capture_output=True, check=False)
    assert absent.returncode != 0, "MkDocs is still to be found"
    done = subprocess.run(
        [*command, "-f", str(ROOT / "example_site" / "mkdocs.yml"), "-d", str(site)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    built = Built(tmp_path, [])
    assert len(built.data()["plans"]) >= 12
    assert built.broken_links() == []
