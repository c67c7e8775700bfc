"""The same sources give the same bytes on every machine, for every file of the site.

Each build is a separate process, since Python sets its hash seed and locale at the start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_planning.views import VIEWS

from .test_rebuilds import CHANGES, FILES, RISKS, plan

NOON = "1773576000"  # of 15 March 2026 in UTC; fourteen hours away it is another day

BUILD = """
import os, random, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

chance, scandir, listdir = random.Random(sys.argv[3]), os.scandir, os.listdir

class Shuffled:
    # what os.scandir returns, in another order

    def __init__(self, path):
        self.entries = list(scandir(path))
        chance.shuffle(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def close(self):
        pass

    def __iter__(self):
        return self

    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop()

def shuffled_names(path="."):
    names = listdir(path)
    chance.shuffle(names)
    return names

if sys.argv[3]:
    os.scandir, os.listdir = Shuffled, shuffled_names
build(load_config(config_file=sys.argv[1], site_dir=sys.argv[2]))
"""


def written(root: Path) -> None:
    """Sources with content for every view, in all places from which plans are collected."""
    files = {f"docs/{path}": text for path, text in FILES.items()} | {
        "docs/plans/overview-of-it.md": plan("Übersicht", id="P-20", waits="P-21", owner="Zoë, ana", more=RISKS + CHANGES),
        "docs/plans/circle.md": plan("Circle", id="P-21", waits="P-20", owner="ana, Zoë", more="## Decisions\n\n- We row.\n"),
        "docs/plans/twice.md": plan("Twice", id="P-20", owner="Éva"),
        "more/one/z.md": plan("Mounted Z", waits="P-1", more=CHANGES),
        "more/one/A.md": plan("Mounted A", waits="P-1", more=CHANGES),
        "mkdocs.yml": json.dumps(
            {
                "site_name": "Test",
                "theme": {"name": "mkdocs", "highlightjs": False},
                "plugins": ["search", {"planning": {"sources": ["more"], "board_group": "owner", "cache_dir": os.devnull}}],
            }
        ),
    }
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def build(root: Path, name: str, *, shuffle: str = "", **environment: str) -> dict[str, bytes]:
    """The files of the site, built in a process with this *environment*; *shuffle* seeds the order of the file system."""
    env = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": NOON, "PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    env["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", BUILD, str(root / "mkdocs.yml"), str(root / name), shuffle]
    subprocess.run(command, check=True, env=env | environment, capture_output=True)
    site = root / name
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("same")
    written(made)
    return made


@pytest.fixture(scope="module")
def usual(root: Path) -> dict[str, bytes]:
    return build(root, "usual")


def test_the_sources_cover_every_view(usual: dict[str, bytes]) -> None:
    needs_git = {"review"}
    pages = {view.name: f"plans/{view.path}index.html" for view in VIEWS.values() if view.name not in needs_git}
    assert {name for name, page in pages.items() if page not in usual} == set()


@pytest.mark.parametrize(
    ("what", "environment"),
    [
        ("hash", {"PYTHONHASHSEED": "4711"}),
        ("order", {"shuffle": "other"}),
        ("zone", {"TZ": "Pacific/Kiritimati"}),
        ("locale", {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
    ],
)
def test_a_site_is_the_same_on_every_machine(
    root: Path, usual: dict[str, bytes], what: str, environment: dict[str, str]
) -> None:
    found = build(root, what, **environment)
    assert sorted(found) == sorted(usual)
    assert [path for path, content in usual.items() if found[path] != content] == []
