"""What was read once, kept in a folder: a file of many small records, and a file of one large one.

A file is replaced whole, by renaming a finished one over it, so that two builds at once and one that is stopped do no harm.
Every record has a checksum; one that does not fit is as good as none. A folder that cannot be written is as good as empty.
"""

from __future__ import annotations

import os
import struct
import tempfile
import zlib
from collections.abc import Container, Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mkdocs_planning.support.files import read_regular

_MAGIC = b"mkdocs-planning cache 1\n"
_RECORD = struct.Struct(">III")
"""Length of the key, length of the value, checksum of both."""
MAX_FILE = 1024 * 1024 * 1024
"""A file of more bytes is not read."""
MAX_RECORD = 512 * 1024 * 1024
"""A record of more bytes, unpacked, is as good as none."""
_KEPT = 6
"""So many files of one kind stay; those of other options or versions that were used longest ago go."""


class Cache:
    """Records by key, as a file of *folder* keeps them.

    Args:
        folder: where; None for nowhere.
        name: of the file; what makes its records invalid belongs into it (see :func:`digest`).
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        self._file = folder / f"{name}.pack" if folder is not None else None
        self._data = b""
        self._index: dict[bytes, tuple[int, int, int]] = {}
        self._new: dict[bytes, bytes] = {}  # packed, as in the file
        self._unsaved: set[bytes] = set()
        if self._file is not None:
            self._load(self._file)

    def get(self, key: str) -> bytes | None:
        """The record of *key*; None where there is none, or a damaged one."""
        name = key.encode()
        if name in self._new:
            return _unpacked(self._new[name])
        start, end, checksum = self._index.get(name, (0, 0, 0))
        packed = self._data[start:end]
        if not packed or zlib.crc32(packed, zlib.crc32(name)) != checksum:
            return None
        return _unpacked(packed)

    def put(self, key: str, value: bytes) -> None:
        if len(value) > MAX_RECORD:
            return
        name = key.encode()
        self._new[name] = zlib.compress(value, 1)
        self._unsaved.add(name)

    def save(self, wanted: Container[str] | None = None) -> None:
        """Write what is new. Where others than the keys *wanted* are most of the file, they are left out."""
        if self._file is None or not self._unsaved:
            return
        names = [*(name for name in self._index if name not in self._new), *self._new]
        if wanted is not None:
            used = [name for name in names if name in self._unsaved or name.decode("utf-8", "replace") in wanted]
            names = used if len(names) > 3 * len(used) else names
        if _replace(self._file, self._records(names)):
            self._unsaved.clear()

    def _records(self, names: Iterable[bytes]) -> Iterator[bytes]:
        """What the file is made of."""
        yield _MAGIC
        for name in names:
            if name in self._new:
                packed = self._new[name]
                checksum = zlib.crc32(packed, zlib.crc32(name))
            else:
                start, end, checksum = self._index[name]
                packed = self._data[start:end]
            yield from (_RECORD.pack(len(name), len(packed), checksum), name, packed)

    def _load(self, file: Path) -> None:
        try:
            data = read_regular(file, MAX_FILE)
            os.utime(file)
        except OSError:
            return
        if not data.startswith(_MAGIC):
            return
        self._data = data
        at, end = len(_MAGIC), len(data)
        while at + _RECORD.size <= end:
            keyed, valued, checksum = _RECORD.unpack_from(data, at)
            at += _RECORD.size
            if at + keyed + valued > end:
                return
            self._index[data[at : at + keyed]] = (at + keyed, at + keyed + valued, checksum)
            at += keyed + valued


def _unpacked(packed: bytes) -> bytes | None:
    """A record; None where it is damaged, or would be larger than :data:`MAX_RECORD`."""
    unpacking = zlib.decompressobj()
    try:
        record = unpacking.decompress(packed, MAX_RECORD)
    except zlib.error:
        return None
    return record if unpacking.eof else None


def digest(*parts: bytes) -> str:
    """A short name for what the code of the package and *parts* make of a file."""
    made = sha256(_package())
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()[:20]


_SHOWING = {"cli", "exports", "mkdocs", "options", "render", "views"}
"""Packages that show what was read and have no part in reading it."""


@cache
def _package() -> bytes:
    """The package's own code, and the versions of what it reads with."""
    made = sha256()
    for name in ("pyromark", "msgspec", "PyYAML"):
        try:
            made.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            made.update(f"{name}\n".encode())
    root = Path(__file__).parents[1]
    for file in sorted(root.rglob("*.py")):
        if not _SHOWING & set(file.parts[len(root.parts) :]):
            made.update(file.read_bytes())
    return made.digest()


def _replace(file: Path, parts: Iterable[bytes]) -> bool:
    """Put *parts* at *file* all at once; False where that cannot be done."""
    temporary: str | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        ignore = file.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
        descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f"{file.stem}.", suffix=".part")
        with os.fdopen(descriptor, "wb") as target:
            target.writelines(parts)
        Path(temporary).replace(file)
    except OSError:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        return False
    _tidy(file)
    return True


def _tidy(file: Path) -> None:
    kind = file.name.partition("-")[0]
    try:
        others = sorted(file.parent.glob(f"{kind}-*.pack"), key=lambda other: other.stat().st_mtime, reverse=True)
        for other in others[_KEPT:]:
            other.unlink()
    except OSError:
        return
