"""MkDocs renders a page by a method that can be replaced, so that a failure does not end the build."""

from __future__ import annotations

import markdown
import pytest

from tests.mkdocs.conftest import Make


def test_a_page_that_cannot_be_rendered_is_shown_as_text(site: Make, monkeypatch: pytest.MonkeyPatch):
    convert = markdown.Markdown.convert

    def failing(self: markdown.Markdown, text: str) -> str:
        if "the text that fails" in text:
            raise RuntimeError("this extension has a bug")
        return convert(self, text)

    monkeypatch.setattr(markdown.Markdown, "convert", failing)
    built = site("docs/plans/a.md\n    # A\n\n    the text that fails\ndocs/plans/b.md\n    # B\n\n    another\n")

    shown = built.main("plans/a/").select_one("pre.planning-preformatted")
    assert shown is not None
    assert "the text that fails" in shown.get_text()
    assert "another" in built.main("plans/b/").get_text()
    assert [w for w in built.warnings if "RuntimeError: this extension has a bug" in w]
