"""Bytes → outline: sections, paragraphs, lists, tables and front matter, each with its source lines.

The only package that imports the Markdown parser (pyromark).
"""
