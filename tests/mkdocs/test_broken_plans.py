"""A site with every kind of broken plan: the build succeeds, valid plans are shown, broken ones are reported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.broken import WARNED, broken_files
from tests.generator import Made, generate, write_plans
from tests.mkdocs.conftest import Built, Make

MOST_MEMORY = 300 * 1024 * 1024
"""Bytes of peak memory that the broken plans may need above valid ones (docs/limits.md)."""
HEALTHY = generate(30, seed=4)
VANISH = """\
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(100)
def on_files(files, config):
    Path(config.docs_dir, "plans/vanishing.md").unlink()
"""


class BrokenSite(Built):
    """The site, the messages of the build, and its cost."""

    def __init__(self, root: Path, files: Mapping[str, bytes]) -> None:
        super().__init__(root, [])
        self.files = files
        done = subprocess.run(
            [sys.executable, "-m", "tests.mkdocs.measured", str(root / "mkdocs.yml")],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        )
        self.status = done.returncode
        self.errors = done.stderr
        said: dict[str, Any] = json.loads(done.stdout) if done.stdout else {"warnings": [], "peak": 0}
        self.said: list[str] = said["warnings"]
        self.peak: int = said["peak"]

    @cached_property
    def plans(self) -> dict[str, dict[str, Any]]:
        """The plans of plans.json by file."""
        return {plan["source"]: plan for plan in self.data()["plans"]}

    def warned(self, uri: str) -> list[int]:
        """The lines of *uri* named in warnings."""
        found = (re.match(re.escape(uri) + r":(\d+): \S", message) for message in self.said)
        return [int(match[1]) for match in found if match]


def write(root: Path, files: Mapping[str, bytes], healthy: list[Made]) -> None:
    docs = root / "docs"
    (docs / "plans").mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n")
    for uri, content in files.items():
        (docs / uri).write_bytes(content)
    write_plans(healthy, docs)
    (root / "mkdocs.yml").write_text("site_name: T\ntheme: mkdocs\nplugins: [search, {planning: {today: 2026-06-01}}]\n")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BrokenSite:
    root = tmp_path_factory.mktemp("broken")
    files = {f"plans/{name}": content for name, content in broken_files()}
    write(root, files, HEALTHY)
    plans = root / "docs" / "plans"
    (plans / "dangling.md").symlink_to("nowhere.md")
    (plans / "itself.md").symlink_to("itself.md")
    (plans / "vanishing.md").write_text("# Vanishing\n")
    (plans / "loop").symlink_to(".")
    (plans / "zero.md").symlink_to("/dev/zero")
    os.mkfifo(plans / "pipe.md")
    Path(os.fsdecode(os.fsencode(plans) + b"/caf\xe9.md")).write_text("# No UTF-8\n")
    (plans / "folder.md").mkdir()
    (plans / "folder.md" / "inside.md").write_text("# Inside\n\n- [x] a\n")
    (plans / "kep").mkdir()
    (plans / "kep" / "README.md").write_text("# With facts that cannot be read\n")
    (plans / "kep" / "kep.yaml").symlink_to("nowhere.yaml")
    if os.geteuid() != 0:  # root can read every file
        (plans / "locked.md").write_text("# Locked\n")
        (plans / "locked.md").chmod(0)
    (root / "vanish.py").write_text(VANISH)
    with (root / "mkdocs.yml").open("a") as config:
        config.write("hooks: [vanish.py]\n")
    return BrokenSite(root, files)


def test_the_build_succeeds(built: BrokenSite):
    assert built.status == 0, built.errors[-3000:]


def test_every_healthy_plan_is_shown(built: BrokenSite):
    board = built.page("plans/board/")
    cards = {str(link["href"]) for link in board.select(".pl-card a")}
    for made in HEALTHY:
        assert built.plans[made.source]["boxes"] == {"done": made.truth.done, "total": made.truth.total}
        assert f"../{Path(made.source).stem}/" in cards
        assert built.page(f"plans/{Path(made.source).stem}/").select_one(".pl-header")
    assert built.plans["plans/folder.md/inside.md"]["boxes"] == {"done": 1, "total": 1}


def test_every_broken_plan_has_a_page_and_is_counted(built: BrokenSite):
    for uri in built.files:
        assert uri in built.plans
        assert built.exists(f"{uri.removesuffix('.md')}/index.html"), uri


@pytest.mark.parametrize("name", sorted(WARNED))
def test_broken_plans_give_a_warning_with_file_and_line(built: BrokenSite, name: str):
    content = built.files[f"plans/{name}"]
    lines = len(re.findall(rb"\r\n|\r|\n", content)) + 1

    warned = built.warned(f"plans/{name}")
    assert warned
    assert all(1 <= line <= lines for line in warned)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("dangling.md", "this page cannot be read: No such file"),
        ("itself.md", "this page cannot be read: Too many levels"),
        ("vanishing.md", "this page cannot be read: No such file"),
        ("loop", "this link leads back to a folder above it"),
        ("zero.md", "this file is left out: it is no regular file"),
        ("pipe.md", "this file is left out: it is no regular file"),
        ("caf?.md", "this file is left out: its name is not UTF-8"),
        ("kep/kep.yaml", "this file is left out: it cannot be read"),
    ],
)
def test_an_unreadable_file_gives_one_warning(built: BrokenSite, name: str, message: str):
    found = [said for said in built.said if said.startswith(f"plans/{name}:1: ")]
    assert len(found) == 1
    assert found[0].removeprefix(f"plans/{name}:1: ").startswith(message)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_gives_a_warning(built: BrokenSite):
    assert [said for said in built.said if said.startswith("plans/locked.md:1: this page cannot be read: Permission denied")]


def test_a_circular_link_shows_nothing_twice(built: BrokenSite):
    assert not [source for source in built.plans if "loop/" in source]
    assert not built.exists("plans/loop")


def test_a_link_to_a_folder_above_docs_dir_is_skipped(site: Make, tmp_path: Path):
    (tmp_path / "docs/plans").mkdir(parents=True)
    (tmp_path / "docs/plans/above").symlink_to("../..")
    built = site("docs/plans/a.md\n    # Alpha\n")

    assert built.sources() == ["plans/a.md"]
    assert [warning.split(";")[0] for warning in built.warnings] == ["plans/above:1: this link leads back to a folder above it"]


def test_links_to_plans_with_any_name_work(built: BrokenSite):
    for path in ("plans/index.html", "plans/board/index.html"):
        for link in built.page(path).select(".planning a[href]"):
            href = str(link["href"]).partition("#")[0].partition("?")[0]
            if href and not re.match(r"[a-z]+:", href):
                where = (built.site / path).parent / unquote(href)
                assert where.exists(), (path, href)


def test_memory_is_bounded(built: BrokenSite, tmp_path: Path):
    write(tmp_path, {}, generate(len(built.files) + len(HEALTHY), seed=4))
    healthy = BrokenSite(tmp_path, {})

    assert healthy.status == 0
    assert built.peak < healthy.peak + MOST_MEMORY
