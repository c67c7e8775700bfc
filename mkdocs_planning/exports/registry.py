"""All exports. A new one is a module with an ``EXPORT`` and an entry here."""

from __future__ import annotations

from mkdocs_planning.exports import atom, plans_json, review_json, review_markdown
from mkdocs_planning.exports.export import Export

EXPORTS: tuple[Export, ...] = (plans_json.EXPORT, atom.EXPORT, review_json.EXPORT, review_markdown.EXPORT)
