"""Every place that relies on something that MkDocs or a theme does not promise.

Each module says what it relies on, and how the plugin works without it. ``tests/mkdocs/compat`` fails where the host no
longer behaves so.

- :mod:`.mounted_files`: pages whose sources lie outside docs_dir
- :mod:`.streamed_file`: files whose content is made when it is written
- :mod:`.unbuildable_files`: files on which MkDocs fails, left out
- :mod:`.rendering_failures`: pages whose Markdown cannot be rendered
- :mod:`.modified_files`: which pages ``--dirty`` makes again
- :mod:`.page_titles`: titles of plan pages
- :mod:`.navigation_items`: the navigation's items, and the overview above hidden plans
- :mod:`.encrypted_pages`: pages that another plugin encrypts
- :mod:`.theme_speedups`: what only makes themes faster, switched off by the option ``theme_speedups: false``
"""
