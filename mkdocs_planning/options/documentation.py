"""The documentation of the options, from the docstrings in the schema."""

from __future__ import annotations

import ast
import inspect
import re
from itertools import pairwise
from textwrap import dedent

from msgspec import Struct

from mkdocs_planning.options import schema

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_QUOTED = re.compile(r"`([^`]*)`")


class OptionDoc(Struct, frozen=True):
    """The documentation of an option.

    Attributes:
        name: of the option.
        text: the whole, as Markdown with links relative to the documentation.
        meaning: its first paragraph.
        default: what stands behind "Default:", without the full stop.
        examples: what stands behind "Example:", each a line of YAML.
    """

    name: str
    text: str
    meaning: str
    default: str
    examples: tuple[str, ...]

    @property
    def text_without_links(self) -> str:
        """:attr:`text` with links replaced by their texts, for where their targets do not exist."""
        return _LINK.sub(r"\1", self.text)


def option_docs() -> dict[str, OptionDoc]:
    """The documentation of every option that has a docstring under it, by name, in the order of the schema."""
    tree = ast.parse(dedent(inspect.getsource(schema.Options)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found: dict[str, OptionDoc] = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            name = field.target.id
            found[name] = _option_doc(name, inspect.cleandoc(str(ast.literal_eval(text.value))))
    return found


def _option_doc(name: str, text: str) -> OptionDoc:
    meaning = text.split("\n\n", 1)[0].replace("\n", " ")
    last = text.rpartition("Default: ")[2].replace("\n", " ")
    default, _, examples = last.partition(". Example: ")
    return OptionDoc(name, text, meaning, default, tuple(_QUOTED.findall(examples)))
