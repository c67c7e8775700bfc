"""Templates → HTML, with escaping on and links made for the page at hand."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateNotFound
from jinja2.bccache import Bucket
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.inline_html import to_html, to_plain
from mkdocs_planning.render.links import Links

TEMPLATES = Path(__file__).parents[1] / "templates"
"""Added to the theme's own, so that assets are copied and templates overridden in ``custom_dir``."""


class Compiled(BytecodeCache):
    """The plugin's templates as compiled, which takes as long as rendering a hundred plans.

    They stay in memory for the rebuilds of one ``mkdocs serve``, each of which has an environment of its own. They are
    never read from a file: what is compiled is run.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key] = (bucket.checksum, bucket.code)


class Renderer:
    """Renders the plugin's templates in the environment of a theme.

    A template finds ``view`` (what it shows), ``portfolio`` and ``link`` (see :class:`Links`), and the
    filters ``md`` (inline Markdown of a file as safe HTML) and ``plain`` (the same without markup). One
    that overrides ``planning/board.html`` may extend the original as ``!planning/board.html``.
    """

    def __init__(self, config: MkDocsConfig, compiled: Compiled) -> None:
        theme = config.theme.get_env()
        # MkDocs' own environment does not escape, and its templates rely on that.
        self._env: Environment = theme.overlay(autoescape=True)
        original = PrefixLoader({"!planning": FileSystemLoader(TEMPLATES / "planning")})
        self._env.bytecode_cache = compiled
        self._env.loader = ChoiceLoader([loader for loader in (theme.loader, original) if loader])
        self._env.filters.update({"md": self._markdown, "plain": to_plain})  # pyright: ignore[reportArgumentType, reportCallIssue]
        self._custom_dir = config.theme.custom_dir
        self._links: Links | None = None

    def html(self, template: str, view: object, portfolio: Portfolio, links: Links) -> str:
        """What one of the plugin's templates makes of *view*."""
        self._links = links  # filters are used in imported macros too, which do not see the context
        try:
            return self._env.get_template(f"planning/{template}").render(view=view, portfolio=portfolio, link=links)
        finally:
            self._links = None  # the environment knows this object, and a circle of them stays in memory for long

    def templates(self) -> str | None:
        """The text of all the plugin's templates; None where the site has some of its own instead.

        The plugin's own look at nothing of the portfolio but whether it has any plan, so that what they make
        of a view is known by the view. Of others nobody knows.
        """
        loader = self._env.loader
        texts: list[str] = []
        for path in sorted((TEMPLATES / "planning").glob("*.html")):
            text, found, _ = loader.get_source(self._env, f"planning/{path.name}") if loader else ("", None, None)
            if found is None or Path(found) != path:
                return None
            texts.append(text)
        return "\0".join(texts)

    def may_use(self, name: str) -> bool:
        """Whether a plan may name this template: an icon of the theme, or a template that the site's author made.

        The theme's others are made for pages of their own kind and fail on a plan.
        """
        loader = self._env.loader
        try:
            if loader is None:
                return False
            loader.get_source(self._env, name)
            own = self._custom_dir is not None and (Path(self._custom_dir) / name).is_file()
        except (TemplateNotFound, ValueError, OSError):  # an odd name: a null byte, far too long
            return False
        return own or name == "main.html" or name.startswith(".icons/")

    def _markdown(self, text: str, file: str) -> Markup:
        links = self._links
        return Markup(to_html(text, lambda href: links.target(href, file) if links else None))  # noqa: S704 - escaped there
