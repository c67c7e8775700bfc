"""URLs, each relative to the page on which it is shown. No other module makes URLs within the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import quote, unquote, urlsplit

from mkdocs_planning.model.plan import Plan
from mkdocs_planning.render.anchors import anchor_id, has_anchor
from mkdocs_planning.render.site_pages import SitePages
from mkdocs_planning.render.site_plans import SitePlans
from mkdocs_planning.views.view import OVERVIEW

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f]+")


Answer = TypeVar("Answer", str, str | None)
LinkCall = tuple[str | None, str, *tuple[object, ...]]
"""A call of a method of :class:`Links`: what it returned, its name and its arguments.

A tuple, since the garbage collector need not track one of texts.
"""


class Links:
    """Makes URLs for one page; templates have it as ``link``.

    Args:
        page: the path of the page on which the links stand.
        pages: those of the site.
        plans: those of the site.
    """

    def __init__(self, page: str, pages: SitePages, plans: SitePlans) -> None:
        self._page = page
        self._pages = pages
        self._plans = plans
        self._urls: dict[str, str | None] = {}

    def plan(self, plan: Plan) -> str:
        """The URL of the page of *plan*."""
        url = "" if plan.source == self._page else self._to(plan.source) or ""
        return url + self._anchor(plan) or "#"

    def from_root(self, plan: Plan) -> str | None:
        """The URL of *plan* relative to the root of the site, for other programs; None where it has no page."""
        url = self._pages.root_url(plan.source)
        return None if url is None else url + self._anchor(plan)

    def _anchor(self, plan: Plan) -> str:
        """The fragment of the URL of a plan whose page holds several: the id of its heading, else that of its line."""
        if len(self._plans.plans_of(plan.source)) < 2:
            return ""
        slug = plan.id.partition("#")[2]
        return "#" + (slug if slug and plan.stated_id is None else anchor_id(plan.line))

    def fact(self, file: str, line: int) -> str:
        """The URL of *line* of *file*, or of its page where the line has no anchor."""
        if not has_anchor(self._plans.lines(file), line):
            return self._to(file) or "#"
        return ("" if file == self._page else self._to(file) or "") + "#" + anchor_id(line)

    def view(self, name: str) -> str | None:
        """The URL of the page of a view, or None where the site has none."""
        found = self._plans.view_pages.get(name)
        return self._to(found.path) if found else None

    def file(self, name: str) -> str | None:
        """The URL of a file that the plugin writes beside the overview, or None where it writes none."""
        overview = self._plans.view_pages[OVERVIEW].path
        return self._to(posixpath.join(posixpath.dirname(overview), name))

    def source(self, file: str, line: int) -> str | None:
        """The URL of *line* of *file* in the repository, or None where the site does not know it."""
        edit_url = self._pages.edit_url(file)
        return source_url(edit_url, line) if edit_url else None

    def target(self, href: str, file: str) -> str | None:
        """The URL of a link as it is written in *file*; None for one that leads nowhere or that must not be followed."""
        href = _BLANK.sub("", href) if _SCHEME.match(_BLANK.sub("", href)) else href.strip()
        if _SCHEME.match(href):
            return href if href.split(":", 1)[0].lower() in _SCHEMES else None
        try:
            parts = urlsplit(href)
        except ValueError:  # "//[" and the like
            return None
        if parts.netloc or href.startswith(("/", "\\")):
            return None if "\\" in href else href
        fragment = "#" + quote(unquote(parts.fragment), safe="/:?@!$&'()*+,;=~-._") if parts.fragment else ""
        if not parts.path:
            url = self._to(file)
            return url + fragment if url and fragment else None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
        for candidate in (path, path + ".md", posixpath.join(path, "index.md"), posixpath.join(path, "README.md")):
            url = self._to(candidate)
            if url is not None:
                return url + (f"?{parts.query}" if parts.query else "") + fragment
        return None

    def _to(self, path: str) -> str | None:
        if path not in self._urls:
            self._urls[path] = self._pages.relative_url(path, self._page)
        return self._urls[path]


class RecordingLinks(Links):
    """Links that record each call, for :func:`answers_are_same`."""

    def __init__(self, links: Links) -> None:
        vars(self).update(vars(links))
        self.calls: list[LinkCall] = []

    def plan(self, plan: Plan) -> str:
        return self._record("plan", plan, answer=super().plan(plan))

    def from_root(self, plan: Plan) -> str | None:
        return self._record("from_root", plan, answer=super().from_root(plan))

    def fact(self, file: str, line: int) -> str:
        return self._record("fact", file, line, answer=super().fact(file, line))

    def view(self, name: str) -> str | None:
        return self._record("view", name, answer=super().view(name))

    def file(self, name: str) -> str | None:
        return self._record("file", name, answer=super().file(name))

    def source(self, file: str, line: int) -> str | None:
        return self._record("source", file, line, answer=super().source(file, line))

    def target(self, href: str, file: str) -> str | None:
        return self._record("target", href, file, answer=super().target(href, file))

    def _record(self, method: str, *arguments: object, answer: Answer) -> Answer:
        self.calls.append((answer, method, *arguments))
        return answer


def answers_are_same(links: Links, calls: Iterable[LinkCall]) -> bool:
    """Whether *links* answer recorded calls of other links as those did."""
    return all(getattr(links, method)(*arguments) == answer for answer, method, *arguments in calls)


def source_url(edit_url: str, line: int) -> str | None:
    """The URL that shows *line* of a file, from the URL that edits it; None for a host whose scheme is not known."""
    for editing, showing, anchor in (
        ("/-/edit/", "/-/blob/", "#L{line}"),  # GitLab
        ("/_edit/", "/src/branch/", "#L{line}"),  # Gitea, Forgejo
        ("/edit/", "/blob/", "#L{line}"),  # GitHub
        ("/-/blob/", "/-/blob/", "#L{line}"),
        ("/blob/", "/blob/", "#L{line}"),
        ("/src/branch/", "/src/branch/", "#L{line}"),
        ("/src/", "/src/", "#lines-{line}"),  # Bitbucket
    ):
        if editing in edit_url:
            shown = edit_url.replace(editing, showing, 1).split("?", 1)[0].split("#", 1)[0]
            return shown + ("?plain=1" if "/blob/" in showing and "/-/" not in showing else "") + anchor.format(line=line)
    return None
