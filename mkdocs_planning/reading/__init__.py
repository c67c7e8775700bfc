"""Markdown text → :class:`mkdocs_planning.model.Plan`. Knows nothing of files, sites, git or the clock."""
