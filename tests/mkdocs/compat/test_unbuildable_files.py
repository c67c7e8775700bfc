"""MkDocs follows links to folders, without end where one leads back; such files can be taken from its list."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from mkdocs_planning.mkdocs.compat.unbuildable_files import leave_out_unbuildable


def test_files_behind_a_link_to_a_folder_above_are_left_out(tmp_path: Path, config: MkDocsConfig):
    docs = tmp_path / "docs"
    (docs / "plans").mkdir(parents=True)
    (docs / "plans" / "a.md").write_text("# A\n")
    (docs / "plans" / "again").symlink_to(docs)

    files = get_files(config)
    assert any("again/" in file.src_uri for file in files), "MkDocs follows the link"

    leave_out_unbuildable(files, config)

    assert [file.src_uri for file in files] == ["plans/a.md"]
