"""A cache folder may come from elsewhere: what is no cache, too large or never ends is not read."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from mkdocs_planning.support import cache as module
from mkdocs_planning.support.cache import Cache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cache = Cache(tmp_path, "plans-1")
    cache.put("key", b"value")
    cache.save()
    return tmp_path


def test_a_record_outlives_the_process(folder: Path) -> None:
    assert Cache(folder, "plans-1").get("key") == b"value"
    assert Cache(folder, "plans-2").get("key") is None
    assert Cache(None, "plans-1").get("key") is None


def test_a_record_that_would_be_huge_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path, "plans-1")
    cache.put("small", b"x" * 1000)
    cache.put("huge", b"x" * 1001)
    cache.save()
    monkeypatch.setattr(module, "MAX_RECORD", 1000)
    again = Cache(tmp_path, "plans-1")
    assert again.get("small") == b"x" * 1000
    assert again.get("huge") is None


def test_a_record_that_is_cut_is_none(folder: Path) -> None:
    file = folder / "plans-1.pack"
    packed = zlib.compress(b"value", 1)[:-1]
    checksum = zlib.crc32(packed, zlib.crc32(b"key"))
    file.write_bytes(b"mkdocs-planning cache 1\n" + module._RECORD.pack(3, len(packed), checksum) + b"key" + packed)  # pyright: ignore
    assert Cache(folder, "plans-1").get("key") is None


def test_a_large_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILE", 10)
    assert Cache(folder, "plans-1").get("key") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_device_is_not_read(folder: Path) -> None:
    file = folder / "plans-1.pack"
    file.unlink()
    os.mkfifo(file)
    assert Cache(folder, "plans-1").get("key") is None
    file.unlink()
    file.symlink_to("/dev/zero")
    assert Cache(folder, "plans-1").get("key") is None
