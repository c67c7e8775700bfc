"""Tasks: boxes, tables of tasks, lists with status emoji, ``todos`` in front matter."""
