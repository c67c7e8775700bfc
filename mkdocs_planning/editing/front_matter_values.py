"""Values of front matter and where they stand. YAML is never dumped: only the characters of a value are replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

import yaml
from msgspec import Struct

from mkdocs_planning.editing.document import Document, Splice, Splices
from mkdocs_planning.editing.escaping import yaml_scalar
from mkdocs_planning.markdown.front_matter import load_front_matter

_KEY_LINE = re.compile(
    r"""^["']?(?P<key>[\w@][\w .@/-]{0,60}?)["']?[ \t]*:(?P<blank>[ \t]*)(?P<value>.*?)[ \t]*(?:(?<=[ \t])\#.*)?$"""
)
_ITEM = re.compile(r"[ \t]*-[ \t]+")


class Entry(Struct, frozen=True):
    """A top-level key of the front matter, the lines of the file from its own to the last of its value, and its value."""

    key: str
    line: int
    end_line: int
    node: yaml.Node | None


def _composed(text: str) -> yaml.MappingNode | None:
    """The nodes of front matter that is valid YAML; None where it is for the C library only."""
    try:
        root: object = cast("Any", yaml).compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return root if isinstance(root, yaml.MappingNode) else None


class FrontMatter:
    """The front matter of a document, by the places of its values."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.outline.front_matter
        self.base = document.start_of(2)
        self.root: yaml.MappingNode | None = None
        if self.text is not None and load_front_matter(self.text)[1] is None:  # within the bounds of what is safe to parse
            self.root = _composed(self.text)

    @property
    def exists(self) -> bool:
        return self.text is not None

    @property
    def in_flow(self) -> bool:
        """Whether the whole front matter is written as ``{key: value}``."""
        return self.root is not None and bool(self.root.flow_style)

    @property
    def last_line(self) -> int:
        """The line that ends the front matter, ``---``."""
        return self.document.outline.body_line - 1

    def offset(self, index: int) -> int:
        """The offset in the document of a character of the YAML text."""
        assert self.text is not None
        return self.base + len(self.text[:index].encode())

    def entries(self) -> Iterator[Entry]:
        """The top-level keys, in the order of the file."""
        if self.root is not None:
            for key, node in self.root.value:
                if isinstance(key, yaml.ScalarNode):
                    line, end = (self.document.line_of(self.offset(mark.index)) for mark in (key.start_mark, node.end_mark))
                    yield Entry(key.value, line, end, node)
            return
        for line in range(2, self.last_line if self.exists else 2):
            match = _KEY_LINE.match(self.document.line(line))
            if match is not None:
                yield Entry(match["key"].strip(), line, line, None)

    def set_one(self, entry: Entry, text: str) -> Splice | None:
        """*text* in place of the one value of *entry*; None where its form is none that can be edited."""
        if entry.node is None:
            return self._set_in_line(entry.line, text)
        node = entry.node
        if isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
            return self.set_scalar(node.value[0], text, in_flow=bool(node.flow_style))
        return self.set_scalar(node, text, in_flow=self.in_flow)

    def set_scalar(self, node: yaml.Node, text: str, *, in_flow: bool) -> Splice | None:
        """*text* in place of a scalar, in its quotes."""
        if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
            return None
        start, end = self.offset(node.start_mark.index), self.offset(node.end_mark.index)
        written = yaml_scalar(text, node.style, in_flow=in_flow)
        if start == end and self.document.text(start - 1, start) in (":", "-"):
            written = f" {written}"
        return self.document.splice(start, end, written)

    def set_many(self, entry: Entry, values: Sequence[str]) -> Iterator[Splices]:
        """*values* in place of what a key lists, in the form in which it lists them."""
        node = entry.node
        if not isinstance(node, yaml.SequenceNode):
            splice = self.set_one(entry, ", ".join(values))
            if splice is not None:
                yield (splice,)
        elif all(isinstance(part, yaml.ScalarNode) and part.style not in ("|", ">") for part in node.value):
            yield self._in_flow(node, values) if node.flow_style else self._in_rows(node, values)

    def _in_flow(self, node: yaml.SequenceNode, values: Sequence[str]) -> Splices:
        """``[a, b]`` with *values* between the brackets."""
        parts = [yaml_scalar(value, node.value[0].style if node.value else None, in_flow=True) for value in values]
        start, end = node.start_mark.index + 1, node.end_mark.index - 1
        if node.value:
            start, end = node.value[0].start_mark.index, node.value[-1].end_mark.index
        return (self.document.splice(self.offset(start), self.offset(end), ", ".join(parts)),)

    def _in_rows(self, node: yaml.SequenceNode, values: Sequence[str]) -> Splices:
        """``- a`` on a line each: each value in the place of an old one, what is over added or removed as whole lines."""
        document, old = self.document, node.value
        changes: list[Splice] = []
        for part, value in zip(old, values, strict=False):
            splice = None if part.value == value else self.set_scalar(part, value, in_flow=False)
            changes += [] if splice is None else [splice]
        last = document.line_of(self.offset(old[-1].start_mark.index))
        marker = _ITEM.match(document.line(last))
        rows = [(marker.group() if marker else "- ") + yaml_scalar(value, old[-1].style) for value in values[len(old) :]]
        if rows:
            changes.append(document.insert_below(last, rows))
        if len(values) < len(old):
            first = document.line_of(self.offset(old[len(values)].start_mark.index))
            changes.append(document.splice(document.start_of(first), document.start_of(last + 1), ""))
        return tuple(changes)

    def _set_in_line(self, line: int, text: str) -> Splice | None:
        """*text* in place of the value on a line of front matter that is no valid YAML."""
        match = _KEY_LINE.match(self.document.line(line))
        if match is None:
            return None
        value = match["value"]
        quote = value[0] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else None
        written = yaml_scalar(text, quote)
        return self.document.in_line(
            line, match.start("value"), match.end("value"), written if match["blank"] else f" {written}"
        )

    def add(self, key: str, values: Sequence[str]) -> Splice | None:
        """A new line ``key: value`` at the end of the front matter."""
        if self.in_flow:
            return None
        parts = [yaml_scalar(value, None, in_flow=len(values) > 1) for value in values]
        written = parts[0] if len(parts) == 1 else f"[{', '.join(parts)}]"
        return self.document.insert_below(self.last_line - 1, [f"{key}: {written}"])
