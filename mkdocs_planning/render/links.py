"""URLs: the only room that makes them, each for the page on which it is shown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote, unquote, urlsplit

from mkdocs.structure.files import File, Files

from mkdocs_planning.mkdocs.view_pages import Place
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.model.portfolio import Portfolio
from mkdocs_planning.render.anchors import anchor_id, holds

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f]+")


Answer = TypeVar("Answer", str, str | None)
Note = tuple[str | None, str, *tuple[object, ...]]
"""What links said, by which method, and what it was asked. Nothing in it is tracked by the garbage collector."""


class Links:
    """Makes URLs for *page*; ``link`` in the templates.

    Args:
        page: the file of the page on which the links will stand.
        files: all files of the site.
        portfolio: all plans.
        places: where the views stand.
        lines: the lines of each file at which there is an anchor, in order.
    """

    def __init__(
        self,
        page: File,
        files: Files,
        portfolio: Portfolio,
        places: Mapping[str, Place],
        lines: Mapping[str, Sequence[int]],
    ) -> None:
        self._page = page
        self._files = files
        self._portfolio = portfolio
        self._places = places
        self._lines = lines
        self._urls: dict[str, str | None] = {}

    def plan(self, plan: Plan) -> str:
        """The URL of the page of *plan*."""
        url = "" if plan.source == self._page.src_uri else self._to(plan.source) or ""
        return url + self._anchor(plan) or "#"

    def from_root(self, plan: Plan) -> str | None:
        """The URL of *plan* relative to the root of the site, for other programs; None where it has no page."""
        found = self._files.src_uris.get(plan.source)
        if found is None or found.inclusion.is_excluded():
            return None
        return found.url + self._anchor(plan)

    def _anchor(self, plan: Plan) -> str:
        """Where on its page a plan begins, if the page holds several: the id of its heading, else of its line."""
        if len(self._portfolio.by_source.get(plan.source, ())) < 2:
            return ""
        slug = plan.id.partition("#")[2]
        return "#" + (slug if slug and plan.stated_id is None else anchor_id(plan.line))

    def fact(self, file: str, line: int) -> str:
        """The URL of *line* of *file*, or of its page where the line has no anchor."""
        if not holds(self._lines.get(file, ()), line):
            return self._to(file) or "#"
        return ("" if file == self._page.src_uri else self._to(file) or "") + "#" + anchor_id(line)

    def view(self, name: str) -> str | None:
        """The URL of the page of a view, or None where the site has none."""
        place = self._places.get(name)
        return self._to(place.uri) if place else None

    def file(self, name: str) -> str | None:
        """The URL of a file that the plugin writes beside the overview, or None where it writes none."""
        overview = self._places["overview"].uri
        return self._to(posixpath.join(posixpath.dirname(overview), name))

    def source(self, file: str, line: int) -> str | None:
        """The URL of *line* of *file* in the repository, or None where the site does not know it."""
        found = self._files.src_uris.get(file)
        page = found.page if found else None
        return source_url(page.edit_url, line) if page and page.edit_url else None

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

    def _to(self, uri: str) -> str | None:
        if uri not in self._urls:
            found = self._files.src_uris.get(uri)
            self._urls[uri] = None if found is None or found.inclusion.is_excluded() else found.url_relative_to(self._page)
        return self._urls[uri]


class NotingLinks(Links):
    """Links that note what they are asked and what they say, for :func:`still_say`."""

    def __init__(self, links: Links) -> None:
        vars(self).update(vars(links))
        self.notes: list[Note] = []

    def plan(self, plan: Plan) -> str:
        return self._note("plan", plan, answer=super().plan(plan))

    def from_root(self, plan: Plan) -> str | None:
        return self._note("from_root", plan, answer=super().from_root(plan))

    def fact(self, file: str, line: int) -> str:
        return self._note("fact", file, line, answer=super().fact(file, line))

    def view(self, name: str) -> str | None:
        return self._note("view", name, answer=super().view(name))

    def file(self, name: str) -> str | None:
        return self._note("file", name, answer=super().file(name))

    def source(self, file: str, line: int) -> str | None:
        return self._note("source", file, line, answer=super().source(file, line))

    def target(self, href: str, file: str) -> str | None:
        return self._note("target", href, file, answer=super().target(href, file))

    def _note(self, method: str, *asked: object, answer: Answer) -> Answer:
        self.notes.append((answer, method, *asked))
        return answer


def still_say(links: Links, notes: Iterable[Note]) -> bool:
    """Whether *links* say what the links of another build said, of which these are the notes."""
    return all(getattr(links, method)(*asked) == answer for answer, method, *asked in notes)


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
