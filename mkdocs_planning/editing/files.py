"""Edits of files on disk: one at a time for each file, written whole or not at all.

A file is replaced by a temporary one of its folder (``os.replace``), so that whoever reads it finds the old or the new
content, also where the process is killed while it writes. Permissions and owner stay. A symbolic link is followed and
stays a link; a further hard link keeps the old content. Edits of one file take turns, by a lock within this process and by
``flock`` between processes, where the platform has it; within its turn each edit reads the file again.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Generator
from pathlib import Path
from threading import Lock

from mkdocs_planning.editing.beliefs import relocate
from mkdocs_planning.editing.core import NO_USAGE, apply
from mkdocs_planning.editing.edits import Edit, Edited, Refused
from mkdocs_planning.editing.words import Usage
from mkdocs_planning.vocabulary.vocabulary import Vocabulary

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_ATTEMPTS = 20
"""So often an edit is made anew where another program writes the file in the meantime."""
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_locks: dict[Path, Lock] = {}
_locks_lock = Lock()

Make = Callable[[bytes], Edited | Refused]
"""Makes an edit in the content of a file."""


def edit_file(
    file: Path, edit: Edit, vocabulary: Vocabulary, *, path: str, shown: str | None = None, usage: Usage = NO_USAGE
) -> Edited | Refused:
    """Make *edit* in *file*.

    Args:
        path: the file's path in docs_dir.
        shown: the digest of the content that the sender saw; where it is another one now, the fact is looked up again.
    """

    def make(source: bytes) -> Edited | Refused:
        moved = edit if shown is None else relocate(source, edit, vocabulary, shown, path=path)
        return moved if isinstance(moved, Refused) else apply(source, moved, vocabulary, path=path, usage=usage)

    return change_file(file, make)


def change_file(file: Path, make: Make) -> Edited | Refused:
    """Give the content of *file* to *make* and write what it returns, within the file's turn.

    What the system does not allow is a refusal that names the file.
    """
    target = Path(os.path.realpath(file))
    if target.exists() and not target.is_file():
        return Refused("not-writable", 0, f"{file}: not a regular file")
    with _lock_of(target):
        try:
            return _change(target, make)
        except OSError as error:
            return Refused("not-writable", 0, f"{file}: {error.strerror or error}")


def _change(target: Path, make: Make) -> Edited | Refused:
    for _ in range(_ATTEMPTS):
        with _turn(target):
            source = target.read_bytes()
            made = make(source)
            if isinstance(made, Refused) or made.source == source:
                return made
            mode = target.stat().st_mode
            if not mode & _ANY_WRITE or not os.access(target, os.W_OK):
                return Refused("not-writable", 0, f"{target}: the file is write-protected")
            if _replaced(target, source, made.source):
                return made
    return Refused("changed", 0, f"{target}: another program keeps writing this file")


def _lock_of(target: Path) -> Lock:
    with _locks_lock:
        return _locks.setdefault(target, Lock())


@contextlib.contextmanager
def _turn(target: Path) -> Generator[None]:
    """The file's turn among processes. The lock is that of the file itself, which each edit replaces."""
    if fcntl is None:
        yield
        return
    while True:
        descriptor = os.open(target, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.path.samestat(os.fstat(descriptor), target.stat()):
                yield
                return
        finally:
            os.close(descriptor)


def _replaced(target: Path, old: bytes, new: bytes) -> bool:
    """Whether *target* was replaced by a file that holds *new*; not where it holds something else than *old* by now."""
    temporary = target.with_name(f".{target.name}.planning-edit")
    temporary.unlink(missing_ok=True)  # of a process that was killed
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(new)
            stream.flush()
            _like(target, stream.fileno())
            os.fsync(stream.fileno())
        if target.read_bytes() != old:
            return False
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return True


def _like(target: Path, descriptor: int) -> None:
    """Give an open file the owner and the permissions of *target*."""
    if os.name != "posix":
        return
    state = target.stat()
    with contextlib.suppress(PermissionError):  # only the superuser gives files away
        os.fchown(descriptor, state.st_uid, state.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(state.st_mode))


def _sync_folder(folder: Path) -> None:
    """Have the new entry of *folder* on disk, where folders can be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
