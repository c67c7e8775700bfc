"""The plugin's style sheet in a built site."""

from __future__ import annotations

from mkdocs_planning.mkdocs.theme import STYLES
from mkdocs_planning.render.templates import TEMPLATES
from tests.mkdocs.conftest import CONFIG, Make

PLAN = "docs/plans/a.md\n    # A\n"


def test_the_published_style_sheet_has_no_comments(site: Make):
    served = site(PLAN).html(STYLES)
    written = (TEMPLATES / STYLES).read_text(encoding="utf-8")

    assert "/*" in written
    assert "/*" not in served
    rules = [line for line in written.split("\n") if line.startswith(".planning .pl-") and "/*" not in line]
    assert len(rules) > 100
    assert all(line in served for line in rules)


def test_a_style_sheet_of_the_site_is_not_replaced(site: Make):
    own = f"overrides/{STYLES}\n    /* ours */\n    .planning {{ color: red }}\n"
    config = CONFIG.replace("theme: mkdocs", "theme: {name: mkdocs, custom_dir: overrides}")

    assert site(PLAN + own, config=config).html(STYLES) == "/* ours */\n.planning { color: red }\n"
