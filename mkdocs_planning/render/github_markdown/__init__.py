"""Makes a plan page read as it does on GitHub.

:func:`to_python_markdown` gives Python-Markdown a text that it renders with the block structure that
cmark-gfm sees in the original. It needs no extensions but MkDocs' own and one for task lists, leaves alone what is written for
Python-Markdown and what both engines render alike, and its result is Markdown that GitHub would render alike, too. So
converting it again changes nothing.

``conversion`` goes through a page: ``block_scanner`` finds the blocks that both engines surely see alike, without a parser,
and ``fragment`` converts what is between them. A fragment asks the parser for its blocks (``github_blocks``, ``github_inline``)
and finds what is written for Python-Markdown (``protected``). ``equivalence`` decides which lists and quotes may stay as they
are, ``writer`` and ``simple_lists`` write the others, ``raw_html`` handles ``<details>`` and the like. ``page_boxes`` labels
the boxes on the finished page.
"""

from __future__ import annotations

from mkdocs_planning.render.github_markdown.conversion import extensions_of, to_python_markdown
from mkdocs_planning.render.github_markdown.page_boxes import Box, label_boxes

__all__ = ["Box", "extensions_of", "label_boxes", "to_python_markdown"]
