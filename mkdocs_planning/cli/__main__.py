"""``python -m mkdocs_planning.cli`` is the command ``mkdocs-planning``."""

from __future__ import annotations

from mkdocs_planning.cli.main import main

main(prog_name="mkdocs-planning")
