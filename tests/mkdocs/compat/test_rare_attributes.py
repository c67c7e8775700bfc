"""Page attributes that the plugin answers for themes that list every page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from jinja2 import Environment

from mkdocs_planning.mkdocs.compat.theme_speedups import set_rare_attributes


def test_missing_page_attributes_are_false_and_existing_ones_are_kept():
    asked = Environment().from_string("{{ 'yes' if page.pages }} {{ page.typeset.title if page.typeset }}")
    bare, typeset = SimpleNamespace(), SimpleNamespace(typeset={"title": "<code>a</code>"})
    before = [asked.render(page=page) for page in (bare, typeset)]

    set_rare_attributes(cast("Any", [SimpleNamespace(page=page) for page in (bare, typeset, None)]))

    assert [asked.render(page=page) for page in (bare, typeset)] == before == [" ", " <code>a</code>"]
    assert vars(bare) == {"pages": None, "typeset": None}  # so that no exception is raised on the way
