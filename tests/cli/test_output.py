"""Output of every command in any encoding; nothing in a plan or a file name can control the terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.history.repository import Repo

ROOT = Path(__file__).parents[2]
NASTY = "\x1b[31mred\x1b[0m \x07 \x9b2J \u202egnirts \u65e5\u672c → …"
PLAN = f"""\
# Ünïcode ☂ {NASTY}

**Status**: Maybe {NASTY}
**Owner**: Zoë \x1b]0;title\x07
**Target**: 2026-03-01

- [ ] Task → {NASTY}
- [?] Task {NASTY}
"""
COMMANDS = [
    ["read", "docs"],
    ["check", "docs"],
    ["explain", "docs", "--all"],
    ["review", "docs", "--since", "2025-12-31"],
    ["review", "docs", "--since", "2025-12-31", "--format", "json"],
    ["set", "docs/plans/a.md", "priority=P1", "--dry-run"],
    ["tick", "docs/plans/a.md:7", "--dry-run"],
    ["add", "question", "docs/plans/a.md", "Rain → snow?", "--dry-run"],
]
HELP = [["--version"], *([name, "--help"] for name in ("read", "check", "explain", "review", "set", "tick", "add", "schema"))]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repo = Repo(tmp_path_factory.mktemp("output"))
    repo.commit({"docs/plans/a.md": PLAN.replace("[ ]", "[x]")}, "2026-01-01", author="Zoë 日本")
    repo.commit({"docs/plans/a.md": PLAN}, "2026-01-02", author="Zoë 日本")
    odd = repo.root / "docs" / "plans" / "b \x1b[2J\n日本.md"
    odd.write_text(PLAN, encoding="utf-8")
    return repo.root


def run(root: Path, *arguments: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON", "LC_", "LANG"))}
    environment |= {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1767700000"}
    command = [sys.executable, "-m", "mkdocs_planning.cli", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, env=environment, check=False)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "utf-16"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_works_in_every_encoding(root: Path, command: list[str], encoding: str) -> None:
    done = run(root, *command, encoding=encoding)
    assert done.stderr == b""
    assert done.returncode == (1 if command[0] == "check" else 0)
    if command[0] == "read":
        assert len(json.loads(done.stdout.decode("utf-8"))["plans"]) == 2
    elif "json" in command:
        assert json.loads(done.stdout.decode("utf-8"))["schema"] == 1
    else:
        assert "plans/a.md" in done.stdout.decode(encoding)


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_is_ascii(root: Path, command: list[str]) -> None:
    done = run(root, *command, encoding="ascii")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["check", "explain", "review"])
def test_no_terminal_control_characters_are_printed(root: Path, command: str) -> None:
    options = ["--since", "2025-12-31"] if command == "review" else []
    text = run(root, command, "docs", *options, encoding="utf-8").stdout.decode("utf-8")
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) == []
    if command != "review":  # which shows no control characters at all
        assert r"\x1b[31m" in text
        assert r"plans/b \x1b[2J\n日本.md" in text


def test_missing_characters_are_printed_in_ascii(root: Path) -> None:
    text = run(root, "review", "docs", "--since", "2026-01-01", encoding="ascii").stdout.decode("ascii")
    assert "Task -> " in text
    assert r"Zo\xeb \u65e5\u672c" in text


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_error_messages_are_printable(root: Path, encoding: str) -> None:
    for arguments in (
        ["read", "no\x1b[2Jwhere"],
        ["review", "docs", "--since", "\x1b[2J日本"],
        ["check", "docs", "--config", "\x1b"],
    ):
        done = run(root, *arguments, encoding=encoding)
        assert done.returncode == 1
        assert b"\x1b" not in done.stderr
        assert rb"\x1b" in done.stderr


def test_a_file_name_that_is_not_utf8_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff.md")
    path.write_text("# A\n\n- [ ] Do\n", encoding="utf-8")
    for command in ("read", "check", "explain"):
        for encoding in ("utf-8", "cp1252"):
            done = run(tmp_path, command, os.fsdecode(b"a\xff.md"), encoding=encoding)
            assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    done = run(tmp_path, "read", "pipe.md", encoding="utf-8")
    assert (done.returncode, b"not a regular file" in done.stderr) == (1, True)
