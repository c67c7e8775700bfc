"""A plan page reads as it does on GitHub.

:func:`to_python_markdown` gives Python-Markdown a text that it renders with the block structure that
cmark-gfm sees in the original. It needs nothing beyond MkDocs' own extensions and a task list
extension, leaves alone what is written for Python-Markdown and what both engines render alike, and its
result is Markdown that GitHub would render alike too, so running it twice changes nothing.

The steps, a file each: ``scan`` finds the blocks that are surely alike, ``part`` converts what is between
them. For that ``blocks`` asks the parser, ``protected`` finds what is Python-Markdown's own, ``lists`` says
which lists and quotes are alike, ``writer`` writes the others, ``inline`` and ``raw_html`` see to struck
text, URLs and ``<details>``. ``boxes`` sees to the boxes on the finished page.
"""

from __future__ import annotations

from mkdocs_planning.render.github_markdown.conversion import extensions_of, to_python_markdown
from mkdocs_planning.render.github_markdown.page_boxes import Box, label_boxes

__all__ = ["Box", "extensions_of", "label_boxes", "to_python_markdown"]
