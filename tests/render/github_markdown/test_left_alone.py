"""Python-Markdown syntax renders the same with and without the conversion."""

from __future__ import annotations

import textwrap

import pytest

from mkdocs_planning.render.github_markdown import extensions_of, to_python_markdown

from .catalogue import BESIDE, CONFIGS, CONSTRUCTS, EXTENSIONS
from .structure import python_markdown

OPTIONS = extensions_of(list(EXTENSIONS))
NAMES = sorted(CONSTRUCTS)


def stepped(text: str) -> str:
    return to_python_markdown(text, **OPTIONS)


def render(text: str) -> str:
    return python_markdown(text, EXTENSIONS, CONFIGS)


def test_the_catalogue_is_large_enough() -> None:
    assert len(CONSTRUCTS) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_a_construct_alone(name: str) -> None:
    assert render(stepped(CONSTRUCTS[name])) == render(CONSTRUCTS[name])


# Inside an item Python-Markdown does not recognise a comment of several lines and would show its checkbox.
@pytest.mark.parametrize("name", [name for name in NAMES if name != "HTML comment"])
def test_a_construct_in_a_list(name: str) -> None:
    text = "- item\n\n" + textwrap.indent(CONSTRUCTS[name], "    ") + "\n- next item\n"
    assert render(stepped(text)) == render(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_construct_beside_github_constructs(name: str) -> None:
    """Between two constructs that are converted; all of them render as they do alone."""
    construct = CONSTRUCTS[name]
    written = stepped(BESIDE).rstrip("\n")
    text = BESIDE + "\n## A\n\n" + construct + "\n## B\n\n" + BESIDE
    wanted = written + "\n\n## A\n\n" + construct + "\n## B\n\n" + written + "\n"
    assert render(stepped(text)) == render(wanted)
