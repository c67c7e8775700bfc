"""What the plugin adds to the configuration of a site, and what it asks of the site's theme."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_planning.mkdocs.log import log
from mkdocs_planning.render.templates import TEMPLATES

STYLES = "assets/planning/planning.css"
SCRIPT = "assets/planning/planning.js"
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.S)
_ID = re.compile(r"""\sid=["']([\w.:-]+)["']""")
_TASK_LIST_WORDS = ("tasklist", "checklist")


def add_assets(config: MkDocsConfig) -> None:
    """Add templates, style sheet and script; the user's own style sheets come after the plugin's."""
    config.theme.dirs.append(str(TEMPLATES))
    config.extra_css.insert(0, STYLES)  # pyright: ignore[reportUnknownMemberType]
    script = cast("ExtraScriptValue", ExtraScriptValue(SCRIPT))
    script.defer = True
    config.extra_javascript.append(script)


def strip_comments(css: str) -> str:
    """*css* without comments, which are a seventh of the plugin's style sheet."""
    return _COMMENT.sub("", css)


def strip_comments_of_styles(files: Files) -> None:
    """Publish the plugin's style sheet without its comments; one that the site has instead stays as it is."""
    file = files.get_file_from_path(STYLES)
    if file is not None and file.abs_src_path and Path(file.abs_src_path).is_relative_to(TEMPLATES):
        file.content_string = strip_comments(file.content_string)


def add_task_lists(config: MkDocsConfig, *, log_it: bool) -> None:
    """Have ``- [ ]`` shown as a box where no extension of the site does it.

    Args:
        config: of the site.
        log_it: whether to tell the user.
    """
    # Plugins also put objects there, instead of names.
    if any(word in str(extension) for extension in config.markdown_extensions for word in _TASK_LIST_WORDS):
        return
    if find_spec("pymdownx") is None:
        if log_it:
            log.info("Boxes such as - [ ] are shown as text; install pymdown-extensions to have them shown as boxes")
        return
    config.markdown_extensions.append("pymdownx.tasklist")
    if log_it:
        log.info("The extension pymdownx.tasklist is used to show boxes; add it to markdown_extensions to configure it")


class ThemeTemplates:
    """The templates of the site's theme and of its ``custom_dir``.

    Attributes:
        environment: finds them, and the plugin's own.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self.environment: Environment = config.theme.get_env()
        self._custom_dir = config.theme.custom_dir
        self._folders: list[str] = list(config.theme.dirs)

    def may_use(self, name: str) -> bool:
        """Whether a plan may name this template: an icon of the theme, or a template that the site's author made.

        The theme's others are made for pages of their own kind and fail on a plan.
        """
        loader = self.environment.loader
        try:
            if loader is None:
                return False
            loader.get_source(self.environment, name)
            is_authors = self._custom_dir is not None and (Path(self._custom_dir) / name).is_file()
        except (TemplateNotFound, ValueError, OSError):  # an odd name: a null byte, far too long
            return False
        return is_authors or name == "main.html" or name.startswith(".icons/")

    def reserved_ids(self) -> frozenset[str]:
        """The ids that the templates give to their own elements."""
        found: set[str] = set()
        for folder in self._folders:
            for parent, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(".")]  # ten thousand icons
                for name in names:
                    if name.endswith(".html"):
                        with suppress(OSError):
                            found.update(_ID.findall(Path(parent, name).read_text(encoding="utf-8", errors="replace")))
        return frozenset(found)
