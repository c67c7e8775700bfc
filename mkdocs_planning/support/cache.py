"""A cache of records by key, kept in one file of a folder.

The file is replaced as a whole, by renaming a finished one over it, so that neither two builds at once nor one that is
stopped can damage it. Every record has a checksum; one that does not match is as good as none. The folder may come from
elsewhere: a file that is no regular file or too large is not read, and a record that expands to too much is none. A folder
that cannot be written is as good as an empty one.
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

MAX_FILE = 1024 * 1024 * 1024
"""A file of more bytes is not read."""
MAX_RECORD = 512 * 1024 * 1024
"""A record of more bytes, once it is expanded, is as good as none."""
_MAGIC = b"mkdocs-planning cache 1\n"
_RECORD = struct.Struct(">III")
"""Length of the key, length of the value, checksum of both."""
_MOST_FILES = 6
"""So many files of one kind are kept; of those of other options or versions the least recently used are deleted."""


class Cache:
    """Records by key.

    Args:
        folder: of the file; None for a cache that lasts as long as the object.
        name: of the file, without suffix; what its records depend on belongs into it (see :func:`digest`).
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        self._file = folder / f"{name}.pack" if folder is not None else None
        self._data = b""
        self._index: dict[bytes, tuple[int, int, int]] = {}  # key → where the value is in the file, and the checksum
        self._new: dict[bytes, bytes] = {}  # key → value, compressed as in the file
        self._unsaved: set[bytes] = set()
        if self._file is not None:
            self._load(self._file)

    def get(self, key: str) -> bytes | None:
        """The record of *key*; None where there is none, or a damaged one."""
        name = key.encode()
        if name in self._new:
            return _expanded(self._new[name])
        start, end, checksum = self._index.get(name, (0, 0, 0))
        packed = self._data[start:end]
        if not packed or zlib.crc32(packed, zlib.crc32(name)) != checksum:
            return None
        return _expanded(packed)

    def put(self, key: str, value: bytes) -> None:
        """Set the record of *key*; :meth:`save` writes it."""
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
        if _replace_file(self._file, self._records(names)):
            self._unsaved.clear()

    def _records(self, names: Iterable[bytes]) -> Iterator[bytes]:
        """The content of the file, in parts."""
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
        data = _content(file)
        if not data.startswith(_MAGIC):
            return
        self._data = data
        at, end = len(_MAGIC), len(data)
        while at + _RECORD.size <= end:
            key_length, value_length, checksum = _RECORD.unpack_from(data, at)
            at += _RECORD.size
            if at + key_length + value_length > end:
                return
            value = at + key_length
            self._index[data[at:value]] = (value, value + value_length, checksum)
            at = value + value_length


def _content(file: Path) -> bytes:
    """The content of *file*; nothing where it cannot or should not be read."""
    try:
        data = read_regular(file, MAX_FILE)
        os.utime(file)  # it is in use, see _delete_unused
    except OSError:
        return b""
    return data


def _expanded(packed: bytes) -> bytes | None:
    """A value as it was before it was compressed; None for one that is damaged or expands to too much."""
    expander = zlib.decompressobj()
    try:
        value = expander.decompress(packed, MAX_RECORD)
    except zlib.error:
        return None
    return value if expander.eof else None


def digest(*parts: bytes) -> str:
    """A short name for the code that reads plans together with *parts*, which it depends on."""
    made = sha256(_reading_code())
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()[:20]


_NOT_READING = {"cli", "editing", "exports", "mkdocs", "options", "render", "views"}
"""Packages that have no part in reading plans."""


@cache
def _reading_code() -> bytes:
    """A hash of the package's own code that reads plans, and of the versions of the libraries that it uses."""
    made = sha256()
    for name in ("pyromark", "msgspec", "PyYAML"):
        try:
            made.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            made.update(f"{name}\n".encode())
    root = Path(__file__).parents[1]
    for file in sorted(root.rglob("*.py")):
        if _NOT_READING.isdisjoint(file.parts[len(root.parts) :]):
            made.update(file.read_bytes())
    return made.digest()


def _replace_file(file: Path, parts: Iterable[bytes]) -> bool:
    """Put a file with *parts* in the place of *file*; False where that cannot be done."""
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
    _delete_unused(file)
    return True


def _delete_unused(file: Path) -> None:
    """Delete the least recently used files of the kind of *file*, whose names begin like its own."""
    kind = file.name.partition("-")[0]
    try:
        others = sorted(file.parent.glob(f"{kind}-*.pack"), key=lambda other: other.stat().st_mtime, reverse=True)
        for other in others[_MOST_FILES:]:
            other.unlink()
    except OSError:
        return
