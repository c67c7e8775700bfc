"""MkDocs' hooks for pages: what :class:`~mkdocs_planning.render.page_builder.PageBuilder` does, on MkDocs' own objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from msgspec.structs import replace

from mkdocs_planning.markdown.outline import decode
from mkdocs_planning.mkdocs.compat.page_titles import set_title
from mkdocs_planning.mkdocs.compat.rendering_failures import on_failure
from mkdocs_planning.mkdocs.incremental_builds import IncrementalBuild
from mkdocs_planning.mkdocs.log import log, log_warnings, warn
from mkdocs_planning.mkdocs.site_reading import SiteReading
from mkdocs_planning.render.markers import Marker
from mkdocs_planning.render.page_additions import AdditionsBuilder
from mkdocs_planning.render.page_builder import PageBuilder, marker_lines
from mkdocs_planning.render.placeholders import without_marks
from mkdocs_planning.views.messages.catalogue import Messages


class PageHooks:
    """The hooks for all pages of one build.

    Args:
        reading: what was read of the site.
        builder: makes the pages.
        additions: makes the additions to them.
        incremental: knows which pages are made.
        messages: the message catalogue.
    """

    def __init__(
        self,
        reading: SiteReading,
        builder: PageBuilder,
        additions: AdditionsBuilder,
        incremental: IncrementalBuild,
        messages: Messages,
    ) -> None:
        self._plans = reading.plans
        self._sources = reading.sources
        self._encryption = reading.encryption
        self._builder = builder
        self._additions = additions
        self._incremental = incremental
        self._messages = messages

    def read_source(self, page: Page) -> str | None:
        """The text of a plan page; None for any other."""
        path = page.file.src_uri
        if path in self._plans.unreadable:
            return f"\n*{self._messages('page.unreadable')}*\n"
        source = self._source(page.file) if path in self._plans.digests else None
        if source is None:
            return None
        text, warnings = self._builder.source(path, source)
        log_warnings(warnings)
        return text.markdown

    def _source(self, file: File) -> bytes | None:
        """The plan in *file* as it was read; None where it has changed since.

        MkDocs has its text from the first call on, so that it is not kept; for another call it is read from the file.
        """
        source = self._sources.pop(file.src_uri, None)
        if source is None:
            try:
                source = file.content_bytes
            except OSError:
                return None
            if sha256(source).digest() != self._plans.digests[file.src_uri]:
                return None
        return source

    def prepare(self, page: Page) -> None:
        """Give a plan page its front matter and title, which MkDocs does not read, and a way out if rendering fails."""
        path = page.file.src_uri
        text = self._builder.text(path)
        if text is None:
            return
        for key, value in text.meta.items():
            if key != "status":  # the card shows it; Material would draw its own icon for the status of a page
                page.meta.setdefault(key, value)
        if text.title:
            set_title(page, text.title)
        on_failure(page, lambda error: self._rendering_failed(page, error))

    def _rendering_failed(self, page: Page, error: Exception) -> None:
        path = page.file.src_uri
        warn(path, 1, f"Markdown fails on this page ({type(error).__name__}: {error}); it is shown as plain text")
        self._builder.show_preformatted(path, self._source(page.file) or (page.markdown or "").encode())
        for plan in self._plans.plans_of(path)[:1]:
            page.meta.setdefault("title", escape(plan.title))

    def markdown(self, markdown: str, page: Page) -> str:
        """The Markdown of any page as it is to be rendered."""
        text, warnings = self._builder.markdown(page.file.src_uri, markdown)
        log_warnings(warnings)
        return text

    def content(self, html: str, page: Page) -> str:
        """The HTML of any page as other plugins may see it; that of a plan page is cleaned."""
        if self._builder.text(page.file.src_uri) is None:
            return html
        _remove_marks(page.toc)
        page.markdown = without_marks(page.markdown or "")
        cleaned = self._builder.clean(html, _ids(page.toc))
        _rename(page.toc, cleaned.renamed)
        return cleaned.html

    def complete(self, html: str, page: Page) -> str:
        """The HTML of any page with the views, header cards and anchors that belong to it.

        They come last: a search has no use for them, and reading them would take Material's as long as reading the plans.
        """
        path = page.file.src_uri
        markers = self._builder.markers(path, html)
        additions = self._incremental.additions(page.file, markers)
        if additions is None:
            return html
        if not self._encryption.may_show_views(page) and (additions.views or additions.appended):
            warn(path, 1, "this page is not encrypted and shows no views, since they would show plans on pages that are")
            additions = replace(additions, views={}, appended=())
        self._warn_of(markers, page.file)
        return self._builder.complete(path, html, additions)

    def _warn_of(self, markers: Sequence[Marker], file: File) -> None:
        """Warn of markers that ask for what does not exist."""
        problems = {marker: found for marker in markers if (found := self._additions.marker_problems(marker))}
        if not problems:
            return
        for marker, line in marker_lines(markers, _text(file)):
            for problem in problems.get(marker, ()):
                warn(file.src_uri, line, problem)

    def with_feed_link(self, output: str, page: Page) -> str:
        """The whole HTML of any page; that of a view with a link to the timeline's feed."""
        url = self._additions.feed(page.file.src_uri)
        return self._builder.with_feed_link(output, url) if url else output


def _text(file: File) -> str:
    try:
        return decode(file.content_bytes)[0]
    except OSError:
        log.debug("%s cannot be read again", file.src_uri)
        return ""


def _ids(toc: Iterable[AnchorLink]) -> set[str]:
    """The ids of the headings in a table of contents."""
    return {one for entry in toc for one in (entry.id, *_ids(entry.children))}


def _remove_marks(toc: Iterable[AnchorLink]) -> None:
    for entry in toc:
        entry.title, entry.id = without_marks(entry.title), without_marks(entry.id)
        _remove_marks(entry.children)


def _rename(toc: Iterable[AnchorLink], renamed: Mapping[str, str]) -> None:
    """Let a table of contents lead to the ids that headings have now."""
    for entry in toc if renamed else ():
        entry.id = renamed.get(entry.id, entry.id)
        _rename(entry.children, renamed)
