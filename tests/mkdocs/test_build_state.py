"""The next build reuses what a build has read and compiled, with the same result."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from mkdocs_planning.render import plan_files as reader
from mkdocs_planning.render.plan_files import PlanFileReader
from mkdocs_planning.render.templates import CompiledTemplates
from mkdocs_planning.support.cache import Cache
from mkdocs_planning.vocabulary.vocabulary import DEFAULT, make_vocabulary
from tests.generator import generate

SOURCES = {made.source: made.text.encode() for made in generate(12)}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plans that were actually read, by path."""
    paths: list[str] = []
    read_page = reader.read_page

    def counted(content: bytes, path: str, *rest: object):
        paths.append(path)
        return read_page(content, path, *rest)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(reader, "read_page", counted)
    return paths


def in_another_process(folder: Path | None) -> PlanFileReader:
    found = PlanFileReader()
    found.folder = folder
    return found


def test_the_next_build_reads_only_new_plans(tmp_path: Path, read: list[str]):
    fresh = in_another_process(None).read(SOURCES, DEFAULT)
    assert in_another_process(tmp_path).read(SOURCES, DEFAULT) == fresh
    read.clear()

    assert in_another_process(tmp_path).read(SOURCES, DEFAULT) == fresh
    assert read == []

    changed = SOURCES | {"plans/new.md": b"# New\n", min(SOURCES): b"# Changed\n"}
    assert in_another_process(tmp_path).read(changed, DEFAULT) == in_another_process(None).read(changed, DEFAULT)
    assert sorted(read[:2]) == sorted(["plans/new.md", min(SOURCES)])


def test_an_equal_file_elsewhere_is_another_plan(tmp_path: Path):
    for path in ("plans/a.md", "plans/b.md"):
        plans = in_another_process(tmp_path).read({path: b"# Same\n"}, DEFAULT)[path].plans
        assert [plan.source for plan in plans] == [path]


def test_changed_vocabulary_invalidates_the_cache(tmp_path: Path):
    source = {"plans/a.md": b"# A\n\n**Status**: Shipped\n"}
    in_another_process(tmp_path).read(source, DEFAULT)
    words = make_vocabulary(statuses={"shipped": "complete"})
    assert in_another_process(tmp_path).read(source, words)["plans/a.md"].plans[0].status == "complete"


def test_changed_code_invalidates_the_cache(tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch):
    in_another_process(tmp_path).read(SOURCES, DEFAULT)
    read.clear()
    monkeypatch.setattr("mkdocs_planning.support.cache._reading_code", lambda: b"the next version")
    in_another_process(tmp_path).read(SOURCES, DEFAULT)
    assert len(read) == len(SOURCES)


@pytest.mark.parametrize("damage", [b"", b"?", None], ids=["empty", "other", "cut"])
def test_a_damaged_cache_file_is_ignored(tmp_path: Path, damage: bytes | None):
    fresh = in_another_process(tmp_path).read(SOURCES, DEFAULT)
    (pack,) = tmp_path.glob("*.pack")
    pack.write_bytes(pack.read_bytes()[:-7] if damage is None else damage)
    assert in_another_process(tmp_path).read(SOURCES, DEFAULT) == fresh


def test_text_that_cannot_be_encoded_is_not_cached(tmp_path: Path):
    source = {"plans/a.md": b'---\ntitle: "lone \\ud800 surrogate"\n---\n# A\n'}
    fresh = in_another_process(None).read(source, DEFAULT)
    for _ in range(2):
        assert in_another_process(tmp_path).read(source, DEFAULT) == fresh


def test_templates_are_compiled_once_in_a_process_and_never_read_from_a_file(monkeypatch: pytest.MonkeyPatch):
    compiled: list[str] = []
    compile_template = Environment.compile

    def counted(self: Environment, source: str, name: str | None = None, *rest: object):
        compiled.append(str(name))
        return compile_template(self, source, name, *rest)  # pyright: ignore[reportArgumentType, reportCallIssue]

    monkeypatch.setattr(Environment, "compile", counted)
    cache = CompiledTemplates()

    def render(text: str) -> str:
        env = Environment(loader=DictLoader({"a.html": text}), autoescape=True, bytecode_cache=cache)
        return env.get_template("a.html").render(x=1)

    assert [render("{{ x }}"), render("{{ x }}"), render("{{ x }}!")] == ["1", "1", "1!"]
    assert compiled == ["a.html", "a.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_what_is_no_regular_file_in_the_cache_is_left_alone(tmp_path: Path):
    cache = Cache(tmp_path, "plans-a")
    cache.put("key", b"value")
    cache.save()
    (tmp_path / "plans-a.pack").unlink()
    os.mkfifo(tmp_path / "plans-a.pack")
    assert Cache(tmp_path, "plans-a").get("key") is None
    (tmp_path / "plans-a.pack").unlink()
    (tmp_path / "plans-a.pack").symlink_to("/dev/zero")
    assert Cache(tmp_path, "plans-a").get("key") is None


def test_a_record_that_would_fill_the_memory_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    cache = Cache(tmp_path, "plans-a")
    cache.put("large", b"0" * 100_000)
    cache.put("small", b"0" * 100)
    cache.save()
    monkeypatch.setattr("mkdocs_planning.support.cache.MAX_RECORD", 1_000)
    assert Cache(tmp_path, "plans-a").get("large") is None
    assert Cache(tmp_path, "plans-a").get("small") == b"0" * 100
