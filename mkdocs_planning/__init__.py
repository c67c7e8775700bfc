"""Reads plans written in Markdown and shows where they stand.

Importing this package imports neither MkDocs nor any parser: the version is all it holds.
"""

__version__ = "0.1.0"
