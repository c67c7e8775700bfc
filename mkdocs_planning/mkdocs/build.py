"""One build: what was collected and read, and the text and HTML of each page that the plugin has a part in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from msgspec.structs import replace

from mkdocs_planning.collecting.assembling import assemble
from mkdocs_planning.collecting.layouts import META_NAMES
from mkdocs_planning.collecting.site_files import Mount
from mkdocs_planning.markdown.outline import decode
from mkdocs_planning.mkdocs import view_pages as pages
from mkdocs_planning.mkdocs.build_state import Kept
from mkdocs_planning.mkdocs.compat.fallback import survive_rendering
from mkdocs_planning.mkdocs.compat.page_attributes import call
from mkdocs_planning.mkdocs.dirty_builds import Rebuilds
from mkdocs_planning.mkdocs.export_files import add_exports
from mkdocs_planning.mkdocs.log import log, log_problems, warn
from mkdocs_planning.mkdocs.plan_reader import Read, read_bytes
from mkdocs_planning.mkdocs.theme import reserved_ids
from mkdocs_planning.model.plan import Plan
from mkdocs_planning.options.schema import Options, collecting_settings_of
from mkdocs_planning.render import markers
from mkdocs_planning.render.anchors import anchor_id, complete, to_anchors, to_comments
from mkdocs_planning.render.github_markdown import extensions_of, label_boxes, to_python_markdown
from mkdocs_planning.render.github_markdown.raw_html import plain_tags
from mkdocs_planning.render.links import Links
from mkdocs_planning.render.markers import Marker
from mkdocs_planning.render.page_parts import Parts
from mkdocs_planning.render.page_text import BARE, PageText, page_text, preformatted
from mkdocs_planning.render.phase_bars import with_phase_bars
from mkdocs_planning.render.placeholders import Placeholders, without_marks
from mkdocs_planning.render.sanitize import Sanitizer
from mkdocs_planning.render.templates import Renderer
from mkdocs_planning.support.clock import as_of
from mkdocs_planning.support.memoise import forget
from mkdocs_planning.views import VIEWS
from mkdocs_planning.views.charts import graph_layout
from mkdocs_planning.views.view_options import view_options

_TITLE = re.compile(r'\s*(?:<a id="[^"]*"></a>\s*)*<h1\b.*?</h1>', re.S)


class Site:
    """The plans of a site and their pages, for one build.

    Args:
        options: of the plugin.
        config: of the site.
        files: all files of the site, before the plugin adds its own.
        kept: from the builds before.
        mounts: folders outside docs_dir that are a part of the site.
    """

    def __init__(self, options: Options, config: MkDocsConfig, files: Files, kept: Kept, mounts: Sequence[Mount]) -> None:
        self._options = view_options(options)
        documents = files.documentation_pages()
        contents, unreadable = read_bytes((*documents, *_beside_plans(files)))
        settings = collecting_settings_of(options, [mount.uri for mount in mounts], _as_of(options.today))
        vocabulary = settings.vocabulary
        reads: dict[str, Read] = {}

        def read(sources: Mapping[str, bytes]) -> dict[str, tuple[Plan, ...]]:
            reads.update(kept.reader.read(sources, vocabulary))
            return {uri: one.plans for uri, one in reads.items()}

        portfolio, selection = assemble(contents, settings, read)
        self.places = pages.places(selection, self._options)
        self._hosts = selection.hosts
        self._sources = {uri: contents[uri] for uri in selection.sources}
        self._digests = {uri: sha256(source).digest() for uri, source in self._sources.items()}
        self._unreadable = {uri for uri in unreadable if settings.globs.includes(uri)}
        views = frozenset(selection.view_pages.values())
        self.portfolio = kept.past.of(portfolio, contents, settings, views, options=options, config=config, mounts=mounts)
        forget()
        log_problems(self.portfolio.plans)
        self._reasons = {uri: read.reason for uri, read in reads.items() if read.reason}
        self._shapes = {uri: read.shape for uri, read in reads.items() if not read.reason}
        self._lines = {uri: read.lines for uri, read in reads.items() if not read.reason}
        self._github = options.github_markdown
        self._extensions = extensions_of(list(config.markdown_extensions))
        self._marks = Placeholders()
        self._sanitizer = Sanitizer(reserved_ids(config), self._marks.secret)
        self._texts: dict[str, PageText] = {}
        self._markers: dict[str, list[Marker]] = {}
        self._renderer = Renderer(config, kept.compiled)
        self._parts = Parts(
            self._renderer,
            self._options,
            vocabulary,
            self.portfolio,
            self.places,
            digests=self._digests,
            shapes=self._shapes,
            lines=self._lines,
            reading=f"{self._github} {self._extensions}",
            memory=kept.memory,
        )
        self._rebuilds = Rebuilds(config, self._parts, kept.record, dirty=kept.dirty)
        for file in documents:
            uri = file.src_uri
            may_show = uri in self._digests or uri in self._hosts or markers.may_have_markers(contents.get(uri, b""))
            self._rebuilds.watch(file, suspect=may_show)

    def add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pages of the views that no page of the user hosts."""
        if "dependencies" in self.places and self._tells("dependencies") and not graph_layout.available():
            log.info("fast-sugiyama is not installed; the page of dependencies has its lists and no picture")
        made = pages.add_generated(self.places, self.portfolio, self._options, files=files, config=config)
        for file in made:
            self._rebuilds.watch(file, suspect=True)

    def _tells(self, name: str) -> bool:
        """Whether the view *name* has anything to show."""
        return VIEWS[name].has_content(self.portfolio, self._options)

    def plan_pages(self) -> set[str]:
        """The paths of the pages that are nothing but plans; a page that hosts a view is not."""
        return {uri for uri in (*self._digests, *self._unreadable) if uri not in self._hosts}

    def add_data(self, files: Files, config: MkDocsConfig) -> None:
        """Add ``plans.json`` and the other exports beside the overview."""

        def links(file: File) -> Links:
            return Links(file, files, self.portfolio, self.places, self._lines)

        overview = self.places["overview"].uri
        add_exports(self.portfolio, overview, self._options, links, files=files, config=config)

    def read_source(self, page: Page) -> str | None:
        """The text of a plan page; None for a page that is none."""
        uri = page.file.src_uri
        if uri in self._unreadable:
            return f"\n*{self._options.messages('page.unreadable')}*\n"
        if uri not in self._digests:
            return None
        source = self._source(page.file)
        if source is None:
            return None
        plans = self.portfolio.by_source.get(uri, ())
        reason = self._reasons.get(uri)
        shape = None if reason else self._shapes.get(uri, BARE)
        text = page_text(source, uri, plans, self._lines.get(uri, ()), shape, self._renderer.may_use, self._marks)
        self._texts[uri] = replace(text, markdown="")
        if reason:
            warn(uri, reason.line, f"{reason.message}; the page is shown as plain text. Split it or write it flatter")
        for dropped in text.dropped:
            warn(uri, 1, f'"{dropped.key}" in the front matter is left out: {dropped.why}')
        return text.markdown

    def _source(self, file: File) -> bytes | None:
        """The plan at *file* as it was read; None where it has changed since.

        MkDocs has its text from the first time on, so that it is not kept; whoever asks again gets it from the file.
        """
        source = self._sources.pop(file.src_uri, None)
        if source is None:
            try:
                source = file.content_bytes
            except OSError:
                return None
            if sha256(source).digest() != self._digests[file.src_uri]:
                return None
        return source

    def prepare(self, page: Page) -> None:
        """Give a plan page its front matter, which MkDocs did not get to read, and a way out if rendering fails."""
        uri = page.file.src_uri
        text = self._texts.get(uri)
        if text is None:
            return
        for key, value in text.meta.items():
            if key != "status":  # the card says it; Material would take it for the status of a page and draw an icon
                page.meta.setdefault(key, value)
        if text.title:
            call(page, text.title)

        def failed(error: Exception) -> None:
            warn(uri, 1, f"Markdown fails on this page ({type(error).__name__}: {error}); it is shown as plain text")
            self._texts[uri] = replace(
                text, preformatted=preformatted(self._source(page.file) or (page.markdown or "").encode())
            )
            for plan in self.portfolio.by_source.get(uri, ())[:1]:
                page.meta.setdefault("title", escape(plan.title))

        survive_rendering(page, failed)

    def markdown(self, markdown: str, page: Page) -> str:
        """The Markdown of any page as it is to be rendered: a plan's as on GitHub, with elements for markers."""
        text = self._texts.get(page.file.src_uri)
        if text is not None and text.preformatted is None and self._github != "off":
            markdown = to_python_markdown(markdown, auto=self._github == "auto", **self._extensions)
        if text is None:
            markdown, taken = markers.take_markers(markdown, self._marks)
        else:
            markdown, taken = markers.take_markers(markdown, self._marks, indented=True, most=markers.MOST_IN_PLAN)
            if len(taken) == markers.MOST_IN_PLAN and "<!-- planning:" in markdown:
                most = f"of the markers on this page only the first {markers.MOST_IN_PLAN} are shown as views"
                warn(page.file.src_uri, 1, most)
        if taken:
            self._markers[page.file.src_uri] = taken
        return markdown

    def link_to(self, files: Files) -> None:
        """Say which files the site has, when all plugins have added theirs."""
        self._parts.files = files

    def content(self, html: str, page: Page) -> str:
        """The HTML of any page as other plugins may see it: of a plan page only what the allow-list lets through."""
        text = self._texts.get(page.file.src_uri)
        if text is None:
            return html
        _take_out_marks(page.toc)
        page.markdown = without_marks(page.markdown or "")
        cleaned = self._sanitizer.clean(plain_tags(html), _ids(page.toc))
        _rename(page.toc, cleaned.renamed)
        return to_comments(cleaned.html, self._marks)

    def complete(self, html: str, page: Page) -> str:
        """The HTML of any page with the views, the header card and the anchors that belong to it.

        They come last: search engines have no use for them, and reading them would take Material's as long
        as reading the plans themselves.
        """
        uri = page.file.src_uri
        taken = self._markers.pop(uri, [])
        found = (*taken, *markers.left_markers(html))
        part = self._rebuilds.part(page.file, found)
        if part is None:
            return html
        text = self._texts.pop(uri, None)
        if text is not None:
            if shape := self._shapes.get(uri):
                self._shapes[uri] = replace(shape, spots=b"")  # the page is made
            if text.preformatted is not None:
                html += text.preformatted
            else:
                html = label_boxes(to_anchors(html, self._marks), part.boxes, self._options.messages("page.task"))
            html = with_phase_bars(complete(html, text.lines), part.bars)
        self._warn_of(found, page.file)
        html = markers.put_views(html, taken, self._marks, lambda marker: part.views.get(marker.text, ""))
        html = "\n".join((html, *part.placed))
        return _with_cards(html, part.cards)

    def announce_feed(self, output: str, page: Page) -> str:
        """The page of a view with the feed of the timeline in its head, where browsers and feed readers look for one."""
        url = self._parts.feed(page.file)
        if not url:
            return output
        # Not "alternate" alone: Material takes such a link for the site in another language and asks for its sitemap.
        kind, title = "application/atom+xml", escape(self._options.messages("timeline.title"))
        link = f'<link rel="alternate feed" type="{kind}" title="{title}" href="{escape(url)}">'
        return output.replace("</head>", f"{link}</head>", 1)

    def _warn_of(self, found: Iterable[Marker], file: File) -> None:
        """Warn of markers that ask for what is not there."""
        seen = Counter[str]()
        for marker in found:
            for fault in self._parts.faults(marker):
                warn(file.src_uri, _line_of(marker, file, seen[marker.text]), fault)
            seen[marker.text] += 1


def _line_of(marker: Marker, file: File, nth: int) -> int:
    try:
        return markers.line_of(marker, decode(file.content_bytes)[0], nth)
    except OSError:
        log.debug("%s cannot be read again", file.src_uri)
        return 1


def _with_cards(html: str, cards: Sequence[tuple[int, str]]) -> str:
    """*html* with the card of its plan behind its title, or that of each of its plans behind their headings."""
    if len(cards) > 1:
        for line, card in cards:
            heading = re.search(rf'<h2\b[^>]*>(?:(?!</h2>).)*?id="{anchor_id(line)}".*?</h2>', html, re.S)
            if heading:
                html = f"{html[: heading.end()]}\n{card}\n{html[heading.end() :]}"
        return html
    for _, card in cards:
        title = _TITLE.match(html)
        at = title.end() if title else 0
        html = f"{html[:at]}\n{card}\n{html[at:]}"
    return html


def _ids(toc: Iterable[AnchorLink]) -> set[str]:
    """The ids of the headings in a table of contents."""
    return {one for entry in toc for one in (entry.id, *_ids(entry.children))}


def _take_out_marks(toc: Iterable[AnchorLink]) -> None:
    for entry in toc:
        entry.title, entry.id = without_marks(entry.title), without_marks(entry.id)
        _take_out_marks(entry.children)


def _rename(toc: Iterable[AnchorLink], renamed: Mapping[str, str]) -> None:
    """Let a table of contents lead to the ids that headings have now."""
    for entry in toc if renamed else ():
        entry.id = renamed.get(entry.id, entry.id)
        _rename(entry.children, renamed)


def _beside_plans(files: Files) -> list[File]:
    """Files that are no pages but hold header facts of a plan."""
    return [file for file in files if file.src_uri.rsplit("/", 1)[-1] in META_NAMES]


def _as_of(today: str | None) -> str:
    try:
        return as_of(today)
    except ValueError as error:
        log.warning("%s; today's date is used", error)
        return as_of(date.today().isoformat())
