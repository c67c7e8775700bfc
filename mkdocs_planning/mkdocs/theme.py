"""What the plugin adds to the configuration of a site."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_planning.mkdocs.log import log
from mkdocs_planning.render.templates import TEMPLATES

STYLES = "assets/planning/planning.css"
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.S)
_ID = re.compile(r"""\sid=["']([\w.:-]+)["']""")
_TASKS = ("tasklist", "checklist")


def add_assets(config: MkDocsConfig) -> None:
    """Add templates, style sheet and script; the user's own style sheets come after ours."""
    config.theme.dirs.append(str(TEMPLATES))
    config.extra_css.insert(0, STYLES)  # pyright: ignore[reportUnknownMemberType]
    script = cast("ExtraScriptValue", ExtraScriptValue("assets/planning/planning.js"))
    script.defer = True
    config.extra_javascript.append(script)


def without_comments(css: str) -> str:
    """*css* as visitors get it: a seventh of our style sheet explains it to those who change it."""
    return _COMMENT.sub("", css)


def lighten(files: Files) -> None:
    """Let visitors have our style sheet without its comments; one that the site has instead stays as it is."""
    file = files.get_file_from_path(STYLES)
    if file is not None and file.abs_src_path and Path(file.abs_src_path).is_relative_to(TEMPLATES):
        file.content_string = without_comments(file.content_string)


def add_tasklist(config: MkDocsConfig, *, say: bool) -> None:
    """Have ``- [ ]`` shown as a box where no extension of the site does it.

    Args:
        config: of the site.
        say: whether to tell the user.
    """
    # Plugins put extensions there that are no names but objects.
    if any(word in str(extension) for extension in config.markdown_extensions for word in _TASKS):
        return
    if find_spec("pymdownx") is None:
        if say:
            log.info("Boxes such as - [ ] are shown as text; install pymdown-extensions to have them shown as boxes")
        return
    config.markdown_extensions.append("pymdownx.tasklist")
    if say:
        log.info("The extension pymdownx.tasklist is used to show boxes; add it to markdown_extensions to configure it")


def reserved_ids(config: MkDocsConfig) -> frozenset[str]:
    """The ids that the templates of the theme, and of the site's ``custom_dir``, give to their own elements."""
    found: set[str] = set()
    for folder in config.theme.dirs:
        for path in Path(folder).rglob("*.html"):
            with suppress(OSError):
                found.update(_ID.findall(path.read_text(encoding="utf-8", errors="replace")))
    return frozenset(found)
