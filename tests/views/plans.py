"""Plans and portfolios for the tests of the views, and their templates rendered without a site."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from mkdocs_planning.collecting.assembling import build_portfolio
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.reading.plan import read_plan
from mkdocs_planning.views import VIEWS
from mkdocs_planning.views.header import header
from mkdocs_planning.views.view_options import DEFAULT_OPTIONS, ViewOptions

TODAY = "2026-10-15"
TEMPLATES = Path(__file__).parents[2] / "mkdocs_planning" / "templates"
EXAMPLES = Path(__file__).parents[2] / "example_site" / "docs" / "plans"


def plan(text: str, source: str = "plans/one.md") -> Plan:
    return read_plan(text, source)


def portfolio(*texts: str) -> Portfolio:
    """A portfolio of *texts*, at ``plans/p0.md``, ``plans/p1.md`` …"""
    return build_portfolio([plan(text, f"plans/p{n}.md") for n, text in enumerate(texts)], TODAY)


def example_portfolio() -> Portfolio:
    """The plans of the example site."""
    sources = sorted(EXAMPLES.glob("*.md"))
    return build_portfolio([read_plan(file.read_bytes(), f"plans/{file.name}") for file in sources], TODAY)


class Link:
    """Links that name their targets; *absent* are views that the site does not have."""

    def __init__(self, absent: tuple[str, ...] = ()) -> None:
        self.absent = absent

    def plan(self, plan: Plan) -> str:
        return f"plan:{plan.id}"

    def fact(self, file: str, line: int) -> str:
        return f"{file}#planning-L{line}"

    def view(self, name: str) -> str | None:
        return None if name in self.absent or name not in VIEWS else f"view:{name}"

    def file(self, name: str) -> str:
        return f"file:{name}"

    def source(self, file: str, line: int) -> str | None:
        return None


def environment() -> Environment:
    env = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES))
    env.filters["plain"] = str
    env.filters["md"] = lambda text, file: Markup("<i>{}</i>").format(escape(text))
    return env


def shown(
    name: str,
    of: Portfolio,
    plans: tuple[Plan, ...] | None = None,
    link: Link | None = None,
    options: ViewOptions = DEFAULT_OPTIONS,
) -> BeautifulSoup:
    """The HTML of the view *name*."""
    view = VIEWS[name]
    struct = view.build(of, of.plans if plans is None else plans, options)
    template = environment().get_template(f"planning/{view.template}")
    return BeautifulSoup(template.render(view=struct, portfolio=of, link=link or Link()), "html.parser")


def shown_header(of: Portfolio, plan: Plan, options: ViewOptions = DEFAULT_OPTIONS) -> BeautifulSoup:
    """The HTML of the header card of *plan*."""
    template = environment().get_template("planning/header.html")
    return BeautifulSoup(template.render(view=header(of, plan, options), portfolio=of, link=Link()), "html.parser")


def words_of(soup: BeautifulSoup) -> str:
    """The visible text with single spaces."""
    return " ".join(soup.get_text(" ").split())
