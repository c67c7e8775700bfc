"""The cached ``url`` filter gives the same URLs as that of MkDocs, in any order of calls."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import url_filter

from mkdocs_planning.mkdocs.compat.theme_speedups import cache_urls

NAMES = st.sampled_from(["plans", "a", "ab", "b", "v1.0", "ü%20", "x.html", "a.html", ".", ".."])
ENDS = st.sampled_from(["", "/", "#x", "?q=/a/", "//"])
OTHERS = st.sampled_from(["", "/", "/a", "#a", "https://example.org/a/", "mailto:a", "//a", "assets/a.css", "plans/a/b/"])


@st.composite
def paths(draw: st.DrawFn) -> str:
    return "/".join(draw(st.lists(NAMES, max_size=4))) + draw(ENDS)


@st.composite
def pages(draw: st.DrawFn) -> str | None:
    """The URL of a page; None for a page of the theme, such as 404.html."""
    parts = draw(st.none() | st.lists(st.sampled_from(["plans", "a", "ab", "v1.0"]), max_size=3))
    return None if parts is None else "/".join(parts) + draw(st.sampled_from(["/", ".html"])) if parts else ""


def environment(url: object) -> Environment:
    env = Environment(autoescape=True)
    cast("dict[str, Any]", env.filters)["url"] = url
    cache_urls(env)
    return env


@given(st.lists(st.tuples(pages(), paths() | OTHERS), max_size=60))
def test_every_url_equals_that_of_mkdocs(asked: list[tuple[str | None, str]]):
    env = environment(url_filter)
    template = env.from_string("{{ value | url }}")
    made: dict[str | None, Any] = {url: SimpleNamespace(url=url) for url, _ in asked if url is not None}
    for url, value in asked:
        said = template.render(page=made.get(url), base_url="/base", value=value)
        expected = normalize_url(value, page=made.get(url), base="/base")
        assert said == env.from_string("{{ expected }}").render(expected=expected)


def test_a_filter_of_another_plugin_is_kept():
    assert environment(str.upper).from_string("{{ 'a' | url }}").render(page=None) == "A"
