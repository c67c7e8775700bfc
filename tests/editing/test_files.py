"""Edits on disk are atomic, serialised, keep permissions, and follow links."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mkdocs_planning.editing import AddItem, Edited, Refused, SetStatus, SetTask, digest
from mkdocs_planning.editing.files import change_file, edit_file
from mkdocs_planning.vocabulary.vocabulary import DEFAULT

SOURCE = b"# Plan\n\n" + b"".join(b"- [ ] task %d\n" % number for number in range(40))
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions and links")


def plan(folder: Path) -> Path:
    file = folder / "plan.md"
    file.write_bytes(SOURCE)
    return file


def test_edit_is_written(tmp_path: Path) -> None:
    file = plan(tmp_path)
    made = edit_file(file, SetTask(3, "done"), DEFAULT, path="plan.md")
    assert isinstance(made, Edited)
    assert file.read_bytes() == made.source == SOURCE.replace(b"[ ]", b"[x]", 1)
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.md"]


def test_refusal_leaves_the_file_alone(tmp_path: Path) -> None:
    file = plan(tmp_path)
    before = file.stat()
    assert isinstance(edit_file(file, SetTask(1, "done"), DEFAULT, path="plan.md"), Refused)
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino


@POSIX
def test_permissions_and_symbolic_links_are_kept(tmp_path: Path) -> None:
    file = plan(tmp_path)
    file.chmod(0o640)
    link = tmp_path / "docs" / "link.md"
    link.parent.mkdir()
    link.symlink_to(file)
    assert isinstance(edit_file(link, SetTask(3, "done"), DEFAULT, path="link.md"), Edited)
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert b"[x] task 0" in file.read_bytes()


@POSIX
def test_write_protected_file_is_refused_with_its_path(tmp_path: Path) -> None:
    file = plan(tmp_path)
    file.chmod(0o444)
    made = edit_file(file, SetTask(3, "done"), DEFAULT, path="plan.md")
    assert isinstance(made, Refused)
    assert made.reason == "not-writable"
    assert str(file) in made.hint
    assert file.read_bytes() == SOURCE


def test_missing_file_is_refused_with_its_path(tmp_path: Path) -> None:
    made = edit_file(tmp_path / "none.md", SetTask(3, "done"), DEFAULT, path="none.md")
    assert isinstance(made, Refused)
    assert "none.md" in made.hint


def test_edit_of_an_old_page_finds_its_line(tmp_path: Path) -> None:
    file = plan(tmp_path)
    shown = digest(SOURCE)
    file.write_bytes(b"Intro\n\n" + SOURCE)
    edit = SetTask(3, "done", text="task 0", was="open", section=("Plan",))
    made = edit_file(file, edit, DEFAULT, path="plan.md", shown=shown)
    assert isinstance(made, Edited)
    assert made.source == b"Intro\n\n" + SOURCE.replace(b"[ ]", b"[x]", 1)


def test_file_that_another_program_writes_meanwhile_is_read_again(tmp_path: Path) -> None:
    file = plan(tmp_path)
    seen: list[bytes] = []

    def make(source: bytes) -> Edited | Refused:
        seen.append(source)
        if len(seen) == 1:
            file.write_bytes(b"Somebody was quicker\n\n" + source)
        return Edited(source.replace(b"task 0", b"task zero"), None)

    made = change_file(file, make)
    assert isinstance(made, Edited)
    assert len(seen) == 2
    assert file.read_bytes() == b"Somebody was quicker\n\n" + SOURCE.replace(b"task 0", b"task zero")


def test_threads_take_turns(tmp_path: Path) -> None:
    file = plan(tmp_path)

    def tick(number: int) -> Edited | Refused:
        return edit_file(file, SetTask(3 + number, "done", text=f"task {number}"), DEFAULT, path="plan.md")

    with ThreadPoolExecutor(8) as pool:
        results = [*pool.map(tick, range(40))]
    assert all(isinstance(result, Edited) for result in results)
    assert file.read_bytes() == SOURCE.replace(b"[ ]", b"[x]")


CHILD = """
import sys
from pathlib import Path
from mkdocs_planning.editing import AddItem
from mkdocs_planning.editing.files import edit_file
from mkdocs_planning.vocabulary.vocabulary import DEFAULT
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    edit_file(Path(sys.argv[1]), AddItem("task", f"{sys.argv[2]} {number}"), DEFAULT, path="plan.md")
"""


def child(file: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(file), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@POSIX
def test_processes_take_turns(tmp_path: Path) -> None:
    file = plan(tmp_path)
    children = [child(file, name, 12) for name in ("one", "two", "three")]
    for process in children:
        process.communicate()
    text = file.read_text()
    assert all(f"- [ ] {name} {number}\n" in text for name in ("one", "two", "three") for number in range(12))
    assert text.startswith(SOURCE.decode())


@POSIX
def test_killed_process_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    file = plan(tmp_path)
    for attempt in range(5):
        process = child(file, f"run{attempt}", 10_000)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        size = file.stat().st_size
        while file.stat().st_size == size:  # until it has written something
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        text = file.read_text()
        assert text.startswith(SOURCE.decode())
        assert text.endswith("\n")
        assert all(line.startswith("- [ ] ") for line in text.splitlines()[2:])
    assert isinstance(edit_file(file, SetStatus("blocked"), DEFAULT, path="plan.md"), Edited)
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.md"]


def test_addition_and_its_undo_on_disk(tmp_path: Path) -> None:
    file = plan(tmp_path)
    made = edit_file(file, AddItem("task", "one more"), DEFAULT, path="plan.md")
    assert isinstance(made, Edited)
    assert made.inverse is not None
    assert isinstance(edit_file(file, made.inverse, DEFAULT, path="plan.md"), Edited)
    assert file.read_bytes() == SOURCE
