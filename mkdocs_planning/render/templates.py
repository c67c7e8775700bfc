"""Templates → HTML, with autoescape on and links for the page at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from jinja2.bccache import Bucket
from markupsafe import Markup

from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.inline_html import to_html, to_plain
from mkdocs_planning.render.links import Links

TEMPLATES = Path(__file__).parents[1] / "templates"
"""The plugin's own templates, style sheet and scripts."""
ORIGINALS = "!planning"
"""Prefix of the plugin's own templates, whatever stands in front of them: ``!planning/board.html``."""


class CompiledTemplates(BytecodeCache):
    """Keeps the plugin's templates as compiled, which takes as long as rendering a hundred plans.

    They stay in memory for the rebuilds of one process, each of which has an environment of its own. They are never read
    from a file: what is compiled is run.
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


def environment_of(folders: Sequence[Path]) -> Environment:
    """An environment for a generator that has none of its own: templates of the first of *folders* that has them count."""
    return Environment(loader=FileSystemLoader([*folders, TEMPLATES]), autoescape=True)


class TemplateRenderer:
    """Renders the plugin's templates.

    A template finds ``view`` (what it shows), ``portfolio`` and ``link`` (:class:`~.links.Links`), and the filters ``md``
    (inline Markdown of a file as safe HTML) and ``plain`` (the same without markup). One that overrides
    ``planning/board.html`` may extend the original as ``!planning/board.html``.

    Args:
        environment: finds the templates, those of the site before the plugin's own. It is not changed.
        compiled: templates that were compiled before.
    """

    def __init__(self, environment: Environment, compiled: CompiledTemplates) -> None:
        self._environment: Environment = environment.overlay(autoescape=True)  # generators' own may not escape
        self._environment.bytecode_cache = compiled
        originals = PrefixLoader({ORIGINALS: FileSystemLoader(TEMPLATES / "planning")})
        self._environment.loader = ChoiceLoader([loader for loader in (environment.loader, originals) if loader])
        self._environment.filters.update({"md": self._markdown, "plain": to_plain})  # pyright: ignore[reportArgumentType, reportCallIssue]
        self._links: Links | None = None

    def html(self, template: str, view: object, portfolio: Portfolio, links: Links) -> str:
        """What one of the plugin's templates makes of *view*."""
        self._links = links  # filters are used in imported macros too, which do not see the context
        try:
            return self._environment.get_template(f"planning/{template}").render(view=view, portfolio=portfolio, link=links)
        finally:
            self._links = None  # the environment knows this object; the cycle would stay in memory for long

    def own_templates(self) -> str | None:
        """The text of all the plugin's templates; None where the site overrides any of them.

        The plugin's own use nothing of the portfolio but whether it has any plan, so that their output depends on the view
        alone. Of others nothing is known.
        """
        loader = self._environment.loader
        texts: list[str] = []
        for path in sorted((TEMPLATES / "planning").glob("*.html")):
            text, found, _ = loader.get_source(self._environment, f"planning/{path.name}") if loader else ("", None, None)
            if found is None or Path(found) != path:
                return None
            texts.append(text)
        return "\0".join(texts)

    def _markdown(self, text: str, file: str) -> Markup:
        links = self._links
        return Markup(to_html(text, lambda href: links.target(href, file) if links else None))  # noqa: S704 - escaped there
