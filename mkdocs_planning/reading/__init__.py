"""Outline → :class:`~mkdocs_planning.model.plan.Plan`, one module or package for each fact.

Knows nothing of files, sites, git or the clock.
"""
