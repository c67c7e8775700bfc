"""MkDocs reads a mounted page from its real place, and its edit link leads there."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_planning.mkdocs.compat.mounted_files import MountedFile


def test_a_mounted_page_is_read_copied_and_edited_where_it_is(tmp_path: Path, config: MkDocsConfig):
    source = tmp_path / "specs" / "login.md"
    source.parent.mkdir()
    source.write_text("# Login\n", encoding="utf-8")

    file = MountedFile("specs/login.md", source, config)

    assert file.content_string == "# Login\n"
    page = Page(None, file, config)
    assert page.edit_url == "https://example.org/app/edit/main/specs/login.md"
    picture = tmp_path / "specs" / "login.svg"
    picture.write_text("<svg/>", encoding="utf-8")
    Files([MountedFile("specs/login.svg", picture, config)]).copy_static_files()
    assert (tmp_path / "site" / "specs" / "login.svg").read_text(encoding="utf-8") == "<svg/>"
