"""MkDocs writes a streamed file by its own ``copy_file``, and plugins can read it before and after."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_planning.mkdocs.compat.streamed_file import StreamedFile


def test_the_content_is_made_when_it_is_written(tmp_path: Path, config: MkDocsConfig):
    made: list[int] = []

    def make() -> list[bytes]:
        made.append(1)
        return [b"one ", b"two"]

    file = StreamedFile.of("data/plans.json", make, config)
    assert isinstance(file, StreamedFile)
    assert made == []
    assert file.content_bytes == b"one two"

    Files([file]).copy_static_files()

    assert (tmp_path / "site" / "data" / "plans.json").read_bytes() == b"one two"
    assert file.content_bytes == b"one two"
    assert len(made) == 2, "what was written is read from there"
