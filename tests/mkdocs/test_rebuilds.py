"""After any edit a rebuild equals a clean build, and no page is rebuilt that would be the same.

The oracle is a clean build into another folder by a new plugin instance. The theme is minimal, so that a page is
only its title and its content.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from jinja2 import Environment, nodes
from mkdocs.commands.build import build
from mkdocs.config import load_config  # pyright: ignore[reportUnknownVariableType]
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from mkdocs_planning.collecting.page_reader import read_page
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.render import plan_files as reader
from mkdocs_planning.render.templates import TEMPLATES, TemplateRenderer

MAIN = "<html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>"
LONG_AGO, JUST_BUILT, EDITED = (seconds * 10**9 for seconds in (1_000_000_000, 1_100_000_000, 1_200_000_000))
"""File times in nanoseconds: of unedited sources, of pages that were not rebuilt, of edited sources."""
_PLUGINS = cast("Plugins", dict(cast("Any", MkDocsConfig)._schema)["plugins"])


class Process:
    """Builds into a separate folder, with plugins as in a process of MkDocs."""

    def __init__(self, command: str, site_dir: Path, *, dirty: bool) -> None:
        self.command, self.site_dir, self.dirty = command, site_dir, dirty
        self._plugins: dict[str, BasePlugin[Any]] = {}
        self._started = False

    def build(self, root: Path) -> set[str]:
        """Build; return the paths of the pages that were written."""
        before = cast("Any", _PLUGINS).plugin_cache
        _PLUGINS.plugin_cache = self._plugins
        try:
            config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(self.site_dir))
            if not self._started:
                config.plugins.on_startup(command=cast("Any", self.command), dirty=self.dirty)
                self._started = True
            build(config, serve_url="http://127.0.0.1:8000/" if self.command == "serve" else None, dirty=self.dirty)
        finally:
            _PLUGINS.plugin_cache = before
        if self.command == "build":
            self._plugins, self._started = {}, False
        made = {
            path for path, file in _files(self.site_dir) if path.endswith(".html") and file.stat().st_mtime_ns != JUST_BUILT
        }
        for _, file in _files(self.site_dir):
            os.utime(file, ns=(JUST_BUILT, JUST_BUILT))
        return made

    def pages(self) -> dict[str, str]:
        """Everything that the plugin wrote or contributed to, by path."""
        return {
            path: file.read_text(encoding="utf-8")
            for path, file in _files(self.site_dir)
            if path.endswith((".html", ".json", ".xml"))
        }


def _files(folder: Path) -> list[tuple[str, Path]]:
    return [
        (path.relative_to(folder).as_posix(), path)
        for path in folder.rglob("*")
        if path.is_file() and path.name != "sitemap.xml"
    ]


@dataclass
class Sources:
    """The sources of a site under edit."""

    root: Path
    files: dict[str, str] = field(default_factory=dict[str, str])
    options: dict[str, Any] = field(default_factory=dict[str, Any])
    edited: set[str] = field(default_factory=set[str])
    read: set[str] = field(default_factory=set[str])
    """Sources that are plans or parts of one."""

    def write(self, path: str, text: str, *, old: bool = False) -> None:
        """Write a file in docs_dir; an *old* one is dated before its page, like a restored file."""
        self.files[path] = text
        target = self.root / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        time = LONG_AGO if old else EDITED
        os.utime(target, ns=(time, time))
        self.edited.add(path)

    def remove(self, path: str) -> None:
        del self.files[path]
        (self.root / "docs" / path).unlink()

    def configure(self, **options: Any) -> None:
        """Set options of the plugin; None for the default."""
        self.options = {key: value for key, value in (self.options | options).items() if value is not None}
        config: dict[str, Any] = {
            "site_name": "Test",
            "theme": {"name": None, "custom_dir": "theme", "static_templates": []},
            "plugins": [{"planning": self.options}],
        }
        (self.root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML

    def settle(self) -> set[str]:
        """Set file times so that nothing is newer than its page; return the paths of edited files."""
        for path in self.edited & set(self.files):
            os.utime(self.root / "docs" / path, ns=(LONG_AGO, LONG_AGO))
        edited, self.edited = self.edited, set()
        return edited


def plan(
    title: str,
    *,
    status: str = "In Progress",
    id: str = "",
    waits: str = "",
    target: str = "",
    owner: str = "",
    done: int = 1,
    total: int = 3,
    more: str = "",
) -> str:
    facts = (("Plan ID", id), ("Status", status), ("Depends on", waits), ("Target", target), ("Owner", owner))
    head = "\n".join(f"**{key}**: {value}  " for key, value in facts if value)
    boxes = "\n".join(f"- [{'x' if number < done else ' '}] Step {number}" for number in range(total))
    return f"# {title}\n\n{head}\n\n## Phase 1: Begin\n\n{boxes}\n\n{more}"


MANY = """\
---
plans: h2
---
# Small things

## First small thing

**Status**: Draft

- [ ] One

## Second small thing

**Status**: In Progress
**Depends on**: P-1

- [x] Two
- [ ] Three
"""
RISKS = "## Risks\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n| Rain | High | High | A tent |\n"
CHANGES = "## Changelog\n\n- 2026-02-01: Begun\n- 2026-02-20: Half way\n"
FILES = {
    "index.md": "# Home\n\nNothing of plans.\n",
    "review.md": "# Review\n\n<!-- planning:board owner=ana -->\n",
    "about.md": "# About\n\n```html\n<!-- planning:board -->\n```\n",
    "plans/first.md": plan("First", id="P-1", owner="ana", target="2026-03-01", more=RISKS),
    "plans/second.md": plan("Second", id="P-2", waits="P-1", owner="ben", target="2026-02-01", more=CHANGES),
    "plans/third.md": plan("Third", waits="P-2", status="Blocked", owner="ana"),
    "plans/fourth.md": plan("Fourth", status="Draft", done=0, waits="[Fifth](fifth.md)"),
    "plans/fifth.md": plan("Fifth", status="", done=3, more="## Open Questions\n\n- Who pays?\n"),
    "plans/many.md": MANY,
    "specs/001-harbour/plan.md": plan("Harbour", id="P-9", waits="P-1"),
    "specs/001-harbour/tasks.md": "# Tasks\n\n- [ ] T001 Dig\n- [x] T002 Fill\n",
    "specs/001-harbour/spec.md": "# Spec\n\n## Success Criteria\n\n- [ ] Ships come\n",
}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    made = Sources(tmp_path)
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text(MAIN, encoding="utf-8")
    made.configure(today="2026-03-15")
    for path, text in FILES.items():
        made.write(path, text)
    return made


def page_of(path: str) -> str:
    """The output path of a source."""
    stem = path.removesuffix(".md")
    return f"{stem.removesuffix('index')}index.html" if stem.rsplit("/", 1)[-1] == "index" else f"{stem}/index.html"


class Rebuilt:
    """A site under edit, rebuilt in all ways that MkDocs has."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        root = sources.root
        self.clean = Process("build", root / "clean", dirty=False)
        self.ways = [
            Process("build", root / "build-dirty", dirty=True),
            Process("serve", root / "serve-dirty", dirty=True),
            Process("serve", root / "serve", dirty=False),
        ]
        self.before: dict[str, str] = {}
        self.check("at first")

    def check(self, edit: str) -> set[str]:
        """Rebuild in every way and compare with a clean build; return the pages that may be rebuilt."""
        self.clean.build(self.sources.root)
        right = self.clean.pages()
        data = json.loads(next(text for path, text in right.items() if path.rpartition("/")[2] == "plans.json"))
        self.sources.read = {path for plan in data["plans"] for path in (plan["source"], *plan["parts"])}
        made = {way: way.build(self.sources.root) for way in self.ways}
        edited = {page_of(path) for path in self.sources.settle()}
        changed = {path for path, text in right.items() if self.before.get(path) != text}
        for way in self.ways:
            shown = way.pages()
            wrong = [path for path, text in right.items() if shown.get(path) != text]
            assert not wrong, f"{edit}: {way.site_dir.name} differs from a clean build in {wrong}"
            # The options of rendering are part of a page's inputs even if they make no difference.
            if way.dirty and "option github_markdown" not in edit.rpartition("\n")[2]:
                needless = {path for path in made[way] - changed - edited if path in right}
                assert not needless, f"{edit}: {way.site_dir.name} made {needless} for nothing"
        self.before = right
        return changed


class Editor:
    """Makes random edits; ``edit`` describes what was done."""

    def __init__(self, sources: Sources, chance: random.Random) -> None:
        self.sources, self.chance, self.number = sources, chance, 0

    def edit(self) -> str:
        edits: list[Callable[[], str]] = [
            self.tick, self.tick, self.status, self.status, self.add, self.remove, self.rename, self.change_id, self.title,
            self.shift, self.option, self.day, self.marker, self.host, self.depend, self.put_back,
        ]  # fmt: skip
        return self.chance.choice(edits)()

    def _plan(self) -> str:
        return self.chance.choice(sorted(path for path in self.sources.files if "plans/" in path or "specs/" in path))

    def _replace(self, path: str, found: str, by: str, *, old: bool = False) -> str:
        text = self.sources.files[path]
        self.sources.write(path, text.replace(found, by, 1), old=old)
        return f"{path}: {found!r} → {by!r}"

    def tick(self) -> str:
        path = self._plan()
        marks = ["- [ ]", "- [x]", "- [~]"]
        return self._replace(path, self.chance.choice(marks), self.chance.choice(marks))

    def put_back(self) -> str:
        # Only a plan: MkDocs itself handles other pages whose file is older than the page.
        return self._replace(self.chance.choice(sorted(self.sources.read)), "- [ ]", "- [x]", old=True)

    def status(self) -> str:
        path = self._plan()
        words = ["Draft", "In Progress", "Blocked", "Complete", "Cancelled", "Shipped"]
        found = next((word for word in words if f": {word}" in self.sources.files[path]), "")
        return self._replace(path, f": {found}", f": {self.chance.choice(words)}")

    def add(self) -> str:
        self.number += 1
        path = f"plans/{self.chance.choice(['a', 'new', 'z'])}-{self.number}.md"
        waits = self.chance.choice(["", "P-1", "P-2", "P-7", "[Fifth](fifth.md)", "First"])
        extra = self.chance.choice(["", RISKS, CHANGES])
        self.sources.write(path, plan(f"New {self.number}", id=self.chance.choice(["", "P-1", "P-7"]), waits=waits, more=extra))
        return f"{path} added"

    def remove(self) -> str:
        path = self._plan()
        self.sources.remove(path)
        return f"{path} removed"

    def rename(self) -> str:
        path = self._plan()
        self.number += 1
        new = path.removesuffix(".md") + f"-{self.number}.md"
        text = self.sources.files[path]
        self.sources.remove(path)
        self.sources.write(new, text, old=True)
        return f"{path} renamed to {new}"

    def change_id(self) -> str:
        return self._replace(self._plan(), "**Plan ID**: P-", f"**Plan ID**: {self.chance.choice(['P-1', 'P-2', 'P-'])}")

    def title(self) -> str:
        self.number += 1
        return self._replace(self._plan(), "# ", f"# Title {self.number} ")

    def shift(self) -> str:
        return self._replace(self._plan(), "## ", "A line.\n\n## ")

    def depend(self) -> str:
        name = self.chance.choice(["P-1", "P-2", "First", "nothing at all", "[Fifth](fifth.md)"])
        return self._replace(self._plan(), "**Status**", f"**Depends on**: {name}  \n**Status**")

    def day(self) -> str:
        day = f"2026-0{self.chance.randint(1, 4)}-1{self.chance.randint(0, 9)}"
        self.sources.configure(today=day)
        return f"today {day}"

    def option(self) -> str:
        options: dict[str, list[Any]] = {
            "statuses": [None, {"shipped": "complete"}],
            "marks": [None, {"~": "dropped"}],
            "owners": [None, {"Ana Ruiz": ["ana"]}],
            "github_markdown": [None, "off", "on"],
            "validation": [None, {"unknown_status": "ignore", "unknown_dependency": "info"}],
            "board_group": [None, "owner"],
            "exclude": [None, "plans/second.md"],
            "index": [None, "review.md", "overview.md"],
            "layouts": [None, False],
            "risk_scale": [None, 5],
            "timeline_open": [None, 1],
        }
        name = self.chance.choice(sorted(options))
        value = self.chance.choice(options[name])
        self.sources.configure(**{name: value})
        return f"option {name}: {value}"

    def marker(self) -> str:
        views = ["board", "risks", "progress owner=ana", "timeline", "no-such-view", "board colour=red"]
        text = f"# Review\n\n<!-- planning:{self.chance.choice(views)} -->\n"
        self.sources.write("review.md", text)
        return f"review.md: {text!r}"

    def host(self) -> str:
        path = self.chance.choice(["plans/index.md", "plans/risks.md", "plans/board.md"])
        if path in self.sources.files:
            self.sources.remove(path)
            return f"{path} removed"
        self.sources.write(path, "# My own\n\nWords.\n")
        return f"{path} added"


STEPS = int(os.environ.get("PLANNING_EDITS", "8"))
"""Number of edits in each random sequence."""


@pytest.mark.parametrize("seed", range(3))
def test_every_rebuild_equals_a_clean_build(sources: Sources, seed: int) -> None:
    rebuilt, editor = Rebuilt(sources), Editor(sources, random.Random(seed))
    done: list[str] = []
    for _ in range(STEPS):
        done.append(editor.edit())
        rebuilt.check("\n".join(done))


def test_a_page_is_rebuilt_if_what_it_shows_of_other_plans_changes(sources: Sources) -> None:
    rebuilt = Rebuilt(sources)
    first = sources.files["plans/first.md"]
    sources.write("plans/first.md", first.replace("Status**: In Progress", "Status**: Complete"))
    # Second and Harbour depend on First, Third on Second, and Fourth on Fifth.
    changed = {path for path in rebuilt.check("First is complete") if path.startswith(("plans/", "specs/"))}
    of_plans = {page_of(path) for path in FILES if path.startswith(("plans/", "specs/"))} & changed
    waiting = ["plans/second.md", "plans/many.md", *(f"specs/001-harbour/{name}.md" for name in ("plan", "tasks", "spec"))]
    assert of_plans == {page_of(path) for path in ("plans/first.md", *waiting)}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were rendered, with repetitions."""
    names: list[str] = []
    html = TemplateRenderer.html

    def counted(self: TemplateRenderer, template: str, *rest: Any) -> str:
        names.append(template)
        return html(self, template, *rest)

    monkeypatch.setattr(TemplateRenderer, "html", counted)
    return names


@pytest.mark.parametrize("dirty", [True, False])
def test_a_serve_renders_again_only_what_changed(sources: Sources, rendered: list[str], dirty: bool) -> None:
    serve = Process("serve", sources.root / "site", dirty=dirty)
    serve.build(sources.root)
    sources.settle()
    rendered.clear()
    sources.write("index.md", "# Home\n\nOther words.\n")
    serve.build(sources.root)
    assert rendered == []
    text = sources.files["plans/fifth.md"]
    sources.write("plans/fifth.md", text.replace("- [x] Step 2", "- [ ] Step 2"))
    serve.build(sources.root)
    # Its own card, and that of Fourth, which depends on it and shows that it is no longer complete.
    assert rendered.count("header.html") == 2
    assert "board.html" in rendered
    assert "risks.html" not in rendered


def test_a_serve_reads_again_only_what_changed(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(content: bytes, path: str, *rest: Any) -> tuple[Plan, ...]:
        read.append(path)
        return read_page(content, path, *rest)

    monkeypatch.setattr(reader, "read_page", noted)
    serve = Process("serve", sources.root / "site", dirty=False)
    serve.build(sources.root)
    read.clear()
    sources.write("plans/fifth.md", plan("Fifth"))
    serve.build(sources.root)
    assert read == ["plans/fifth.md"]


def _all_with_parts(made: set[str]) -> bool:
    return {page_of(path) for path in FILES if path != "index.md"} <= made


def test_a_page_written_by_another_program_is_rebuilt(sources: Sources) -> None:
    process = Process("build", sources.root / "site", dirty=True)
    process.build(sources.root)
    sources.settle()
    assert process.build(sources.root) == set()
    page = process.site_dir / "plans" / "first" / "index.html"
    page.write_text("Something else", encoding="utf-8")
    os.utime(page, ns=(JUST_BUILT, JUST_BUILT))
    assert "plans/first/index.html" in process.build(sources.root)


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"version":"0.0.0","pages":{}}', b"\xff"])
def test_without_a_usable_manifest_all_pages_of_the_plugin_are_rebuilt(sources: Sources, content: bytes | None) -> None:
    process = Process("build", sources.root / "site", dirty=True)
    process.build(sources.root)
    sources.settle()
    (record,) = (sources.root / ".cache" / "planning").glob("pages-*.json")
    record.unlink() if content is None else record.write_bytes(content)
    assert _all_with_parts(process.build(sources.root))


def test_a_failed_build_leaves_no_manifest(sources: Sources) -> None:
    process = Process("build", sources.root / "site", dirty=True)
    process.build(sources.root)
    sources.settle()
    (sources.root / "theme" / "main.html").write_text("{{ 1 / 0 }}", encoding="utf-8")
    sources.write("plans/first.md", plan("First of all"))
    with pytest.raises(ZeroDivisionError):
        process.build(sources.root)
    (sources.root / "theme" / "main.html").write_text(MAIN, encoding="utf-8")
    assert _all_with_parts(process.build(sources.root))


def test_a_custom_template_may_use_the_portfolio(sources: Sources) -> None:
    templates = sources.root / "theme" / "planning"
    templates.mkdir()
    (templates / "header.html").write_text("<i>{{ portfolio.totals.progress.done }}</i>", encoding="utf-8")
    rebuilt = Rebuilt(sources)
    sources.write("plans/fifth.md", plan("Fifth", done=0))
    assert _all_with_parts(rebuilt.check("one box less") | {page_of("about.md"), page_of("review.md")})


@pytest.mark.parametrize("path", sorted((TEMPLATES / "planning").glob("*.html")), ids=lambda path: path.name)
def test_built_in_templates_do_not_use_the_portfolio(path: Path) -> None:
    """Otherwise the render cache could not tell whether a view has to be rendered again."""
    text = path.read_text(encoding="utf-8")
    looked_at = {node.attr for node in Environment().parse(text).find_all(nodes.Getattr) if _is_portfolio(node.node)}
    assert looked_at <= {"plans"}
    conditions = "".join(re.findall(r"{%-? *(?:el)?if [^%]*%}", text))
    assert text.count("portfolio.plans") == conditions.count("portfolio.plans")


def _is_portfolio(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "portfolio"
