"""Whole sites, written as text trees and built in this process.

A tree is a list of files: a path at the left margin, followed by its content, indented by four spaces.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config

CONFIG = """\
site_name: Test
theme: mkdocs
plugins:
  - search
  - planning:
      today: 2026-03-15
"""


def read_tree(text: str) -> dict[str, str]:
    """The files of a tree: path → content."""
    files: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in dedent(text).strip("\n").split("\n"):
        if line and not line.startswith(" "):
            lines = files.setdefault(line.strip(), [])
        else:
            lines.append(line[4:])
    return {path: "\n".join(content).rstrip("\n") + "\n" for path, content in files.items()}


class Built:
    """A built site as a visitor sees it, and the messages of the build."""

    def __init__(self, root: Path, records: list[logging.LogRecord]) -> None:
        self.root = root
        self.site = root / "site"
        self.records = records

    @property
    def warnings(self) -> list[str]:
        return [
            record.getMessage().removeprefix("mkdocs_planning: ")
            for record in self.records
            if record.levelno >= logging.WARNING
        ]

    @property
    def infos(self) -> list[str]:
        return [record.getMessage() for record in self.records if record.levelno == logging.INFO]

    def html(self, path: str) -> str:
        target = self.site / path
        return (target / "index.html" if target.is_dir() else target).read_text(encoding="utf-8")

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup(self.html(path), "html.parser")

    def main(self, path: str) -> Tag:
        """The part of a page between the theme's header and footer (theme mkdocs)."""
        found = self.page(path).select_one("[role=main]")
        assert found is not None
        return found

    def exists(self, path: str) -> bool:
        return (self.site / path).exists()

    def data(self, path: str = "plans/plans.json") -> dict[str, Any]:
        return json.loads((self.site / path).read_text(encoding="utf-8"))

    def plan(self, source: str) -> dict[str, Any]:
        return next(plan for plan in self.data()["plans"] if plan["source"] == source)

    def sources(self) -> list[str]:
        return [plan["source"] for plan in self.data()["plans"]]

    def nav(self, path: str = "") -> list[str]:
        """The titles in the navigation of the theme mkdocs, in order."""
        menu = self.page(path).select_one("#navbar-collapse > ul.navbar-nav")
        return [" ".join(item.get_text().split()) for item in menu.select("a")] if menu else []

    def broken_links(self) -> list[str]:
        """Links between pages of the site whose page or anchor does not exist."""
        pages = {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in self.site.rglob("*.html")}
        ids = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
        broken: list[str] = []
        for path, page in pages.items():
            if path.name == "404.html":
                continue
            for link in page.select(".planning a[href]"):
                href = str(link["href"])
                if re.match(r"[a-z]+:|//", href):
                    continue
                target, _, anchor = href.partition("#")
                found = (path.parent / target.partition("?")[0]).resolve() if target.partition("?")[0] else path
                found = found / "index.html" if found.is_dir() else found
                if not found.is_file() or (anchor and anchor not in ids.get(found, set())):
                    broken.append(f"{path.relative_to(self.site)}: {href}")
        return broken


Make = Callable[..., Built]


@pytest.fixture
def site(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Make:
    """Writes a tree and builds it: ``site(tree, **extra)``.

    Files of *binary* (path → bytes) are written too. ``mkdocs.yml`` has a default.
    """

    def make(tree: str = "", *, binary: dict[str, bytes] | None = None, config: str = "", dirty: bool = False) -> Built:
        files = {"mkdocs.yml": dedent(config) or CONFIG, **read_tree(tree)}
        contents = {path: text.encode() for path, text in files.items()} | (binary or {})
        (tmp_path / "docs").mkdir(exist_ok=True)
        for path, content in contents.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_bytes() != content:
                target.write_bytes(content)
        caplog.clear()
        with caplog.at_level(logging.INFO, logger="mkdocs"):
            loaded = load_config(config_file=str(tmp_path / "mkdocs.yml"))
            loaded.plugins.on_startup(command="build", dirty=dirty)
            try:
                build(loaded, dirty=dirty)
            finally:
                loaded.plugins.on_shutdown()
        return Built(tmp_path, list(caplog.records))

    return make
