"""Templates → HTML, with escaping on and links made for the page at hand."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateNotFound
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_planning.model import Plan
from mkdocs_planning.portfolio import Portfolio
from mkdocs_planning.site.inline import to_html, to_plain
from mkdocs_planning.site.links import Links
from mkdocs_planning.views import View
from mkdocs_planning.views.header import header
from mkdocs_planning.views.options import ViewOptions

TEMPLATES = Path(__file__).parent.parent / "templates"
"""Added to the theme's own, so that assets are copied and templates overridden in ``custom_dir``."""


class Renderer:
    """Renders the plugin's templates in the environment of a theme.

    A template finds ``view`` (what it shows), ``portfolio`` and ``link`` (see :class:`Links`), and the
    filters ``md`` (inline Markdown of a file as safe HTML) and ``plain`` (the same without markup). One
    that overrides ``planning/board.html`` may extend the original as ``!planning/board.html``.
    """

    def __init__(self, config: MkDocsConfig, options: ViewOptions) -> None:
        self._options = options
        theme = config.theme.get_env()
        # MkDocs' own environment does not escape, and its templates rely on that.
        self._env: Environment = theme.overlay(autoescape=True)
        original = PrefixLoader({"!planning": FileSystemLoader(TEMPLATES / "planning")})
        self._env.loader = ChoiceLoader([loader for loader in (theme.loader, original) if loader])
        self._env.filters.update({"md": self._markdown, "plain": to_plain})  # pyright: ignore[reportArgumentType, reportCallIssue]
        self._custom_dir = config.theme.custom_dir
        self._links: Links | None = None
        self._built: dict[str, object] = {}

    def build(self, view: View, portfolio: Portfolio) -> object:
        """What *view* shows of all plans, for its page; made once, for its headings and for its template."""
        if view.name not in self._built:
            self._built[view.name] = view.build(portfolio, portfolio.plans, self._options)
        return self._built[view.name]

    def view(self, view: View, portfolio: Portfolio, plans: tuple[Plan, ...], links: Links) -> str:
        """The HTML of a view that shows *plans*."""
        whole = plans is portfolio.plans
        built = self.build(view, portfolio) if whole else view.build(portfolio, plans, self._options)
        return self._render(view.template, built, portfolio, links)

    def header(self, portfolio: Portfolio, plan: Plan, links: Links) -> str:
        """The HTML of the header card of *plan*."""
        return self._render("header.html", header(portfolio, plan), portfolio, links)

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

    def _render(self, template: str, view: object, portfolio: Portfolio, links: Links) -> str:
        self._links = links  # filters are used in imported macros too, which do not see the context
        return self._env.get_template(f"planning/{template}").render(view=view, portfolio=portfolio, link=links)

    def _markdown(self, text: str, file: str) -> Markup:
        links = self._links
        return Markup(to_html(text, lambda href: links.target(href, file) if links else None))  # noqa: S704 - escaped there
