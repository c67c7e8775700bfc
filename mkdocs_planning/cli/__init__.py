"""The command ``mkdocs-planning``."""
