"""The Markdown parser, pyromark (pulldown-cmark), configured once for each use in the package.

Its offsets are UTF-8 byte offsets; it does not strip a BOM, and it raises for a lone surrogate.
"""

from __future__ import annotations

from typing import Final

from pyromark import Markdown, Options

DOCUMENT_PARSER: Final = Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_TASKLISTS | Options.ENABLE_STRIKETHROUGH)
"""Whole documents with GitHub's tables, task lists and strikethrough."""
BLOCK_PARSER: Final = Markdown(options=Options.ENABLE_TABLES)
"""The blocks of a document with GitHub's tables, where boxes and inline content are of no interest."""
INLINE_PARSER: Final = Markdown(options=Options.ENABLE_STRIKETHROUGH)
"""Inline content with GitHub's strikethrough."""
