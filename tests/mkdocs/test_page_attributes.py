"""What a page of ours answers a theme that lists it on every page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from jinja2 import Environment

from mkdocs_planning.mkdocs.compat.page_attributes import answer


def test_what_a_page_has_not_is_as_false_as_before_and_what_it_has_stays():
    asked = Environment().from_string("{{ 'yes' if page.pages }} {{ page.typeset.title if page.typeset }}")
    bare, typeset = SimpleNamespace(), SimpleNamespace(typeset={"title": "<code>a</code>"})
    before = [asked.render(page=page) for page in (bare, typeset)]

    answer(cast("Any", [SimpleNamespace(page=page) for page in (bare, typeset, None)]))

    assert [asked.render(page=page) for page in (bare, typeset)] == before == [" ", " <code>a</code>"]
    assert vars(bare) == {"pages": None, "typeset": None}  # so that no exception is raised on the way
